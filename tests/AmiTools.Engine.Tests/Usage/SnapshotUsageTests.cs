using Amazon.EC2.Model;
using AmiTools.Engine.Tests.Harness;
using AmiTools.Engine.Tests.Removal;
using AmiTools.Simulator;

namespace AmiTools.Engine.Tests.Usage;

/// <summary>What keeps a snapshot: images wherever they are, locks, sharing, fast restores, services. Volumes are told and do not.</summary>
public class SnapshotUsageTests
{
    private static readonly Dictionary<string, (string Kind, Func<RetirementEstate, SimSnapshot, Task> Use)> s_uses = new()
    {
        ["an image"] = (UsageKinds.Image, (estate, snapshot) => Do(() => estate.Registered(snapshot.Id))),
        ["a disabled image"] = (UsageKinds.Image, (estate, snapshot) => Do(() => estate.Registered(snapshot.Id).State = "disabled")),
        ["an image in the Recycle Bin"] = (UsageKinds.Image, async (estate, snapshot) =>
        {
            estate.Keeping(30, null);
            (await estate.RemoveAsync([estate.Registered(snapshot.Id).Id], keepSnapshot: true)).ShouldBeClean();
        }),
        ["a lock"] = (UsageKinds.SnapshotLock, (estate, snapshot) => estate.LockAsync(snapshot.Id)),
        ["sharing"] = (UsageKinds.CreateVolumePermission, (_, snapshot) => Do(() => snapshot.CreateVolumePermissions.Accounts.Add("444455556666"))),
        ["everybody"] = (UsageKinds.CreateVolumePermission, (_, snapshot) => Do(() => snapshot.CreateVolumePermissions.Public = true)),
        ["fast restores"] = (UsageKinds.FastSnapshotRestore, (estate, snapshot) => estate.World.ElsewhereAsync(ec2 => ec2.EnableFastSnapshotRestoresAsync(new EnableFastSnapshotRestoresRequest { SourceSnapshotIds = [snapshot.Id], AvailabilityZones = ["eu-west-1a"] }))),
        ["AWS Backup"] = (UsageKinds.AwsBackup, (_, snapshot) => Do(() => snapshot.Tags["aws:backup:source-resource"] = "vol-0123456789abcdef0")),
        ["Data Lifecycle Manager"] = (UsageKinds.LifecyclePolicy, (_, snapshot) => Do(() => snapshot.Tags["aws:dlm:lifecycle-policy-id"] = "policy-0123456789abcdef0")),
    };

    public static TheoryData<string> Uses => [.. s_uses.Keys];

    [Theory]
    [MemberData(nameof(Uses))]
    public async Task Whatever_uses_a_snapshot_keeps_it(string what)
    {
        using RetirementEstate estate = new();
        SimSnapshot used = estate.Home.AddSnapshot(new SnapshotSeed(8));
        SimSnapshot unused = estate.Home.AddSnapshot(new SnapshotSeed(8));
        await s_uses[what].Use(estate, used);
        Outcome<AmiUsage> outcome = await estate.UsageAsync([used.Id, unused.Id]);
        AmiUsage usage = outcome.ShouldBeClean().Results.Single(result => result.SnapshotId == used.Id);
        usage.Verdict.ShouldBe(UsageVerdict.InUse, what);
        usage.Reasons.ShouldContain(reason => reason.Kind == s_uses[what].Kind, usage.Because);
        outcome.Results.Single(result => result.SnapshotId == unused.Id).Verdict.ShouldBe(UsageVerdict.Unused, what);
    }

    [Theory]
    [InlineData("DescribeImages")]
    [InlineData("DescribeLockedSnapshots")]
    [InlineData("DescribeSnapshotAttribute")]
    [InlineData("DescribeFastSnapshotRestores")]
    [InlineData("DescribeVolumes")]
    public async Task Whatever_could_not_be_read_leaves_it_unknown(string place)
    {
        using RetirementEstate estate = new();
        SimSnapshot snapshot = estate.Home.AddSnapshot(new SnapshotSeed(8));
        estate.Simulator.Faults.Add(Fault.Deny, place);
        AmiUsage usage = (await estate.UsageAsync([snapshot.Id])).Only();
        usage.Verdict.ShouldBe(UsageVerdict.Unknown);
        usage.Because.ShouldContain(place);
    }

    [Fact]
    public async Task A_bin_that_may_not_be_read_leaves_the_snapshot_of_a_gone_image_unknown()
    {
        using RetirementEstate estate = new();
        SimSnapshot snapshot = estate.Home.AddSnapshot(new SnapshotSeed(8) { Description = "Created by CreateImage(i-0123456789abcdef0) for ami-0123456789abcdef0" });
        (await estate.UsageAsync([snapshot.Id])).Only().Verdict.ShouldBe(UsageVerdict.Unused);
        estate.Simulator.Faults.Add(Fault.Deny, "ListImagesInRecycleBin");
        (await estate.UsageAsync([snapshot.Id])).Only().Verdict.ShouldBe(UsageVerdict.Unknown);
    }

    [Fact]
    public async Task Volumes_are_told_and_are_no_use()
    {
        using RetirementEstate estate = new();
        SimSnapshot snapshot = estate.Home.AddSnapshot(new SnapshotSeed(8));
        await estate.World.ElsewhereAsync(ec2 => ec2.CreateVolumeAsync(new CreateVolumeRequest { SnapshotId = snapshot.Id, AvailabilityZone = "eu-west-1a" }));
        AmiUsage usage = (await estate.UsageAsync([snapshot.Id])).Only();
        usage.Verdict.ShouldBe(UsageVerdict.Unused);
        usage.Remarks.ShouldHaveSingleItem().Kind.ShouldBe(UsageKinds.Volume);
    }

    [Fact]
    public async Task Other_images_on_an_images_snapshots_are_told()
    {
        using RetirementEstate estate = new();
        SimImage image = estate.Image();
        SimImage other = estate.Registered([.. image.SnapshotIds]);
        AmiUsage usage = (await estate.UsageAsync([image.Id])).Only();
        usage.Verdict.ShouldBe(UsageVerdict.Unused);
        usage.Remarks.ShouldHaveSingleItem().ResourceId.ShouldBe(other.Id);
    }

    private static Task Do(Action act)
    {
        act();
        return Task.CompletedTask;
    }
}
