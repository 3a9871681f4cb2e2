using Amazon.EC2.Model;
using AmiTools.Engine.Naming;

namespace AmiTools.Engine.Registration;

/// <summary>The names and descriptions of images that are registered from snapshots, from the templates.</summary>
internal sealed class RegistrationNames
{
    private static readonly string[] s_placeholders = ["SnapshotId", "InstanceId", "Date"];

    private readonly NameTemplate _name;
    private readonly NameTemplate? _description;

    /// <summary>Reads the templates.</summary>
    /// <exception cref="AmiException"><c>InvalidName</c>.</exception>
    public RegistrationNames(SnapshotRegistrationOptions options)
    {
        _name = NameTemplate.Parse(options.Name, s_placeholders);
        _description = options.Description is { } description ? NameTemplate.Parse(description, s_placeholders) : null;
    }

    /// <summary>The image's name.</summary>
    /// <exception cref="AmiException"><c>InvalidName</c>.</exception>
    public string Name(Snapshot snapshot)
    {
        string name = _name.Expand(Values(_name, snapshot, AmiNameRules.Fit));
        return AmiNameRules.Problem(name) is { } problem ? throw problem : name;
    }

    /// <summary>The image's description; empty where none was asked for.</summary>
    /// <exception cref="AmiException"><c>InvalidDescription</c>.</exception>
    public string Description(Snapshot snapshot)
    {
        string description = _description?.Expand(Values(_description, snapshot, value => value)) ?? "";
        return AmiNameRules.DescriptionProblem(description) is { } problem ? throw problem : description;
    }

    private static Dictionary<string, Func<string?, string>> Values(NameTemplate template, Snapshot snapshot, Func<string, string> fit) => new()
    {
        ["SnapshotId"] = _ => snapshot.SnapshotId!,
        ["InstanceId"] = _ => MachineFinder.InstanceOf(snapshot) ?? "",
        // The snapshot's date, not today's: a second run must find what the first one named.
        ["Date"] = format => snapshot.StartTime is { } begun ? fit(template.Date(begun.ToUniversalTime())(format)) : "",
    };
}
