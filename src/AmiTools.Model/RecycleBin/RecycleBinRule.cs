namespace AmiTools;

/// <summary>A retention rule of the Recycle Bin.</summary>
public sealed class RecycleBinRule : AmiResource
{
    /// <summary>AWS's identifier, 11 letters and digits.</summary>
    public required string Identifier { get; init; }

    /// <summary>The ARN.</summary>
    public string RuleArn { get; init; } = "";

    /// <summary>AWS's word for what it keeps: <c>EC2_IMAGE</c>, <c>EBS_SNAPSHOT</c>, <c>EBS_VOLUME</c>.</summary>
    public required string ResourceType { get; init; }

    /// <summary>The description; empty where there is none.</summary>
    public string Description { get; init; } = "";

    /// <summary>For how many days deleted resources are kept.</summary>
    public required int RetentionDays { get; init; }

    /// <summary>Tags of which one must be on the resource; an empty value stands for any. None: the rule holds for the whole region.</summary>
    public IReadOnlyDictionary<string, string> ResourceTag { get; init; } = new Dictionary<string, string>();

    /// <summary>Tags that keep a resource from a rule of the whole region.</summary>
    public IReadOnlyDictionary<string, string> ExcludeResourceTag { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether it holds for the whole region and not only for tagged resources.</summary>
    public bool IsRegionLevel => ResourceTag.Count == 0;

    /// <summary>AWS's word: <c>pending</c>, <c>available</c>.</summary>
    public string Status { get; init; } = "";

    /// <summary>AWS's word: <c>locked</c>, <c>pending_unlock</c>, <c>unlocked</c>; null where it never was locked.</summary>
    public string? LockState { get; init; }

    /// <summary>How many days pass from its unlocking until it can be changed, 7 to 30; null where it never was locked.</summary>
    public int? UnlockDelayDays { get; init; }

    /// <summary>When an unlocking takes effect, UTC; null where none runs.</summary>
    public DateTime? LockEndTime { get; init; }

    /// <summary>When it was made, UTC: the module's own tag says it, because AWS keeps no such time. Null for other rules: their age is unknown.</summary>
    public DateTime? CreationTime { get; init; }

    /// <summary>The rule's own tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether <see cref="Tags"/> could be read; where not, <see cref="CreationTime"/> is not known either.</summary>
    public bool TagsAreKnown { get; init; } = true;

    /// <summary>Whether it was there before this command.</summary>
    public bool AlreadyExisted { get; init; }

    /// <summary>The rule as it was before the command that returned this one changed it; null where it changed nothing.</summary>
    public RecycleBinRule? Previous => Receipt?.Before.Rule;

    /// <summary>What the change replaced, for a journal; null where nothing was changed.</summary>
    public AmiChangeReceipt? Receipt { get; init; }

    /// <summary>The identifier.</summary>
    public override string ToString() => Identifier;
}

/// <summary>Which rules are asked for.</summary>
public sealed class RecycleBinRuleQuery
{
    /// <summary>Who asks, and in which regions.</summary>
    public required SessionOptions Session { get; init; }

    /// <summary>Only these rules. One that is not there is a failure of its own.</summary>
    public IReadOnlyList<string> Identifier { get; init; } = [];

    /// <summary>Only rules for these kinds, in AWS's words; empty for all.</summary>
    public IReadOnlyList<string> ResourceType { get; init; } = [];
}

/// <summary>What a new rule is to be.</summary>
public sealed class NewRecycleBinRuleOptions
{
    /// <summary>Who asks, and in which regions the rule is made.</summary>
    public required SessionOptions Session { get; init; }

    /// <summary>What it keeps, in AWS's words; a rule is made for each.</summary>
    public required IReadOnlyList<string> ResourceType { get; init; }

    /// <summary>For how many days, 1 to 365; volumes 1 to 7.</summary>
    public required int RetentionDays { get; init; }

    /// <summary>The description, up to 255 characters.</summary>
    public string? Description { get; init; }

    /// <summary>Tags of which one must be on the resource, up to 50; an empty value stands for any. None: the rule holds for the whole region.</summary>
    public IReadOnlyDictionary<string, string> ResourceTag { get; init; } = new Dictionary<string, string>();

    /// <summary>Tags that keep a resource from a rule of the whole region, up to 5.</summary>
    public IReadOnlyDictionary<string, string> ExcludeResourceTag { get; init; } = new Dictionary<string, string>();

    /// <summary>Tags for the rule itself.</summary>
    public IReadOnlyDictionary<string, string> Tag { get; init; } = new Dictionary<string, string>();
}

/// <summary>What making rules would do.</summary>
public sealed class RecycleBinRulePlan : Plan<RecycleBinRuleStep>
{
    /// <summary>What was asked for.</summary>
    public required NewRecycleBinRuleOptions Options { get; init; }
}

/// <summary>One rule to be made in one region.</summary>
public sealed class RecycleBinRuleStep : PlanStep
{
    /// <summary>The region.</summary>
    public required string Region { get; init; }

    /// <summary>What the rule keeps, in AWS's word.</summary>
    public required string ResourceType { get; init; }

    /// <summary>The rule of the same content that is there already; null where one is made.</summary>
    public RecycleBinRule? Existing { get; init; }
}
