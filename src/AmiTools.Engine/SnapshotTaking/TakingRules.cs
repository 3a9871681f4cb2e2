using AmiTools.Engine.Naming;
using AmiTools.Engine.Tags;

namespace AmiTools.Engine.SnapshotTaking;

/// <summary>What is wrong with the options by themselves, without a call.</summary>
internal static class TakingRules
{
    /// <summary>The most data volumes that CreateSnapshots leaves out (EC2 API reference).</summary>
    public const int MostExclusions = 40;

    /// <summary>Everything that is wrong.</summary>
    public static IEnumerable<AmiException> Problems(EbsSnapshotOptions options)
    {
        foreach (AmiException tag in TagRules.Problems(options.Tag)) yield return tag;
        if (options.VolumeId.Count + options.InstanceId.Count == 0) yield return Invalid(AmiErrorCodes.InvalidOption, null, "No volume and no instance is named.", "Give -VolumeId or -InstanceId, or pipe them in.");
        if (options.IdempotencyKey is { Length: 0 or > TagRules.MaximumValueLength } key) yield return Invalid(AmiErrorCodes.InvalidOption, key, $"An idempotency key has 1 to {TagRules.MaximumValueLength} characters.", "Give a shorter -IdempotencyKey.");
        if (options.Description is { } description && AmiNameRules.DescriptionProblem(description) is { } tooLong) yield return tooLong;
        if (options.InstanceId.Count == 0 && (options.ExcludeRoot || options.ExcludeVolume.Count > 0))
            yield return Invalid(AmiErrorCodes.InvalidOption, null, "Volumes can only be left out of an instance's.", "Give -InstanceId, or leave -ExcludeRoot and -ExcludeVolume away.");
    }

    private static AmiException Invalid(string code, string? value, string message, string remedy) => new(code, AmiErrorKind.InvalidInput, message) { ResourceId = value, Remedy = remedy };
}
