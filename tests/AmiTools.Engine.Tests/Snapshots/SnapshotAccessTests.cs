using AmiTools.Engine.Tests.Harness;
using AmiTools.Simulator;

namespace AmiTools.Engine.Tests.Snapshots;

public class SnapshotAccessTests
{
    private const string Partner = "222233334444";
    private const string Other = "333344445555";
    private const string Everybody = "all";

    [Fact]
    public async Task A_snapshot_is_given_and_taken()
    {
        using World world = new();
        SimSnapshot snapshot = world.Region().AddSnapshot(new SnapshotSeed(8));
        AmiEngine engine = world.Process();
        EbsSnapshotAccessChange given = (await engine.ShareAsync(Grant([Other, Partner], snapshot))).Only();
        given.Added.ShouldBe([Partner, Other]);
        given.SharedWith.ShouldBe([Partner, Other]);
        (given.Changed, given.Key).ShouldBe((true, null));
        Shared(world, snapshot).ShouldBe([Partner, Other], ignoreOrder: true);

        EbsSnapshotAccessChange taken = (await engine.ShareAsync(Revoke([Partner], snapshot))).Only();
        taken.Removed.ShouldBe([Partner]);
        taken.Unchanged.ShouldBe([Other]);
        taken.Receipt.ShouldNotBeNull().Before.SharedWith.ShouldBe([Partner, Other]);
        Shared(world, snapshot).ShouldBe([Other]);
    }

