namespace AmiTools.Simulator;

/// <summary>The rules of copies that are to be finished within a given time.</summary>
internal static class TimeBasedCopy
{
    /// <summary>MiB/s that one snapshot's copy can be given.</summary>
    internal const double PerSnapshot = 500;

    /// <summary>MiB/s that all time-based copies between two accounts and into one region share.</summary>
    internal const double Shared = 2000;

    /// <summary>The duration in minutes if it is one that AWS takes: multiples of 15 from 15 minutes to 2 days.</summary>
    internal static int? Check(long? minutes, string parameter)
    {
        if (minutes is null) return null;
        if (minutes is < 15 or > 2880 || minutes % 15 != 0)
            throw Errors.InvalidParameterValue($"{minutes}", parameter, "The completion duration must be between 15 and 2880 minutes, in increments of 15.");
        return (int)minutes;
    }

    /// <summary>The MiB/s that a copy needs to be in time.</summary>
    /// <param name="bytes">What it moves.</param>
    /// <param name="minutes">In which time.</param>
    /// <param name="inUse">MiB/s that other time-based copies hold already.</param>
    internal static double Reserve(long bytes, int minutes, double inUse)
    {
        double needed = bytes / 1048576.0 / (minutes * 60.0);
        if (needed > PerSnapshot)
            throw Errors.InvalidRequest($"The snapshot can't be copied in {minutes} minutes: it needs {needed:F0} MiB/s, and a single snapshot copy can have {PerSnapshot:F0} MiB/s.");
        if (needed + inUse > Shared)
            throw Errors.LimitExceeded($"The cumulative snapshot copy throughput limit of {Shared:F0} MiB/s is exceeded.");
        return needed;
    }
}
