using AmiTools.Engine.Tests.Harness;
using AmiTools.Engine.Tests.Removal;
using AmiTools.Simulator;

namespace AmiTools.Engine.Tests.Snapshots;

public sealed class SnapshotRemovalTests : IDisposable
{
    private readonly RetirementEstate _estate = new();

    public void Dispose() => _estate.Dispose();

    [Fact]
    public async Task A_snapshot_that_nothing_needs_goes_and_the_result_says_until_when_it_can_come_back()
    {
        _estate.Keeping(null, 14);
        SimSnapshot snapshot = Snapshot();
        EbsSnapshotRemoval removed = (await RemoveAsync([snapshot.Id])).Only();
        removed.Restorable.ShouldBe(RecycleBinVerdict.Yes);
        removed.RestorableUntil!.Value.ShouldBe(_estate.Simulator.Now.UtcDateTime.AddDays(14), TimeSpan.FromMinutes(1));
        removed.Before!.Tags["Name"].ShouldBe("data");
        (removed.Receipt!.Kind, removed.Receipt.Outcome, removed.Receipt.Before.Snapshots!.Single().SnapshotId).ShouldBe((AmiChangeKind.SnapshotRemoved, ReceiptOutcome.Done, snapshot.Id));
        _estate.HasSnapshot(snapshot.Id).ShouldBeFalse();

        EbsSnapshotRemoval again = (await RemoveAsync([snapshot.Id])).Only();
        (again.AlreadyRemoved, again.Restorable, again.RestorableUntil).ShouldBe((true, RecycleBinVerdict.Yes, removed.RestorableUntil));
        _estate.Calls("DeleteSnapshot").ShouldBe(1);
    }

    [Fact]
    public async Task Where_no_rule_keeps_it_the_plan_asks_again()
    {
        SimSnapshot snapshot = Snapshot();
        EbsSnapshotRemovalStep step = (await PlanAsync(snapshot.Id)).Steps.ShouldHaveSingleItem();
        step.Caution!.ShouldContain("gone for good");
        (await RemoveAsync([snapshot.Id])).Only().Restorable.ShouldBe(RecycleBinVerdict.No);
        (await RemoveAsync([snapshot.Id])).Error().Code.ShouldBe(AmiErrorCodes.SnapshotNotFound);
        _estate.Keeping(null, 7);
        (await PlanAsync(Snapshot().Id)).Steps.Single().Caution.ShouldBeNull();
    }

    [Theory]
    [InlineData("available", false)]
    [InlineData("disabled", false)]
    [InlineData("available", true)]
    public async Task A_snapshot_of_an_image_stays_and_the_image_is_named(string state, bool force)
    {
        SimImage image = _estate.Image(8, 10);
        image.State = state;
        Outcome<EbsSnapshotRemoval> outcome = await RemoveAsync([.. image.SnapshotIds], force);
        outcome.Errors.Count.ShouldBe(2);
        outcome.Errors.ShouldAllBe(error => error.Code == AmiErrorCodes.SnapshotInUse && error.Message.Contains(image.Id) && error.Remedy!.Contains("Remove-Ami"));
        _estate.Calls("DeleteSnapshot").ShouldBe(0);
    }

    [Fact]
    public async Task A_snapshot_that_a_binned_image_needs_stays_unless_forced()
    {
        _estate.Keeping(30, 30);
        SimImage image = _estate.Image(8);
        string id = image.SnapshotIds.Single();
        (await _estate.RemoveAsync([image.Id], keepSnapshot: true)).ShouldBeClean();
        AmiException error = (await RemoveAsync([id])).Error();
        error.Code.ShouldBe(AmiErrorCodes.SnapshotInUse);
        error.Message.ShouldContain(image.Id);
        error.Message.ShouldContain("Recycle Bin until");
        (await RemoveAsync([id], force: true)).Only().SnapshotId.ShouldBe(id);
    }

