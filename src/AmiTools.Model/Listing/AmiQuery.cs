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
