namespace AmiTools;

/// <summary>Which backups of each family are kept, and what happens to the others. A backup is kept where any one of the rules keeps it.</summary>
public sealed class RetentionPolicy
{
    /// <summary>Keeps so many of the newest.</summary>
    public int KeepLast { get; init; }

    /// <summary>Keeps those that are younger than so many days.</summary>
    public double KeepDays { get; init; }

    /// <summary>Keeps the newest of each of the last so many days that have one.</summary>
    public int Daily { get; init; }

    /// <summary>Keeps the newest of each of the last so many weeks that have one. Weeks begin on Monday (ISO 8601).</summary>
    public int Weekly { get; init; }

    /// <summary>Keeps the newest of each of the last so many months that have one.</summary>
    public int Monthly { get; init; }

    /// <summary>Keeps the newest of each of the last so many years that have one.</summary>
    public int Yearly { get; init; }

    /// <summary>The time zone in which days, weeks, months and years begin: a name of the IANA list (<c>Europe/Berlin</c>) or of Windows.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>What makes images a family.</summary>
    public RetentionFamily FamilyBy { get; init; } = RetentionFamily.Instance;

    /// <summary>The key of the tag whose value makes a family, for <see cref="RetentionFamily.Tag"/>; otherwise null.</summary>
    public string? FamilyTag { get; init; }

    /// <summary>What happens to a backup that no rule keeps.</summary>
    public RetentionAction Action { get; init; } = RetentionAction.Delete;

    /// <summary>Whether images may be deleted that would not come back from the Recycle Bin for certain.</summary>
    public bool AllowPermanent { get; init; }
}

/// <summary>What makes images a family: the backups of one thing over time. The numbers are fixed.</summary>
public enum RetentionFamily
{
    /// <summary>The instance that they are backups of.</summary>
    Instance = 0,

    /// <summary>Their name without its dates and counters.</summary>
    Name = 1,

    /// <summary>The value of a tag.</summary>
    Tag = 2,
}

/// <summary>What happens to an image. The numbers are fixed.</summary>
public enum RetentionAction
{
    /// <summary>It stays as it is.</summary>
    Keep = 0,

    /// <summary>It counts as deprecated.</summary>
    Deprecate = 1,

    /// <summary>It cannot be launched until somebody enables it again.</summary>
    Disable = 2,

    /// <summary>It is deregistered, with the snapshots that nothing else needs.</summary>
    Delete = 3,

    /// <summary>It is disabled, and its snapshots that no other image needs go into the archive tier.</summary>
    Archive = 4,
}
