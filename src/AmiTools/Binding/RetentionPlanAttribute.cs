using System.Management.Automation;

namespace AmiTools.Binding;

/// <summary>Takes a retention plan, its JSON as one text, or what Import-Clixml and ConvertFrom-Json make of one.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RetentionPlanAttribute : ArgumentTransformationAttribute
{
    /// <summary>The plan.</summary>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? given = Given.Unwrap(inputData);
        string? json = given as string ?? (given is not AmiRetentionPlan && Given.Has(inputData, nameof(AmiRetentionPlan.Items)) ? Rebuilt.Node(inputData)!.ToJsonString() : null);
        if (json is null) return given is null or AmiRetentionPlan ? given : throw Given.Refuse($"An object of the type {given.GetType().Name} is no retention plan. Give what Get-AmiRetentionPlan returned, or its JSON.", isForAnother: false);
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
