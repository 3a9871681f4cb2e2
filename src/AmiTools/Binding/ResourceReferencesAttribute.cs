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

    /// <summary>The references, as an array; the one, where only one is taken.</summary>
    public override object Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
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
        if (properties.FirstOrDefault(name => Given.Has(value, name)) is { } property)
            return [new ResourceReference(Given.Text(value, property) ?? "", RegionOf(value), Given.Text(value, "AccountId", "OwnerId")) { KeptBecause = KeptBecause(value) }];
        if (Container is not null && Given.TryGet(value, out object? parts, Container)) return Given.Each(parts).SelectMany(Read).ToArray();
        object?[] elements = Given.Each(value).ToArray();
        if (elements is [var single] && ReferenceEquals(single, value))
            throw Given.Refuse($"An object of the type {Given.Unwrap(value)!.GetType().Name} names no resource. Give an id, an ARN, or an object with the property {string.Join(" or ", properties)}.");
        return elements.SelectMany(Read).ToArray();
    }

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
