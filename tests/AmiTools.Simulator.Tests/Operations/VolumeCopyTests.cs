using Amazon.EC2.Model;

namespace AmiTools.Simulator.Tests.Operations;

public sealed class VolumeCopyTests
{
    [Fact]
    public async Task A_copy_has_the_data_the_key_and_the_performance_but_not_the_tags()
    {
        using var cloud = new Cloud();
        var source = await MakeAsync(cloud, iops: 4000);
        source.UsedBytes = 5L << 30;
        source.Tags["why"] = "test";
        var request = new CopyVolumesRequest { SourceVolumeId = source.Id, ClientToken = "once" };
        var shown = (await cloud.Ec2.CopyVolumesAsync(request)).Volumes!.ShouldHaveSingleItem();
        (await cloud.Ec2.CopyVolumesAsync(request)).Volumes!.Single().VolumeId.ShouldBe(shown.VolumeId);
        cloud.Settle();

        var copy = cloud.Region.Volumes.Find(shown.VolumeId!)!;
        (copy.SourceVolumeId, copy.SizeGiB, copy.Iops, copy.KmsKeyId, copy.UsedBytes, copy.State, copy.Tags["why"]).ShouldBe((source.Id, source.SizeGiB, 4000, source.KmsKeyId, source.UsedBytes, "available", null));
    }

    [Fact]
    public async Task Copies_in_progress_are_counted_by_source_and_by_region()
    {
        using var cloud = new Cloud();
        cloud.Simulator.Account().Quotas.VolumeCopies = 1;
        var (one, other) = (await MakeAsync(cloud), await MakeAsync(cloud));
        one.UsedBytes = 5L << 30;
        await cloud.Ec2.CopyVolumesAsync(new CopyVolumesRequest { SourceVolumeId = one.Id });
        (await RefusalAsync(cloud, one)).ShouldBe("IncorrectState");
        (await RefusalAsync(cloud, other)).ShouldBe("CopyVolumesLimitExceeded");
        cloud.Settle();
        await cloud.Ec2.CopyVolumesAsync(new CopyVolumesRequest { SourceVolumeId = other.Id });
    }

    [Fact]
    public async Task What_is_plain_or_would_shrink_is_refused()
    {
        using var cloud = new Cloud();
        (await RefusalAsync(cloud, await MakeAsync(cloud, encrypted: false))).ShouldBe("UnsupportedOperation");
        (await RefusalAsync(cloud, await MakeAsync(cloud), size: 5)).ShouldBe("InvalidParameterValue");
    }

    private static Task<string> RefusalAsync(Cloud cloud, SimVolume source, int? size = null) =>
        Cloud.RefusalAsync(() => cloud.Ec2.CopyVolumesAsync(new CopyVolumesRequest { SourceVolumeId = source.Id, Size = size }));

    private static async Task<SimVolume> MakeAsync(Cloud cloud, bool encrypted = true, int? iops = null)
    {
        var made = await cloud.Ec2.CreateVolumeAsync(new CreateVolumeRequest { AvailabilityZone = "eu-west-1a", Size = 10, VolumeType = "gp3", Encrypted = encrypted, Iops = iops });
        cloud.Settle();
        return cloud.Region.Volumes.Find(made.Volume!.VolumeId!)!;
    }
}
