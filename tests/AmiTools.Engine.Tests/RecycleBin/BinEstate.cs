using Amazon.EC2.Model;
using AmiTools.Engine.Tests.Harness;
using AmiTools.Simulator;

namespace AmiTools.Engine.Tests.RecycleBin;

/// <summary>A world whose bin keeps what is deleted, and another tool that deletes.</summary>
internal sealed class BinEstate : IDisposable
{
    private int _images;

    /// <param name="imageDays">For how many days images are kept; null for no rule.</param>
    /// <param name="snapshotDays">For how many days snapshots are.</param>
    public BinEstate(int? imageDays = 30, int? snapshotDays = 30)
    {
        World = new World();
        if (imageDays is { } images) Home.AddRule(RecycleBinResourceType.Image, images);
        if (snapshotDays is { } snapshots) Home.AddRule(RecycleBinResourceType.Snapshot, snapshots);
    }

    public World World { get; }

    public SimRegion Home => World.Region();

    public DateTime Now => World.Simulator.Now.UtcDateTime;

    /// <summary>How often an operation was called.</summary>
    public int Calls(string operation) => World.Simulator.Requests.Count(operation);

    /// <summary>An image made of an instance that is gone by now; AWS describes its snapshots.</summary>
    public SimImage Image(params int[] sizes) => Home.AddImage(new ImageSeed($"web-{++_images}")
    {
        Instance = Home.AddInstance(new InstanceSeed { State = "terminated", Volumes = Volumes(sizes) }), Tags = new Dictionary<string, string> { ["Owner"] = "ops" },
    });

    /// <summary>An image of whose snapshots no description tells: registered from them.</summary>
    public SimImage Registered(params int[] sizes) => Home.AddImage(new ImageSeed($"registered-{++_images}") { Volumes = Volumes(sizes) });

    /// <summary>Deregisters images and deletes their snapshots, as another tool does.</summary>
    public Task DeleteAsync(params SimImage[] images) => ElsewhereAsync(async ec2 =>
    {
        foreach (SimImage image in images) await ec2.DeregisterImageAsync(new DeregisterImageRequest { ImageId = image.Id, DeleteAssociatedSnapshots = true });
    });

    /// <summary>Another tool's calls, which are not counted.</summary>
    public async Task ElsewhereAsync(Func<Amazon.EC2.IAmazonEC2, Task> work)
    {
        await World.ElsewhereAsync(work);
        World.Simulator.Requests.Clear();
    }

    /// <summary>Something leaves the bin for good before its time.</summary>
    public void Purge(string snapshotId) => World.See(_ =>
    {
        Home.BinnedSnapshots.Remove(Home.BinnedSnapshots.Find(snapshotId)!);
        return true;
    });

    /// <summary>Whether the image is registered, with every snapshot that it names there and completed.</summary>
    public bool IsWhole(SimImage image) => World.See(_ => Home.Images.Contains(image.Id) && image.SnapshotIds.All(id => Home.Snapshots.Find(id) is { State: "completed" }));

    /// <summary>Options to restore by id alone.</summary>
    public static RestoreOptions Options(params string[] ids) => new() { Session = World.In(), Item = [.. ids.Select(id => new RestoreItem(new ResourceReference(id)))] };

    /// <summary>Options to restore an image with what Remove-Ami knew of it.</summary>
    public static RestoreOptions Piped(SimImage image, DateTime? exitTime = null) =>
        new() { Session = World.In(), Item = [new RestoreItem(new ResourceReference(image.Id, World.Home)) { SnapshotIds = [.. image.SnapshotIds], ExitTime = exitTime, Name = image.Name }] };

    public Task<Outcome<RestoredResource>> RestoreAsync(params SimImage[] images) => World.Process().RestoreAsync(Options([.. images.Select(image => image.Id)]));

    public Task<Outcome<AmiRemoval>> RemoveAsync(params SimImage[] images) =>
        World.Process().RemoveAsync(new RemovalOptions { Session = World.In(), ImageId = [.. images.Select(image => new ResourceReference(image.Id))], AllowPermanent = true });

    public void Dispose() => World.Dispose();

    private static VolumeSeed[] Volumes(int[] sizes) => [.. (sizes.Length == 0 ? [8] : sizes).Select((size, index) => new VolumeSeed(index == 0 ? "/dev/xvda" : $"/dev/sd{(char)('e' + index)}", size))];
}
