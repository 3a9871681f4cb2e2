using AmiTools.Engine.Tests.Harness;
using AmiTools.Simulator;

namespace AmiTools.Engine.Tests.Undo;

public sealed class UndoTests : IDisposable
{
    private const string Partner = "222233334444";

    private readonly World _world = new();
    private readonly string _journal = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    [Fact]
    public async Task A_deprecation_date_comes_back_and_a_second_undo_changes_nothing()
    {
        SimImage image = Image();
        DateTime first = await DeprecateAsync(image, 30);
        await DeprecateAsync(image, 60);
        AmiChangeReceipt[] latest = [.. Journal().Skip(1)];
        AmiUndo undone = (await UndoAsync(latest)).Only();
        undone.Undone.ShouldHaveSingleItem().ShouldContain("deprecated from");
        Deprecation(image).ShouldBe(first);
        int changes = _world.Changes.Count;
        AmiUndo again = (await UndoAsync(latest)).Only();
        again.Undone.ShouldBeEmpty();
        _world.Changes.Count.ShouldBe(changes);
    }

    [Fact]
    public async Task Of_several_changes_the_oldest_knows_what_was_there()
    {
        SimImage image = Image();
        await DeprecateAsync(image, 30);
        _world.Pass(TimeSpan.FromMinutes(1));
        await DeprecateAsync(image, 60);
        // In any order.
        (await UndoAsync([.. Journal().Reverse()])).Only();
        Deprecation(image).ShouldBeNull();
    }

    [Fact]
    public async Task A_snapshot_that_two_images_have_is_shared_as_before_the_first_of_their_changes()
    {
        SimImage first = Image(), second = _world.Region().AddImage(new ImageSeed("other"));
        string common = first.SnapshotIds.First();
        lock (_world.Simulator.Gate)
        {
            _world.Region().Images.Remove(second);
            second.BlockDevices.Add(new SimBlockDevice { DeviceName = "/dev/sdx", SnapshotId = common, SizeGiB = 8, VolumeType = "gp3" });
            _world.Region().Images.Add(second);
        }

        foreach (SimImage image in new[] { first, second })
        {
            (await _world.Process().ChangeAsync(new AccessOptions { Session = Session(), ImageId = [new(image.Id)], Action = AccessAction.Grant, Principal = [Partner] })).ShouldBeClean();
            _world.Pass(TimeSpan.FromMinutes(1));
        }

        // The second change found the snapshot shared already. A second undo would share it again where that was taken for what it was.
        for (int run = 0; run < 2; run++)
        {
            (await UndoAsync(Journal())).ShouldBeClean();
            _world.See(_ => _world.Region().Snapshots.Find(common)!.CreateVolumePermissions.Accounts.ToArray()).ShouldBeEmpty($"run {run}");
        }
    }

    [Fact]
    public async Task A_removed_image_is_all_that_it_was()
    {
        Keep();
        SimImage image = Image(shared: true);
        DateTime date = await DeprecateAsync(image, 30);
        string[] snapshots = [.. image.SnapshotIds];
        AmiRemoval removal = (await RemoveAsync(image)).Only();
        _world.See(_ => _world.Region().Images.Contains(image.Id)).ShouldBeFalse();
        AmiUndo undone = (await UndoAsync([removal.Receipt.ShouldNotBeNull()])).Only();
        undone.NotUndone.ShouldBeEmpty();
        SimImage back = Back(image);
        back.SnapshotIds.ShouldBe(snapshots, ignoreOrder: true);
        snapshots.ShouldAllBe(id => _world.See(_ => _world.Region().Snapshots.Contains(id)));
        back.LaunchPermissions.Accounts.ShouldBe([Partner]);
        Deprecation(back).ShouldBe(date);
        back.Tags["Owner"].ShouldBe("web");
    }

