namespace AmiTools.Simulator;

/// <summary>What goes wrong long after a call was accepted: snapshots and copies that end in <c>error</c>, with AWS's reason; root volumes that are not replaced.</summary>
/// <remarks>Faults of the call itself are in <see cref="FaultPlan"/>. Mishaps happen in the order in which they were added, each as often as it says.</remarks>
public sealed class MishapPlan
{
    private readonly List<Mishap> _mishaps = [];
    private readonly List<RootMishap> _rootMishaps = [];

    /// <summary>Has pending snapshots fail.</summary>
    /// <param name="reason">The StateMessage that they get.</param>
    /// <param name="which">Which snapshots; null: any. They are just created: pending, with description and source, without tags as yet.</param>
    /// <param name="region">Code of the region; null: any.</param>
    /// <param name="times">How many snapshots.</param>
    /// <param name="at">After which part of their work, from 0 to 1.</param>
    public void FailSnapshots(string reason, Func<SimSnapshot, bool>? which = null, string? region = null, int times = 1, double at = 0.5)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(times, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(at);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(at, 1);
        _mishaps.Add(new(reason, which ?? (_ => true), region, at) { Left = times });
    }

    /// <summary>Takes all planned mishaps back.</summary>
    public void Clear()
    {
        _mishaps.Clear();
        _rootMishaps.Clear();
    }

    /// <summary>Has replacements of root volumes fail.</summary>
    /// <param name="state">How they end: <c>failed</c>, with the old root in its place, or <c>failed-detached</c>, with none.</param>
    /// <param name="instanceId">Of which instance; null: any.</param>
    /// <param name="times">How many.</param>
    public void FailRootReplacements(string state, string? instanceId = null, int times = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(times, 1);
        if (state is not ("failed" or "failed-detached"))
            throw new ArgumentOutOfRangeException(nameof(state), state, "A replacement ends badly as 'failed' or as 'failed-detached'.");
        _rootMishaps.Add(new(state, instanceId) { Left = times });
    }

    /// <summary>How the replacement will fail; null where it will not.</summary>
    internal string? AfflictRootReplacement(string instanceId)
    {
        if (_rootMishaps.Find(each => each.Left > 0 && (each.InstanceId ?? instanceId) == instanceId) is not { } mishap)
            return null;
        mishap.Left--;
        return mishap.State;
    }

    internal SnapshotJob Afflict(SimRegion region, SnapshotJob job)
    {
        var mishap = _mishaps.FirstOrDefault(each => each.Left > 0 && (each.Region ?? region.Name) == region.Name && each.Which(job.Snapshot));
        if (mishap is null || job.Failure is not null)
            return job;
        mishap.Left--;
        return job with { Failure = (job.Duration * mishap.At, mishap.Reason) };
    }

    private sealed record RootMishap(string State, string? InstanceId)
    {
        public int Left { get; set; }
    }

    private sealed record Mishap(string Reason, Func<SimSnapshot, bool> Which, string? Region, double At)
    {
        public int Left { get; set; }
    }
}
