using AmiTools.Host;

namespace AmiTools.Benchmarks;

/// <summary>A retention plan over a large estate: its calls against the pages that it has to read, its time and its memory.</summary>
internal sealed class RetentionBenchmark : IBenchmark
{
    private const int Images = 20_000;
    private const int Snapshots = 100_000;
    private const int Regions = 8;
    private const int Instances = 200;
    private const int PageSize = 1000;
    private const double BytesPerMiB = 1024 * 1024;

    public string Name => "retention";

    public string Claim => $"A plan over {Images} images and {Snapshots} snapshots in {Regions} regions takes few calls more than the pages that hold the images";

    public async Task RunAsync(Report report)
    {
        AmiHost host = new();
        host.Connect(new() { Scenario = "fleet", Speed = 1, Size = new Dictionary<string, int> { ["Regions"] = Regions, ["Images"] = Images, ["Snapshots"] = Snapshots, ["Instances"] = Instances } });
        RetentionPolicy policy = new() { Daily = 7, Weekly = 5, Monthly = 12, Yearly = 3, TimeZone = "Europe/Berlin", AllowPermanent = true };
        RetentionQuery query = new() { Session = new SessionOptions { Region = ["*"] }, Policy = policy };
        AmiRetentionPlan plan = await host.Engine.PlanAsync(query, CancellationToken.None);

        report.Add("pages of 1000 that hold the images", plan.Items.GroupBy(item => item.Region).Sum(region => (region.Count() + PageSize - 1) / PageSize), "calls");
        long before = host.Simulator!.Requests;
        long held = GC.GetTotalMemory(forceFullCollection: true);
        long allocated = GC.GetTotalAllocatedBytes();
        AmiRetentionPlan again = await host.Engine.PlanAsync(query, CancellationToken.None);
        report.Add("calls of the plan", host.Simulator!.Requests - before, "calls");

        Report memory = new();
        memory.Add("allocated while it is made, the simulator's part included", (GC.GetTotalAllocatedBytes() - allocated) / BytesPerMiB, "MiB");
        memory.Add("held by the plan", (GC.GetTotalMemory(forceFullCollection: true) - held) / BytesPerMiB, "MiB");
        memory.Add($"its JSON ({again.Items.Count} images, {again.Changes.Count} to be deleted)", again.ToJson().Length / BytesPerMiB, "MiB");
        report.Append(memory);

        Report times = new();
        await times.TimeAsync("the plan", 3, () => host.Engine.PlanAsync(query, CancellationToken.None));
        await times.TimeAsync("its hash and JSON", 3, () => Task.FromResult(again.ToJson()));
        await times.TimeAsync("reading it back and checking the hash", 3, () => Task.FromResult(AmiRetentionPlan.Parse(again.ToJson()).IsIntact));
        report.Append(times);
    }
}
