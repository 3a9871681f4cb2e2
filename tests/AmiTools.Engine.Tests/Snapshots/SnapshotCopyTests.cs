using AmiTools.Engine.Receipts;
using AmiTools.Engine.Tests.Harness;
using AmiTools.Simulator;

namespace AmiTools.Engine.Tests.Snapshots;

public sealed class SnapshotCopyTests : IDisposable
{
    private const string Away = "us-east-1";

    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Copies_come_per_region_with_tags_a_description_and_their_parent()
    {
        SimSnapshot source = Source(("Owner", "ops"));
        source.Description = "before the upgrade";
        Outcome<EbsSnapshotCopy> copies = (await CopyAsync(Of(source) with { To = [Away, "eu-central-1"], CopyTag = true, Tag = new() { ["Env"] = "dr" }, Wait = true })).ShouldBeClean();
        copies.Results.Select(copy => copy.Region).ShouldBe([Away, "eu-central-1"], ignoreOrder: true);
        copies.Results.ShouldAllBe(copy => copy.State == "completed" && !copy.AlreadyExisted && copy.ParentSnapshotId == source.Id && copy.ParentRegion == World.Home && copy.SizeGiB == 8);
        copies.Results.ShouldAllBe(copy => copy.Tags["Owner"] == "ops" && copy.Tags["Env"] == "dr" && copy.AccountId == source.OwnerId);
        copies.Results.ShouldAllBe(copy => copy.Description == $"[Copied {source.Id} from {World.Home}] before the upgrade");
        _world.Changes.Select(change => change.Operation).ShouldBe(["CopySnapshot", "CopySnapshot"]);
    }

    [Fact]
    public async Task Without_waiting_one_call_makes_a_copy_that_others_can_wait_for()
    {
        SimSnapshot source = Source();
        EbsSnapshotCopy copy = (await CopyAsync(Of(source))).Only();
        (copy.State, copy.StartTime, copy.Encrypted, copy.SizeGiB).ShouldBe(("pending", null, null, 8));
        (await _world.Process().WaitAsync(new SnapshotWaitOptions { Session = World.In(Away), SnapshotId = [new(copy.SnapshotId, copy.Region)] })).Only().ParentSnapshotId.ShouldBe(source.Id);
    }

    [Fact]
    public async Task A_second_run_copies_nothing_twice_and_knows_what_the_console_copied()
    {
        SimSnapshot source = Source(), other = Source();
        EbsSnapshotCopy first = (await CopyAsync(Of(source))).Only();
        SimSnapshot byHand = _world.Region(Away).AddSnapshot(new SnapshotSeed(8) { Description = $"[Copied {other.Id} from {World.Home}] by hand" });
        _world.Simulator.Requests.Clear();
        Outcome<EbsSnapshotCopy> second = (await CopyAsync(Of(source, other) with { Wait = true })).ShouldBeClean();
        second.Results.Select(copy => copy.SnapshotId).ShouldBe([first.SnapshotId, byHand.Id], ignoreOrder: true);
        second.Results.ShouldAllBe(copy => copy.AlreadyExisted && copy.State == "completed");
        _world.Simulator.Requests.Count("CopySnapshot").ShouldBe(0);
    }

    [Fact]
    public async Task A_copy_that_is_not_encrypted_as_asked_is_another_one()
    {
        SimSnapshot source = Source();
        SimKmsKey key = _world.Region(Away).AddKey("alias/backup");
        EbsSnapshotCopy plain = (await CopyAsync(Of(source) with { Wait = true })).Only();
        EbsSnapshotCopy standard = (await CopyAsync(Of(source) with { Encrypted = true, Wait = true })).Only();
        EbsSnapshotCopy own = (await CopyAsync(Of(source) with { Key = "alias/backup", Wait = true })).Only();
        (plain.Encrypted, standard.Encrypted, own.Encrypted, own.KmsKeyId).ShouldBe((false, true, true, key.Arn));
        new[] { plain.SnapshotId, standard.SnapshotId, own.SnapshotId }.Distinct().Count().ShouldBe(3);
        (await CopyAsync(Of(source) with { Key = key.Id })).Only().SnapshotId.ShouldBe(own.SnapshotId);
        (await CopyAsync(Of(source))).Only().AlreadyExisted.ShouldBeTrue();
    }