    [Fact]
    public async Task Locked_and_managed_ones_stay_also_when_forced_and_a_policys_only_unless_forced()
    {
        SimSnapshot locked = Snapshot();
        await _estate.LockAsync(locked.Id);
        SimSnapshot backup = Snapshot(("aws:backup:source-resource", "x"));
        SimSnapshot policy = Snapshot(("aws:dlm:lifecycle-policy-id", "policy-1"));
        foreach (bool force in new[] { false, true })
        {
            Outcome<EbsSnapshotRemoval> outcome = await RemoveAsync([locked.Id, backup.Id], force);
            outcome.Errors.Select(error => (error.Code, error.ResourceId)).ShouldBe([(AmiErrorCodes.SnapshotLocked, locked.Id), (AmiErrorCodes.SnapshotManaged, backup.Id)], ignoreOrder: true);
        }

        (await RemoveAsync([policy.Id])).Error().ShouldSatisfyAllConditions(error => error.Code.ShouldBe(AmiErrorCodes.SnapshotManaged), error => error.Message.ShouldContain("policy-1"));
        (await RemoveAsync([policy.Id], force: true)).Only();
    }

    [Theory]
    [InlineData("DescribeImages")]
    [InlineData("DescribeLockedSnapshots")]
    public async Task What_cannot_be_read_counts_as_used(string operation)
    {
        SimSnapshot snapshot = Snapshot();
        using IDisposable denial = _estate.Simulator.Account().Policy.Deny($"ec2:{operation}");
        AmiException error = (await RemoveAsync([snapshot.Id])).Error();
        error.Code.ShouldBe(AmiErrorCodes.SnapshotUsageUnknown);
        error.Message.ShouldContain(operation);
        _estate.HasSnapshot(snapshot.Id).ShouldBeTrue();
        (await RemoveAsync([snapshot.Id], force: true)).Only();
    }

    [Fact]
    public async Task Rules_that_cannot_be_read_make_it_perhaps_lost()
    {
        _estate.Keeping(null, 14);
        SimSnapshot snapshot = Snapshot();
        using IDisposable denial = _estate.Simulator.Account().Policy.Deny("rbin:ListRules");
        (await PlanAsync(snapshot.Id)).Steps.Single().Caution!.ShouldContain("may be gone for good");
    }

    [Fact]
    public async Task What_is_not_there_not_ones_own_or_no_id_does_not_stop_the_others()
    {
        SimSnapshot good = Snapshot();
        SimSnapshot foreign = _estate.Simulator.Account("222233334444").Region(World.Home).AddSnapshot(new SnapshotSeed(8));
        foreign.CreateVolumePermissions.Public = true;
        Outcome<EbsSnapshotRemoval> outcome = await RemoveAsync([good.Id, foreign.Id, "snap-00000000", "x"], force: true);
        outcome.Results.Single().SnapshotId.ShouldBe(good.Id);
        outcome.Errors.Select(error => (error.Code, error.ResourceId)).ShouldBe([(AmiErrorCodes.SnapshotNotOwned, foreign.Id), (AmiErrorCodes.SnapshotNotFound, "snap-00000000"), (AmiErrorCodes.InvalidSnapshotId, "x")], ignoreOrder: true);
    }

    [Fact]
    public async Task An_image_that_takes_it_up_after_the_plan_keeps_it()
    {
        SimSnapshot snapshot = Snapshot();
        Outcome<EbsSnapshotRemoval> outcome = await RemoveAsync([snapshot.Id], review: _ => _estate.Registered(snapshot.Id));
        outcome.Error().Kind.ShouldBe(AmiErrorKind.InUse);
        _estate.HasSnapshot(snapshot.Id).ShouldBeTrue();
    }

    [Fact]
    public async Task A_plan_that_waited_all_night_is_read_again()
    {
        _estate.Keeping(null, 14);
        SimSnapshot snapshot = Snapshot();
        Outcome<EbsSnapshotRemoval> outcome = await RemoveAsync([snapshot.Id], review: _ =>
        {
            _estate.Simulator.Clock.Step(TimeSpan.FromHours(8));
            foreach (SimRecycleBinRule rule in _estate.Home.RecycleBinRules.ToArray()) _estate.Home.RecycleBinRules.Remove(rule);
        });
        outcome.Error().Code.ShouldBe(AmiErrorCodes.PlanOutdated);
        _estate.HasSnapshot(snapshot.Id).ShouldBeTrue();
    }

