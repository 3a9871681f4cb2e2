using AmiTools.Engine.Tests.Harness;
using AmiTools.Engine.Tests.Restoring;
using AmiTools.Simulator;

namespace AmiTools.Engine.Tests.Recovery;

/// <summary>The estate of the restores, and what recovery tests make in it.</summary>
internal static class RecoveryEstate
{
    /// <summary>How long after a kill its leftovers count as such.</summary>
    public static readonly TimeSpan LongAfter = TimeSpan.FromMinutes(20);

    // Beside the renewal of a test's tag the jumping clock may run ahead of its polls; the time to give up is far beyond that.
    private static readonly TimeSpan s_long = TimeSpan.FromHours(1000);

    public static RecoveryTestOptions Drill(this RestoreEstate estate, string? marker = null, string? subnet = null, string? zone = null, string? type = null, byte[]? userData = null, TimeSpan? timeout = null, Dictionary<string, string>? tags = null, params string[] images) => new()
    {
        Session = World.In(), ImageId = [.. (images.Length > 0 ? images : [estate.Image.Id]).Select(image => new ResourceReference(image))], ConsoleMarker = marker, SubnetId = subnet, AvailabilityZone = zone, InstanceType = type,
        UserData = userData, Timeout = timeout ?? s_long, Tag = tags ?? [],
    };

    /// <summary>What recovery tests have made and not removed.</summary>
    public static IReadOnlyList<string> Drilled(this RestoreEstate estate) => estate.World.See(_ => (string[])
    [
        .. estate.Home.Instances.Where(instance => IsDrills(instance) && instance.State != "terminated").Select(instance => $"{instance.Id} {instance.State}"),
        .. estate.Home.Volumes.Where(volume => IsDrills(volume) && volume.State != "deleting").Select(volume => $"{volume.Id} {volume.State}"),
        .. estate.Home.SecurityGroups.Where(IsDrills).Select(group => group.Id),
    ]);

    /// <summary>The machines of recovery tests, also those that are gone.</summary>
    public static IReadOnlyList<SimInstance> Machines(this RestoreEstate estate) => estate.World.See(_ => estate.Home.Instances.Where(IsDrills).ToArray());

    private static bool IsDrills(SimResource resource) => resource.Tags[AmiToolsTags.Drill] is not null;
}
