using AmiTools.Host;

namespace AmiTools.Benchmarks;

/// <summary>The lineage of several regions: the calls against the fewest that AWS's pages allow, and the time against boto3 reading the same lists from the same server, without drawing anything of them.</summary>
internal sealed class GraphBenchmark : IBenchmark
{
    private const int Images = 2000;
    private const int Snapshots = 10_000;
    private const int Instances = 40;
    private const int Regions = 4;
    private const int PageSize = 1000;
    private const int FilterValues = 200;

    // What a graph is made of: the same lists with the same page sizes, region after region.
    private const string Script = """
        import boto3, json, sys, time
        from botocore.config import Config
        endpoint, regions = sys.argv[1], sys.argv[2:]
        LISTS = {
            "describe_images": ("Images", dict(Owners=["self"], IncludeDeprecated=True, IncludeDisabled=True)),
            "describe_snapshots": ("Snapshots", dict(OwnerIds=["self"])),
            "describe_volumes": ("Volumes", {}),
            "describe_instances": ("Reservations", {}),
            "describe_launch_template_versions": ("LaunchTemplateVersions", dict(Versions=["$Latest", "$Default"])),
        }
        def listing():
            things = pages = 0
            for region in regions:
                client = boto3.client("ec2", region_name=region, endpoint_url=endpoint, aws_access_key_id="AKIAIOSFODNN7EXAMPLE", aws_secret_access_key="secret", config=Config(retries={"mode": "standard"}))
                for operation, (member, arguments) in LISTS.items():
                    size = 200 if "template" in operation else 1000
                    for page in client.get_paginator(operation).paginate(**arguments, PaginationConfig={"PageSize": size}):
                        pages += 1
                        things += len(page[member])
            return things, pages
        listing()
        times = []
        for _ in range(3):
            start = time.perf_counter()
            things, pages = listing()
            times.append((time.perf_counter() - start) * 1000)
        print(json.dumps({"things": things, "pages": pages, "ms": sorted(times)[1]}))
        """;

    public string Name => "graph";

    public string Claim => $"{Images} images and {Snapshots} snapshots in {Regions} regions: calls used against calls needed, time against boto3 reading the same lists";

    public async Task RunAsync(Report report)
    {
        AmiHost host = new();
        host.Connect(new() { Scenario = "fleet", Speed = 1, Size = new Dictionary<string, int> { ["Regions"] = Regions, ["Images"] = Images, ["Snapshots"] = Snapshots, ["Instances"] = Instances } });
        AmiSnapshotGraph everything = await MapAsync(host.Engine, new SessionOptions { Region = ["*"] });
        string[] regions = [.. everything.Images.Select(image => image.Region).Distinct().Order()];
        SessionOptions session = new() { Region = regions };
        await MapAsync(host.Engine, session);

        long before = host.Simulator!.Requests;
        AmiSnapshotGraph graph = await MapAsync(host.Engine, session);
        int lists = regions.Sum(region => Lists(graph, region));
        report.Add("calls needed: five lists a region in pages of 1000, the bin's images, what the lists name and lack by 200 ids", lists + regions.Sum(region => Lookups(graph, region)), "calls");
        report.Add("calls used by Get-AmiSnapshotGraph", host.Simulator!.Requests - before, "calls");
        report.Add("calls that the five lists alone need", lists, "calls");

        SimulatorServerInfo server = host.StartServer(new(), 0);
        SessionOptions served = new() { Region = regions, EndpointUrl = server.EndpointUrl, AccessKey = "AKIAIOSFODNN7EXAMPLE", SecretKey = "secret" };
        await MapAsync(host.Engine, served);
        Report times = new();
        await times.TimeAsync($"Get-AmiSnapshotGraph's engine, over HTTP ({graph.Nodes.Count} nodes, {graph.Edges.Count} edges)", 3, () => MapAsync(host.Engine, served));
        if (await Boto3.RunAsync(Script, server.EndpointUrl, regions) is { } boto)
            times.Add($"boto3's paginators, region after region, without a graph ({boto.GetProperty("pages").GetInt32()} calls)", boto.GetProperty("ms").GetDouble(), "ms");
        report.Append(times);
        await host.StopServerAsync(server.Port);
    }

    /// <summary>Everything of the caller, in pages.</summary>
    private static int Lists(AmiSnapshotGraph graph, string region)
    {
        GraphNode[] own = [.. graph.Nodes.Where(node => node.Region == region && IsOwn(node, graph))];
        return new[] { GraphNodeKinds.Image, GraphNodeKinds.Snapshot, GraphNodeKinds.Volume, GraphNodeKinds.Instance, GraphNodeKinds.LaunchTemplate }
            .Sum(kind => Math.Max(1, Calls(own.Count(node => node.Kind == kind), PageSize)));
    }

    /// <summary>What no list of the caller's own can tell: whether images and snapshots that are named and not listed are somebody else's or gone, and whether an image that is gone can come back.</summary>
    private static int Lookups(AmiSnapshotGraph graph, string region)
    {
        GraphNode[] others = [.. graph.Nodes.Where(node => node.Region == region && !IsOwn(node, graph))];
        return 1 + new[] { GraphNodeKinds.Image, GraphNodeKinds.Snapshot }.Sum(kind => Calls(others.Count(node => node.Kind == kind), FilterValues));
    }

    private static bool IsOwn(GraphNode node, AmiSnapshotGraph graph) => node.Presence == GraphPresence.Present && node.AccountId == graph.AccountId;

    private static int Calls(int things, int aCall) => (things + aCall - 1) / aCall;

    private static async Task<AmiSnapshotGraph> MapAsync(IAmiEngine engine, SessionOptions session) =>
        await engine.MapAsync(new GraphOptions { Session = session }, new QuietEvents(), CancellationToken.None) ?? throw new InvalidOperationException("There is nothing to draw.");
}
