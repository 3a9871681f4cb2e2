namespace AmiTools;

/// <summary>
/// What is to happen to every image of an estate under a policy. Plain data: it can be shown, kept as JSON (<see cref="ToJson"/>), reviewed, and read again (<see cref="Parse"/>). Its hash covers all of it, so that nothing can be
/// changed between the review and Invoke-AmiRetentionPlan.
/// </summary>
public sealed class AmiRetentionPlan
{
    /// <summary>The form of the plan that this version of the module makes and takes.</summary>
    public const int CurrentVersion = 1;

    private string? _hash;

    /// <summary>The form of the plan.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>When it was made, UTC. Ages are counted from then.</summary>
    public required DateTime MadeAt { get; init; }

    /// <summary>The policy.</summary>
    public required RetentionPolicy Policy { get; init; }

    /// <summary>Every image of the estate, by region, family and age.</summary>
    public required IReadOnlyList<AmiRetentionItem> Items { get; init => field = Indexable.List(value); }

    /// <summary>The SHA-256 of the plan's content in its canonical form, in hexadecimal. Of a plan that was read it is what stood there.</summary>
    public string Hash { get => _hash ??= RetentionPlanJson.HashOf(this); init => _hash = value; }

    /// <summary>Whether <see cref="Hash"/> is that of the content: whether nobody has changed the plan since it was made.</summary>
    public bool IsIntact => Hash == RetentionPlanJson.HashOf(this);

    /// <summary>The images that something happens to.</summary>
    public IReadOnlyList<AmiRetentionItem> Changes => Items.Where(item => item.Action != RetentionAction.Keep).ToArray();

    /// <summary>The plan as JSON, indented for reading. Reformatting it does no harm; changing it does.</summary>
    public string ToJson() => RetentionPlanJson.Write(this);

    /// <summary>Reads a plan from JSON: that of <see cref="ToJson"/>, or of <c>ConvertTo-Json -Depth 4</c>.</summary>
    /// <exception cref="AmiException">It is none.</exception>
    public static AmiRetentionPlan Parse(string json) => RetentionPlanJson.Read(json);

    /// <summary>How many images something happens to, of how many.</summary>
    public override string ToString() => $"{Changes.Count} of {Items.Count} images";
}