    [Fact]
    public async Task What_is_so_already_is_left_alone()
    {
        using World world = new();
        SimSnapshot snapshot = world.Region().AddSnapshot(new SnapshotSeed(8));
        AmiEngine engine = world.Process();
        (await engine.ShareAsync(Grant([Partner], snapshot))).ShouldBeClean();
        (await engine.ShareAsync(Grant([Partner], snapshot), plan => plan.Steps.Single().Action.ShouldStartWith("Leave shared"))).Only().Receipt.ShouldBeNull();
        (await engine.ShareAsync(Revoke([Other], snapshot))).Only().Changed.ShouldBeFalse();
        world.Changes.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Everybody_loses_it_at_once()
    {
        using World world = new();
        SimSnapshot snapshot = world.Region().AddSnapshot(new SnapshotSeed(8));
        AmiEngine engine = world.Process();
        (await engine.ShareAsync(Grant([Partner, Everybody], snapshot))).ShouldBeClean();
        (await engine.ShareAsync(Options(AccessAction.Set, [], snapshot))).Only().Removed.ShouldBe([Partner, Everybody]);
        Shared(world, snapshot).ShouldBeEmpty();
        world.See(_ => snapshot.CreateVolumePermissions.Public).ShouldBeFalse();
    }

    [Fact]
    public async Task A_list_that_gives_and_takes_is_made_in_two_calls()
    {
        using World world = new();
        SimSnapshot snapshot = world.Region().AddSnapshot(new SnapshotSeed(8));
        AmiEngine engine = world.Process();
        (await engine.ShareAsync(Grant([Partner], snapshot))).ShouldBeClean();
        EbsSnapshotAccessChange change = (await engine.ShareAsync(Options(AccessAction.Set, [Other], snapshot))).Only();
        (change.Added[0], change.Removed[0]).ShouldBe((Other, Partner));
        Shared(world, snapshot).ShouldBe([Other]);
    }

    [Fact]
    public async Task Undo_brings_a_list_back_that_was_given_and_taken()
    {
        using World world = new();
        SimSnapshot snapshot = world.Region().AddSnapshot(new SnapshotSeed(8));
        AmiEngine engine = world.Process();
        (await engine.ShareAsync(Grant([Partner], snapshot))).ShouldBeClean();
        EbsSnapshotAccessChange change = (await engine.ShareAsync(Options(AccessAction.Set, [Other], snapshot))).Only();
        UndoPlan undo = await engine.PlanAsync(new UndoOptions { Session = World.In(), Receipt = [change.Receipt!] }, new RecordedEvents(), CancellationToken.None);
        undo.Problems.ShouldBeEmpty();
        await foreach (AmiUndo _ in engine.RunAsync(undo, new RecordedEvents(), CancellationToken.None)) { }
        Shared(world, snapshot).ShouldBe([Partner]);
    }

    [Fact]
    public async Task Making_it_public_is_asked_for()
    {
        using World world = new();
        SimSnapshot snapshot = world.Region().AddSnapshot(new SnapshotSeed(8));
        (await world.Process().ShareAsync(Grant([Everybody], snapshot), plan =>
        {
            plan.Steps.ShouldHaveSingleItem().Caution.ShouldNotBeNull().ShouldContain("cannot be taken back");
            plan.Steps[0].Approved = false;
        })).Results.ShouldBeEmpty();
        world.Changes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("22223333444", AmiErrorCodes.InvalidPrincipal)]
    [InlineData("arn:aws:organizations::111122223333:organization/o-demo123456", AmiErrorCodes.InvalidPrincipal)]
    [InlineData("arn:aws:iam::222233334444:role/x", AmiErrorCodes.InvalidPrincipal)]
    [InlineData("", AmiErrorCodes.InvalidOption)]
    public async Task Who_cannot_be_shared_with_is_refused_without_a_call(string who, string code)
    {
        using World world = new();
        AmiException error = (await world.Process().ShareAsync(new EbsSnapshotAccessOptions
        {
            Session = World.In(), SnapshotId = [new ResourceReference("snap-0123456789abcdef0")], Action = AccessAction.Grant, Principal = who.Length == 0 ? [] : [who],
        })).Error();
        error.Code.ShouldBe(code);
        error.Remedy.ShouldNotBeNullOrEmpty();
        world.Simulator.Requests.Total.ShouldBe(0);
    }

    [Fact]
    public async Task The_owner_is_refused()
    {
        using World world = new();
        SimSnapshot snapshot = world.Region().AddSnapshot(new SnapshotSeed(8));
        AmiException error = (await world.Process().ShareAsync(Grant([snapshot.OwnerId], snapshot))).Error();
        error.Code.ShouldBe(AmiErrorCodes.InvalidPrincipal);
        error.Message.ShouldContain("owns the snapshot");
    }

    [Fact]
    public async Task What_stands_in_the_way_comes_in_one_list_and_the_others_are_shared()
    {
        using World world = new();
        SimRegion region = world.Region();
        AmiEngine engine = world.Process();
        SimSnapshot good = region.AddSnapshot(new SnapshotSeed(8)), archived = region.AddSnapshot(new SnapshotSeed(8));
        SimSnapshot aws = region.AddSnapshot(new SnapshotSeed(8) { Key = region.FindKey(region.DefaultKmsKeyArn) }), own = region.AddSnapshot(new SnapshotSeed(8) { Key = region.AddKey("backup") });
        (await engine.MoveAsync(new EbsSnapshotTierOptions { Session = World.In(), SnapshotId = [new ResourceReference(archived.Id)], Archive = true })).ShouldBeClean();
        world.Pass(TimeSpan.FromHours(4));
        Outcome<EbsSnapshotAccessChange> outcome = await engine.ShareAsync(Grant([Partner], good, archived, aws, own));
        outcome.Results.Select(result => result.SnapshotId).ShouldBe([good.Id, own.Id], ignoreOrder: true);
        outcome.Errors.Select(error => error.Code).ShouldBe([AmiErrorCodes.SnapshotArchived, AmiErrorCodes.KmsKeyNotShareable], ignoreOrder: true);
        outcome.Errors.Single(error => error.ResourceId == archived.Id).Remedy.ShouldEndWith($"Set-EbsSnapshotTier {archived.Id} -Tier standard -Region {region.Name}.");
        outcome.Errors.Single(error => error.ResourceId == aws.Id).Remedy.ShouldEndWith($"Copy-EbsSnapshotToRegion {aws.Id} -Region {region.Name} -DestinationRegion {region.Name} -KmsKeyId <key>.");
        outcome.Errors.ShouldAllBe(error => error.Remedy!.Length > 0);
    }

    [Fact]
    public async Task What_the_key_has_to_allow_is_told()
    {
        using World world = new();
        SimSnapshot snapshot = world.Region().AddSnapshot(new SnapshotSeed(8) { Key = world.Region().AddKey("backup") });
        EbsSnapshotAccessChange change = (await world.Process().ShareAsync(Grant([Partner], snapshot), plan => plan.Steps.Single().Warnings.ShouldHaveSingleItem().ShouldContain("kms:CreateGrant"))).Only();
        change.Key.ShouldNotBeNull().PolicyStatement.ShouldContain(Partner);
    }

    [Fact]
    public async Task Public_is_impossible_for_what_is_encrypted_and_where_it_is_blocked()
    {
        using World world = new();
        SimRegion region = world.Region();
        SimSnapshot encrypted = region.AddSnapshot(new SnapshotSeed(8) { Key = region.AddKey("backup") }), plain = region.AddSnapshot(new SnapshotSeed(8));
        (await world.Process().ShareAsync(Grant([Everybody], encrypted))).Error().Code.ShouldBe(AmiErrorCodes.PublicAccessImpossible);
        region.SnapshotBlockPublicAccess = "block-new-sharing";
        AmiException blocked = (await world.Process().ShareAsync(Grant([Everybody], plain))).Error();
        (blocked.Code, blocked.ResourceId).ShouldBe((AmiErrorCodes.PublicAccessBlocked, plain.Id));
        blocked.Remedy.ShouldNotBeNull().ShouldNotContain("-ImageOnly");
        world.Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Whom_an_image_is_shared_with_loses_more_than_the_snapshot()
    {
        using World world = new();
        SimImage image = world.Region().AddImage(new ImageSeed("web-1"));
        SimSnapshot snapshot = world.See(_ => world.Region().Snapshots.Find(image.SnapshotIds.First())!);
        image.LaunchPermissions.Accounts.Add(Partner);
        snapshot.CreateVolumePermissions.Accounts.Add(Partner);
        (await world.Process().ShareAsync(Revoke([Partner], snapshot), plan =>
        {
            string warning = plan.Steps.Single().Warnings.ShouldHaveSingleItem();
            warning.ShouldContain(image.Id);
            warning.ShouldContain("no longer copied");
        })).ShouldBeClean();
        Shared(world, snapshot).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_list_that_cannot_be_read_is_left_alone()
    {
        using World world = new();
        SimSnapshot snapshot = world.Region().AddSnapshot(new SnapshotSeed(8));
        world.Faults.Add(Fault.Deny, "DescribeSnapshotAttribute");
        AmiException error = (await world.Process().ShareAsync(Grant([Partner], snapshot))).Error();
        (error.Code, error.ResourceId).ShouldBe((AmiErrorCodes.AccessDenied, snapshot.Id));
        world.Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_denied_snapshot_does_not_stop_the_others()
    {
        using World world = new();
        SimSnapshot[] snapshots = [.. Enumerable.Range(0, 3).Select(_ => world.Region().AddSnapshot(new SnapshotSeed(8)))];
        world.Faults.Add(Fault.Deny, "ModifySnapshotAttribute", times: 1);
        Outcome<EbsSnapshotAccessChange> outcome = await world.Process().ShareAsync(Grant([Partner], snapshots));
        outcome.Error().Code.ShouldBe(AmiErrorCodes.AccessDenied);
        outcome.Results.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_long_list_is_cut_into_calls_and_a_broken_one_ended_by_the_second_run()
    {
        using World world = new();
        SimSnapshot snapshot = world.Region().AddSnapshot(new SnapshotSeed(8));
        string[] many = [.. Enumerable.Range(0, 700).Select(number => $"4444{number:00000000}")];
        world.Faults.Add(Fault.Deny, "ModifySnapshotAttribute", first: 2, times: 1);
        (await world.Process().ShareAsync(Grant(many, snapshot))).Error().Code.ShouldBe(AmiErrorCodes.AccessDenied);
        Shared(world, snapshot).Length.ShouldBe(500);
        (await world.Process().ShareAsync(Grant(many, snapshot))).Only().Added.Count.ShouldBe(200);
        Shared(world, snapshot).Length.ShouldBe(700);
    }

    [Theory]
    [InlineData(AccessAction.Grant, false)]
    [InlineData(AccessAction.Grant, true)]
    [InlineData(AccessAction.Revoke, false)]
    [InlineData(AccessAction.Revoke, true)]
    public Task Killed_at_any_request_the_second_run_ends_it(AccessAction action, bool serverActs) => Fire.KillsAsync(serverActs, 2, async shot =>
    {
        using World world = new();
        SimSnapshot snapshot = world.Region().AddSnapshot(new SnapshotSeed(8));
        if (action == AccessAction.Revoke) snapshot.CreateVolumePermissions.Accounts.Add(Partner);
        await shot.RunAsync(world, (engine, death) => engine.ShareAsync(Options(action, [Partner], snapshot), cancellationToken: death));
        (await world.Process().ShareAsync(Options(action, [Partner], snapshot))).ShouldBeClean();
        Shared(world, snapshot).ShouldBe(action == AccessAction.Grant ? [Partner] : [], $"{shot}");
    });

    private static string[] Shared(World world, SimSnapshot snapshot) => world.See(_ => snapshot.CreateVolumePermissions.Accounts.ToArray());

    private static EbsSnapshotAccessOptions Grant(string[] who, params SimSnapshot[] snapshots) => Options(AccessAction.Grant, who, snapshots);

    private static EbsSnapshotAccessOptions Revoke(string[] who, params SimSnapshot[] snapshots) => Options(AccessAction.Revoke, who, snapshots);

    private static EbsSnapshotAccessOptions Options(AccessAction action, string[] who, params SimSnapshot[] snapshots) =>
        new() { Session = World.In(), SnapshotId = [.. snapshots.Select(snapshot => new ResourceReference(snapshot.Id))], Action = action, Principal = who };
}
