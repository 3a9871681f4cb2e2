namespace AmiTools.Simulator;

/// <summary>Where deleted things go: into the Recycle Bin where a rule catches them, otherwise nowhere.</summary>
internal static class Deletion
{
    /// <summary>The tag that AWS puts on what is in the bin.</summary>
    public const string BinTag = "aws:recycle-bin:resource-in-bin";

    /// <summary>Deregisters an image.</summary>
    public static void Remove(SimRegion region, SimImage image, DateTimeOffset now)
    {
        region.Images.Remove(image);
        region.ReleasedNames[image.Name] = (image.Id, now);
        // Instance-store images never go into the bin.
        if (image.RootDeviceType == "ebs" && image.State is "available" or "disabled" && Enter(region, image, "EC2_IMAGE", now) is { } stay)
        {
            region.BinnedImages.Add(image);
            region.Simulator.Schedule(stay.Exits, _ => Leave(region.BinnedImages, image, stay, () => region.DeregisteredImages.Add(image.Id)));
        }
        else
            region.DeregisteredImages.Add(image.Id);
    }

    /// <summary>Deletes a snapshot.</summary>
    public static void Remove(SimRegion region, SimSnapshot snapshot, DateTimeOffset now)
    {
        region.Snapshots.Remove(snapshot);
        if (region.Simulator.Settings.DeletedSourceFailsCopies)
            SnapshotCopying.FailCopiesOf(region, snapshot);
        foreach (var restore in region.FastRestores.Where(restore => restore.SnapshotId == snapshot.Id && restore.State is not ("disabling" or "disabled")))
            FastRestores.Disable(region, restore, "Client.InvalidSnapshot.InvalidState", now);
        if (snapshot.State == "completed" && Enter(region, snapshot, "EBS_SNAPSHOT", now) is { } stay)
        {
            region.BinnedSnapshots.Add(snapshot);
            region.Simulator.Schedule(stay.Exits, _ => Leave(region.BinnedSnapshots, snapshot, stay));
        }
    }

    /// <summary>Deletes a volume that is attached nowhere.</summary>
    public static void Remove(SimRegion region, SimVolume volume, DateTimeOffset now)
    {
        if (volume.State is "available" or "deleting" && Enter(region, volume, "EBS_VOLUME", now) is { } stay)
        {
            region.Volumes.Remove(volume);
            region.BinnedVolumes.Add(volume);
            region.Simulator.Schedule(stay.Exits, _ => Leave(region.BinnedVolumes, volume, stay));
            return;
        }
        volume.State = "deleting";
        region.Simulator.Schedule(now + region.Simulator.Settings.Pace.VolumeDelete, _ => region.Volumes.Remove(volume));
    }

    /// <summary>The days for which the bin keeps something that is deleted now; null where no rule catches it.</summary>
    public static int? RetentionOf(SimRegion region, SimResource resource, string kind) => RetentionMatch.Days(
        region.RecycleBinRules.Where(rule => rule.Retains == kind && rule.Status == "available"),
        resource.Tags,
        region.Simulator.Settings.TagRulesBeatRegionRules);

    private static BinStay? Enter(SimRegion region, SimResource resource, string kind, DateTimeOffset now)
    {
        if (RetentionOf(region, resource, kind) is not { } days)
            return null;
        resource.Tags[BinTag] = "true";
        return resource.Bin = new(now, now.AddDays(days));
    }

    private static void Leave<T>(ResourceStore<T> bin, T resource, BinStay stay, Action? lost = null)
        where T : SimResource
    {
        // Restored meanwhile, and perhaps deleted again: that is another stay.
        if (!bin.Contains(resource.Id) || !ReferenceEquals(resource.Bin, stay))
            return;
        bin.Remove(resource);
        lost?.Invoke();
    }
}
