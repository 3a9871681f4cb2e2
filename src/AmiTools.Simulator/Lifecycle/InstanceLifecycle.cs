namespace AmiTools.Simulator;

/// <summary>Instances on their way between states.</summary>
internal static class InstanceLifecycle
{
    /// <summary>The reason's code where a volume cannot be decrypted.</summary>
    public const string KeyFailure = "Client.InternalError";

    /// <summary>Starts a stopped or new instance, which is <c>pending</c> until it runs.</summary>
    public static void Start(AwsSimulator simulator, SimInstance instance, DateTimeOffset now)
    {
        var pace = simulator.Settings.Pace;
        Change(instance, "pending");
        instance.StateTransitionReason = "";
        instance.StateReasonCode = instance.StateReasonMessage = null;
        instance.LaunchTime = now;
        instance.ChecksPassAt = now + pace.InstanceStart + pace.StatusChecks;
        Later(simulator, instance, now + pace.InstanceStart, _ => instance.State = "running");
    }

    /// <summary>Why an instance cannot read one of its volumes; null where it can read all.</summary>
    public static string? KeyProblem(SimRegion region, SimInstance instance) => instance.Volumes
        .Select(attachment => region.Volumes.Find(attachment.VolumeId)?.KmsKeyId is { } key ? KeyChoice.ReadProblem(region, region.Account.Id, key) : null)
        .FirstOrDefault(problem => problem is not null);

    /// <summary>Starts a stopped instance that cannot read its volumes: it ends up stopped again.</summary>
    public static void FailToStart(SimRegion region, SimInstance instance, DateTimeOffset now)
    {
        Start(region.Simulator, instance, now);
        Change(instance, "pending");
        Later(region.Simulator, instance, now + region.Simulator.Settings.Pace.InstanceStart, _ =>
        {
            instance.State = "stopped";
            instance.ChecksPassAt = null;
            (instance.StateReasonCode, instance.StateReasonMessage) = (KeyFailure, $"{KeyFailure}: Client error on launch");
        });
    }

    /// <summary>Stops a running instance.</summary>
    public static void Stop(SimRegion region, SimInstance instance, DateTimeOffset now)
    {
        Change(instance, "stopping");
        instance.StateTransitionReason = Reason(now);
        (instance.StateReasonCode, instance.StateReasonMessage) = ("Client.UserInitiatedShutdown", "Client.UserInitiatedShutdown: User initiated shutdown");
        instance.ChecksPassAt = null;
        Later(region.Simulator, instance, now + region.Simulator.Settings.Pace.InstanceStop, _ =>
        {
            instance.State = "stopped";
            // A borrowed address goes back; an elastic one stays.
            if (!instance.HasElasticIp)
                instance.PublicIpAddress = null;
        });
    }

    /// <summary>Reboots a running instance: nothing of it shows in its state.</summary>
    public static void Reboot(AwsSimulator simulator, SimInstance instance, DateTimeOffset now)
    {
        instance.Reboots++;
        instance.ChecksPassAt = now + simulator.Settings.Pace.StatusChecks;
    }

    /// <summary>Terminates an instance: its volumes go or stay, and it is shown for a while.</summary>
    public static void Terminate(SimRegion region, SimInstance instance, DateTimeOffset now, string code = "Client.UserInitiatedShutdown", string message = "User initiated shutdown")
    {
        var pace = region.Simulator.Settings.Pace;
        Change(instance, "shutting-down");
        instance.StateTransitionReason = code == "Client.UserInitiatedShutdown" ? Reason(now) : code;
        (instance.StateReasonCode, instance.StateReasonMessage) = (code, $"{code}: {message}");
        instance.ChecksPassAt = null;
        Later(region.Simulator, instance, now + pace.InstanceShutdown, at =>
        {
            instance.State = "terminated";
            Release(region, instance, at);
            region.Simulator.Schedule(at + pace.TerminatedShown, _ => region.Instances.Remove(instance));
        });
    }

    private static void Release(SimRegion region, SimInstance instance, DateTimeOffset now)
    {
        foreach (var attachment in instance.Volumes)
        {
            if (region.Volumes.Find(attachment.VolumeId) is not { } volume)
                continue;
            volume.Attachments.Remove(attachment);
            if (volume.Attachments.Count > 0)
                continue;
            volume.State = "available";
            if (attachment.DeleteOnTermination)
                Deletion.Remove(region, volume, now);
        }
        instance.Volumes.Clear();
        foreach (var address in region.Addresses.Where(address => address.InstanceId == instance.Id))
            address.InstanceId = null;
        instance.PublicIpAddress = null;
        instance.HasElasticIp = false;
    }

    private static void Change(SimInstance instance, string state)
    {
        instance.State = state;
        instance.StateVersion++;
    }

    private static void Later(AwsSimulator simulator, SimInstance instance, DateTimeOffset at, Action<DateTimeOffset> act)
    {
        var version = instance.StateVersion;
        simulator.Schedule(at, now =>
        {
            if (instance.StateVersion == version)
                act(now);
        });
    }

    private static string Reason(DateTimeOffset now) => FormattableString.Invariant($"User initiated ({now.UtcDateTime:yyyy-MM-dd HH:mm:ss} GMT)");
}