    [Fact]
    public async Task A_lost_answer_and_a_denied_call_end_well_or_by_name()
    {
        SimSnapshot lost = Snapshot();
        _estate.Simulator.Faults.Add(Fault.CutAfter, "DeleteSnapshot", times: 1);
        (await RemoveAsync([lost.Id])).Only().AlreadyRemoved.ShouldBeFalse();
        SimSnapshot kept = Snapshot();
        using IDisposable denial = _estate.Simulator.Account().Policy.Deny("ec2:DeleteSnapshot");
        AmiException error = (await RemoveAsync([kept.Id])).Error();
        (error.Kind, error.Operation).ShouldBe((AmiErrorKind.Denied, "DeleteSnapshot"));
    }

    [Fact]
    public async Task With_whom_it_was_shared_is_in_the_receipt_and_comes_back_with_it()
    {
        _estate.Keeping(null, 14);
        SimSnapshot snapshot = Snapshot();
        snapshot.CreateVolumePermissions.Accounts.Add("222233334444");
        AmiChangeReceipt receipt = (await RemoveAsync([snapshot.Id])).Only().Receipt.ShouldNotBeNull();
        receipt.Before.SharedWith.ShouldBe(["222233334444"]);
        // Whether the bin gives the sharing back is not the point here.
        snapshot.CreateVolumePermissions.Clear();
        AmiUndo undone = (await _estate.Engine.UndoAsync(new UndoOptions { Session = new SessionOptions(), Receipt = [receipt] })).Only();
        undone.NotUndone.ShouldBeEmpty();
        undone.Undone.ShouldContain(what => what.Contains("222233334444"));
        _estate.Home.Snapshots.Find(snapshot.Id)!.CreateVolumePermissions.Accounts.ShouldBe(["222233334444"]);
    }

    [Fact]
    public async Task What_is_back_is_returned_also_where_the_rest_cannot_be_read()
    {
        _estate.Keeping(null, 14);
        SimSnapshot snapshot = Snapshot();
        AmiChangeReceipt receipt = (await RemoveAsync([snapshot.Id])).Only().Receipt.ShouldNotBeNull();
        using IDisposable denial = _estate.Simulator.Account().Policy.Deny("ec2:DescribeSnapshotAttribute");
        Outcome<AmiUndo> outcome = await _estate.Engine.UndoAsync(new UndoOptions { Session = new SessionOptions(), Receipt = [receipt] });
        outcome.Errors.ShouldHaveSingleItem().Operation.ShouldBe("DescribeSnapshotAttribute");
        AmiUndo undone = outcome.Results.ShouldHaveSingleItem();
        undone.Undone.ShouldHaveSingleItem().ShouldContain("in its place again");
        undone.NotUndone.ShouldHaveSingleItem().ShouldContain("could not be read");
        undone.Receipts.ShouldHaveSingleItem().Kind.ShouldBe(AmiChangeKind.Restored);
        _estate.HasSnapshot(snapshot.Id).ShouldBeTrue();
    }

    [Fact]
    public async Task With_whom_it_is_shared_is_told_to_be_unknown_where_it_cannot_be_read()
    {
        SimSnapshot snapshot = Snapshot();
        using IDisposable denial = _estate.Simulator.Account().Policy.Deny("ec2:DescribeSnapshotAttribute");
        Outcome<EbsSnapshotRemoval> outcome = await RemoveAsync([snapshot.Id]);
        outcome.Only().Receipt!.Before.SharedWith.ShouldBeNull();
        outcome.Events.Warnings.ShouldContain(warning => warning.Contains(snapshot.Id) && warning.Contains("is shared could not be read"));
    }

    private SimSnapshot Snapshot(params (string Key, string Value)[] tags) =>
        _estate.Home.AddSnapshot(new SnapshotSeed(8) { Tags = tags.Append(("Name", "data")).ToDictionary(tag => tag.Item1, tag => tag.Item2) });

    private Task<EbsSnapshotRemovalPlan> PlanAsync(string id) => _estate.Engine.PlanAsync(Options([id], false), new RecordedEvents(), default);

    private Task<Outcome<EbsSnapshotRemoval>> RemoveAsync(string[] ids, bool force = false, Action<EbsSnapshotRemovalPlan>? review = null) => _estate.Engine.RemoveAsync(Options(ids, force), review);

    private static EbsSnapshotRemovalOptions Options(string[] ids, bool force) => new() { Session = new SessionOptions(), SnapshotId = [.. ids.Select(id => new ResourceReference(id))], Force = force };
}
