using Amazon.EC2.Model;
using AmiTools.Engine.Images;
using AmiTools.Engine.Instances;
using AmiTools.Engine.Launching;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Recovery;

/// <summary>What AWS has of one recovery test.</summary>
/// <param name="DrillId">The test.</param>
/// <param name="Until">Until when it is surely at work.</param>
/// <param name="Instances">Its instances that are not gone.</param>
/// <param name="Volumes">Its volumes that are not gone.</param>
/// <param name="Groups">Its security groups.</param>
internal sealed record DrillParts(string DrillId, DateTimeOffset Until, IReadOnlyList<Instance> Instances, IReadOnlyList<Volume> Volumes, IReadOnlyList<SecurityGroup> Groups)
{
    /// <summary>All of it.</summary>
    public IEnumerable<string> Ids => [.. Instances.Select(instance => instance.InstanceId!), .. Volumes.Select(volume => volume.VolumeId!), .. Groups.Select(group => group.GroupId!)];

    /// <summary>Reads what carries the tag of a test, or of any. What carries it and cannot be a test's is left out: other tools copy tags from machines to what they restore of them.</summary>
    public static async Task<IReadOnlyList<DrillParts>> ReadAsync(RegionSession region, string? drillId, CancellationToken cancellationToken)
    {
        string[] values = [drillId is null ? "*" : $"{drillId}/*"];
        Task<List<Instance>> instances = new InstanceReader(region).EverTaggedAsync(AmiToolsTags.Drill, values, cancellationToken);
        Task<List<Volume>> volumes = region.VolumesByTagAsync(AmiToolsTags.Drill, values, cancellationToken);
        Task<List<SecurityGroup>> groups = region.SecurityGroupsAsync([Query.Filter($"tag:{AmiToolsTags.Drill}", values)], cancellationToken);
        await Task.WhenAll(instances, volumes, groups).ConfigureAwait(false);
        Part[] machines = [.. (await instances.ConfigureAwait(false)).Select(instance => new Part(instance.Tags, Instance: instance)).Where(part => part.IsDrills)];
        HashSet<string> ids = [.. machines.Select(machine => machine.Instance!.InstanceId!)];
        Part[] parts =
        [
            .. machines.Where(machine => machine.Instance!.StateName() != "terminated"),
            .. (await volumes.ConfigureAwait(false)).Where(volume => volume.State?.Value is not ("deleting" or "deleted") && (volume.Attachments ?? []).TrueForAll(place => ids.Contains(place.InstanceId ?? ""))).Select(volume => new Part(volume.Tags, Volume: volume)).Where(part => part.IsDrills),
            .. (await groups.ConfigureAwait(false)).Select(group => new Part(group.Tags, Group: group)).Where(part => part.IsDrills),
        ];
        return [.. parts.GroupBy(part => part.Mark!.DrillId, StringComparer.Ordinal).Select(drill => new DrillParts(drill.Key, drill.Max(part => part.Mark!.Until), Of(drill, part => part.Instance), Of(drill, part => part.Volume), Of(drill, part => part.Group)))];
    }

    private static List<T> Of<T>(IEnumerable<Part> parts, Func<Part, T?> what) where T : class => [.. parts.Select(what).OfType<T>()];

    private sealed record Part(List<Tag>? Tags, Instance? Instance = null, Volume? Volume = null, SecurityGroup? Group = null)
    {
        public DrillMark? Mark { get; } = DrillMark.Of(Tags.ToDictionary().GetValueOrDefault(AmiToolsTags.Drill));

        /// <summary>A test's machine was launched in its own group, and all of it before the test was over. One that is going has left its group.</summary>
        public bool IsDrills => Mark is { } mark
            && (Instance is null || ((Instance.StateName() is "shutting-down" or "terminated" || (Instance.SecurityGroups ?? []).Exists(group => group.GroupName == DrillGroup.NameOf(mark.DrillId))) && IsOfItsTime(Instance.LaunchTime, mark)))
            && (Volume is null || IsOfItsTime(Volume.CreateTime, mark))
            && (Group is null || Group.GroupName == DrillGroup.NameOf(mark.DrillId));

        private static bool IsOfItsTime(DateTime? born, DrillMark mark) => born is { } time && time.ToUniversalTime() <= mark.Until.UtcDateTime;
    }
}
