using AmiTools.Engine.Receipts;
using AmiTools.Engine.Tests.Harness;
using AmiTools.Engine.Tests.Restoring;
using AmiTools.Simulator;

namespace AmiTools.Engine.Tests.Receipts;

/// <summary>What a command makes or brings back is in the journal before it is there.</summary>
public sealed class CreationTests : IDisposable
{
    private readonly World _world = new();
    private readonly string _journal = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    [Fact]
    public async Task A_backup_is_written_down_before_it_has_an_id()
    {
        SimInstance web = Web();
        string? atTheCall = null;
        AmiEngine engine = _world.Process(out Wire wire);
        wire.Before = request =>
        {
            if (request.Contains("Action=CreateImage")) atTheCall = File.ReadAllText(_journal);
        };
        AmiBackup backup = (await BackUpAsync(web, engine)).Only();
        atTheCall.ShouldNotBeNull().ShouldContain("\"name\":\"nightly\"");
        atTheCall.ShouldNotContain(backup.ImageId);
        AmiChangeReceipt receipt = backup.Receipt.ShouldNotBeNull();
        (receipt.Kind, receipt.ResourceId, receipt.AccountId, receipt.Outcome).ShouldBe((AmiChangeKind.Created, backup.ImageId, backup.AccountId, ReceiptOutcome.Done));
        AmiChangeReceipt written = Journal().ShouldHaveSingleItem();
        (written.ReceiptId, written.ResourceId, written.Outcome).ShouldBe((receipt.ReceiptId, backup.ImageId, ReceiptOutcome.Done));

        AmiBackup again = (await BackUpAsync(web)).Only();
        (again.AlreadyExisted, again.Receipt).ShouldBe((true, null));
        Journal().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Each_command_that_makes_something_writes_down_what_it_made()
    {
        SimInstance web = Web();
        AmiBackup backup = (await BackUpAsync(web, wait: true)).Only();
        AmiCopy copy = (await _world.Process().CopyAsync(new CopyOptions { Session = Session(), ImageId = [new(backup.ImageId)], DestinationRegion = ["us-east-1"] })).Only();
        AmiRegistration registered = (await _world.Process().RegisterAsync(new SnapshotRegistrationOptions { Session = Session(), SnapshotId = [new(backup.SnapshotIds[0])] })).Only();
        EbsSnapshotBackup snapshot = (await _world.Process().TakeAsync(new EbsSnapshotOptions { Session = Session(), VolumeId = [new(web.Volumes.First().VolumeId)] })).Only();
        RecycleBinRule rule = (await _world.Process().MakeRulesAsync(new NewRecycleBinRuleOptions { Session = Session(), ResourceType = [RecycleBinResourceType.Image], RetentionDays = 7 })).Only();
        AmiChangeReceipt?[] receipts = [backup.Receipt, copy.Receipt, registered.Receipt, snapshot.Receipt, rule.Receipt];
        receipts.ShouldAllBe(receipt => receipt!.Kind == AmiChangeKind.Created && receipt.Outcome == ReceiptOutcome.Done && receipt.AccountId == backup.AccountId);
        Journal().Select(receipt => (receipt.ResourceId, receipt.Region)).ShouldBe(
            [(backup.ImageId, World.Home), (copy.ImageId, "us-east-1"), (registered.ImageId, World.Home), (snapshot.SnapshotId, World.Home), (rule.Identifier, World.Home)]);

        // Nothing of it is deleted to undo it, and each says how to remove it.
        _world.Simulator.Requests.Clear();
        Outcome<AmiUndo> undone = await UndoAsync(Journal());
        undone.Results.ShouldBeEmpty();
        undone.Errors.Count.ShouldBe(5);
        undone.Errors.ShouldAllBe(error => error.Code == AmiErrorCodes.CannotUndo);
        foreach (string next in new[] { $"Remove-Ami {copy.ImageId} -Region us-east-1", $"Remove-EbsSnapshot {snapshot.SnapshotId}", $"Remove-RecycleBinRule {rule.Identifier}" }) undone.Errors.ShouldContain(error => error.Remedy!.Contains(next, StringComparison.Ordinal));
        _world.Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_set_of_snapshots_has_a_receipt_for_each()
    {
        SimInstance web = Web();
        IReadOnlyList<EbsSnapshotBackup> set = (await _world.Process().TakeAsync(new EbsSnapshotOptions { Session = Session(), InstanceId = [new(web.Id)] })).ShouldBeClean().Results;
        set.Count.ShouldBe(2);
        set.ShouldAllBe(snapshot => snapshot.Receipt!.ResourceId == snapshot.SnapshotId && snapshot.Receipt.Detail.Contains(snapshot.VolumeId));
        Journal().Select(receipt => receipt.ResourceId).ShouldBe(set.Select(snapshot => snapshot.SnapshotId), ignoreOrder: true);
    }

    [Fact]
    public async Task What_was_made_when_the_journal_broke_is_named_by_the_failure()
    {
        SimInstance web = Web();
        AmiEngine engine = _world.Process(out Wire wire);
        wire.Before = request =>
        {
            if (!request.Contains("Action=CreateSnapshots", StringComparison.Ordinal)) return;
            File.Delete(_journal);
            Directory.CreateDirectory(_journal);
        };
        AmiException error = (await engine.TakeAsync(new EbsSnapshotOptions { Session = Session(), InstanceId = [new(web.Id)] })).Error();
        Directory.Delete(_journal);
        error.Code.ShouldBe(AmiErrorCodes.JournalNotWritten);
        string[] made = _world.See(_ => _world.Region().Snapshots.Select(snapshot => snapshot.Id).ToArray());
        made.Length.ShouldBe(2);
        foreach (string id in made) error.Message.ShouldContain($"{id} was made");
    }

    [Fact]
    public async Task What_AWS_refuses_to_make_failed_and_is_not_to_be_undone()
    {
        SimInstance web = Web();
        _world.Faults.Add(Fault.Deny, "CreateImage");
        (await BackUpAsync(web)).Error().Kind.ShouldBe(AmiErrorKind.Denied);
        AmiChangeReceipt written = Journal().ShouldHaveSingleItem();
        (written.ResourceId, written.Outcome).ShouldBe(("", ReceiptOutcome.Failed));
        (await UndoAsync([written])).ShouldBeClean().Results.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_may_have_been_made_stays_open_and_says_where_to_look()
    {
        SimInstance web = Web();
        _world.Faults.Add(Fault.CutBefore, "CreateImage");
        (await BackUpAsync(web)).Error().Code.ShouldBe(AmiErrorCodes.OutcomeUnknown);
        AmiChangeReceipt written = Journal().ShouldHaveSingleItem();
        (written.ResourceId, written.Outcome).ShouldBe(("", ReceiptOutcome.Begun));
        written.Error.ShouldNotBeNull().ShouldContain("CreateImage");
        (await UndoAsync([written])).Error().Remedy.ShouldNotBeNull().ShouldContain("Get-Ami -Name 'nightly'");
    }

    [Theory]
    [InlineData(nameof(Fault.Deny))]
    [InlineData(nameof(Fault.Expire))]
    [InlineData(nameof(Fault.CutBefore))]
    public async Task What_may_have_been_made_stays_open_also_where_nobody_can_look(string blind)
    {
        SimInstance web = Web();
        AmiEngine engine = _world.Process(out Wire wire);
        int calls = 0;
        wire.Before = request =>
        {
            if (!request.Contains("Action=CreateImage", StringComparison.Ordinal) || calls++ > 0) return;
            _world.Faults.Add(Fault.CutAfter, "CreateImage");
            _world.Faults.Add(FaultWays.Of(blind), "DescribeImages");
        };
        AmiException error = (await BackUpAsync(web, engine)).Error();
        error.Code.ShouldBe(AmiErrorCodes.OutcomeUnknown);
        error.Message.ShouldContain("CreateImage");
        error.Remedy.ShouldNotBeNull().ShouldContain("same command again");
        Journal().ShouldHaveSingleItem().Outcome.ShouldBe(ReceiptOutcome.Begun);
        _world.Faults.Clear();
        (await BackUpAsync(web)).Only().AlreadyExisted.ShouldBeTrue();
        _world.Images(World.Home, "nightly").Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_launch_whose_token_nobody_may_ask_for_again_stays_open()
    {
        using RestoreEstate estate = new();
        AmiEngine engine = estate.World.Process(out Wire wire);
        int calls = 0;
        wire.Before = request =>
        {
            if (!request.Contains("Action=RunInstances", StringComparison.Ordinal) || request.Contains("DryRun=true", StringComparison.Ordinal)) return;
            if (++calls == 1) estate.World.Faults.Add(Fault.CutAfter, "RunInstances", times: 1);
            else if (calls == 2) estate.World.Faults.Add(Fault.Expire, "RunInstances");
        };
        (await engine.RestoreAsync(estate.Options())).Error().Code.ShouldBe(AmiErrorCodes.OutcomeUnknown);
        string launched = estate.Launched().ShouldHaveSingleItem().Id;
        estate.World.Faults.Clear();
        AmiRestoredInstance found = (await estate.World.Process().RestoreAsync(estate.Options())).Only();
        (found.InstanceId, found.AlreadyExisted).ShouldBe((launched, true));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Killed_anywhere_the_journal_knows_of_every_image_that_was_made(bool serverActs) => Fire.KillsAsync(serverActs, 4, async shot =>
    {
        using CreationTests run = new();
        SimInstance web = run.Web();
        await shot.RunAsync(run._world, (engine, death) => run.BackUpAsync(web, engine, death: death));
        int made = run._world.Images(World.Home, "nightly").Count;
        int written = File.Exists(run._journal) ? run.Journal().Count(receipt => receipt is { Name: "nightly", Outcome: not ReceiptOutcome.Failed }) : 0;
        written.ShouldBeGreaterThanOrEqualTo(made, $"{shot}");
        (await run.BackUpAsync(web)).ShouldBeClean();
        run._world.Images(World.Home, "nightly").Count.ShouldBe(1, $"{shot}");
    });

    [Fact]
    public async Task What_was_made_and_removed_again_is_as_it_was()
    {
        Keep();
        AmiBackup backup = (await BackUpAsync(Web(), wait: true)).Only();
        (await RemoveAsync(backup.ImageId)).ShouldBeClean();
        _world.Simulator.Requests.Clear();
        Outcome<AmiUndo> undone = (await UndoAsync(Journal())).ShouldBeClean();
        undone.Results.ShouldBeEmpty();
        undone.Events.Said.ShouldContain(said => said.Contains(backup.ImageId) && said.Contains("gone already"));
        _world.Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_comes_back_from_the_bin_is_written_down_and_not_undone_twice()
    {
        Keep();
        SimImage image = _world.Region().AddImage(new ImageSeed("image") { Volumes = [new("/dev/xvda", 8), new("/dev/sdf", 100)] });
        AmiRemoval removal = (await RemoveAsync(image.Id)).Only();
        RestoreOptions options = new() { Session = Session(), Item = [new RestoreItem(new ResourceReference(image.Id)) { SnapshotIds = [.. image.SnapshotIds] }] };
        RestoredResource restored = (await _world.Process().RestoreAsync(options)).Only();
        restored.Receipt.ShouldNotBeNull().Kind.ShouldBe(AmiChangeKind.Restored);
        Journal().Where(receipt => receipt.Kind == AmiChangeKind.Restored).Select(receipt => receipt.ResourceId).ShouldBe([image.Id, .. image.SnapshotIds], ignoreOrder: true);
        RestoredResource again = (await _world.Process().RestoreAsync(options)).Only();
        (again.AlreadyExisted, again.Receipt).ShouldBe((true, null));

        // The journal has the removal and the return: nothing is left to be undone, and nothing is an error.
        _world.Simulator.Requests.Clear();
        (await UndoAsync(Journal())).Only().Undone.ShouldBeEmpty();
        _world.Changes.ShouldBeEmpty();
        (await UndoAsync([restored.Receipt])).Error().Code.ShouldBe(AmiErrorCodes.CannotUndo);
        removal.Receipt.ShouldNotBeNull().ResourceId.ShouldBe(image.Id);
    }

    public void Dispose()
    {
        _world.Dispose();
        File.Delete(_journal);
    }

    private SimInstance Web() => _world.Region().AddInstance(new InstanceSeed { Name = "web", Volumes = [new VolumeSeed("/dev/xvda", 8), new VolumeSeed("/dev/sdf", 100)] });

    private void Keep()
    {
        _world.Region().AddRule(RecycleBinResourceType.Image, 30);
        _world.Region().AddRule(RecycleBinResourceType.Snapshot, 30);
    }

    private SessionOptions Session() => new() { Region = [World.Home], Journal = _journal };

    private Task<Outcome<AmiBackup>> BackUpAsync(SimInstance instance, AmiEngine? engine = null, bool wait = false, CancellationToken death = default) =>
        (engine ?? _world.Process()).BackUpAsync(new BackupOptions { Session = Session(), InstanceId = [new(instance.Id)], Name = "nightly", Wait = wait }, cancellationToken: death);

    private Task<Outcome<AmiRemoval>> RemoveAsync(string imageId) => _world.Process().RemoveAsync(new RemovalOptions { Session = Session(), ImageId = [new(imageId)], Force = true, AllowPermanent = true });

    private Task<Outcome<AmiUndo>> UndoAsync(IReadOnlyList<AmiChangeReceipt> receipts) => _world.Process().UndoAsync(new UndoOptions { Session = World.In(), Receipt = receipts });

    private IReadOnlyList<AmiChangeReceipt> Journal() => ChangeJournal.At(_journal).Read(out _);
}
