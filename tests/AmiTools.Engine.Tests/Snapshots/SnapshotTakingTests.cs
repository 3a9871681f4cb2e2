using AmiTools.Engine.Tests.Harness;
using AmiTools.Simulator;

namespace AmiTools.Engine.Tests.Snapshots;

public sealed class SnapshotTakingTests : IDisposable
{
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task A_volume_is_taken_with_its_tags_at_birth()
    {
        SimVolume volume = Volume(("Owner", "web"), ("Env", "prod"));
        EbsSnapshotBackup taken = (await TakeAsync(Of(volume, tags: new() { ["Env"] = "test" }, copyTags: true))).Only();
        (taken.VolumeId, taken.State, taken.SizeGiB, taken.AlreadyExisted).ShouldBe((volume.Id, "pending", 10, false));
        (taken.Tags["Owner"], taken.Tags["Env"]).ShouldBe(("web", "test"));
        taken.Tags.Keys.ShouldContain(AmiToolsTags.Attempt);
        _world.Changes.Select(change => change.Operation).ShouldBe(["CreateSnapshot"]);
    }

    [Fact]
    public async Task All_volumes_of_an_instance_are_one_set()
    {
        SimInstance server = Server();
        Outcome<EbsSnapshotBackup> taken = (await TakeAsync(OfInstance(server) with { Wait = true })).ShouldBeClean();
        taken.Results.Select(snapshot => snapshot.DeviceName).ShouldBe(["/dev/xvda", "/dev/sdf", "/dev/sdg"], ignoreOrder: true);
        taken.Results.ShouldAllBe(snapshot => snapshot.State == "completed" && snapshot.InstanceId == server.Id && snapshot.Tags[AmiToolsTags.Instance] == server.Id);
        taken.Results.Select(snapshot => snapshot.StartTime).Distinct().Count().ShouldBe(1);
        taken.Results.Select(snapshot => snapshot.Tags[AmiToolsTags.Attempt]).Distinct().Count().ShouldBe(1);
        _world.Changes.Select(change => change.Operation).ShouldBe(["CreateSnapshots"]);
    }

