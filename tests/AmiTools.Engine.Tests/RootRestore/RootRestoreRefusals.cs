using AmiTools.Engine.Tests.Harness;
using AmiTools.Simulator;

namespace AmiTools.Engine.Tests.RootRestore;

/// <summary>What AWS would refuse is found before anything is changed.</summary>
public class RootRestoreRefusals
{
    [Fact]
    public async Task Everything_that_is_wrong_with_the_options_is_said_at_once()
    {
        using RootEstate estate = new();
        RootRestoreOptions options = new()
        {
            Session = World.In(), InstanceId = [new("i-nonsense"), new("i-0123456789abcdef0"), new(estate.Server.Id)], Source = RootRestoreSource.Snapshot, From = new("snap-nonsense"), InitializationRate = 7, Tag = new Dictionary<string, string> { ["aws:x"] = "y" },
        };
        Outcome<InstanceRootRestore> outcome = await estate.ReplaceAsync(options);
        string[] codes = [.. outcome.Errors.Select(error => error.Code)];
        foreach (string code in new[] { AmiErrorCodes.InvalidInstanceId, AmiErrorCodes.InstanceNotFound, AmiErrorCodes.InvalidSnapshotId, AmiErrorCodes.InvalidOption, AmiErrorCodes.InvalidTag }) codes.ShouldContain(code, outcome.ToString());
        outcome.Errors.ShouldAllBe(error => error.Remedy != null);
        ShouldBeUntouched(estate);
    }

    [Theory]
    [InlineData("stopped")]
    [InlineData("terminated")]
    public async Task Only_a_running_instance_can_get_another_root(string state)
    {
        using RootEstate estate = new();
        estate.World.See(_ => estate.Server.State = state);
        AmiException error = (await estate.ReplaceAsync(estate.ToSnapshot())).Errors[0];
        (error.Code, error.Remedy is not null).ShouldBe((AmiErrorCodes.InstanceNotReady, true));
        ShouldBeUntouched(estate);
    }

