using System.Management.Automation;

namespace AmiTools.Binding;

/// <summary>Takes a retention plan, or its JSON as one text.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RetentionPlanAttribute : ArgumentTransformationAttribute
{
    /// <summary>The plan.</summary>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? given = Given.Unwrap(inputData);
        if (given is not string json) return given;
        try
        {
            return AmiRetentionPlan.Parse(json);
        }
        catch (AmiException failure)
        {
            throw Given.Refuse($"{failure.Message} {failure.Remedy}");
        }
    }
}