    [Fact]
    public async Task The_root_and_named_volumes_are_left_out()
    {
        SimInstance server = Server();
        string[] ids = [.. server.Volumes.Select(volume => volume.VolumeId)];
        (await TakeAsync(OfInstance(server) with { ExcludeRoot = true })).ShouldBeClean().Results.Select(snapshot => snapshot.VolumeId).ShouldBe(ids[1..], ignoreOrder: true);
        _world.Pass(TimeSpan.FromHours(1));
        (await TakeAsync(OfInstance(server) with { ExcludeVolume = ["/dev/sdf", ids[2]] })).ShouldBeClean().Results.Select(snapshot => snapshot.VolumeId).ShouldBe([ids[0]]);
        _world.Pass(TimeSpan.FromHours(1));
        // The root by its name is the root: AWS refuses it among the data volumes.
        (await TakeAsync(OfInstance(server) with { ExcludeVolume = ["/dev/xvda"] })).ShouldBeClean().Results.Select(snapshot => snapshot.VolumeId).ShouldBe(ids[1..], ignoreOrder: true);
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_said_before_the_first_change()
    {
        SimInstance server = Server();
        SimVolume away = _world.Region("us-east-1").AddVolume(new VolumeSeed("/dev/sdf", 10));
        SimVolume busy = Volume();
        busy.State = "creating";
        SimVolume full = Volume([.. Enumerable.Range(0, 49).Select(number => ($"tag{number}", "x"))]);
        SimVolume good = Volume();
        Outcome<EbsSnapshotBackup> outcome = await TakeAsync(new()
        {
            Session = World.In(), CopyVolumeTag = true, Tag = new Dictionary<string, string> { ["a"] = "b" },
            VolumeId = [new("nonsense"), new("vol-00000000"), new(away.Id), new(busy.Id), new(full.Id), new(good.Id)],
            InstanceId = [new("i-00000000"), new("x"), new(server.Id)], ExcludeVolume = ["/dev/sdz"],
        });
        outcome.Problems.Select(problem => (problem.Code, problem.ResourceId)).ShouldBe(
        [
            (AmiErrorCodes.InvalidVolumeId, "nonsense"), (AmiErrorCodes.VolumeNotFound, "vol-00000000"), (AmiErrorCodes.VolumeNotFound, away.Id), (AmiErrorCodes.VolumeNotReady, busy.Id), (AmiErrorCodes.InvalidTag, full.Id),
            (AmiErrorCodes.InstanceNotFound, "i-00000000"), (AmiErrorCodes.InvalidInstanceId, "x"), (AmiErrorCodes.InvalidBlockDevice, server.Id),
        ], ignoreOrder: true);
        outcome.Results.Select(snapshot => snapshot.VolumeId).ShouldBe([good.Id]);
    }

    [Theory]
    [InlineData("aws:tag", 1, null, AmiErrorCodes.InvalidTag)]
    [InlineData("tag", 51, null, AmiErrorCodes.InvalidTag)]
    [InlineData("tag", 50, null, AmiErrorCodes.InvalidTag)]
    [InlineData("tag", 1, 256, AmiErrorCodes.InvalidDescription)]
    public async Task Options_that_AWS_would_refuse_are_refused_without_a_change(string key, int count, int? description, string code)
    {
        SimVolume volume = Volume();
        Dictionary<string, string> tags = Enumerable.Range(0, count).ToDictionary(number => count == 1 ? key : $"{key}{number}", _ => "x");
        Outcome<EbsSnapshotBackup> outcome = await TakeAsync(Of(volume, tags) with { Description = description is { } length ? new string('x', length) : null });
        outcome.Errors.ShouldAllBe(error => error.Code == code, outcome.ToString());
        outcome.Errors.ShouldNotBeEmpty();
        _world.Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Nothing_named_and_nothing_left_are_refused()
    {
        (await TakeAsync(new() { Session = World.In() })).Error().Code.ShouldBe(AmiErrorCodes.InvalidOption);
        SimInstance server = _world.Region().AddInstance(new InstanceSeed { Volumes = [new("/dev/xvda", 8)] });
        (await TakeAsync(OfInstance(server) with { ExcludeRoot = true })).Error().Code.ShouldBe(AmiErrorCodes.InvalidBlockDevice);
        (await TakeAsync(Of(Volume()) with { ExcludeRoot = true })).Error().Code.ShouldBe(AmiErrorCodes.InvalidOption);
        _world.Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_plan_changes_nothing_and_warns_of_volumes_that_are_taken_one_by_one()
    {
        SimInstance server = Server();
        EbsSnapshotPlan plan = await _world.Process().PlanAsync((EbsSnapshotOptions)new Options { VolumeId = [.. server.Volumes.Select(volume => new ResourceReference(volume.VolumeId))] }, new RecordedEvents(), default);
        plan.Steps.Count.ShouldBe(3);
        plan.Steps.SelectMany(step => step.Warnings).ShouldHaveSingleItem().ShouldContain("-InstanceId " + server.Id);
        _world.Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_a_key_every_run_takes_new_ones_and_with_it_the_second_run_returns_the_first_ones()
    {
        SimInstance server = Server();
        Outcome<EbsSnapshotBackup> first = (await TakeAsync(OfInstance(server) with { IdempotencyKey = "night" })).ShouldBeClean();
        _world.Pass(TimeSpan.FromMinutes(1));
        Outcome<EbsSnapshotBackup> second = (await TakeAsync(OfInstance(server) with { IdempotencyKey = "night", Wait = true })).ShouldBeClean();
        second.Results.Select(snapshot => snapshot.SnapshotId).ShouldBe(first.Results.Select(snapshot => snapshot.SnapshotId), ignoreOrder: true);
        second.Results.ShouldAllBe(snapshot => snapshot.AlreadyExisted && snapshot.State == "completed");
        (await TakeAsync(OfInstance(server))).ShouldBeClean().Results.ShouldAllBe(snapshot => !snapshot.AlreadyExisted);
        Taken().Count.ShouldBe(6);
    }

    [Fact]
    public async Task A_set_that_lost_a_part_does_not_count_and_a_failed_one_is_replaced()
    {
        SimInstance server = Server();
        Outcome<EbsSnapshotBackup> first = (await TakeAsync(OfInstance(server) with { IdempotencyKey = "night", Wait = true })).ShouldBeClean();
        _world.See(_ => _world.Region().Snapshots.Remove(_world.Region().Snapshots.Find(first.Results[0].SnapshotId)!));
        Outcome<EbsSnapshotBackup> second = (await TakeAsync(OfInstance(server) with { IdempotencyKey = "night", Wait = true }, plan => plan.Steps.SelectMany(step => step.Warnings).ShouldHaveSingleItem())).ShouldBeClean();
        second.Results.ShouldAllBe(snapshot => !snapshot.AlreadyExisted);
        second.Events.Warnings.ShouldBeEmpty();
        Taken().Count.ShouldBe(5, "what is left of the first set is nobody's to delete");

        SimVolume volume = Volume();
        _world.Simulator.Mishaps.FailSnapshots("Given key ID is not accessible");
        (await TakeAsync(Of(volume) with { IdempotencyKey = "night" })).ShouldBeClean();
        _world.Pass(TimeSpan.FromHours(1));
        EbsSnapshotBackup again = (await TakeAsync(Of(volume) with { IdempotencyKey = "night", Wait = true })).Only();
        again.State.ShouldBe("completed");
        Taken().Where(snapshot => snapshot.VolumeId == volume.Id).ShouldHaveSingleItem().Id.ShouldBe(again.SnapshotId);
    }

    [Fact]
    public async Task A_snapshot_that_fails_late_shows_AWSs_reason_and_leaves_nothing()
    {
        SimVolume volume = Volume();
        _world.Simulator.Mishaps.FailSnapshots("Given key ID is not accessible");
        AmiException failure = (await TakeAsync(Of(volume) with { Wait = true })).Error();
        failure.Code.ShouldBe(AmiErrorCodes.SnapshotFailed);
        failure.Message.ShouldContain("Given key ID is not accessible");
        Taken().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_volume_that_was_just_taken_is_waited_for_and_not_refused()
    {
        SimVolume volume = Volume();
        (await TakeAsync(Of(volume))).Only();
        (await TakeAsync(Of(volume))).Only();
        Taken().Count.ShouldBe(2);
    }

    [Fact]
    public async Task One_of_three_fails_and_the_others_are_taken()
    {
        SimVolume[] volumes = [Volume(), Volume(), Volume()];
        _world.Faults.Add(Fault.Error("InvalidParameterValue", "no"), "CreateSnapshot", first: 2, times: 1);
        Outcome<EbsSnapshotBackup> outcome = await TakeAsync(new() { Session = World.In(), VolumeId = [.. volumes.Select(volume => new ResourceReference(volume.Id))] });
        outcome.Results.Count.ShouldBe(2);
        outcome.Errors.ShouldHaveSingleItem().Operation.ShouldBe("CreateSnapshot");
    }

    [Theory]
    [InlineData("CreateSnapshots")]
    [InlineData("DescribeInstances")]
    [InlineData("DescribeVolumes")]
    [InlineData("DescribeSnapshots")]
    public async Task A_denied_operation_is_named_in_the_error(string operation)
    {
        SimInstance server = Server();
        using IDisposable denial = _world.Simulator.Account().Policy.Deny($"ec2:{operation}");
        AmiException error = (await TakeAsync(OfInstance(server) with { IdempotencyKey = "night" })).Error();
        (error.Kind, error.Operation).ShouldBe((AmiErrorKind.Denied, operation));
    }

    [Theory]
    [MemberData(nameof(FaultWays.All), MemberType = typeof(FaultWays))]
    public Task A_fault_at_any_request_ends_in_one_set(string way) => Fire.FaultsAsync(way, 4, ShouldBeMendedAsync);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task A_kill_at_any_request_is_mended_by_the_next_run(bool serverActs) => Fire.KillsAsync(serverActs, 4, ShouldBeMendedAsync);

    [Fact]
    public async Task Reads_that_lag_behind_make_no_second_snapshot_of_a_call_whose_answer_was_lost()
    {
        SimVolume volume = Volume();
        _world.Pass(TimeSpan.FromMinutes(5));
        _world.Faults.Consistency.NewIdLag = TimeSpan.FromSeconds(60);
        _world.Faults.Consistency.ListLag = TimeSpan.FromSeconds(60);
        _world.Faults.Consistency.TagLag = TimeSpan.FromSeconds(60);
        _world.Faults.Add(Fault.CutAfter, "CreateSnapshot", times: 1);
        EbsSnapshotBackup taken = (await TakeAsync(Of(volume))).Only();
        Taken().ShouldHaveSingleItem().Id.ShouldBe(taken.SnapshotId);
    }

    private static async Task ShouldBeMendedAsync(Shot shot)
    {
        using World world = new();
        SimInstance server = Server(world);
        Outcome<EbsSnapshotBackup> first = await shot.RunAsync(world, (engine, death) => engine.TakeAsync(OfInstance(server) with { IdempotencyKey = "night", Wait = true }, cancellationToken: death));
        string when = $"{shot}: {first}";
        Outcome<EbsSnapshotBackup> second = await world.Process().TakeAsync(OfInstance(server) with { IdempotencyKey = "night", Wait = true });
        second.Errors.ShouldBeEmpty($"{when}\nsecond run: {second}");
        second.Results.Count.ShouldBe(3, when);
        Taken(world).Count.ShouldBe(3, when);
        Taken(world).ShouldAllBe(snapshot => snapshot.Tags["AmiTools:idempotency-key"] == "night", when);
        world.Simulator.Requests.Clear();
        (await world.Process().TakeAsync(OfInstance(server) with { IdempotencyKey = "night" })).ShouldBeClean().Results.ShouldAllBe(snapshot => snapshot.AlreadyExisted);
        world.Changes.ShouldBeEmpty(when);
    }

    private Task<Outcome<EbsSnapshotBackup>> TakeAsync(EbsSnapshotOptions options, Action<EbsSnapshotPlan>? review = null) => _world.Process().TakeAsync(options, review);

    private IReadOnlyList<SimSnapshot> Taken() => Taken(_world);

    private static IReadOnlyList<SimSnapshot> Taken(World world) => world.See(_ => world.Region().Snapshots.Where(snapshot => snapshot.Tags.Has(AmiToolsTags.Attempt)).ToArray());

    private SimVolume Volume(params (string Key, string Value)[] tags) => _world.Region().AddVolume(new VolumeSeed("/dev/sdf", 10) { Tags = tags.ToDictionary(tag => tag.Key, tag => tag.Value) });

    private SimInstance Server() => Server(_world);

    private static SimInstance Server(World world) => world.Region().AddInstance(new InstanceSeed { Name = "db", Volumes = [new("/dev/xvda", 8), new("/dev/sdf", 100), new("/dev/sdg", 40)] });

    private static Options Of(SimVolume volume, Dictionary<string, string>? tags = null, bool copyTags = false) => new() { VolumeId = [new(volume.Id)], Tag = tags ?? [], CopyVolumeTag = copyTags };

    private static Options OfInstance(SimInstance instance) => new() { InstanceId = [new(instance.Id)] };

    /// <summary>The options, as a test changes one of them.</summary>
    private sealed record Options
    {
        public IReadOnlyList<ResourceReference> VolumeId { get; init; } = [];

        public IReadOnlyList<ResourceReference> InstanceId { get; init; } = [];

        public bool ExcludeRoot { get; init; }

        public IReadOnlyList<string> ExcludeVolume { get; init; } = [];

        public string? Description { get; init; }

        public IReadOnlyDictionary<string, string> Tag { get; init; } = new Dictionary<string, string>();

        public bool CopyVolumeTag { get; init; }

        public string? IdempotencyKey { get; init; }

        public bool Wait { get; init; }

        public static implicit operator EbsSnapshotOptions(Options options) => new()
        {
            Session = World.In(), VolumeId = options.VolumeId, InstanceId = options.InstanceId, ExcludeRoot = options.ExcludeRoot, ExcludeVolume = options.ExcludeVolume, Description = options.Description,
            Tag = options.Tag, CopyVolumeTag = options.CopyVolumeTag, IdempotencyKey = options.IdempotencyKey, Wait = options.Wait,
        };
    }
}