    [Fact]
    public async Task A_snapshot_of_another_machine_of_a_data_volume_or_a_copy_is_refused_with_the_way_out()
    {
        using RootEstate estate = new();
        SimInstance other = estate.World.Region().AddInstance(new InstanceSeed { Name = "db-1" });
        string[] snapshots =
        [
            estate.World.Region().AddSnapshot(new SnapshotSeed(8) { Volume = estate.Volume(other.Volumes[0].VolumeId) }).Id,
            estate.World.Region().AddSnapshot(new SnapshotSeed(20) { Volume = estate.Volume(estate.Server.Volumes[1].VolumeId) }).Id,
            estate.World.Region().AddSnapshot(new SnapshotSeed(20) { Volume = Replaced(estate) }).Id,
            Copy(estate),
        ];
        foreach (string snapshot in snapshots)
        {
            AmiException error = (await estate.ReplaceAsync(estate.ToSnapshot(snapshot))).Error();
            (error.Code, error.Remedy!.Contains("New-AmiFromSnapshot", StringComparison.Ordinal)).ShouldBe((AmiErrorCodes.RootNotReplaceable, true), error.Message);
        }

        estate.Tasks.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_snapshot_of_a_volume_that_is_gone_is_left_to_AWS_which_refuses_it_before_any_change()
    {
        using RootEstate estate = new();
        SimSnapshot stranger = estate.World.Region().AddSnapshot(new SnapshotSeed(8));
        RootRestorePlan plan = await estate.World.Process().PlanAsync(estate.ToSnapshot(stranger.Id), new RecordedEvents(), default);
        plan.Steps.Single().Warnings.ShouldHaveSingleItem().ShouldContain("cannot be told from here");
        AmiException error = (await estate.ReplaceAsync(estate.ToSnapshot(stranger.Id))).Error();
        (error.Code, error.AwsCode).ShouldBe((AmiErrorCodes.RootNotReplaceable, "InvalidParameterValue"));
        (estate.Root!.VolumeId, estate.World.See(_ => estate.Old.Tags[AmiToolsTags.DetachedFrom])).ShouldBe((estate.Old.Id, null));
    }

    [Fact]
    public async Task A_snapshot_that_is_archived_pending_or_not_there_is_refused()
    {
        using RootEstate estate = new();
        SimSnapshot archived = estate.World.Region().AddSnapshot(new SnapshotSeed(8) { Volume = estate.Old });
        estate.World.See(_ => archived.StorageTier = "archive");
        SimSnapshot pending = estate.World.Region().AddSnapshot(new SnapshotSeed(8) { Volume = estate.Old, State = "pending" });
        (await estate.ReplaceAsync(estate.ToSnapshot(archived.Id))).Error().Code.ShouldBe(AmiErrorCodes.SnapshotArchived);
        (await estate.ReplaceAsync(estate.ToSnapshot(pending.Id))).Error().Code.ShouldBe(AmiErrorCodes.SnapshotNotCompleted);
        (await estate.ReplaceAsync(estate.ToSnapshot("snap-0123456789abcdef0"))).Error().Code.ShouldBe(AmiErrorCodes.SnapshotNotFound);
        ShouldBeUntouched(estate);
    }

    [Fact]
    public async Task An_image_that_does_not_fit_is_refused_with_every_difference()
    {
        using RootEstate estate = new();
        SimImage other = estate.World.Region().AddImage(new ImageSeed("windows") { Windows = true, Volumes = [new("/dev/sda1", 4)] });
        estate.World.See(_ => (other.Architecture, other.EnaSupport, other.BootMode) = ("arm64", false, "uefi"));
        Outcome<InstanceRootRestore> outcome = await estate.ReplaceAsync(estate.ToImage(other.Id));
        string all = string.Join("\n", outcome.Errors.Select(error => error.Message));
        outcome.Errors.ShouldAllBe(error => error.Code == AmiErrorCodes.RootNotReplaceable);
        foreach (string part in new[] { "architecture", "billed", "ENA", "never makes it smaller" }) all.ShouldContain(part);
        ShouldBeUntouched(estate);
    }

    [Fact]
    public async Task A_boot_mode_that_the_type_does_not_have_is_refused_as_AWS_does()
    {
        using RootEstate estate = new(seed: new InstanceSeed { InstanceType = "t2.medium" });
        SimImage image = estate.World.Region().AddImage(new ImageSeed("uefi") { Instance = estate.Server });
        estate.World.See(_ => image.BootMode = "uefi");
        (await estate.ReplaceAsync(estate.ToImage(image.Id))).Error().Message.ShouldContain("boots with uefi");
        using IDisposable denial = estate.World.Simulator.Account().Policy.Deny("ec2:DescribeInstanceTypes");
        (await estate.ReplaceAsync(estate.ToImage(image.Id))).Error().AwsCode.ShouldBe("InvalidParameterValue");
        estate.Tasks.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_image_that_is_disabled_of_the_Marketplace_or_not_there_is_refused()
    {
        using RootEstate estate = new();
        SimImage disabled = estate.World.Region().AddImage(new ImageSeed("disabled") { Instance = estate.Server, State = "disabled" });
        SimImage bought = estate.World.Region().AddImage(new ImageSeed("bought") { Instance = estate.Server });
        estate.World.See(_ =>
        {
            bought.ProductCodes.Add(("abc", "marketplace"));
            return 0;
        });
        AmiException error = (await estate.ReplaceAsync(estate.ToImage(disabled.Id))).Error();
        (error.Code, error.Remedy!.Contains("Enable-Ami", StringComparison.Ordinal)).ShouldBe((AmiErrorCodes.ImageNotAvailable, true));
        (await estate.ReplaceAsync(estate.ToImage(bought.Id))).Error().Message.ShouldContain("Marketplace");
        (await estate.ReplaceAsync(estate.ToImage("ami-0123456789abcdef0"))).Error().Code.ShouldBe(AmiErrorCodes.ImageNotFound);
        ShouldBeUntouched(estate);
    }

    [Fact]
    public async Task A_replacement_of_somebody_else_is_in_the_way()
    {
        using RootEstate estate = new(settings => settings.Pace.RootReplace = TimeSpan.FromHours(1));
        for (int kill = 1; estate.Tasks.Count == 0; kill++)
        {
            AmiEngine doomed = estate.World.Process(out Wire wire, kill, serverActs: true);
            await doomed.ReplaceRootAsync(estate.ToSnapshot(key: "another"), cancellationToken: wire.Death);
        }

        (await estate.ReplaceAsync(estate.ToSnapshot())).Error().Code.ShouldBe(AmiErrorCodes.RootReplacementRunning);
        estate.Tasks.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_root_that_was_never_a_snapshot_has_no_state_at_launch()
    {
        using RootEstate estate = new();
        estate.World.See(_ => estate.Old.SnapshotId = null);
        (await estate.ReplaceAsync(estate.ToLaunchState())).Error().Message.ShouldContain("no state at launch");
        ShouldBeUntouched(estate);
    }

    [Fact]
    public async Task A_key_that_cannot_be_used_is_found_before_the_reboot()
    {
        using RootEstate estate = new();
        SimKmsKey key = estate.World.Region().AddKey("alias/root");
        estate.World.See(_ => (estate.Old.Encrypted, estate.Old.KmsKeyId, key.State) = (true, key.Arn, "Disabled"));
        (await estate.ReplaceAsync(estate.ToSnapshot())).Error().Code.ShouldBe(AmiErrorCodes.KmsKeyNotUsable);
        ShouldBeUntouched(estate);
    }

    private static void ShouldBeUntouched(RootEstate estate)
    {
        estate.World.Changes.ShouldBeEmpty();
        (estate.Server.Reboots, estate.Tasks.Count).ShouldBe((0, 0));
    }

    /// <summary>A data volume that another one took the place of.</summary>
    private static SimVolume Replaced(RootEstate estate) => estate.World.See(_ =>
    {
        SimVolume volume = estate.World.Region().Volumes.Add(new SimVolume { Id = "vol-00000000000000abc", OwnerId = estate.Old.OwnerId, CreatedAt = estate.Old.CreatedAt, AvailabilityZone = estate.Old.AvailabilityZone, SizeGiB = 20 });
        volume.Tags[AmiToolsTags.DetachedFrom] = $"{estate.Server.Id} /dev/sdf keep";
        return volume;
    });

    private static string Copy(RootEstate estate)
    {
        SimImage image = estate.World.Region().AddImage(new ImageSeed("web") { Instance = estate.Server });
        return estate.World.Region().AddCopy(image, estate.World.Region(), TimeSpan.FromDays(1)).SnapshotIds.First();
    }
}
