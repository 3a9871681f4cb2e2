using Amazon.EC2.Model;
using AmiTools.Engine.Tests.Harness;
using AmiTools.Simulator;

namespace AmiTools.Engine.Tests.Removal;

/// <summary>An account in one region, an engine over the wire to it, and the two commands that retire images.</summary>
internal sealed class RetirementEstate : IDisposable
{
    private int _images;

    public RetirementEstate(bool throttling = false)
    {
        Engine = World.Process();
        World.Faults.Throttling = throttling;
    }

    public World World { get; } = new();

    public AwsSimulator Simulator => World.Simulator;

    public SimRegion Home => World.Region();

    public AmiEngine Engine { get; }

    /// <summary>An engine that knows nothing of what the first one did, as after a kill.</summary>
    public AmiEngine AnotherEngine() => World.Process();

    /// <summary>Rules that keep images and snapshots; null for no rule.</summary>
    public RetirementEstate Keeping(int? imageDays, int? snapshotDays)
    {
        if (imageDays is { } images) Home.AddRule("EC2_IMAGE", images);
        if (snapshotDays is { } snapshots) Home.AddRule("EBS_SNAPSHOT", snapshots);
        return this;
    }

    /// <summary>An image made of an instance that is gone by now; its snapshots are described by AWS.</summary>
    public SimImage Image(params int[] sizes) => Home.AddImage(new ImageSeed($"web-{++_images}")
    {
        Instance = Home.AddInstance(new InstanceSeed { State = "terminated", Volumes = [.. (sizes.Length == 0 ? [8] : sizes).Select((size, index) => new VolumeSeed(index == 0 ? "/dev/xvda" : $"/dev/sd{(char)('e' + index)}", size))] }),
    });

    /// <summary>An image registered from snapshots, of which no description tells.</summary>
    public SimImage Registered(params string[] snapshots)
    {
        SimImage image = Home.AddImage(new ImageSeed($"registered-{++_images}"));
        foreach (string made in image.SnapshotIds.ToArray()) Home.Snapshots.Remove(Home.Snapshots.Find(made)!);
        lock (Simulator.Gate)
        {
            Home.Images.Remove(image);
            image.BlockDevices.Clear();
            for (int index = 0; index < snapshots.Length; index++)
                image.BlockDevices.Add(new SimBlockDevice { DeviceName = index == 0 ? image.RootDeviceName! : $"/dev/sd{(char)('e' + index)}", SnapshotId = snapshots[index], SizeGiB = 8, VolumeType = "gp3" });
            Home.Images.Add(image);
        }

        return image;
    }

    /// <summary>Locks a snapshot, as another tool would.</summary>
    public Task LockAsync(string snapshotId) => World.ElsewhereAsync(ec2 => ec2.LockSnapshotAsync(new LockSnapshotRequest { SnapshotId = snapshotId, LockMode = "governance", LockDuration = 30 }));

    /// <summary>Whether anything uses images and snapshots.</summary>
    public Task<Outcome<AmiUsage>> UsageAsync(string[] ids, int versionDepth = UsageQuery.DefaultVersionDepth) =>
        Engine.FindAsync(new UsageQuery { Session = new SessionOptions(), Id = [.. ids.Select(id => new ResourceReference(id))], VersionDepth = versionDepth });

    /// <summary>Whether images and their snapshots would come back.</summary>
    public Task<Outcome<RecycleBinCoverage>> CoverageAsync(params string[] ids) => Engine.FindAsync(new CoverageQuery { Session = new SessionOptions(), ImageId = [.. ids.Select(id => new ResourceReference(id))] });

    /// <summary>Snapshots whose images are gone.</summary>
    public Task<Outcome<OrphanSnapshot>> OrphansAsync(OrphanConfidence minimum = OrphanConfidence.Possible, DateTime? before = null, params string[] regions) =>
        Engine.FindAsync(new OrphanQuery { Session = new SessionOptions { Region = regions }, MinimumConfidence = minimum, StartedBefore = before });

    public bool Has(SimImage image) => Home.Images.Contains(image.Id);

    public bool HasSnapshot(string id) => Home.Snapshots.Contains(id);

    /// <summary>How often an operation was called.</summary>
    public int Calls(string operation) => Simulator.Requests.Count(operation);

    public Task<RemovalPlan> PlanAsync(params SimImage[] images) => Engine.PlanAsync(Removal([.. images.Select(image => image.Id)]), new RecordedEvents(), CancellationToken.None);

    public Task<Outcome<AmiRemoval>> RemoveAsync(params SimImage[] images) => RemoveAsync([.. images.Select(image => image.Id)]);

    public Task<Outcome<AmiRemoval>> RemoveAsync(string[] ids, bool force = false, bool keepSnapshot = false, AmiEngine? engine = null, Action<RemovalPlan>? review = null, bool allowPermanent = true, CancellationToken cancellationToken = default) =>
        (engine ?? Engine).RemoveAsync(Removal(ids, force, keepSnapshot, allowPermanent), review: review, cancellationToken: cancellationToken);

    public Task<Outcome<AmiDeprecation>> DeprecateAsync(DeprecationOptions options) => Engine.DeprecateAsync(options);

    public void Dispose() => World.Dispose();

    private static RemovalOptions Removal(string[] ids, bool force = false, bool keepSnapshot = false, bool allowPermanent = true) =>
        new() { Session = new SessionOptions(), ImageId = [.. ids.Select(id => new ResourceReference(id))], Force = force, KeepSnapshot = keepSnapshot, AllowPermanent = allowPermanent };
}
