namespace AmiTools;

/// <summary>One thing that uses an image, or one place that could not be read.</summary>
public sealed class UsageReason
{
    /// <summary><see cref="UsageVerdict.InUse"/>, or <see cref="UsageVerdict.Unknown"/> for what could not be read. Never <see cref="UsageVerdict.Unused"/>.</summary>
    public required UsageVerdict Verdict { get; init; }

    /// <summary>What it is, one of <see cref="UsageKinds"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>The id, the ARN, the account or the parameter's name of what uses the image; null where something could not be read.</summary>
    public string? ResourceId { get; init; }

    /// <summary>The reason as a part of a sentence: <c>instance i-0abc is stopped</c>.</summary>
    public required string Detail { get; init; }

    /// <summary>True where <c>-Force</c> does not go past it either, because AWS itself or the service that owns the image refuses.</summary>
    public bool IsAbsolute { get; init; }

    /// <summary>What frees the image, or lets the place be read; null where nothing can be said.</summary>
    public string? Remedy { get; init; }

    /// <summary>The detail.</summary>
    public override string ToString() => Detail;
}

/// <summary>The kinds of things that use an image.</summary>
public static class UsageKinds
{
    /// <summary>An instance that is not terminated.</summary>
    public const string Instance = "Instance";

    /// <summary>A launch template.</summary>
    public const string LaunchTemplate = "LaunchTemplate";

    /// <summary>A parameter of Systems Manager.</summary>
    public const string SsmParameter = "SsmParameter";

    /// <summary>A recipe of Image Builder.</summary>
    public const string ImageRecipe = "ImageRecipe";

    /// <summary>Something else that DescribeImageReferences names.</summary>
    public const string OtherReference = "OtherReference";

    /// <summary>Accounts, organisations and organisational units that may launch the image; <c>all</c> for everybody.</summary>
    public const string LaunchPermission = "LaunchPermission";

    /// <summary>Protection against deregistration, also while it runs out.</summary>
    public const string DeregistrationProtection = "DeregistrationProtection";

    /// <summary>What else needs the snapshots behind the image.</summary>
    public const string Snapshot = "Snapshot";

    /// <summary>AWS Backup owns the image.</summary>
    public const string AwsBackup = "AwsBackup";
}
