using AmiTools.Engine.Tests.Harness;
using AmiTools.Simulator;

namespace AmiTools.Engine.Tests.Snapshots;

public sealed class SnapshotFinderTests : IDisposable
{
    private const string Partner = "222233334444";

    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Nothing_given_lists_the_own_ones_and_never_asks_for_those_of_everybody()
    {
        SimSnapshot own = _world.Region().AddSnapshot(new SnapshotSeed(8));
        Foreign(snapshot => snapshot.CreateVolumePermissions.Public = true);
        (await FindAsync(new() { Session = World.In() })).Only().SnapshotId.ShouldBe(own.Id);
        (await FindAsync(new() { Session = World.In(), Tag = new Dictionary<string, string?> { ["a"] = null } })).ShouldBeClean().Results.ShouldBeEmpty();
        foreach (LoggedRequest request in _world.Simulator.Requests.Entries) (request["Owner.1"] ?? request["SnapshotId.1"]).ShouldNotBeNull();
    }

    [Fact]
    public async Task By_id_also_shared_and_public_ones_are_found_and_what_is_missing_is_an_error_of_its_own()
    {
        SimSnapshot own = _world.Region().AddSnapshot(new SnapshotSeed(8));
        SimSnapshot shared = Foreign(snapshot => snapshot.CreateVolumePermissions.Accounts.Add(_world.Simulator.Account().Id));
        SimSnapshot open = Foreign(snapshot => snapshot.CreateVolumePermissions.Public = true);
        SimSnapshot hidden = Foreign(_ => { });
        Outcome<EbsSnapshot> found = await FindAsync(Ids(own.Id, shared.Id, open.Id, hidden.Id, "snap-00000000", "snap-00000000000000000", "nonsense", "vol-1", "ami-1"));
        found.Results.Select(snapshot => snapshot.SnapshotId).ShouldBe([own.Id, shared.Id, open.Id], ignoreOrder: true);
        found.Results.Single(snapshot => snapshot.SnapshotId == shared.Id).AccountId.ShouldBe(Partner);
        found.Errors.Select(error => (error.Code, error.ResourceId)).ShouldBe(
        [
            (AmiErrorCodes.InvalidSnapshotId, "nonsense"), (AmiErrorCodes.InvalidVolumeId, "vol-1"), (AmiErrorCodes.InvalidImageId, "ami-1"),
            (AmiErrorCodes.SnapshotNotFound, hidden.Id), (AmiErrorCodes.SnapshotNotFound, "snap-00000000"), (AmiErrorCodes.SnapshotNotFound, "snap-00000000000000000"),
        ], ignoreOrder: true);
    }

    [Fact]
    public async Task Owners_and_sharing_tell_whose_they_are()
    {
        SimSnapshot own = _world.Region().AddSnapshot(new SnapshotSeed(8));
        SimSnapshot shared = Foreign(snapshot => snapshot.CreateVolumePermissions.Accounts.Add(_world.Simulator.Account().Id));
        SimSnapshot open = Foreign(snapshot => snapshot.CreateVolumePermissions.Public = true);
        await Finds(new() { Session = World.In(), Owner = [Partner] }, shared, open);
        await Finds(new() { Session = World.In(), Owner = ["self"] }, own);
        await Finds(new() { Session = World.In(), SharedWithMe = true }, shared);
        await Finds(new() { Session = World.In(), SharedWithMe = true, Owner = [Partner] }, shared);
        await Finds(new() { Session = World.In(), Id = [new(own.Id), new(shared.Id)], Owner = [Partner] }, shared);
    }

    [Theory]
    [InlineData("everybody")]
    [InlineData("1234")]
    [InlineData("all")]
    public async Task An_owner_that_is_none_is_refused_before_any_call(string owner)
    {
        (await FindAsync(new() { Session = World.In(), Owner = [owner] })).Error().Code.ShouldBe(AmiErrorCodes.InvalidOption);
        _world.Simulator.Requests.Total.ShouldBe(0);
    }

