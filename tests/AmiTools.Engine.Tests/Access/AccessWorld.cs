using AmiTools.Engine.Tests.Harness;
using AmiTools.Simulator;

namespace AmiTools.Engine.Tests.Access;

/// <summary>Images to be shared, and the commands that do it.</summary>
internal static class AccessWorld
{
    public const string Partner = "222233334444";
    public const string Other = "333344445555";
    public const string Organization = "arn:aws:organizations::111122223333:organization/o-demo123456";
    public const string Unit = "arn:aws:organizations::111122223333:ou/o-demo123456/ou-demo-12345678";

    public static SimImage Image(this World world, string name = "web", SimKmsKey? key = null) =>
        world.Region().AddImage(new ImageSeed(name) { Volumes = [new VolumeSeed("/dev/xvda", 8) { Key = key }, new VolumeSeed("/dev/sdf", 100) { Key = key }] });

    public static SimSnapshot[] Snapshots(this World world, SimImage image) => world.See(_ => image.SnapshotIds.Select(id => world.Region().Snapshots.Find(id)!).ToArray());

    public static AccessOptions Options(AccessAction action, string[] who, params SimImage[] images) => Options(action, who, false, images);

    public static AccessOptions Options(AccessAction action, string[] who, bool imageOnly, params SimImage[] images) =>
        new() { Session = World.In(), ImageId = [.. images.Select(image => new ResourceReference(image.Id))], Action = action, Principal = who, ImageOnly = imageOnly };

    public static Task<AccessPlan> PlanAsync(this AmiEngine engine, AccessOptions options) => engine.PlanAsync(options, new RecordedEvents(), CancellationToken.None);

    public static Task<Outcome<AmiAccess>> LookAsync(this AmiEngine engine, params SimImage[] images) =>
        engine.FindAsync(new AccessQuery { Session = World.In(), ImageId = [.. images.Select(image => new ResourceReference(image.Id))] });
}
