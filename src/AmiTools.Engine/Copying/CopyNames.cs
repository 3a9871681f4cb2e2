using AmiTools.Engine.Naming;

namespace AmiTools.Engine.Copying;

/// <summary>The names and descriptions of copies, from the templates.</summary>
internal sealed class CopyNames
{
    private const string SourceName = "Name";
    private const string Description = "Description";

    private static readonly string[] s_placeholders = [SourceName, "ImageId", "SourceRegion", "Region", "Date"];

    private readonly NameTemplate? _name;
    private readonly NameTemplate _description;
    private readonly string _sameRegionSuffix;

    /// <summary>Reads the templates.</summary>
    /// <exception cref="AmiException"><c>InvalidName</c>.</exception>
    public CopyNames(CopyOptions options, bool encrypts)
    {
        _name = options.Name is { } name ? NameTemplate.Parse(name, s_placeholders) : null;
        _description = NameTemplate.Parse(options.Description, [.. s_placeholders, Description]);
        _sameRegionSuffix = encrypts ? "-encrypted" : "-copy";
    }

    /// <summary>The copy's name.</summary>
    /// <exception cref="AmiException"><c>InvalidName</c>.</exception>
    public string Name(Ami source, string region)
    {
        string name = _name is null ? Default(source, region) : _name.Expand(Values(_name, source, region, AmiNameRules.Fit));
        return AmiNameRules.Problem(name) is { } problem ? throw problem : name;
    }

    /// <summary>The copy's description. AWS would not always take over the source's, so it is always given.</summary>
    /// <exception cref="AmiException"><c>InvalidDescription</c>.</exception>
    public string DescriptionOf(Ami source, string region)
    {
        string description = _description.Expand(Values(_description, source, region, value => value));
        return AmiNameRules.DescriptionProblem(description) is { } problem ? throw problem : description;
    }

    // In the source's own region its name is taken, by the source.
    private string Default(Ami source, string region)
    {
        if (region != source.Region) return source.Name;
        int room = AmiNameRules.MaximumLength - _sameRegionSuffix.Length;
        return (source.Name.Length > room ? source.Name[..room] : source.Name) + _sameRegionSuffix;
    }

    private static Dictionary<string, Func<string?, string>> Values(NameTemplate template, Ami source, string region, Func<string, string> fit) => new()
    {
        [SourceName] = _ => source.Name,
        ["ImageId"] = _ => source.ImageId,
        ["SourceRegion"] = _ => source.Region,
        ["Region"] = _ => region,
        // The source's date, not today's: a second run must find what the first one named.
        ["Date"] = format => source.CreationDate is { } date ? fit(template.Date(date)(format)) : "",
        [Description] = _ => source.Description,
    };
}
