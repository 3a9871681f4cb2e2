namespace AmiTools.Engine.Removal;

/// <summary>Which steps of a removal have to wait for each other: those whose images share a snapshot, which goes with the last of them.</summary>
internal static class RemovalChains
{
    /// <summary>The steps in chains. Chains have nothing to do with each other; the steps of one keep their order.</summary>
    public static IReadOnlyList<IReadOnlyList<RemovalStep>> Of(IEnumerable<RemovalStep> steps)
    {
        Dictionary<string, List<RemovalStep>> chainOf = new(StringComparer.Ordinal);
        List<List<RemovalStep>> chains = [];
        foreach (RemovalStep step in steps)
        {
            List<RemovalStep> chain = [];
            foreach (List<RemovalStep> linked in step.Snapshots.Select(snapshot => chainOf.GetValueOrDefault(snapshot.Snapshot.SnapshotId)).OfType<List<RemovalStep>>().Distinct().ToArray())
            {
                chain.AddRange(linked);
                chains.Remove(linked);
            }

            chain.Add(step);
            chains.Add(chain);
            foreach (PlannedSnapshot snapshot in chain.SelectMany(link => link.Snapshots)) chainOf[snapshot.Snapshot.SnapshotId] = chain;
        }

        return chains;
    }
}
