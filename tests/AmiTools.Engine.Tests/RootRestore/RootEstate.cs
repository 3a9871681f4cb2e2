using AmiTools.Engine.Tests.Harness;
using AmiTools.Simulator;

namespace AmiTools.Engine.Tests.RootRestore;

/// <summary>A web server with a root and a data volume, and a snapshot of the root.</summary>
internal sealed class RootEstate : IDisposable
{
    public const string Device = "/dev/xvda";

    public RootEstate(Action<SimulatorSettings>? settings = null, InstanceSeed? seed = null)
    {
        World = new World(settings);
        Server = World.Region().AddInstance((seed ?? new InstanceSeed()) with { Name = "web-1", Volumes = [new(Device, 8) { DeleteOnTermination = true }, new("/dev/sdf", 20)] });
        Old = World.Region().Volumes.Find(Server.Volumes[0].VolumeId)!;
        World.See(_ => Old.Tags["Backup"] = "daily");
        Snapshot = World.Region().AddSnapshot(new SnapshotSeed(8) { Volume = Old });
    }

    public World World { get; }

    public SimInstance Server { get; }

    /// <summary>The root volume at the beginning.</summary>
    public SimVolume Old { get; }

    public SimSnapshot Snapshot { get; }

    /// <summary>What is at the root device now; null for nothing.</summary>
    public SimAttachment? Root => World.See(_ => Server.Volumes.Find(attachment => attachment.Device == Device));

    public IReadOnlyList<SimRootReplacement> Tasks => World.See(_ => World.Region().RootReplacements.ToArray());

    public SimVolume Volume(string id) => World.See(_ => World.Region().Volumes.Find(id))!;

    public RootRestoreOptions ToSnapshot(string? snapshot = null, bool delete = false, bool copyTag = false, string? key = null, string? instance = null, int? rate = null, string? journal = null) => Options(RootRestoreSource.Snapshot, snapshot ?? Snapshot.Id, delete, copyTag, key, instance, rate, journal);

    public RootRestoreOptions ToImage(string image) => Options(RootRestoreSource.Image, image);

    public RootRestoreOptions ToLaunchState() => Options(RootRestoreSource.LaunchState, null);

    public Task<Outcome<InstanceRootRestore>> ReplaceAsync(RootRestoreOptions options) => World.Process().ReplaceRootAsync(options);

    public void Dispose() => World.Dispose();

    private RootRestoreOptions Options(RootRestoreSource source, string? from, bool delete = false, bool copyTag = false, string? key = null, string? instance = null, int? rate = null, string? journal = null) => new()
    {
        Session = journal is null ? World.In() : new SessionOptions { Region = [World.Home], Journal = journal }, InstanceId = [new(instance ?? Server.Id)], Source = source, From = from is null ? null : new ResourceReference(from), DeleteReplacedRootVolume = delete, CopyVolumeTag = copyTag, IdempotencyKey = key, InitializationRate = rate,
        Tag = new Dictionary<string, string> { ["Owner"] = "ops" },
    };
}