    [Fact]
    public async Task Queries_say_what_they_mean()
    {
        SimRegion region = _world.Region();
        SimVolume volume = region.AddVolume(new VolumeSeed("/dev/sdf", 10));
        SimSnapshot old = region.AddSnapshot(new SnapshotSeed(10) { Volume = volume, Age = TimeSpan.FromDays(100), Tags = new Dictionary<string, string> { ["Env"] = "prod" } });
        SimSnapshot last = region.AddSnapshot(new SnapshotSeed(10) { Volume = volume, Age = TimeSpan.FromDays(1), Key = region.AddKey("alias/backup") });
        SimSnapshot broken = region.AddSnapshot(new SnapshotSeed(4) { State = "error", Description = @"copy of D:\data" });
        SimSnapshot archived = region.AddSnapshot(new SnapshotSeed(4));
        archived.StorageTier = "archive";
        DateTime now = _world.Simulator.Now.UtcDateTime;

        await Finds(new() { Session = World.In(), Id = [new(volume.Id)] }, old, last);
        await Finds(new() { Session = World.In(), Id = [new(volume.Id), new(last.Id), new(broken.Id)] }, old, last, broken);
        await Finds(new() { Session = World.In(), Id = [new(volume.Id)], StartedBefore = now.AddDays(-50) }, old);
        await Finds(new() { Session = World.In(), StartedAfter = now.AddDays(-3) }, last);
        await Finds(new() { Session = World.In(), Tag = new Dictionary<string, string?> { ["Env"] = "pr*" } }, old);
        await Finds(new() { Session = World.In(), State = ["Error"] }, broken);
        await Finds(new() { Session = World.In(), StorageTier = "Archive" }, archived);
        await Finds(new() { Session = World.In(), Encrypted = true }, last);
        await Finds(new() { Session = World.In(), Encrypted = false, State = ["completed"] }, old, archived);
        await Finds(new() { Session = World.In(), Description = [@"*D:\*"] }, broken);
        await Finds(new() { Session = World.In(), Id = [new(broken.Id)], Description = [@"*D:\*"] }, broken);
    }

    [Fact]
    public async Task By_image_also_those_of_a_pending_one_and_those_that_a_gone_one_left()
    {
        SimImage image = _world.Region().AddImage(new ImageSeed("web") { Volumes = [new("/dev/xvda", 8), new("/dev/sdf", 10)] });
        await Finds(Ids(image.Id), [.. image.SnapshotIds.Select(id => _world.Region().Snapshots.Find(id)!)]);

        SimInstance instance = _world.Region().AddInstance(new InstanceSeed { Name = "db" });
        AmiBackup backup = (await _world.Process().BackUpAsync(new BackupOptions { Session = World.In(), InstanceId = [new(instance.Id)], Name = "db-1" })).Only();
        EbsSnapshot pending = (await FindAsync(Ids(backup.ImageId))).Only();
        pending.State.ShouldBe("pending");
        pending.MadeForImageId.ShouldBe(backup.ImageId);
        _world.Pass(TimeSpan.FromHours(1));
        _world.See(_ => _world.Region().Images.Remove(_world.Region().Images.Find(backup.ImageId)!));
        (await FindAsync(Ids(backup.ImageId))).Only().SnapshotId.ShouldBe(pending.SnapshotId);
        (await FindAsync(Ids("ami-00000000"))).Error().Code.ShouldBe(AmiErrorCodes.ImageNotFound);
    }

    [Fact]
    public async Task Short_and_empty_pages_are_not_the_end()
    {
        using World world = new(settings =>
        {
            settings.Pages.ShortChance = 0.5;
            settings.Pages.EmptyChance = 0.5;
        });
        for (int number = 0; number < 50; number++) world.Region().AddSnapshot(new SnapshotSeed(1));
        (await world.Process().FindAsync(new EbsSnapshotQuery { Session = World.In() })).ShouldBeClean().Results.DistinctBy(snapshot => snapshot.SnapshotId).Count().ShouldBe(50);
    }

    [Fact]
    public async Task A_region_that_fails_does_not_stop_the_others_and_nothing_is_missing_there()
    {
        SimSnapshot here = _world.Region().AddSnapshot(new SnapshotSeed(8));
        _world.Faults.Add(Fault.Deny, "DescribeSnapshots", region: "us-east-1");
        Outcome<EbsSnapshot> found = await FindAsync(new() { Session = World.In("us-east-1", World.Home), Id = [new(here.Id), new("snap-00000000")] });
        found.Results.Single().SnapshotId.ShouldBe(here.Id);
        found.Error().ShouldSatisfyAllConditions(error => error.Code.ShouldBe(AmiErrorCodes.AccessDenied), error => error.Region.ShouldBe("us-east-1"));
    }

    private SimSnapshot Foreign(Action<SimSnapshot> share)
    {
        SimSnapshot snapshot = _world.Simulator.Account(Partner).Region(World.Home).AddSnapshot(new SnapshotSeed(8));
        share(snapshot);
        return snapshot;
    }

    private static EbsSnapshotQuery Ids(params string[] ids) => new() { Session = World.In(), Id = [.. ids.Select(id => new ResourceReference(id))] };

    private Task<Outcome<EbsSnapshot>> FindAsync(EbsSnapshotQuery query) => _world.Process().FindAsync(query);

    private async Task Finds(EbsSnapshotQuery query, params SimSnapshot[] expected) =>
        (await FindAsync(query)).ShouldBeClean().Results.Select(snapshot => snapshot.SnapshotId).ShouldBe(expected.Select(snapshot => snapshot.Id), ignoreOrder: true);
}