    [Fact]
    public async Task A_disabled_image_is_enabled_and_shared_again()
    {
        SimImage image = Image(shared: true);
        AmiEngine engine = _world.Process();
        DisablePlan plan = await engine.PlanAsync(new DisableOptions { Session = Session(), ImageId = [new(image.Id)] }, new RecordedEvents(), CancellationToken.None);
        await foreach (AmiAvailability _ in engine.RunAsync(plan, new RecordedEvents(), CancellationToken.None)) { }
        Back(image).State.ShouldBe("disabled");
        (await UndoAsync(Journal())).Only().Undone.Count.ShouldBe(2);
        Back(image).State.ShouldBe("available");
        Back(image).LaunchPermissions.Accounts.ShouldBe([Partner]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task The_journal_of_a_removal_that_was_killed_anywhere_brings_the_image_back(bool serverActs) => Fire.KillsAsync(serverActs, 5, async shot =>
    {
        using UndoTests run = new();
        run.Keep();
        SimImage image = run.Image(shared: true);
        await shot.RunAsync(run._world, (engine, death) => run.RemoveAsync(image, engine, death));
        if (!File.Exists(run._journal))
        {
            run._world.Changes.ShouldBeEmpty($"{shot}: nothing may change that is not written down");
            return;
        }

        Outcome<AmiUndo> undone = await run.UndoAsync(run.Journal());
        undone.ShouldBeClean();
        SimImage back = run.Back(image);
        back.LaunchPermissions.Accounts.ShouldBe([Partner], $"{shot}");
        image.SnapshotIds.ShouldAllBe(id => run._world.See(_ => run._world.Region().Snapshots.Contains(id)), $"{shot}");
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task An_undo_that_was_killed_anywhere_is_finished_by_the_next_one(bool serverActs) => Fire.KillsAsync(serverActs, 5, async shot =>
    {
        using UndoTests run = new();
        run.Keep();
        SimImage image = run.Image(shared: true);
        AmiChangeReceipt receipt = (await run.RemoveAsync(image)).Only().Receipt.ShouldNotBeNull();
        await shot.RunAsync(run._world, (engine, death) => run.UndoAsync([receipt], engine, death));
        (await run.UndoAsync([receipt])).ShouldBeClean();
        run.Back(image).LaunchPermissions.Accounts.ShouldBe([Partner], $"{shot}");
    });

    [Fact]
    public async Task What_is_denied_is_told_and_the_rest_comes_back()
    {
        Keep();
        SimImage image = Image(shared: true);
        await DeprecateAsync(image, 30);
        AmiChangeReceipt receipt = (await RemoveAsync(image)).Only().Receipt.ShouldNotBeNull();
        // Somebody shares the image of the bin's with nobody: what the bin gives back of the sharing is not the point here.
        _world.Simulator.Schedule(_world.Simulator.Now, _ => image.LaunchPermissions.Clear());
        _world.Faults.Add(Fault.Deny, "ModifyImageAttribute");
        Outcome<AmiUndo> outcome = await UndoAsync([receipt]);
        outcome.Error().Operation.ShouldBe("ModifyImageAttribute");
        AmiUndo undone = outcome.Results.ShouldHaveSingleItem();
        undone.NotUndone.ShouldHaveSingleItem().ShouldContain(Partner);
        Deprecation(Back(image)).ShouldNotBeNull();
    }

    [Fact]
    public async Task What_a_change_made_is_never_deleted()
    {
        SimImage image = Image();
        AmiException failure = (await UndoAsync([Receipt(image, AmiChangeKind.Created)])).Error();
        failure.Code.ShouldBe(AmiErrorCodes.CannotUndo);
        failure.Remedy.ShouldNotBeNull().ShouldContain($"Remove-Ami {image.Id}");
        _world.Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_change_of_another_account_is_not_touched()
    {
        SimImage image = Image();
        (await UndoAsync([Receipt(image, AmiChangeKind.Deprecation, "999900001111")])).Error().Code.ShouldBe(AmiErrorCodes.AccountMismatch);
        _world.Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_date_that_has_passed_meanwhile_is_told()
    {
        SimImage image = Image();
        await DeprecateAsync(image, 2);
        await DeprecateAsync(image, 60);
        _world.Pass(TimeSpan.FromDays(3));
        AmiUndo undone = (await UndoAsync([.. Journal().Skip(1)])).Only();
        undone.NotUndone.ShouldHaveSingleItem().ShouldContain("passed");
        undone.Undone.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_image_that_is_gone_for_good_is_an_error()
    {
        SimImage image = Image();
        AmiChangeReceipt receipt = (await RemoveAsync(image)).Results.ShouldHaveSingleItem().Receipt.ShouldNotBeNull();
        (await UndoAsync([receipt])).Error().Code.ShouldBe(AmiErrorCodes.NotInRecycleBin);
    }

    public void Dispose()
    {
        _world.Dispose();
        File.Delete(_journal);
    }

    private void Keep()
    {
        _world.Region().AddRule("EC2_IMAGE", 30);
        _world.Region().AddRule("EBS_SNAPSHOT", 30);
    }

    private SimImage Image(bool shared = false) => _world.Region().AddImage(new ImageSeed("image")
    {
        Volumes = [new("/dev/xvda", 8), new("/dev/sdf", 100)], SharedWith = shared ? [Partner] : [], Tags = new Dictionary<string, string> { ["Owner"] = "web" },
    });

    private SimImage Back(SimImage image) => _world.See(_ => _world.Region().Images.Find(image.Id)).ShouldNotBeNull();

    private DateTime? Deprecation(SimImage image) => _world.See(_ => image.DeprecationTime?.UtcDateTime);

    private SessionOptions Session() => new() { Region = [World.Home], Journal = _journal };

    private async Task<DateTime> DeprecateAsync(SimImage image, int days)
    {
        DeprecationOptions options = new() { Session = Session(), ImageId = [new(image.Id)], After = TimeSpan.FromDays(days) };
        return (await _world.Process().DeprecateAsync(options)).Only().DeprecationTime.ShouldNotBeNull();
    }

    private Task<Outcome<AmiRemoval>> RemoveAsync(SimImage image, AmiEngine? engine = null, CancellationToken death = default) =>
        (engine ?? _world.Process()).RemoveAsync(new RemovalOptions { Session = Session(), ImageId = [new(image.Id)], Force = true, AllowPermanent = true }, cancellationToken: death);

    private Task<Outcome<AmiUndo>> UndoAsync(IReadOnlyList<AmiChangeReceipt> receipts, AmiEngine? engine = null, CancellationToken death = default) =>
        (engine ?? _world.Process()).UndoAsync(new UndoOptions { Session = World.In(), Receipt = receipts }, cancellationToken: death);

    private IReadOnlyList<AmiChangeReceipt> Journal() => AmiTools.Engine.Receipts.ChangeJournal.At(_journal).Read(out _);

    private static AmiChangeReceipt Receipt(SimImage image, AmiChangeKind kind, string accountId = "") => new()
    {
        ReceiptId = "r-1", Time = DateTime.UnixEpoch, Kind = kind, Region = World.Home, AccountId = accountId, ResourceId = image.Id, Outcome = ReceiptOutcome.Done,
    };
}
