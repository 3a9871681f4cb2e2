using System.Text.RegularExpressions;

namespace AmiTools;

/// <summary>A resource as a user names it: an id or an ARN, and the region and account where a piped object knew them.</summary>
public sealed partial class ResourceReference
{
    /// <summary>Takes an id or an ARN as it was typed. Nothing is checked yet: a malformed one is an error of its item, not of the command.</summary>
    public ResourceReference(string value)
    {
        Given = value ?? "";
        Match arn = Arn().Match(Given);
        Id = arn.Success ? arn.Groups["id"].Value : Given.Trim();
        Region = arn.Success ? arn.Groups["region"].Value : null;
        AccountId = arn.Success && arn.Groups["account"].Length > 0 ? arn.Groups["account"].Value : null;
    }

    /// <summary>Takes an id whose place is known.</summary>
    public ResourceReference(string id, string? region, string? accountId = null) : this(id)
    {
        Region = string.IsNullOrEmpty(region) ? Region : region;
        AccountId = string.IsNullOrEmpty(accountId) ? AccountId : accountId;
    }

    /// <summary>The id: <c>ami-0123456789abcdef0</c>.</summary>
    public string Id { get; }

    /// <summary>The region that the object or the ARN named; null where it named none.</summary>
    public string? Region { get; }

    /// <summary>The account that the object or the ARN named; null where it named none.</summary>
    public string? AccountId { get; }

    /// <summary>What the user gave, to the letter.</summary>
    public string Given { get; }

    /// <summary>Why a retention plan keeps the image, where the reference was made of an item of a plan that does: commands that take images away refuse it. Otherwise null.</summary>
    public string? KeptBecause { get; init; }

    /// <summary>The same resource, in a region.</summary>
    public ResourceReference In(string region) => new(Given, region, AccountId) { KeptBecause = KeptBecause };

    /// <summary>Whether the id has the form that AWS gives to ids of this prefix: 8 or 17 lower-case hexadecimal digits.</summary>
    public bool IsWellFormed(string prefix) => Id.StartsWith(prefix + "-", StringComparison.Ordinal) && Hex().IsMatch(Id.AsSpan(prefix.Length + 1));

    /// <summary>The id.</summary>
    public override string ToString() => Id;

    [GeneratedRegex(@"^arn:[a-z0-9-]+:[a-z0-9-]+:(?<region>[a-z0-9-]*):(?<account>\d*):[a-z-]+[/:](?<id>\S+)$")]
    private static partial Regex Arn();

    [GeneratedRegex("^([0-9a-f]{8}|[0-9a-f]{17})$")]
    private static partial Regex Hex();
}
