using System.Text.Json;

namespace AmiTools.Aws.Tests.Differential;

/// <summary>The service models, read anew: what the tests expect does not come from the generator.</summary>
internal static class ServiceModels
{
    /// <summary>By file name: ec2, rbin, ebs, autoscaling.</summary>
    public static IReadOnlyDictionary<string, ServiceModel> All { get; } = new[] { "ec2", "rbin", "ebs", "autoscaling" }.ToDictionary(name => name, Load);

    /// <summary>Every operation of every service, for theories.</summary>
    public static TheoryData<string, string> Operations()
    {
        var data = new TheoryData<string, string>();
        foreach (var service in All.Values)
        {
            foreach (var operation in service.Operations.Keys)
                data.Add(service.Name, operation);
        }
        return data;
    }

    private static ServiceModel Load(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Models", name + ".json")));
        var root = document.RootElement.Clone();
        return new ServiceModel(
            name,
            root.GetProperty("metadata").GetProperty("protocol").GetString()!,
            Entries(root.GetProperty("operations")),
            Entries(root.GetProperty("shapes")));
    }

    private static Dictionary<string, JsonElement> Entries(JsonElement json) => json.EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value);
}

/// <summary>One service's model.</summary>
internal sealed record ServiceModel(string Name, string Protocol, IReadOnlyDictionary<string, JsonElement> Operations, IReadOnlyDictionary<string, JsonElement> Shapes)
{
    /// <summary>Name of the input or output shape; null where the operation has none.</summary>
    public string? ShapeOf(string operation, string side) => Operations[operation].TryGetProperty(side, out var shape) ? shape.GetString() : null;

    public string TypeOf(string shape) => Shapes[shape].GetProperty("type").GetString()!;

    /// <summary>A structure's members and their shapes.</summary>
    public IEnumerable<(string Name, string Shape, JsonElement Member)> Members(string structure) =>
        Shapes[structure].GetProperty("members").EnumerateObject().Select(member => (member.Name, member.Value.GetProperty("shape").GetString()!, member.Value));

    public string ElementOf(string list) => Shapes[list].GetProperty("member").GetProperty("shape").GetString()!;
}
