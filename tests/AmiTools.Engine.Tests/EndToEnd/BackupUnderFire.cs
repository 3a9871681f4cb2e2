using AmiTools.Engine.Tests.Harness;
using AmiTools.Simulator;

namespace AmiTools.Engine.Tests.EndToEnd;

/// <summary>Every request of a backup fails once in every way, and the process dies at every request: afterwards a second run converges, with one image, no orphan, and the instance running.</summary>
public sealed class BackupUnderFire
{
    [Theory]
    [MemberData(nameof(FaultWays.All), MemberType = typeof(FaultWays))]
    public Task A_fault_at_any_request_ends_in_one_backup(string way) => Fire.FaultsAsync(way, 10, shot => ShouldBeMendedAsync(shot));

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public Task A_kill_at_any_request_is_mended_by_the_next_run(bool serverActs, bool grows) =>
        Fire.KillsAsync(serverActs, 10, shot => ShouldBeMendedAsync(shot, settings => settings.CreateImageMayChangeVolumes = false, grows));

    [Theory]
    [InlineData("DescribeInstances")]
    [InlineData("DescribeVolumes")]
    [InlineData("DescribeImages")]
    [InlineData("StopInstances")]
    [InlineData("CreateTags")]
    [InlineData("CreateImage")]
    public async Task A_denied_operation_is_named_in_the_error_and_the_instance_runs(string operation)
    {
        using World world = new();
        SimInstance web = Web(world);
        using IDisposable denial = world.Simulator.Account().Policy.Deny($"ec2:{operation}");
        Outcome<AmiBackup> outcome = await world.Process().BackUpAsync(Options(web, BackupConsistency.Stop));
        outcome.Results.ShouldBeEmpty(outcome.ToString());
        AmiException error = outcome.Error();
        error.Kind.ShouldBe(AmiErrorKind.Denied, outcome.ToString());
        error.Operation.ShouldBe(operation);
        error.AwsCode.ShouldBe("UnauthorizedOperation");
        error.RequestId.ShouldNotBeNullOrEmpty();
        world.Pass(TimeSpan.FromMinutes(10));
        world.See(_ => web.State).ShouldBe("running");
        world.See(_ => web.Tags[AmiToolsTags.StoppedForBackup]).ShouldBeNull();
    }

    [Fact]
    public async Task Reads_that_lag_behind_make_no_second_backup()
    {
        using World world = new();
        SimInstance web = Web(world);
        world.Pass(TimeSpan.FromMinutes(5));
        world.Faults.Consistency.NewIdLag = TimeSpan.FromSeconds(40);
        world.Faults.Consistency.ListLag = TimeSpan.FromSeconds(40);
        world.Faults.Consistency.Flicker = 0.3;
        (await world.Process().BackUpAsync(Options(web, BackupConsistency.NoReboot))).Only().State.ShouldBe("available");
        await ShouldConvergeAsync(world, web, BackupConsistency.NoReboot, "with lag");
    }

    [Fact]
    public async Task Two_commands_that_make_the_same_backup_at_once_make_one()
    {
        using World world = new();
        SimInstance web = Web(world);
        Outcome<AmiBackup>[] both = await Task.WhenAll(world.Process().BackUpAsync(Options(web, BackupConsistency.NoReboot)), world.Process().BackUpAsync(Options(web, BackupConsistency.NoReboot)));
        both[0].Only().ImageId.ShouldBe(both[1].Only().ImageId);
        world.See(_ => world.Region().Images.Count).ShouldBe(1);
    }

    private static async Task ShouldBeMendedAsync(Shot shot, Action<SimulatorSettings>? settings = null, bool grows = false)
    {
        using World world = new(settings);
        SimInstance web = Web(world);
        Outcome<AmiBackup> first = await shot.RunAsync(world, (engine, death) => engine.BackUpAsync(Options(web, BackupConsistency.Stop, grows), cancellationToken: death));
        await ShouldConvergeAsync(world, web, BackupConsistency.Stop, $"{shot}: {first}", grows);
    }

    private static async Task ShouldConvergeAsync(World world, SimInstance web, BackupConsistency consistency, string when, bool grows = false)
    {
        world.Pass(TimeSpan.FromMinutes(10));
        Outcome<AmiBackup> second = await world.Process().BackUpAsync(Options(web, consistency, grows));
        second.Errors.ShouldBeEmpty($"{when}\nsecond run: {second}");
        world.Pass(TimeSpan.FromMinutes(10));
        SimImage image = world.Images(World.Home, "nightly").ShouldHaveSingleItem(when);
        image.State.ShouldBe("available", when);
        world.See(_ => world.Region().Images.Count).ShouldBe(1, when);
        world.OrphanSnapshots().ShouldBeEmpty(when);
        world.See(_ => web.State).ShouldBe("running", when);
        world.See(_ => web.Tags[AmiToolsTags.StoppedForBackup]).ShouldBeNull(when);
        world.See(_ => image.Tags["Owner"]).ShouldBe("ops", when);
        foreach (string snapshot in image.SnapshotIds) world.See(_ => world.Region().Snapshots.Find(snapshot)!.Tags["Owner"]).ShouldBe("ops", when);
        world.Simulator.Requests.Clear();
        Outcome<AmiBackup> third = await world.Process().BackUpAsync(Options(web, consistency, grows));
        third.Only().ImageId.ShouldBe(image.Id, when);
        world.Changes.ShouldBeEmpty(when);
    }

    private static SimInstance Web(World world) => world.Region().AddInstance(new InstanceSeed { Name = "web-1", ElasticIp = true, Volumes = [new("/dev/xvda", 8), new("/dev/sdf", 20)] });

    private static BackupOptions Options(SimInstance web, BackupConsistency consistency, bool grows = false) => new()
    {
        Session = World.In(), InstanceId = [new(web.Id)], Name = "nightly", Consistency = consistency, Wait = true, Tag = new Dictionary<string, string> { ["Owner"] = "ops" },
        GrowVolume = grows ? new Dictionary<string, int> { ["/dev/xvda"] = 50 } : new Dictionary<string, int>(),
    };
}
