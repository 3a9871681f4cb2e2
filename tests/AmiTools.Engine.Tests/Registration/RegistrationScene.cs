using AmiTools.Engine.Tests.Harness;
using AmiTools.Simulator;

namespace AmiTools.Engine.Tests.Registration;

/// <summary>A web server with a data volume, its backup, and snapshots of all sorts.</summary>
internal sealed class RegistrationScene : IDisposable
{
    public RegistrationScene(Action<SimulatorSettings>? settings = null)
    {
        World = new World(settings);
        Web = World.Region().AddInstance(new InstanceSeed { Name = "web-1", Volumes = [new("/dev/xvda", 8) { VolumeType = "gp2" }, new("/dev/sdf", 20)] });
        Backup = World.Region().AddImage(new ImageSeed("web-1 backup") { Instance = Web });
        Backup.ImdsSupport = "v2.0";
        Root = World.Region().Snapshots.Find(Backup.BlockDevices[0].SnapshotId!)!;
        Data = World.Region().Snapshots.Find(Backup.BlockDevices[1].SnapshotId!)!;
    }

    public World World { get; }

    public SimInstance Web { get; }

    public SimImage Backup { get; }

    public SimSnapshot Root { get; }

    public SimSnapshot Data { get; }

    /// <summary>A snapshot that leads to nothing.</summary>
    public SimSnapshot Stray(string state = "completed") => World.Region().AddSnapshot(new SnapshotSeed(8) { State = state });

    public SimImage Image(string id) => World.See(_ => World.Region().Images.Find(id)).ShouldNotBeNull();

    public Task<Outcome<AmiRegistration>> RegisterAsync(SnapshotRegistrationOptions options) => World.Process().RegisterAsync(options);

    public static SnapshotRegistrationOptions Options(string snapshot, AmiMachine? machine = null, string name = "again", int? size = null, string? like = null, bool wait = true, params AmiBlockDevice[] devices) => new()
    {
        Session = World.In(), SnapshotId = [new(snapshot)], Name = name, Machine = machine ?? new AmiMachine(), Size = size, LikeImageId = like, BlockDevice = devices, Wait = wait,
        Tag = new Dictionary<string, string> { ["Owner"] = "ops" },
    };

    public void Dispose() => World.Dispose();
}
