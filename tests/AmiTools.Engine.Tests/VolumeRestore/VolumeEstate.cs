using AmiTools.Engine.Tests.Harness;
using AmiTools.Simulator;

namespace AmiTools.Engine.Tests.VolumeRestore;

/// <summary>A database server with a data volume, and a snapshot of that.</summary>
internal sealed class VolumeEstate : IDisposable
{
    public const string Data = "/dev/sdf";

    public VolumeEstate(string state = "running", Action<SimulatorSettings>? settings = null, bool deleteOnTermination = true)
    {
        World = new World(settings);
        Server = World.Region().AddInstance(new InstanceSeed { Name = "db-1", State = state, Volumes = [new("/dev/xvda", 8) { DeleteOnTermination = true }, new(Data, 20) { DeleteOnTermination = deleteOnTermination }] });
        Old = World.Region().Volumes.Find(Server.Volumes[1].VolumeId)!;
        Snapshot = World.Region().AddSnapshot(new SnapshotSeed(20) { Volume = Old });
        Volumes = World.See(_ => World.Region().Volumes.Count);
    }

    public World World { get; }

    public SimInstance Server { get; }

    public SimVolume Old { get; }

    public SimSnapshot Snapshot { get; }

    /// <summary>How many volumes there were at the beginning.</summary>
    public int Volumes { get; }

    /// <summary>What is attached, by device.</summary>
    public Dictionary<string, SimAttachment> Attached => World.See(_ => Server.Volumes.ToDictionary(attachment => attachment.Device));

    public int VolumeCount => World.See(_ => World.Region().Volumes.Count);

    public SimVolume Volume(string id) => World.See(_ => World.Region().Volumes.Find(id))!;

    public VolumeRestoreOptions Options(string? replace = null, string? device = null, bool attach = true, string? snapshot = null, int? size = null, string? type = null, int? iops = null, string? zone = null, bool? encrypted = null, string? key = null, bool multiAttach = false, bool? delete = null, string? idempotencyKey = null) => new()
    {
        Session = World.In(), SnapshotId = [new(snapshot ?? Snapshot.Id)], InstanceId = attach ? new ResourceReference(Server.Id) : null, Replace = replace, Device = device, AvailabilityZone = zone,
        SizeGiB = size, VolumeType = type, Iops = iops, Encrypted = encrypted, KmsKeyId = key, MultiAttach = multiAttach, DeleteOnTermination = delete, IdempotencyKey = idempotencyKey,
        Tag = new Dictionary<string, string> { ["Owner"] = "ops" },
    };

    public Task<Outcome<EbsVolumeRestore>> RestoreAsync(VolumeRestoreOptions options) => World.Process().RestoreAsync(options);

    public void Dispose() => World.Dispose();
}
