using Amazon.EC2.Model;
using AmiTools.Engine.Images;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.RecycleBin;

/// <summary>Finds out what a restore would bring back, and what would make it fail.</summary>
internal sealed class RestorePlanner(SessionDirectory sessions)
{
    public async Task<RestorePlan> PlanAsync(RestoreOptions options, IEngineEvents events, CancellationToken cancellationToken)
    {
        EngineSession session = await sessions.OpenAsync(options.Session, cancellationToken).ConfigureAwait(false);
        List<AmiException> problems = [];
        List<RestoreItem> items = [];
        foreach (RestoreItem item in options.Item.DistinctBy(item => (item.Reference.Id, item.Reference.Region)))
        {
            if (Kind(item.Reference) is null) problems.Add(RestoreFailures.InvalidId(item.Reference));
            else items.Add(item);
        }

        List<RestoreStep> steps = [];
        List<string> regions = items.Count == 0 ? [] : await BinRegions.ResolveAsync(session, options.Session, [.. items.Select(item => item.Reference)], events, cancellationToken).ConfigureAwait(false);
        RegionPlan[] plans = await Task.WhenAll(regions.Select(region =>
            RegionAsync(session.In(region), [.. items.Where(item => (item.Reference.Region ?? region) == region)], cancellationToken))).ConfigureAwait(false);
        foreach (RegionPlan plan in plans)
        {
            steps.AddRange(plan.Steps);
            problems.AddRange(plan.Problems);
        }

        // An item without a region is looked for in all; it is missing where none has it, and none failed to answer.
        foreach (RestoreItem item in items.Where(item => plans.All(plan => !plan.Settled.Contains(item))))
        {
            problems.Add(RestoreFailures.NotInBin(item.Reference, item.Reference.Region ?? string.Join(", ", regions), item.ExitTime, [.. plans.SelectMany(plan => plan.Remaining(item))]));
        }

        return new RestorePlan { Options = options, Steps = steps, Problems = problems };
    }

    /// <summary>AWS's word for what the id names; null where it names nothing that the bin takes.</summary>
    private static string? Kind(ResourceReference reference) =>
        reference.IsWellFormed("ami") ? RecycleBinResourceType.Image : reference.IsWellFormed("snap") ? RecycleBinResourceType.Snapshot : reference.IsWellFormed("vol") ? RecycleBinResourceType.Volume : null;

    private static async Task<RegionPlan> RegionAsync(RegionSession region, List<RestoreItem> items, CancellationToken cancellationToken)
    {
        RegionPlan plan = new(region);
        if (items.Count == 0) return plan;
        try
        {
            string[] kinds = [.. items.Select(item => Kind(item.Reference)!).Distinct()];
            BinContents bin = await BinContents.ReadAsync(region, kinds.Contains(RecycleBinResourceType.Image) ? [.. kinds, RecycleBinResourceType.Snapshot] : kinds, cancellationToken).ConfigureAwait(false);
            await plan.ImagesAsync(bin, [.. items.Where(item => Kind(item.Reference) == RecycleBinResourceType.Image)], cancellationToken).ConfigureAwait(false);
            await plan.SnapshotsAsync(bin, [.. items.Where(item => Kind(item.Reference) == RecycleBinResourceType.Snapshot)], cancellationToken).ConfigureAwait(false);
            await plan.VolumesAsync(bin, [.. items.Where(item => Kind(item.Reference) == RecycleBinResourceType.Volume)], cancellationToken).ConfigureAwait(false);
        }
        catch (AmiException failure) when (!failure.StopsEverything)
        {
            // Not read is not the same as not there.
            plan.Fail(failure, items);
        }

        return plan;
    }

    /// <summary>What one region has of the items.</summary>
    private sealed class RegionPlan(RegionSession region)
    {
        private const string NothingToDo = "Nothing to restore: it is there";

        private readonly Dictionary<RestoreItem, List<string>> _remaining = [];

        public List<RestoreStep> Steps { get; } = [];

        public List<AmiException> Problems { get; } = [];

        public HashSet<RestoreItem> Settled { get; } = [];

        public IReadOnlyCollection<string> Remaining(RestoreItem item) => _remaining.TryGetValue(item, out List<string>? snapshots) ? snapshots : [];

        public void Fail(AmiException failure, IEnumerable<RestoreItem> items)
        {
            Problems.Add(failure);
            Settled.UnionWith(items);
        }

