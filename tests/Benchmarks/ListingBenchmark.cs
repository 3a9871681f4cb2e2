using AmiTools.Host;

namespace AmiTools.Benchmarks;

/// <summary>Listing the images of several regions: the calls against the fewest that AWS's pages allow, and the time against boto3's paginators on the same server.</summary>
internal sealed class ListingBenchmark : IBenchmark
{
    private const int Images = 2000;
    private const int Regions = 4;
    private const int PageSize = 1000;

    private const string Script = """
        import boto3, json, sys, time
        from botocore.config import Config
        endpoint, regions = sys.argv[1], sys.argv[2:]
        def listing():
            images = pages = 0
            for region in regions:
                client = boto3.client("ec2", region_name=region, endpoint_url=endpoint, aws_access_key_id="AKIAIOSFODNN7EXAMPLE", aws_secret_access_key="secret", config=Config(retries={"mode": "standard"}))
                for page in client.get_paginator("describe_images").paginate(Owners=["self"], IncludeDeprecated=True, IncludeDisabled=True, PaginationConfig={"PageSize": 1000}):
                    pages += 1
                    images += len(page["Images"])
            return images, pages
        listing()
        times = []
        for _ in range(3):
            start = time.perf_counter()
            images, pages = listing()
            times.append((time.perf_counter() - start) * 1000)
        print(json.dumps({"images": images, "pages": pages, "ms": sorted(times)[1]}))
        """;

    public string Name => "listing";

    public string Claim => $"{Images} images in {Regions} regions: calls used against calls needed, time against boto3's paginators";

    public async Task RunAsync(Report report)
    {
        AmiHost host = new();
        host.Connect(new() { Scenario = "fleet", Speed = 1, Size = new Dictionary<string, int> { ["Regions"] = Regions, ["Images"] = Images, ["Snapshots"] = Images, ["Instances"] = Regions } });
        SessionOptions everywhere = new() { Region = ["*"] };
        Dictionary<string, int> byRegion = await CountAsync(host.Engine, everywhere);
        SessionOptions session = everywhere.In([.. byRegion.Keys]);

        long before = host.Simulator!.Requests;
        await CountAsync(host.Engine, session);
        report.Add("calls needed (pages of 1000)", byRegion.Values.Sum(count => (count + PageSize - 1) / PageSize), "calls");
        report.Add("calls used by Get-Ami", host.Simulator!.Requests - before, "calls");

        SimulatorServerInfo server = host.StartServer(new(), 0);
        SessionOptions served = new() { Region = session.Region, EndpointUrl = server.EndpointUrl, AccessKey = "AKIAIOSFODNN7EXAMPLE", SecretKey = "secret" };
        await CountAsync(host.Engine, served);
        Report times = new();
        await times.TimeAsync("Get-Ami's engine, over HTTP", 3, () => CountAsync(host.Engine, served));
        if (await Boto3.RunAsync(Script, server.EndpointUrl, session.Region) is { } boto)
        {
            times.Add($"boto3's paginators, region after region ({boto.GetProperty("pages").GetInt32()} calls, {boto.GetProperty("images").GetInt32()} images)", boto.GetProperty("ms").GetDouble(), "ms");
        }
        report.Append(times);
        await host.StopServerAsync(server.Port);
    }

    private static async Task<Dictionary<string, int>> CountAsync(IAmiEngine engine, SessionOptions session)
    {
        Dictionary<string, int> counts = [];
        await foreach (Ami image in engine.FindAsync(new AmiQuery { Session = session }, new QuietEvents(), CancellationToken.None))
            counts[image.Region] = counts.GetValueOrDefault(image.Region) + 1;
        return counts;
    }
}
