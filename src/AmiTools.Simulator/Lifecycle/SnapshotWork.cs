namespace AmiTools.Simulator;

/// <summary>The moving of a snapshot's data. Progress is worked out when somebody asks, so that a hundred pending snapshots cost nothing.</summary>
/// <param name="Start">When it began.</param>
/// <param name="End">When this snapshot's own data is there.</param>
internal sealed record SnapshotWork(DateTimeOffset Start, DateTimeOffset End)
{
    /// <summary>Percent, at most 99: the rest comes with the state. A set that completes together stays at 99 until its last one is there.</summary>
    public int PercentAt(DateTimeOffset now) =>
        now >= End ? 99 : now <= Start ? 0 : (int)Math.Min(99, (now - Start) / (End - Start) * 100);
}