        public async Task ImagesAsync(BinContents bin, List<RestoreItem> items, CancellationToken cancellationToken)
        {
            if (items.Count == 0) return;
            string[] absent = [.. items.Select(item => item.Reference.Id).Where(id => !bin.Images.ContainsKey(id))];
            Dictionary<string, Image> there = await region.Images.ByIdAsync(absent, cancellationToken).ConfigureAwait(false);
            ILookup<string, RecycleBinSnapshot> described = await BinnedImageSnapshots.FindAsync(bin, [.. items.Where(item => !there.ContainsKey(item.Reference.Id)).Select(item => item.Reference.Id)], cancellationToken).ConfigureAwait(false);
            string[] named = [.. items.SelectMany(item => item.SnapshotIds).Concat(there.Values.SelectMany(image => image.SnapshotIds())).Where(id => !bin.Snapshots.ContainsKey(id))];
            Dictionary<string, Snapshot> outside = await region.Snapshots.ByIdAsync(named, cancellationToken).ConfigureAwait(false);
            List<Image> names = await region.Images.OwnByNameAsync(items.Select(item => bin.Images.GetValueOrDefault(item.Reference.Id)?.Name).Where(name => !string.IsNullOrEmpty(name))!, cancellationToken).ConfigureAwait(false);

            foreach (RestoreItem item in items)
            {
                string id = item.Reference.Id;
                string[] known = item.SnapshotIds.Count > 0 ? [.. item.SnapshotIds] : there.TryGetValue(id, out Image? image) ? [.. image.SnapshotIds()] : [.. described[id].Select(snapshot => snapshot.SnapshotId)];
                string[] gone = [.. known.Where(snapshot => !bin.Snapshots.ContainsKey(snapshot) && !outside.ContainsKey(snapshot) && described[id].All(other => other.SnapshotId != snapshot))];
                string[] remaining = [.. known.Except(gone)];
                if (!bin.Images.TryGetValue(id, out ImageRecycleBinInfo? binned) && !there.ContainsKey(id))
                {
                    _remaining[item] = [.. remaining];
                    continue;
                }

                Settled.Add(item);
                if (gone.Length > 0) Problems.Add(RestoreFailures.SnapshotGone(id, region.Name, gone, remaining));
                else if (binned is not null && names.FirstOrDefault(other => other.Name == binned.Name) is { } taken) Problems.Add(RestoreFailures.NameTaken(id, binned.Name!, region.Name, taken.ImageId!));
                else Steps.Add(Step(id, binned, there.GetValueOrDefault(id)?.Name, [.. remaining.Select(snapshot => bin.Snapshots.TryGetValue(snapshot, out SnapshotRecycleBinInfo? info) ? BinnedImageSnapshots.InBin(info) : BinnedImageSnapshots.Outside(snapshot))]));
            }
        }

        public async Task SnapshotsAsync(BinContents bin, List<RestoreItem> items, CancellationToken cancellationToken)
        {
            Dictionary<string, Snapshot> there = await region.Snapshots.ByIdAsync(items.Select(item => item.Reference.Id).Where(id => !bin.Snapshots.ContainsKey(id)), cancellationToken).ConfigureAwait(false);
            Single(RecycleBinResourceType.Snapshot, items, id => bin.Snapshots.GetValueOrDefault(id)?.RecycleBinExitTime, there.ContainsKey);
        }

        public async Task VolumesAsync(BinContents bin, List<RestoreItem> items, CancellationToken cancellationToken)
        {
            Dictionary<string, Volume> there = await region.VolumesAsync(items.Select(item => item.Reference.Id).Where(id => !bin.Volumes.ContainsKey(id)), cancellationToken).ConfigureAwait(false);
            Single(RecycleBinResourceType.Volume, items, id => bin.Volumes.GetValueOrDefault(id)?.RecycleBinExitTime, there.ContainsKey);
        }

        private void Single(string kind, List<RestoreItem> items, Func<string, DateTime?> exitTime, Func<string, bool> isThere)
        {
            foreach (RestoreItem item in items)
            {
                string id = item.Reference.Id;
                DateTime? exit = exitTime(id)?.ToUniversalTime();
                if (exit is null && !isThere(id)) continue;
                Settled.Add(item);
                Steps.Add(new RestoreStep
                {
                    Id = id, Region = region.Name, ResourceType = kind, IsInBin = exit is not null, ExitTime = exit,
                    Target = $"{id} ({region.Name})", Action = exit is not null ? "Restore from the Recycle Bin" : NothingToDo,
                });
            }
        }

        private RestoreStep Step(string id, ImageRecycleBinInfo? binned, string? name, List<RecycleBinSnapshot> snapshots)
        {
            int inBin = snapshots.Count(snapshot => snapshot.IsInBin);
            string with = inBin switch { 0 => "", 1 => " with 1 snapshot", _ => $" with {inBin} snapshots" };
            return new RestoreStep
            {
                Id = id, Region = region.Name, ResourceType = RecycleBinResourceType.Image, Name = binned?.Name ?? name ?? "", IsInBin = binned is not null, Snapshots = snapshots,
                ExitTime = binned?.RecycleBinExitTime?.ToUniversalTime(),
                Target = $"{id} ({region.Name})",
                Action = binned is not null ? $"Restore from the Recycle Bin{with}" : inBin > 0 ? $"Restore its snapshots from the Recycle Bin ({inBin})" : NothingToDo,
                Warnings = binned is not null && snapshots.Count == 0 ? [$"Which snapshots belong to {id} cannot be found out while it is in the bin; it is restored as it is, and verified afterwards."] : [],
            };
        }
    }
}
