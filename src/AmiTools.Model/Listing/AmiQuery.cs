namespace AmiTools;

/// <summary>Which images are asked for. Everything given must hold; nothing given asks for all own images of the region.</summary>
public sealed class AmiQuery
{
    /// <summary>Who asks, and in which regions.</summary>
    public required SessionOptions Session { get; init; }

    /// <summary>Images by id. One that is not there is a failure of its own and does not stop the others.</summary>
    public IReadOnlyList<ResourceReference> ImageId { get; init; } = [];

    /// <summary>Names with the wildcards <c>*</c> and <c>?</c>; one of them must match.</summary>
    public IReadOnlyList<string> Name { get; init; } = [];

    /// <summary>Whose images are listed. Null: the caller's own, or with <see cref="Owner"/> all of that owner's that the caller may use.</summary>
    public AmiVisibility? Visibility { get; init; }

    /// <summary>Owners: <c>self</c>, <c>amazon</c>, <c>aws-marketplace</c>, <c>aws-backup-vault</c>, or account ids.</summary>
    public IReadOnlyList<string> Owner { get; init; } = [];

    /// <summary>AWS's own filters of DescribeImages: names, each with the values of which one must hold.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Filter { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Whether deprecated images of others are listed too. One's own, and those that are asked for by id, always are.</summary>
    public bool IncludeDeprecated { get; init; }

    /// <summary>Tags that must be there. A value may have wildcards; null asks only for the key.</summary>
    public IReadOnlyDictionary<string, string?> Tag { get; init; } = new Dictionary<string, string?>();

    /// <summary>Images made of these instances.</summary>
    public IReadOnlyList<ResourceReference> InstanceId { get; init; } = [];

    /// <summary>AWS's states; one of them must be the image's.</summary>
    public IReadOnlyList<string> State { get; init; } = [];

    /// <summary>AWS's architectures; one of them must be the image's.</summary>
    public IReadOnlyList<string> Architecture { get; init; } = [];

    /// <summary><c>Windows</c>, <c>Linux</c>, or AWS's platform details with wildcards.</summary>
    public string? Platform { get; init; }

    /// <summary><c>ebs</c> or <c>instance-store</c>.</summary>
    public string? RootDeviceType { get; init; }

    /// <summary>Only images made before this time, UTC.</summary>
    public DateTime? CreatedBefore { get; init; }

    /// <summary>Only the newest of each instance (or of each name without its date and counter, where the instance is not known), per region.</summary>
    public bool Latest { get; init; }
}

/// <summary>Whose images are listed. The numbers are fixed.</summary>
public enum AmiVisibility
{
    /// <summary>The caller's own.</summary>
    Owned = 0,

    /// <summary>Those that other accounts share with the caller's account, its organisation or its unit.</summary>
    SharedWithMe = 1,

    /// <summary>Those that everybody may launch. There are tens of thousands of them in a region: an owner, a name or a filter must narrow them down.</summary>
    Public = 2,

    /// <summary>Those of the AWS Marketplace. They are as many: a name, an owner or a filter must narrow them down.</summary>
    Marketplace = 3,

    /// <summary>Those that Amazon publishes.</summary>
    Amazon = 4,
}
