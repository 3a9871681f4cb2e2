using AmiTools.Engine.Images;
using AmiTools.Engine.Naming;

namespace AmiTools.Engine.SnapshotCopying;

/// <summary>The descriptions of copies.</summary>
internal sealed class SnapshotCopyTexts
{
    private const string Description = "Description";

    private readonly NameTemplate? _template;

    /// <summary>Reads the template.</summary>
    /// <param name="template">What the user gave; null for the console's wording.</param>
    /// <exception cref="AmiException"><c>InvalidName</c>.</exception>
    public SnapshotCopyTexts(string? template) => _template = template is null ? null : NameTemplate.Parse(template, Description, "SnapshotId", "SourceRegion", "Region", "Date");

    /// <summary>The description of the source's copy. CopySnapshot takes over none.</summary>
    /// <exception cref="AmiException"><c>InvalidDescription</c>, <c>InvalidName</c>.</exception>
    public string Of(EbsSnapshot source, string region)
    {
        if (_template is null)
        {
            string text = $"{SnapshotDescription.Copied(source.SnapshotId, source.Region)} {source.Description}".TrimEnd();
            return text.Length <= AmiNameRules.MaximumDescriptionLength ? text : text[..AmiNameRules.MaximumDescriptionLength];
        }

        string description = _template.Expand(new Dictionary<string, Func<string?, string>>
        {
            [Description] = _ => source.Description,
            ["SnapshotId"] = _ => source.SnapshotId,
            ["SourceRegion"] = _ => source.Region,
            ["Region"] = _ => region,
            // The source's date, not today's: what it holds is of that moment.
            ["Date"] = format => source.StartTime is { } date ? _template.Date(date)(format) : "",
        });
        return AmiNameRules.DescriptionProblem(description) is { } problem ? throw problem : description;
    }
}
