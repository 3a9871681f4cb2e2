using System.Management.Automation;
using System.Text.RegularExpressions;

namespace AmiTools.Binding;

/// <summary>
/// Makes references to resources of whatever names one: an id, an ARN, an object of this module, of AWS Tools or read back from a file, a table, or a list of these.
/// A malformed id passes: it becomes an error of its item in the engine, where the others go on. So does a null, which is most often a variable that nobody set.
/// </summary>
/// <param name="properties">The properties that may have the id, the first one that an object has counts: <c>ImageId</c>.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed partial class ResourceReferencesAttribute(params string[] properties) : ArgumentTransformationAttribute
{
    /// <summary>A property whose elements are the resources: what <c>Get-EC2Instance</c> returns has its instances in <c>Instances</c>.</summary>
    public string? Container { get; init; }

    /// <summary>For a parameter that takes one resource and no list.</summary>
    public bool Single { get; init; }

    /// <summary>What is meant for the parameter in the second place where it stands in the first, because the resources come by the pipeline: one of <see cref="SecondPlace"/>.</summary>
    public string? Leaves { get; init; }

    /// <summary>A property for which another parameter takes a piped object that is refused here: then the refusal is no error.</summary>
    public string? Beside { get; init; }

    /// <summary>Whether the command takes an object that is only a region, and lists what is there. A snapshot where images belong is none, though it knows its region.</summary>
    public bool OrRegion { get; init; }

    /// <summary>The references, as an array; the one, where only one is taken.</summary>
    public override object Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        // PowerShell tries the next parameter set after a value that cannot be converted, and none after a refusal.
        if (Leaves is not null && SecondPlace.Takes(Leaves, inputData)) return new SecondPlace(inputData);
        ResourceReference[] references = Read(inputData).ToArray();
        if (!Single) return references;
        return references is [var only] ? only : throw Given.Refuse($"One resource is taken here, and {references.Length} were given.");
    }

    private IEnumerable<ResourceReference> Read(object? value)
    {
        switch (Given.Unwrap(value))
        {
            case null: return [new ResourceReference("")];
            case ResourceReference reference: return [reference];
            case string text: return [new ResourceReference(text)];
        }
        if (properties.FirstOrDefault(name => Given.Has(value, name) && !IsNumber(value, name)) is { } property)
            return [new ResourceReference(Given.Text(value, property) ?? "", RegionOf(value), Given.Text(value, "AccountId", "OwnerId")) { KeptBecause = KeptBecause(value) }];
        if (Container is not null && Given.TryGet(value, out object? parts, Container)) return Given.Each(parts).SelectMany(Read).ToArray();
        object?[] elements = Given.Each(value).ToArray();
        if (elements is [var single] && ReferenceEquals(single, value))
            throw Given.Refuse($"An object of the type {Given.Unwrap(value)!.GetType().Name} names no resource. Give an id, an ARN, or an object with the property {string.Join(" or ", properties)}.", isForAnother: IsForAnother(value));
        return elements.SelectMany(Read).ToArray();
    }

    /// <summary>Whether PowerShell may still find something in the object: a list of ids by the parameter's plural alias, as an image has its SnapshotIds; another parameter's property; a region.</summary>
    private bool IsForAnother(object? value) => properties.Any(name => Given.Has(value, $"{name}s")) || (Beside is not null && Given.Has(value, Beside)) || (OrRegion && Given.IsRegion(value));

    /// <summary>Of a process or a job the <c>Id</c> is a number.</summary>
    private static bool IsNumber(object? value, string name) => Given.TryGet(value, out object? property, name) && property is ValueType;

    /// <summary>AWS's own objects have no region, but an instance knows its zone.</summary>
    private static string? RegionOf(object? value) =>
        Given.Text(value, "Region", "RegionName") ??
        (Given.TryGet(value, out object? placement, "Placement") && Given.Text(placement, "AvailabilityZone") is { } zone && Zone().Match(zone) is { Success: true } match ? match.Value : null);

    /// <summary>Read by properties, because an item of a plan that came back from a file is no object of this module.</summary>
    private static string? KeptBecause(object? value) =>
        Given.Text(value, nameof(AmiRetentionItem.Action)) is { } action && Enum.TryParse(action, ignoreCase: true, out RetentionAction read) && read == RetentionAction.Keep ? Given.Text(value, nameof(AmiRetentionItem.Because)) ?? "" : null;

    [GeneratedRegex(@"^[a-z]{2,4}(-[a-z]+)+-\d+")]
    private static partial Regex Zone();
}
