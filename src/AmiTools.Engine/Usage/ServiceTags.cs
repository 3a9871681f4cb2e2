namespace AmiTools.Engine.Usage;

/// <summary>The tags by which AWS's services know what they made.</summary>
internal static class ServiceTags
{
    private const string Backup = "aws:backup:";
    private const string Policy = "aws:dlm:lifecycle-policy-id";
    private const string Managed = "dlm:managed";
    private const string Builder = "EC2 Image Builder";
    private const string BuilderArn = "Ec2ImageBuilderArn";

    /// <summary>Whether AWS Backup made it.</summary>
    public static bool IsRecoveryPoint(IReadOnlyDictionary<string, string> tags) => tags.Keys.Any(key => key.StartsWith(Backup, StringComparison.Ordinal));

    /// <summary>The policy of Data Lifecycle Manager that made it; empty where only its mark is there, null where there is none.</summary>
    public static string? PolicyOf(IReadOnlyDictionary<string, string> tags) => tags.GetValueOrDefault(Policy) ?? (tags.ContainsKey(Managed) ? "" : null);

    /// <summary>The ARN of the image in Image Builder; empty where only its mark is there, null where there is none.</summary>
    public static string? BuiltBy(IReadOnlyDictionary<string, string> tags) => tags.GetValueOrDefault(BuilderArn) ?? (tags.GetValueOrDefault("CreatedBy") == Builder ? "" : null);

    /// <summary>That AWS Backup owns it.</summary>
    public static UsageReason RecoveryPoint(string remedy) => new() { Verdict = UsageVerdict.InUse, Kind = UsageKinds.AwsBackup, Detail = "it is a recovery point of AWS Backup", IsAbsolute = true, Remedy = remedy };

    /// <summary>That a policy of Data Lifecycle Manager keeps it.</summary>
    public static UsageReason Lifecycle(string policy) => new()
    {
        Verdict = UsageVerdict.InUse, Kind = UsageKinds.LifecyclePolicy, ResourceId = policy.Length == 0 ? null : policy,
        Detail = $"a policy of Data Lifecycle Manager{(policy.Length == 0 ? "" : $" ({policy})")} made it and removes it in its time", Remedy = "Let the policy remove it, or change the policy.",
    };
}
