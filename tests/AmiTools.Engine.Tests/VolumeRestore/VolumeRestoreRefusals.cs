using AmiTools.Engine.Tests.Harness;
using AmiTools.Simulator;

namespace AmiTools.Engine.Tests.VolumeRestore;

/// <summary>What AWS would refuse is found before anything is changed, all of it at once.</summary>
public class VolumeRestoreRefusals
{
    [Fact]
    public async Task Everything_that_is_wrong_is_said_at_once_before_any_change()
    {
        using VolumeEstate estate = new();
        VolumeRestoreOptions options = new()
        {
            Session = World.In(), SnapshotId = [new("snap-nonsense"), new(estate.Snapshot.Id)], InstanceId = new ResourceReference(estate.Server.Id), Device = "sdf!", AvailabilityZone = "eu-west-1c",
            SizeGiB = 5, VolumeType = "gp3", Iops = 90_000, Throughput = 5_000, InitializationRate = 7, Encrypted = false, KmsKeyId = "alias/none", MultiAttach = true, Tag = new Dictionary<string, string> { ["aws:x"] = "y" },
        };
        Outcome<EbsVolumeRestore> outcome = await estate.RestoreAsync(options);
        outcome.Results.ShouldBeEmpty();
        string[] codes = [.. outcome.Errors.Select(error => error.Code)];
        foreach (string code in new[] { AmiErrorCodes.InvalidSnapshotId, AmiErrorCodes.InvalidBlockDevice, AmiErrorCodes.InvalidOption, AmiErrorCodes.ZoneMismatch, AmiErrorCodes.InvalidTag, AmiErrorCodes.KmsKeyNotFound }) codes.ShouldContain(code, outcome.ToString());
        outcome.Errors.Count.ShouldBeGreaterThanOrEqualTo(10, outcome.ToString());
        outcome.Errors.ShouldAllBe(error => error.Remedy != null);
        estate.World.Changes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/dev/sdf", null, AmiErrorCodes.DeviceInUse)]
    [InlineData("/dev/xvdf", null, AmiErrorCodes.DeviceInUse)]
    [InlineData("/dev/xvda", null, AmiErrorCodes.RootDevice)]
    [InlineData(null, "/dev/sda1", AmiErrorCodes.RootDevice)]
    [InlineData(null, "/dev/sdk", AmiErrorCodes.DeviceNotFound)]
    public async Task A_device_that_cannot_be_is_refused(string? device, string? replace, string code)
    {
        using VolumeEstate estate = new();
        AmiException error = (await estate.RestoreAsync(estate.Options(replace, device))).Error();
        error.Code.ShouldBe(code);
        if (code == AmiErrorCodes.RootDevice) error.Remedy.ShouldNotBeNull().ShouldContain("Restore-InstanceRootVolume");
        estate.World.Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_snapshot_that_is_archived_pending_or_not_there_is_refused()
    {
        using VolumeEstate estate = new();
        SimSnapshot archived = estate.World.Region().AddSnapshot(new SnapshotSeed(8));
        estate.World.See(_ => archived.StorageTier = "archive");
        SimSnapshot pending = estate.World.Region().AddSnapshot(new SnapshotSeed(8) { State = "pending" });
        AmiException error = (await estate.RestoreAsync(estate.Options(snapshot: archived.Id))).Error();
        (error.Code, error.Remedy!.Contains("Set-EbsSnapshotTier", StringComparison.Ordinal)).ShouldBe((AmiErrorCodes.SnapshotArchived, true));
        (await estate.RestoreAsync(estate.Options(snapshot: pending.Id))).Error().Code.ShouldBe(AmiErrorCodes.SnapshotNotCompleted);
        (await estate.RestoreAsync(estate.Options(snapshot: "snap-0123456789abcdef0"))).Error().Code.ShouldBe(AmiErrorCodes.SnapshotNotFound);
        (await estate.RestoreAsync(estate.Options(size: 19))).Error().Code.ShouldBe(AmiErrorCodes.InvalidBlockDevice);
        estate.World.Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_zone_or_an_instance_that_is_not_there_is_refused()
    {
        using VolumeEstate estate = new();
        (await estate.RestoreAsync(estate.Options(attach: false, zone: "eu-west-1x"))).Error().Code.ShouldBe(AmiErrorCodes.ZoneNotFound);
        (await estate.RestoreAsync(estate.Options(attach: false))).Error().Code.ShouldBe(AmiErrorCodes.InvalidOption);
        (await estate.RestoreAsync(estate.Options(zone: "eu-west-1c"))).Error().Code.ShouldBe(AmiErrorCodes.ZoneMismatch);
        VolumeRestoreOptions gone = new() { Session = World.In(), SnapshotId = [new(estate.Snapshot.Id)], InstanceId = new("i-0123456789abcdef0") };
        (await estate.RestoreAsync(gone)).Error().Code.ShouldBe(AmiErrorCodes.InstanceNotFound);
        VolumeRestoreOptions far = new() { Session = new SessionOptions(), SnapshotId = [new(estate.Snapshot.Id, "eu-west-1")], InstanceId = new(estate.Server.Id, "eu-central-1") };
        (await estate.RestoreAsync(far)).Error().Code.ShouldBe(AmiErrorCodes.RegionMismatch);
        estate.World.Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_volume_that_others_have_too_is_not_taken_off_one_of_them()
    {
        using VolumeEstate estate = new();
        SimInstance other = estate.World.Region().AddInstance(new InstanceSeed { Name = "db-2" });
        estate.World.See(_ =>
        {
            (estate.Old.VolumeType, estate.Old.Iops, estate.Old.MultiAttachEnabled) = ("io2", 1000, true);
            SimAttachment shared = new() { VolumeId = estate.Old.Id, InstanceId = other.Id, Device = "/dev/sdf", AttachedAt = estate.World.Simulator.Now };
            estate.Old.Attachments.Add(shared);
            other.Volumes.Add(shared);
            return 0;
        });
        AmiException error = (await estate.RestoreAsync(estate.Options(replace: VolumeEstate.Data))).Error();
        (error.Code, error.Message.Contains(other.Id, StringComparison.Ordinal)).ShouldBe((AmiErrorCodes.VolumeInUse, true));
        estate.World.Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_instance_that_takes_no_more_volumes_is_named()
    {
        using VolumeEstate estate = new();
        estate.World.See(_ =>
        {
            for (int number = 0; number < 26; number++) estate.Server.Volumes.Add(new SimAttachment { VolumeId = estate.Old.Id, InstanceId = estate.Server.Id, Device = $"/dev/xvdc{(char)('a' + number)}", AttachedAt = estate.World.Simulator.Now });
            return 0;
        });
        (await estate.RestoreAsync(estate.Options())).Error().Code.ShouldBe(AmiErrorCodes.QuotaExceeded);
        estate.World.Changes.ShouldBeEmpty();
    }
}