    [Fact]
    public async Task Within_the_region_a_copy_encrypts_and_a_wildcard_leaves_the_region_out()
    {
        SimSnapshot source = Source();
        EbsSnapshotCopy copy = (await CopyAsync(Of(source) with { To = [World.Home], Encrypted = true, Wait = true })).Only();
        (copy.Region, copy.Encrypted).ShouldBe((World.Home, true));
        EbsSnapshotCopyPlan plan = await _world.Process().PlanAsync((EbsSnapshotCopyOptions)(Of(source) with { To = ["eu-west-*"] }), new RecordedEvents(), default);
        plan.Steps.Select(step => step.DestinationRegion).ShouldBe(["eu-west-2", "eu-west-3"]);
        // 40 percent of the 8 GiB are written.
        plan.Steps.ShouldAllBe(step => step.TransferGiB == 4 && step.EstimatedTransferCost == 0.08m && step.Action.Contains("list prices"));
    }

    [Fact]
    public async Task What_another_account_shares_is_copied_and_belongs_to_the_caller()
    {
        SimSnapshot shared = _world.Simulator.Account("222233334444").Region(World.Home).AddSnapshot(new SnapshotSeed(8));
        shared.CreateVolumePermissions.Accounts.Add(_world.Simulator.Account().Id);
        EbsSnapshotCopy copy = (await CopyAsync(Of(shared) with { To = [World.Home] })).Only();
        (copy.AccountId, copy.Region, copy.ParentSnapshotId).ShouldBe((_world.Simulator.Account().Id, World.Home, shared.Id));
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_said_before_the_first_change()
    {
        SimSnapshot good = Source(), pending = Source(), archived = Source(), full = Source([.. Enumerable.Range(0, 49).Select(number => ($"tag{number}", "x"))]);
        pending.State = "pending";
        archived.StorageTier = "archive";
        SimSnapshot elsewhere = _world.Region("eu-central-1").AddSnapshot(new SnapshotSeed(8));
        SimKmsKey foreign = _world.Region(World.Home).AddKey("alias/home");
        Outcome<EbsSnapshotCopy> outcome = await CopyAsync(Of(good, pending, archived, full) with
        {
            Ids = ["nonsense", "snap-00000000", elsewhere.Id], To = [Away, "us-esat-1", "ap-east-1", "us-west-2"], CopyTag = true, Keys = new() { [Away] = foreign.Arn, ["us-west-2"] = "alias/none" },
        });
        outcome.Results.ShouldBeEmpty();
        outcome.Problems.Select(problem => (problem.Code, problem.ResourceId)).Distinct().ShouldBe(
        [
            (AmiErrorCodes.InvalidSnapshotId, "nonsense"), (AmiErrorCodes.SnapshotNotFound, "snap-00000000"), (AmiErrorCodes.SnapshotNotFound, elsewhere.Id), (AmiErrorCodes.SnapshotNotReady, pending.Id),
            (AmiErrorCodes.SnapshotArchived, archived.Id), (AmiErrorCodes.InvalidTag, null), (AmiErrorCodes.RegionNotFound, "us-esat-1"), (AmiErrorCodes.RegionNotEnabled, "ap-east-1"),
            (AmiErrorCodes.KmsKeyWrongRegion, foreign.Arn), (AmiErrorCodes.KmsKeyNotFound, "alias/none"),
        ], ignoreOrder: true);
        outcome.Problems.First(problem => problem.Code == AmiErrorCodes.SnapshotNotReady).Remedy!.ShouldContain("Wait-EbsSnapshot");
        _world.Changes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("aws:tag", 1, null, null, AmiErrorCodes.InvalidTag)]
    [InlineData("tag", 51, null, null, AmiErrorCodes.InvalidTag)]
    [InlineData("tag", 49, null, null, AmiErrorCodes.InvalidTag)]
    [InlineData("tag", 1, 256, null, AmiErrorCodes.InvalidDescription)]
    [InlineData("tag", 1, null, 14, AmiErrorCodes.InvalidOption)]
    [InlineData("tag", 1, null, 2895, AmiErrorCodes.InvalidOption)]
    public async Task Options_that_AWS_would_refuse_are_refused_without_a_change(string key, int count, int? description, int? minutes, string code)
    {
        Dictionary<string, string> tags = Enumerable.Range(0, count).ToDictionary(number => count == 1 ? key : $"{key}{number}", _ => "x");
        Outcome<EbsSnapshotCopy> outcome = await CopyAsync(Of(Source()) with { Tag = tags, Description = description is { } length ? new string('x', length) : null, Minutes = minutes });
        outcome.Errors.ShouldNotBeEmpty();
        outcome.Errors.ShouldAllBe(error => error.Code == code, outcome.ToString());
        _world.Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Descriptions_are_templates_and_the_default_is_cut_to_what_AWS_takes()
    {
        SimSnapshot source = Source();
        source.Description = new string('x', 255);
        (await CopyAsync(Of(source))).Only().Description.Length.ShouldBe(255);
        (await CopyAsync(Of(source) with { To = ["us-west-2"], Description = "{SnapshotId} of {SourceRegion} in {Region}" })).Only().Description.ShouldBe($"{source.Id} of {World.Home} in us-west-2");
        (await CopyAsync(Of(source) with { Description = "{Nonsense}" })).Error().Code.ShouldBe(AmiErrorCodes.InvalidName);
        (await CopyAsync(Of(source) with { To = [] })).Error().Code.ShouldBe(AmiErrorCodes.InvalidOption);
        (await CopyAsync(Of())).Error().Code.ShouldBe(AmiErrorCodes.InvalidOption);
    }

    [Fact]
    public async Task A_promised_time_is_asked_for_and_refused_where_it_cannot_be_kept()
    {
        EbsSnapshotCopy copy = (await CopyAsync(Of(Source()) with { Minutes = 15, Wait = true })).Only();
        _world.See(_ => _world.Region(Away).Snapshots.Find(copy.SnapshotId)!.CompletionDurationMinutes).ShouldBe(15);
        SimSnapshot big = _world.Region().AddSnapshot(new SnapshotSeed(16000) { Used = 1 });
        (await CopyAsync(Of(big) with { Minutes = 15 })).Error().Code.ShouldBe(AmiErrorCodes.QuotaExceeded);
    }

    [Fact]
    public async Task A_key_that_is_lost_on_the_way_shows_AWSs_reason_leaves_nothing_and_is_mended_by_the_second_run()
    {
        SimSnapshot source = Source();
        SimKmsKey lost = _world.Region(Away).AddKey("alias/backup");
        _world.Region("us-west-2").AddKey("alias/backup");
        Options options = Of(source) with { To = [Away, "us-west-2"], Key = "alias/backup", Wait = true };
        Outcome<EbsSnapshotCopy> outcome = await CopyAsync(options, _ => lost.State = "Disabled");
        outcome.Results.Select(copy => copy.Region).ShouldBe(["us-west-2"]);
        AmiException failure = outcome.Error();
        (failure.Code, failure.Region, failure.ResourceId).ShouldBe((AmiErrorCodes.CopyFailed, Away, source.Id));
        failure.Message.ShouldContain("key", Case.Insensitive);
        Copies(Away).ShouldBeEmpty();

        lost.State = "Enabled";
        Outcome<EbsSnapshotCopy> second = (await CopyAsync(options)).ShouldBeClean();
        second.Results.Single(copy => !copy.AlreadyExisted).Region.ShouldBe(Away);
        second.Results.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_failed_remnant_that_nobody_waited_for_is_replaced()
    {
        SimSnapshot source = Source();
        _world.Simulator.Mishaps.FailSnapshots("Given key ID is not accessible", region: Away);
        EbsSnapshotCopy first = (await CopyAsync(Of(source))).Only();
        _world.Pass(TimeSpan.FromHours(1));
        EbsSnapshotCopyPlan plan = await _world.Process().PlanAsync((EbsSnapshotCopyOptions)Of(source), new RecordedEvents(), default);
        plan.Steps.ShouldHaveSingleItem().Action.ShouldContain($"in place of the failed {first.SnapshotId}");
        EbsSnapshotCopy second = (await CopyAsync(Of(source) with { Wait = true })).Only();
        Copies(Away).ShouldHaveSingleItem().Id.ShouldBe(second.SnapshotId);
    }

    [Fact]
    public async Task As_many_are_copied_at_a_time_as_AWS_takes_and_a_refusal_is_waited_out()
    {
        SimSnapshot[] sources = [.. Enumerable.Range(0, 50).Select(_ => Source())];
        (await CopyAsync(Of(sources) with { Wait = true })).ShouldBeClean().Results.Count.ShouldBe(50);
        _world.Simulator.Requests.Entries.ShouldAllBe(request => request.Outcome != "ResourceLimitExceeded");
        _world.Faults.Add(Fault.Error("ResourceLimitExceeded", "Too many snapshot copies in progress. The limit is 20 for this destination region."), "CopySnapshot", times: 3);
        (await CopyAsync(Of(Source()) with { Wait = true })).Only().State.ShouldBe("completed");
    }

    [Fact]
    public async Task What_is_left_running_counts_for_the_next_command_of_the_process()
    {
        AmiEngine engine = _world.Process();
        (await engine.CopyAsync(Of([.. Enumerable.Range(0, 15).Select(_ => Source())]))).ShouldBeClean();
        (await engine.CopyAsync(Of([.. Enumerable.Range(0, 15).Select(_ => Source())]))).ShouldBeClean().Results.Count.ShouldBe(15);
        _world.Simulator.Requests.Entries.ShouldAllBe(request => request.Outcome != "ResourceLimitExceeded");
    }

    [Theory]
    [InlineData("CopySnapshot")]
    [InlineData("DescribeSnapshots")]
    public async Task A_denied_operation_is_named_in_the_error(string operation)
    {
        SimSnapshot source = Source();
        using IDisposable denial = _world.Simulator.Account().Policy.Deny($"ec2:{operation}");
        AmiException error = (await CopyAsync(Of(source))).Error();
        (error.Kind, error.Operation).ShouldBe((AmiErrorKind.Denied, operation));
    }

    [Fact]
    public async Task What_is_made_is_written_down_before_and_what_cannot_be_is_not_made()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        Directory.CreateDirectory(path + "d");
        try
        {
            EbsSnapshotCopy made = (await CopyAsync(Of(Source()) with { Journal = path })).Only();
            AmiChangeReceipt receipt = ChangeJournal.At(path).Read(out _).ShouldHaveSingleItem();
            (receipt.Kind, receipt.Outcome, receipt.AccountId, receipt.ResourceId).ShouldBe((AmiChangeKind.Created, ReceiptOutcome.Done, made.AccountId, made.SnapshotId));
            made.Receipt!.ReceiptId.ShouldBe(receipt.ReceiptId);
            _world.Simulator.Requests.Clear();
            (await CopyAsync(Of(Source()) with { Journal = path + "d" })).Error().Code.ShouldBe(AmiErrorCodes.JournalNotWritten);
            _world.Changes.ShouldBeEmpty();
        }
        finally
        {
            File.Delete(path);
            Directory.Delete(path + "d");
        }
    }

    [Theory]
    [MemberData(nameof(FaultWays.All), MemberType = typeof(FaultWays))]
    public Task A_fault_at_any_request_ends_in_one_copy(string way) => Fire.FaultsAsync(way, 4, ShouldBeMendedAsync);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task A_kill_at_any_request_is_mended_by_the_next_run(bool serverActs) => Fire.KillsAsync(serverActs, 4, ShouldBeMendedAsync);

    [Fact]
    public async Task Reads_that_lag_behind_make_no_second_copy_of_a_call_whose_answer_was_lost()
    {
        SimSnapshot source = Source();
        _world.Pass(TimeSpan.FromMinutes(5));
        _world.Faults.Consistency.NewIdLag = TimeSpan.FromSeconds(60);
        _world.Faults.Consistency.ListLag = TimeSpan.FromSeconds(60);
        _world.Faults.Consistency.TagLag = TimeSpan.FromSeconds(60);
        _world.Faults.Add(Fault.CutAfter, "CopySnapshot", times: 1);
        EbsSnapshotCopy copy = (await CopyAsync(Of(source) with { Wait = true })).Only();
        Copies(Away).ShouldHaveSingleItem().Id.ShouldBe(copy.SnapshotId);
    }

    private static async Task ShouldBeMendedAsync(Shot shot)
    {
        using World world = new();
        SimSnapshot source = Source(world);
        Outcome<EbsSnapshotCopy> first = await shot.RunAsync(world, (engine, death) => engine.CopyAsync(Of(source) with { Wait = true }, cancellationToken: death));
        string when = $"{shot}: {first}";
        Outcome<EbsSnapshotCopy> second = await world.Process().CopyAsync(Of(source) with { Wait = true, Tag = new() { ["Owner"] = "ops" } });
        second.Errors.ShouldBeEmpty($"{when}\nsecond run: {second}");
        world.Pass(TimeSpan.FromMinutes(10));
        SimSnapshot copy = world.See(_ => world.Region(Away).Snapshots.ToArray()).ShouldHaveSingleItem(when);
        copy.State.ShouldBe("completed", when);
        world.See(_ => copy.Tags["Owner"]).ShouldBe("ops", when);
        world.Simulator.Requests.Clear();
        (await world.Process().CopyAsync(Of(source))).Only().SnapshotId.ShouldBe(copy.Id, when);
        world.Changes.ShouldBeEmpty(when);
    }

    private Task<Outcome<EbsSnapshotCopy>> CopyAsync(EbsSnapshotCopyOptions options, Action<EbsSnapshotCopyPlan>? review = null) => _world.Process().CopyAsync(options, review);

    private IReadOnlyList<SimSnapshot> Copies(string region) => _world.See(_ => _world.Region(region).Snapshots.ToArray());

    private SimSnapshot Source(params (string Key, string Value)[] tags) => Source(_world, tags);

    private static SimSnapshot Source(World world, params (string Key, string Value)[] tags) => world.Region().AddSnapshot(new SnapshotSeed(8) { Tags = tags.ToDictionary(tag => tag.Key, tag => tag.Value) });

    private static Options Of(params SimSnapshot[] sources) => new() { Ids = [], Sources = sources };

    /// <summary>The options, as a test changes one of them.</summary>
    private sealed record Options
    {
        public IReadOnlyList<SimSnapshot> Sources { get; init; } = [];

        public IReadOnlyList<string> Ids { get; init; } = [];

        public IReadOnlyList<string> To { get; init; } = [Away];

        public string? Description { get; init; }

        public bool? Encrypted { get; init; }

        public string? Key { get; init; }

        public Dictionary<string, string> Keys { get; init; } = [];

        public Dictionary<string, string> Tag { get; init; } = [];

        public bool CopyTag { get; init; }

        public int? Minutes { get; init; }

        public bool Wait { get; init; }

        public string? Journal { get; init; }

        public static implicit operator EbsSnapshotCopyOptions(Options options) => new()
        {
            Session = new SessionOptions { Region = [World.Home], Journal = options.Journal }, SnapshotId = [.. options.Sources.Select(source => source.Id).Concat(options.Ids).Select(id => new ResourceReference(id))], DestinationRegion = options.To, Description = options.Description,
            Encrypted = options.Encrypted, KmsKeyId = options.Key, KmsKeyIdByRegion = options.Keys, Tag = options.Tag, CopyTag = options.CopyTag, Wait = options.Wait,
            CompletionDuration = options.Minutes is { } minutes ? TimeSpan.FromMinutes(minutes) : null,
        };
    }
}
