namespace AmiTools.Simulator;

/// <summary>The root volume of a running instance on its way out, and the new one on its way in.</summary>
internal static class RootReplacement
{
    /// <summary>Begins a task: pending, in progress, and then succeeded or, by way of failing, failed.</summary>
    /// <param name="region">Where.</param>
    /// <param name="task">The task, which is in its store already.</param>
    /// <param name="order">The new root.</param>
    /// <param name="now">The time.</param>
    public static void Begin(SimRegion region, SimRootReplacement task, VolumeOrder order, DateTimeOffset now)
    {
        var pace = region.Simulator.Settings.Pace;
        var unreadable = (order.Key?.Problem ?? order.Problem) is not null;
        var problem = region.Simulator.Mishaps.AfflictRootReplacement(task.InstanceId) ?? (unreadable ? "failed" : null);
        region.Simulator.Schedule(now + pace.RootReplaceStart, _ => task.State = "in-progress");
        region.Simulator.Schedule(now + pace.RootReplaceStart + pace.RootReplace, at =>
        {
            if (region.Instances.Find(task.InstanceId) is not { State: "running" } instance)
                End(task, "failed", at);
            else if (problem is null)
                Succeed(region, task, instance, order, at);
            else
                Fail(region, task, instance, problem, at);
        });
    }

    private static void Succeed(SimRegion region, SimRootReplacement task, SimInstance instance, VolumeOrder order, DateTimeOffset now)
    {
        var flag = instance.Volumes.Find(attachment => attachment.Device == instance.RootDeviceName)?.DeleteOnTermination ?? true;
        var old = Detach(region, instance);
        var volume = VolumeMaking.Add(region, order, now);
        var attachment = new SimAttachment { VolumeId = volume.Id, InstanceId = instance.Id, Device = instance.RootDeviceName, AttachedAt = now, DeleteOnTermination = flag };
        volume.State = "in-use";
        volume.Attachments.Add(attachment);
        instance.Volumes.Insert(0, attachment);
        if (task.ImageId is { } image)
        {
            instance.ImageId = image;
            region.Instances.Reindex(instance);
        }
        InstanceLifecycle.Reboot(region.Simulator, instance, now);
        if (task.DeleteReplacedRootVolume && old is not null)
            Deletion.Remove(region, old, now);
        End(task, "succeeded", now);
    }

    private static void Fail(SimRegion region, SimRootReplacement task, SimInstance instance, string end, DateTimeOffset now)
    {
        task.State = "failing";
        if (end == "failed-detached")
            Detach(region, instance);
        else
            InstanceLifecycle.Reboot(region.Simulator, instance, now);
        region.Simulator.Schedule(now + region.Simulator.Settings.Pace.RootReplaceStart, at => End(task, end, at));
    }

    private static SimVolume? Detach(SimRegion region, SimInstance instance)
    {
        if (instance.Volumes.Find(attachment => attachment.Device == instance.RootDeviceName) is not { } attachment)
            return null;
        instance.Volumes.Remove(attachment);
        instance.FormerRootVolumes.Add(attachment.VolumeId);
        if (region.Volumes.Find(attachment.VolumeId) is not { } volume)
            return null;
        volume.Attachments.Remove(attachment);
        volume.State = "available";
        return volume;
    }

    private static void End(SimRootReplacement task, string state, DateTimeOffset now)
    {
        task.State = state;
        task.CompletedAt = now;
    }
}
