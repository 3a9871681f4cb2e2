using AmiTools.Engine.Tests.Harness;
using AmiTools.Simulator;

namespace AmiTools.Engine.Tests.Compliance;

public sealed class ComplianceTests
{
    private const string Home = World.Home, Away = "eu-central-1";

    [Fact]
    public async Task Every_instance_has_a_line_save_those_that_are_gone()
    {
        using World world = new();
        SimInstance covered = Instance(world, "a"), stopped = Instance(world, "b", "stopped"), bare = Instance(world, "c");
        Instance(world, "d", "terminated");
        Instance(world, "drill").Tags[AmiToolsTags.Drill] = "web/2027-01-31T04:30:59Z";
        SimImage image = Backup(world, covered, hours: 2);
        Backup(world, stopped, hours: 30);
        IReadOnlyList<AmiCompliance> lines = (await TestAsync(world)).ShouldBeClean().Results;
        lines.Select(line => (line.InstanceId, line.Verdict)).ShouldBe([(covered.Id, ComplianceVerdict.Compliant), (stopped.Id, ComplianceVerdict.NotCompliant), (bare.Id, ComplianceVerdict.NotCompliant)]);
        (lines[0].NewestBackup, lines[0].NewestBackupRegion, lines[0].InstanceName, lines[0].AccountId).ShouldBe((image.Id, Home, "a", world.Region().Account.Id));
        lines[0].RecoveryPoint!.Value.ShouldBe(image.CreatedAt.UtcDateTime, TimeSpan.FromSeconds(1));
        (Code(lines[1]), lines[1].State, Code(lines[2]), lines[2].NewestBackup).ShouldBe((ComplianceCodes.TooOld, "stopped", ComplianceCodes.NoBackup, null));
        world.Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_copy_is_as_old_as_what_was_copied()
    {
        using World world = new();
        SimInstance web = Instance(world, "web");
        SimImage old = Backup(world, web, hours: 72);
        Copy(world, old, minutes: 5);
        AmiCompliance line = (await TestAsync(world)).Only();
        line.Verdict.ShouldBe(ComplianceVerdict.NotCompliant);
        line.NewestBackupAge!.Value.ShouldBe(TimeSpan.FromHours(72), TimeSpan.FromMinutes(2));
        line.Reasons.Select(reason => (reason.Code, reason.Region)).ShouldBe([(ComplianceCodes.TooOld, Home), (ComplianceCodes.TooOld, Away)]);
    }

    [Fact]
    public async Task A_copy_whose_source_is_gone_is_of_an_unknown_age()
    {
        using World world = new();
        SimInstance web = Instance(world, "web");
        SimImage source = Backup(world, web, hours: 3);
        SimImage copy = Copy(world, source, minutes: 60);
        world.See(_ => world.Region().Images.Remove(source));
        AmiCompliance lost = (await TestAsync(world)).Only();
        (lost.Verdict, Code(lost)).ShouldBe((ComplianceVerdict.NotCompliant, ComplianceCodes.NoBackup));

        // The module's own copies say whose backup they are, wherever the source went.
        world.See(_ => copy.Tags[AmiToolsTags.Instance] = web.Id);
        AmiCompliance line = (await TestAsync(world)).Only();
        (line.Verdict, Code(line), line.NewestBackup, line.RecoveryPoint).ShouldBe((ComplianceVerdict.Unknown, ComplianceCodes.AgeUnknown, copy.Id, null));
    }

    [Fact]
    public async Task Copies_count_once_a_region()
    {
        using World world = new();
        SimInstance web = Instance(world, "web");
        SimImage source = Backup(world, web, hours: 3);
        Copy(world, source, minutes: 60);
        Copy(world, source, minutes: 30);
        (await TestAsync(world, minRegion: 2)).Only().Regions.ShouldBe([Home, Away]);
        AmiCompliance three = (await TestAsync(world, minRegion: 3)).Only();
        (three.Verdict, Code(three)).ShouldBe((ComplianceVerdict.NotCompliant, ComplianceCodes.TooFewRegions));
        three.Reasons[0].Remedy.ShouldNotBeNull().ShouldContain($"Copy-AmiToRegion {source.Id} -Region {Home} -DestinationRegion");
        AmiCompliance onlyAway = (await TestAsync(world, backupRegion: [Away])).Only();
        (onlyAway.Verdict, onlyAway.NewestBackupRegion).ShouldBe((ComplianceVerdict.Compliant, Away));
    }

    [Theory]
    [InlineData("failed", ComplianceCodes.ImageNotAvailable)]
    [InlineData("pending", ComplianceCodes.ImageNotAvailable)]
    [InlineData("disabled", ComplianceCodes.ImageNotAvailable)]
    [InlineData("archived", ComplianceCodes.SnapshotArchived)]
    [InlineData("incomplete", ComplianceCodes.SnapshotNotCompleted)]
    [InlineData("error", ComplianceCodes.SnapshotNotCompleted)]
    [InlineData("binned", ComplianceCodes.SnapshotInRecycleBin)]
    [InlineData("gone", ComplianceCodes.SnapshotMissing)]
    [InlineData("key disabled", ComplianceCodes.KeyNotUsable)]
    [InlineData("key to be deleted", ComplianceCodes.KeyNotUsable)]
    [InlineData("key gone", ComplianceCodes.KeyNotUsable)]
    public async Task The_newest_backup_does_not_count_and_the_last_good_one_does(string flaw, string code)
    {
        using World world = new();
        SimKmsKey key = world.Region().AddKey("alias/backup");
        SimInstance web = Instance(world, "web", key: key);
        SimImage newest = Backup(world, web, hours: 1);
        Spoil(world, newest, key, flaw);
        AmiCompliance line = (await TestAsync(world, encrypted: true)).Only();
        (line.Verdict, Code(line), line.Reasons[0].ImageId, line.NewestBackup).ShouldBe((ComplianceVerdict.NotCompliant, code, newest.Id, null));
        line.Reasons.ShouldHaveSingleItem().Remedy.ShouldNotBeNullOrEmpty();

        if (flaw.StartsWith("key", StringComparison.Ordinal)) return;
        SimImage good = Backup(world, web, hours: 20);
        line = (await TestAsync(world, encrypted: true)).Only();
        (line.Verdict, line.NewestBackup, line.IsEncrypted).ShouldBe((ComplianceVerdict.Compliant, good.Id, true));
    }

    [Fact]
    public async Task An_archived_snapshot_that_was_restored_counts()
    {
        using World world = new();
        SimInstance web = Instance(world, "web");
        SimImage image = Backup(world, web, hours: 1);
        world.See(_ => world.Region().Snapshots.Find(image.SnapshotIds.First())!.RestoreExpiryTime = world.Simulator.Now.AddDays(1));
        world.See(_ => world.Region().Snapshots.Find(image.SnapshotIds.First())!.StorageTier = "archive");
        (await TestAsync(world)).Only().Verdict.ShouldBe(ComplianceVerdict.Compliant);
    }

    [Theory]
    [InlineData("DescribeImages", Home)]
    [InlineData("DescribeSnapshots", Home)]
    [InlineData("DescribeKey", Home)]
    [InlineData("DescribeImages", Away)]
    [InlineData("DescribeSnapshots", Away)]
    [InlineData("DescribeKey", Away)]
    public async Task What_may_not_be_read_is_unknown_and_named(string operation, string region)
    {
        using World world = new();
        SimKmsKey key = world.Region().AddKey("alias/backup");
        SimInstance web = Instance(world, "web", key: key);
        SimImage source = Backup(world, web, hours: 1);
        Copy(world, source, minutes: 30);
        world.Faults.Add(Fault.Deny, operation, region);
        AmiCompliance line = (await TestAsync(world, minRegion: 2)).Only();
        (line.Verdict, line.Compliant).ShouldBe((ComplianceVerdict.Unknown, null), line.Because);
        line.Reasons.ShouldContain(reason => reason.Code == ComplianceCodes.NotRead && reason.Operation == operation && reason.Region != null, line.Because);
    }

    [Fact]
    public async Task A_copy_of_what_may_not_be_read_could_be_anybodys_backup()
    {
        using World world = new();
        SimInstance web = Instance(world, "web");
        Copy(world, Backup(world, web, hours: 1), minutes: 30);
        world.Faults.Add(Fault.Deny, "DescribeImages", Home);
        AmiCompliance line = (await TestAsync(world, backupRegion: [Away])).Only();
        line.Verdict.ShouldBe(ComplianceVerdict.Unknown, line.Because);
        line.Reasons.ShouldContain(reason => reason.Code == ComplianceCodes.NotRead && reason.Region == Away && reason.Operation == "DescribeImages", line.Because);
    }

    [Fact]
    public async Task A_volume_that_the_newest_backup_lacks_is_named()
    {
        using World world = new();
        SimInstance web = world.Region().AddInstance(new InstanceSeed { Name = "web", Volumes = [new("/dev/xvda", 8), new("/dev/sdf", 20)] });
        SimImage image = Backup(world, web, hours: 1);
        (await TestAsync(world)).Only().UncoveredDevices.ShouldBeEmpty();
        world.See(_ => image.BlockDevices.RemoveAll(device => device.DeviceName == "/dev/sdf"));
        AmiCompliance line = (await TestAsync(world)).Only();
        line.Verdict.ShouldBe(ComplianceVerdict.Compliant);
        line.UncoveredDevices.ShouldBe(["/dev/sdf"]);
        line.Because.ShouldBe($"good backups are in eu-west-1; {image.Id} lacks /dev/sdf");
    }

    [Fact]
    public async Task Where_the_regions_may_not_be_listed_the_own_one_still_counts()
    {
        using World world = new();
        SimInstance web = Instance(world, "web");
        Backup(world, web, hours: 1);
        world.Faults.Add(Fault.Deny, "DescribeRegions");
        (await TestAsync(world)).Only().Verdict.ShouldBe(ComplianceVerdict.Compliant);
        AmiCompliance two = (await TestAsync(world, minRegion: 2)).Only();
        two.Verdict.ShouldBe(ComplianceVerdict.Unknown);
        two.Reasons.ShouldContain(reason => reason.Operation == "DescribeRegions");
    }

    [Fact]
    public async Task Instances_that_may_not_be_read_are_an_error_and_named_ones_are_unknown()
    {
        using World world = new();
        SimInstance web = Instance(world, "web");
        world.Faults.Add(Fault.Deny, "DescribeInstances");
        Outcome<AmiCompliance> all = await TestAsync(world);
        all.Results.ShouldBeEmpty();
        all.Error().Operation.ShouldBe("DescribeInstances");
        AmiCompliance line = (await TestAsync(world, instances: [web.Id])).Only();
        (line.InstanceId, line.Verdict, line.Reasons.Single().Operation).ShouldBe((web.Id, ComplianceVerdict.Unknown, "DescribeInstances"));
    }

    [Fact]
    public async Task A_bin_that_may_not_be_read_leaves_a_missing_snapshot_missing()
    {
        using World world = new();
        SimInstance web = Instance(world, "web");
        Spoil(world, Backup(world, web, hours: 1), null, "gone");
        world.Faults.Add(Fault.Deny, "ListSnapshotsInRecycleBin");
        AmiCompliance line = (await TestAsync(world)).Only();
        (line.Verdict, Code(line)).ShouldBe((ComplianceVerdict.NotCompliant, ComplianceCodes.SnapshotMissing));
        line.Because.ShouldContain("ListSnapshotsInRecycleBin");
    }

    [Fact]
    public async Task Empty_pages_are_not_the_end_of_a_list()
    {
        using World world = new(settings => (settings.Pages.EmptyChance, settings.Pages.ShortChance) = (0.6, 0.6));
        SimInstance[] instances = [.. Enumerable.Range(0, 12).Select(number => Instance(world, $"web-{number:00}"))];
        foreach (SimInstance instance in instances) Backup(world, instance, hours: 1);
        Outcome<AmiCompliance> outcome = (await TestAsync(world)).ShouldBeClean();
        outcome.Results.Select(line => (line.InstanceId, line.Verdict)).ShouldBe(instances.Select(instance => (instance.Id, ComplianceVerdict.Compliant)));
    }

    [Fact]
    public async Task A_region_is_read_in_as_many_calls_as_it_has_lists_and_a_key_once()
    {
        using World world = new();
        SimKmsKey key = world.Region().AddKey("alias/backup");
        for (int number = 0; number < 20; number++) Backup(world, Instance(world, $"web-{number}", key: key), hours: 1);
        (await TestAsync(world, backupRegion: [Home])).ShouldBeClean().Results.Count.ShouldBe(20);
        foreach (string operation in new[] { "DescribeInstances", "DescribeImages", "DescribeSnapshots", "DescribeKey" }) world.Simulator.Requests.Count(operation).ShouldBe(1, operation);
        foreach (string operation in new[] { "DescribeRegions", "ListSnapshotsInRecycleBin" }) world.Simulator.Requests.Count(operation).ShouldBe(0, operation);
    }

    [Fact]
    public async Task Named_instances_are_tested_and_what_is_none_is_an_error_each()
    {
        using World world = new();
        SimInstance web = Instance(world, "web"), dead = Instance(world, "dead", "terminated");
        Outcome<AmiCompliance> outcome = await TestAsync(world, instances: [web.Id, dead.Id, "i-0000000000000dead", "web"]);
        outcome.Results.ShouldHaveSingleItem().InstanceId.ShouldBe(web.Id);
        outcome.Errors.Select(error => (error.Code, error.ResourceId)).ShouldBe([(AmiErrorCodes.InvalidInstanceId, "web"), (AmiErrorCodes.InstanceNotFound, dead.Id), (AmiErrorCodes.InstanceNotFound, "i-0000000000000dead")], ignoreOrder: true);
    }

    [Fact]
    public async Task What_cannot_be_meant_is_one_error_without_a_call()
    {
        using World world = new();
        Outcome<AmiCompliance> outcome = await Run(world, new ComplianceQuery { Session = World.In(), MaxAge = TimeSpan.Zero, MinRegion = 0 });
        AmiException error = outcome.Thrown.ShouldBeOfType<AmiException>();
        error.Code.ShouldBe(AmiErrorCodes.InvalidOption);
        error.Message.ShouldContain("-MaxAge");
        error.Message.ShouldContain("-MinRegion");
        world.Simulator.Requests.Total.ShouldBe(0);
        (await TestAsync(world, minRegion: 2, backupRegion: [Home])).Error().Code.ShouldBe(AmiErrorCodes.InvalidOption);
    }

    private static string Code(AmiCompliance line) => line.Reasons[0].Code;

    private static SimInstance Instance(World world, string name, string state = "running", SimKmsKey? key = null) =>
        world.Region().AddInstance(new InstanceSeed { Name = name, State = state, Volumes = [new("/dev/xvda", 8) { Key = key }] });

    private static SimImage Backup(World world, SimInstance instance, int hours) => world.Region().AddImage(new ImageSeed($"{instance.Tags["Name"]} {hours}h") { Instance = instance, Age = TimeSpan.FromHours(hours) });

    private static SimImage Copy(World world, SimImage source, int minutes) => world.Region(Away).AddCopy(source, world.Region(), TimeSpan.FromMinutes(minutes));

    private static void Spoil(World world, SimImage image, SimKmsKey? key, string flaw) => world.See(_ =>
    {
        SimRegion region = world.Region();
        SimSnapshot snapshot = region.Snapshots.Find(image.SnapshotIds.First())!;
        switch (flaw)
        {
            case "archived": snapshot.StorageTier = "archive"; break;
            case "incomplete": snapshot.State = "pending"; break;
            case "error": snapshot.State = "error"; break;
            case "binned":
                region.Snapshots.Remove(snapshot);
                snapshot.Bin = new BinStay(world.Simulator.Now, world.Simulator.Now.AddDays(7));
                region.BinnedSnapshots.Add(snapshot);
                break;
            case "gone": region.Snapshots.Remove(snapshot); break;
            case "key disabled": key!.State = "Disabled"; break;
            case "key to be deleted": key!.State = "PendingDeletion"; break;
            case "key gone": region.KmsKeys.Remove(key!); break;
            default: image.State = flaw; break;
        }

        return flaw;
    });

    private static Task<Outcome<AmiCompliance>> TestAsync(World world, int minRegion = 1, bool encrypted = false, string[]? backupRegion = null, string[]? instances = null) => Run(world, new ComplianceQuery
    {
        Session = World.In(), MinRegion = minRegion, Encrypted = encrypted, BackupRegion = backupRegion ?? [], InstanceId = [.. (instances ?? []).Select(id => new ResourceReference(id))],
    });

    private static Task<Outcome<AmiCompliance>> Run(World world, ComplianceQuery query) => world.Process().TestAsync(query);
}
