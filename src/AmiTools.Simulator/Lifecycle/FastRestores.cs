namespace AmiTools.Simulator;

/// <summary>Fast snapshot restores on their way: enabling, optimizing, enabled, disabling, disabled.</summary>
internal static class FastRestores
{
    /// <summary>How long a snapshot is optimised.</summary>
    public static TimeSpan Optimizing(SimRegion region, SimSnapshot snapshot) =>
        region.Simulator.Settings.Pace.FastRestorePerTiB * (snapshot.SizeGiB / 1024.0);

    public static void Enable(SimRegion region, SimFastRestore restore, SimSnapshot snapshot, DateTimeOffset now)
    {
        var version = Begin(restore, "enabling");
        restore.EnablingAt = now;
        restore.OptimizingAt = restore.EnabledAt = restore.DisablingAt = restore.DisabledAt = null;
        var optimizing = now + region.Simulator.Settings.Pace.FastRestoreSwitch;
        Later(region, restore, version, optimizing, at =>
        {
            restore.State = "optimizing";
            restore.Reason = "Client.UserInitiated - Lifecycle state transition";
            restore.OptimizingAt = at;
        });
        Later(region, restore, version, optimizing + Optimizing(region, snapshot), at =>
        {
            restore.State = "enabled";
            restore.Reason = "Client.UserInitiated - Lifecycle state transition";
            restore.EnabledAt = at;
        });
    }

    public static void Disable(SimRegion region, SimFastRestore restore, string reason, DateTimeOffset now)
    {
        var version = Begin(restore, "disabling");
        restore.Reason = reason;
        restore.DisablingAt = now;
        Later(region, restore, version, now + region.Simulator.Settings.Pace.FastRestoreSwitch, at =>
        {
            restore.State = "disabled";
            restore.DisabledAt = at;
        });
    }

    private static int Begin(SimFastRestore restore, string state)
    {
        restore.State = state;
        restore.Reason = "Client.UserInitiated";
        return ++restore.Version;
    }

    private static void Later(SimRegion region, SimFastRestore restore, int version, DateTimeOffset at, Action<DateTimeOffset> act) =>
        region.Simulator.Schedule(at, now =>
        {
            if (restore.Version == version)
                act(now);
        });
}
