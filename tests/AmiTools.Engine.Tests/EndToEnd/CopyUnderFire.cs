using AmiTools.Engine.Tests.Harness;
using AmiTools.Simulator;

namespace AmiTools.Engine.Tests.EndToEnd;

/// <summary>Every request of a copy fails once in every way, and the process dies at every request: afterwards a second run converges, with one copy, tagged, and no orphan.</summary>
public sealed class CopyUnderFire
{
    [Theory]
    [MemberData(nameof(FaultWays.All), MemberType = typeof(FaultWays))]
    public Task A_fault_at_any_request_ends_in_one_copy(string way) => Fire.FaultsAsync(way, 5, ShouldBeMendedAsync);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task A_kill_at_any_request_is_mended_by_the_next_run(bool serverActs) => Fire.KillsAsync(serverActs, 5, ShouldBeMendedAsync);

    [Theory]
    [InlineData("DescribeImages")]
    [InlineData("DescribeSnapshots")]
    [InlineData("CopyImage")]
    [InlineData("EnableImageDeprecation")]
    public async Task A_denied_operation_is_named_in_the_error(string operation)
    {
        using World world = new();
        SimImage source = Source(world);
        using IDisposable denial = world.Simulator.Account().Policy.Deny($"ec2:{operation}");
        Outcome<AmiCopy> outcome = await world.Process().CopyAsync(Options(source));
        outcome.Errors.ShouldNotBeEmpty();
        outcome.Errors.ShouldAllBe(error => error.Kind == AmiErrorKind.Denied && error.Operation == operation, outcome.ToString());
    }

    [Fact]
    public async Task Reads_that_lag_behind_make_no_second_copy()
    {
        using World world = new();
        SimImage source = Source(world);
        world.Faults.Consistency.NewIdLag = TimeSpan.FromSeconds(40);
        world.Faults.Consistency.ListLag = TimeSpan.FromSeconds(40);
        world.Faults.Consistency.TagLag = TimeSpan.FromSeconds(20);
        world.Faults.Consistency.Flicker = 0.3;
        world.Pass(TimeSpan.FromMinutes(1));
        (await world.Process().CopyAsync(Options(source))).Only().State.ShouldBe("available");
        await ShouldConvergeAsync(world, source, "with lag");
    }

    private static async Task ShouldBeMendedAsync(Shot shot)
    {
        using World world = new();
        SimImage source = Source(world);
        Outcome<AmiCopy> first = await shot.RunAsync(world, (engine, death) => engine.CopyAsync(Options(source), cancellationToken: death));
        await ShouldConvergeAsync(world, source, $"{shot}: {first}");
    }

    private static async Task ShouldConvergeAsync(World world, SimImage source, string when)
    {
        Outcome<AmiCopy> second = await world.Process().CopyAsync(Options(source));
        second.Errors.ShouldBeEmpty($"{when}\nsecond run: {second}");
        world.Pass(TimeSpan.FromMinutes(10));
        SimImage copy = world.Images("us-east-1", "golden").ShouldHaveSingleItem(when);
        copy.State.ShouldBe("available", when);
        world.See(_ => world.Region("us-east-1").Images.Count).ShouldBe(1, when);
        world.OrphanSnapshots("us-east-1").ShouldBeEmpty(when);
        world.See(_ => copy.Tags["Owner"]).ShouldBe("ops", when);
        copy.DeprecationTime.ShouldNotBeNull(when);
        foreach (string snapshot in copy.SnapshotIds) world.See(_ => world.Region("us-east-1").Snapshots.Find(snapshot)!.Tags["Owner"]).ShouldBe("ops", when);
        world.Simulator.Requests.Clear();
        (await world.Process().CopyAsync(Options(source))).Only().ImageId.ShouldBe(copy.Id, when);
        world.Changes.ShouldBeEmpty(when);
    }

    private static SimImage Source(World world) => world.Region().AddImage(new ImageSeed("golden") { Volumes = [new("/dev/xvda", 8), new("/dev/sdf", 10)] });

    private static CopyOptions Options(SimImage source) => new()
    {
        Session = World.In(), ImageId = [new(source.Id, World.Home)], DestinationRegion = ["us-east-1"], Wait = true, Tag = new Dictionary<string, string> { ["Owner"] = "ops" },
        DeprecateAt = new DateTime(2028, 1, 1, 0, 0, 0, DateTimeKind.Utc),
    };
}
