using AmiTools.Aws;
using AmiTools.Engine.Tests.Harness;
using AmiTools.Simulator;

namespace AmiTools.Engine.Tests.Graph;

/// <summary>A simulated estate that the engine draws, request by request over the wire.</summary>
internal sealed class GraphScene : IDisposable
{
    public const string Home = "eu-west-1";
    public const string Away = "us-east-1";
    public const string Far = "ap-south-1";

    private readonly AwsEnvironment _environment;

    public GraphScene(EngineSettings? settings = null)
    {
        SimulatorKeys keys = Simulator.Access.Create();
        _environment = new AwsEnvironment
        {
            Time = Simulator.Clock, Random = new Random(1), NewId = Guid.NewGuid, Handler = Simulator.CreateHandler(), Keys = new AwsKeys(keys.AccessKeyId, keys.SecretKey), Region = Home,
        };
        Engine = new AmiEngine(_environment, settings);
    }

    public AwsSimulator Simulator { get; } = new();

    public AmiEngine Engine { get; }

    public RecordedEvents Events { get; private set; } = new();

    public SimRegion In(string region) => Simulator.Account().Region(region);

    /// <summary>The clients of the same caller, for what is done besides.</summary>
    public Task<AwsSession> OpenAsync() => AwsSession.OpenAsync(_environment, new AwsSessionSettings(), default);

    /// <summary>Draws the whole estate of regions.</summary>
    public Task<AmiSnapshotGraph> EstateAsync(params string[] regions) => RequiredAsync(new GraphOptions { Session = new SessionOptions { Region = regions } });

    /// <summary>Draws what hangs on one image.</summary>
    public Task<AmiSnapshotGraph> OfImageAsync(string image, GraphDirection direction, params string[] regions) =>
        RequiredAsync(new GraphOptions { Session = new SessionOptions { Region = regions }, ImageId = [new ResourceReference(image)], Direction = direction });

    public async Task<AmiSnapshotGraph> RequiredAsync(GraphOptions options) => (await DrawAsync(options)).ShouldNotBeNull(string.Join("; ", Events.Failures.Select(failure => failure.Message)));

    public async Task<AmiSnapshotGraph?> DrawAsync(GraphOptions options)
    {
        Events = new RecordedEvents();
        Simulator.Requests.Clear();
        AmiSnapshotGraph? graph = await Engine.MapAsync(options, Events, default);
        Simulator.Defects.ShouldBeEmpty();
        return graph;
    }

    /// <summary>How often each operation was called in the last drawing.</summary>
    public string Calls => string.Join(", ", Simulator.Requests.Entries.GroupBy(request => request.Operation).OrderBy(calls => calls.Key, StringComparer.Ordinal).Select(calls => $"{calls.Key} {calls.Count()}"));

    public void Dispose()
    {
        _environment.Dispose();
        Simulator.Dispose();
    }
}

internal static class GraphAssertions
{
    public static GraphNode Node(this AmiSnapshotGraph graph, string id) => graph.Find(id).ShouldNotBeNull($"{id} is not in\n{string.Join('\n', graph.Draw())}");

    public static GraphEdge Edge(this AmiSnapshotGraph graph, GraphEdgeKind kind, string from, string to) =>
        graph.Edges.SingleOrDefault(edge => edge.Kind == kind && edge.From == from && edge.To == to).ShouldNotBeNull($"{from} {kind} {to} is not in\n{string.Join('\n', graph.Edges)}");
}
