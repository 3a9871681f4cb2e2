using AmiTools.Engine.Tests.Harness;
using AmiTools.Simulator;

namespace AmiTools.Engine.Tests.RecycleBin;

/// <summary>What lies in the bin, until when, what it costs, and whether it can come back.</summary>
public class BinListingTests
{
    [Fact]
    public async Task An_image_knows_its_snapshots_and_the_first_end_of_them()
    {
        using BinEstate estate = new(imageDays: 30, snapshotDays: 7);
        SimInstance instance = estate.Home.AddInstance(new InstanceSeed { Volumes = [new VolumeSeed("/dev/xvda", 8), new VolumeSeed("/dev/sdf", 92)] });
        SimImage image = estate.Home.AddImage(new ImageSeed("web") { Instance = instance });
        await estate.DeleteAsync(image);

        Outcome<RecycleBinItem> found = (await estate.World.Process().FindAsync(new RecycleBinQuery { Session = World.In() })).ShouldBeClean();
        RecycleBinItem item = found.Results.Single(result => result.ImageId is not null);
        item.Name.ShouldBe("web");
        item.SnapshotIds.ShouldBe(image.SnapshotIds, ignoreOrder: true);
        (item.Restorable, item.SizeGiB, item.EstimatedMonthlyCost).ShouldBe((RecycleBinVerdict.Yes, 100, 0m));
        item.Because.ShouldContain("only until");
        (item.ExitTime - estate.Now).TotalDays.ShouldBe(30, 0.1);
        RecycleBinItem[] snapshots = [.. found.Results.Where(result => result.SnapshotId is not null)];
        snapshots.Sum(snapshot => snapshot.EstimatedMonthlyCost).ShouldBe(5m);
        // What ends first comes first.
        found.Results.Select(result => result.ExitTime).ShouldBeInOrder();
        snapshots.ShouldAllBe(snapshot => snapshot.TimeLeft > TimeSpan.FromDays(6.9) && snapshot.TimeLeft <= TimeSpan.FromDays(7));
    }

    [Fact]
    public async Task A_name_means_images_and_a_kind_reads_no_other()
    {
        using BinEstate estate = new();
        SimImage[] images = [estate.Image(), estate.Image()];
        await estate.DeleteAsync(images);
        (await estate.World.Process().FindAsync(new RecycleBinQuery { Session = World.In(), Name = ["web-2"] })).Only().Id.ShouldBe(images[1].Id);
        estate.World.Simulator.Requests.Clear();
        (await estate.World.Process().FindAsync(new RecycleBinQuery { Session = World.In(), ResourceType = [RecycleBinResourceType.Snapshot] })).ShouldBeClean().Results.Count.ShouldBe(2);
        estate.Calls("ListImagesInRecycleBin").ShouldBe(0);
        estate.Calls("ListVolumesInRecycleBin").ShouldBe(0);
    }

    [Fact]
    public async Task An_id_that_is_in_no_bin_is_an_error_unless_a_bin_could_not_be_read()
    {
        using BinEstate estate = new();
        RecycleBinQuery query = new() { Session = World.In(World.Home, "us-east-1"), Id = [new ResourceReference("ami-0123456789abcdef0")] };
        (await estate.World.Process().FindAsync(query)).Error().Code.ShouldBe(AmiErrorCodes.NotInRecycleBin);
        estate.World.Faults.Add(Fault.Deny, "ListImagesInRecycleBin", "us-east-1");
        AmiException failure = (await estate.World.Process().FindAsync(query)).Error();
        (failure.Code, failure.Operation, failure.Region).ShouldBe((AmiErrorCodes.AccessDenied, "ListImagesInRecycleBin", "us-east-1"));
    }

    [Fact]
    public async Task An_account_that_cannot_be_asked_for_is_an_error_that_says_so()
    {
        using BinEstate estate = new();
        await estate.DeleteAsync(estate.Image());
        AmiEngine engine = estate.World.Process();
        estate.World.Faults.Add(Fault.Error("AccessDenied", "No."), "GetCallerIdentity");
        AmiException failure = (await engine.FindAsync(new RecycleBinQuery { Session = World.In() })).Error();
        (failure.Code, failure.Operation).ShouldBe((AmiErrorCodes.AccessDenied, "GetCallerIdentity"));
    }

    [Fact]
    public async Task Sizes_that_may_not_be_read_are_unknown_and_nothing_else_is()
    {
        using BinEstate estate = new();
        SimInstance instance = estate.Home.AddInstance(new InstanceSeed { Volumes = [new VolumeSeed("/dev/xvda", 8)] });
        SimImage image = estate.Home.AddImage(new ImageSeed("web") { Instance = instance });
        await estate.DeleteAsync(image);
        using IDisposable denial = estate.World.Simulator.Account().Policy.Deny("ec2:DescribeVolumes");
        Outcome<RecycleBinItem> found = (await estate.World.Process().FindAsync(new RecycleBinQuery { Session = World.In() })).ShouldBeClean();
        found.Results.ShouldAllBe(item => item.SizeGiB == null);
        found.Results.Single(item => item.SnapshotId is not null).EstimatedMonthlyCost.ShouldBeNull();
        found.Results.Single(item => item.ImageId is not null).Restorable.ShouldBe(RecycleBinVerdict.Yes);
    }

    [Fact]
    public async Task A_copys_snapshots_are_not_those_of_its_parent()
    {
        using BinEstate estate = new();
        SimImage image = estate.Image();
        SimImage copy = estate.Home.AddCopy(image, estate.Home, TimeSpan.FromDays(1));
        await estate.DeleteAsync(image, copy);
        Outcome<RecycleBinItem> found = (await estate.World.Process().FindAsync(new RecycleBinQuery { Session = World.In(), ResourceType = [RecycleBinResourceType.Image] })).ShouldBeClean();
        found.Results.Single(item => item.Id == image.Id).SnapshotIds.ShouldBe(image.SnapshotIds);
        found.Results.Single(item => item.Id == copy.Id).SnapshotIds.ShouldBe(copy.SnapshotIds);
    }
}
