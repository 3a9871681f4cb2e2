using System.Collections.Concurrent;
using Amazon.EC2.Model;
using AmiTools.Engine.Receipts;
using AmiTools.Engine.RecycleBin;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Undo;

/// <summary>Finds out how resources differ from what they were before their changes.</summary>
internal sealed class UndoPlanner(SessionDirectory sessions)
{
    private readonly ConcurrentBag<AmiException> _problems = [];
    private readonly ConcurrentBag<UndoStep> _steps = [];

    public async Task<UndoPlan> PlanAsync(UndoOptions options, IEngineEvents events, CancellationToken cancellationToken)
    {
        EngineSession session = await sessions.OpenAsync(options.Session, cancellationToken).ConfigureAwait(false);
        List<AmiChangeReceipt> receipts = [];
        foreach (AmiChangeReceipt receipt in UndoScope.Of([.. await ReadAsync(session, options, events, cancellationToken).ConfigureAwait(false)]))
        {
            if (await RefuseAsync(session, receipt, cancellationToken).ConfigureAwait(false) is { } refusal) _problems.Add(refusal);
            else receipts.Add(receipt);
        }

        FormerResource[] resources = [.. FormerResource.Of(receipts)];
        RestorePlan? restore = await RestoreAsync(options, [.. resources.Where(resource => resource is { WasRemoved: true, Creation: null })], events, cancellationToken).ConfigureAwait(false);
        HashSet<(string Id, string Region)> returning = [.. restore?.Steps.Where(step => step.IsInBin).Select(step => (step.Id, step.Region)) ?? []];
        HashSet<(string? Id, string? Region)> refused = [.. restore?.Problems.Select(problem => (problem.ResourceId, problem.Region)) ?? []];
        foreach (FormerResource gone in resources.Where(resource => returning.Contains((resource.Id, resource.Region)))) _steps.Add(Returning(gone, restore!.Steps.First(step => step.Id == gone.Id && step.Region == gone.Region)));
        FormerResource[] there = [.. resources.Where(resource => !returning.Contains((resource.Id, resource.Region)) && !refused.Contains((resource.Id, resource.Region)))];
        await Task.WhenAll(there.GroupBy(resource => resource.Region).Select(region => RegionAsync(session.In(region.Key), [.. region], events, cancellationToken))).ConfigureAwait(false);
        return new UndoPlan
        {
            Options = options, Restore = restore, Problems = [.. _problems, .. restore?.Problems ?? []],
            Steps = [.. _steps.OrderBy(step => step.Region, StringComparer.Ordinal).ThenBy(step => step.ResourceId, StringComparer.Ordinal)],
        };
    }

    private static async Task<IEnumerable<AmiChangeReceipt>> ReadAsync(EngineSession session, UndoOptions options, IEngineEvents events, CancellationToken cancellationToken)
    {
        if (options.Path is null) return options.Receipt;
        IReadOnlyList<AmiChangeReceipt> all = ChangeJournal.At(options.Path).Read(out IReadOnlyList<string> problems);
        foreach (string problem in problems) await events.WarnAsync($"{options.Path}: {problem}; it is left out.").ConfigureAwait(false);
        IEnumerable<AmiChangeReceipt> wanted = all.Where(receipt => options.Since is null || receipt.Time >= options.Since);
        if (options.Session.Region.Count == 0) return wanted;
        (IReadOnlyList<string> regions, IReadOnlyList<AmiException> unknown) = await session.Regions.ResolveAsync(options.Session.Region, cancellationToken).ConfigureAwait(false);
        foreach (AmiException failure in unknown) await events.FailAsync(failure).ConfigureAwait(false);
        return wanted.Where(receipt => regions.Contains(receipt.Region));
    }

    private static async Task<AmiException?> RefuseAsync(EngineSession session, AmiChangeReceipt receipt, CancellationToken cancellationToken)
    {
        string account = receipt.AccountId.Length == 0 ? "" : await session.AccountIdAsync(cancellationToken).ConfigureAwait(false);
        return account.Length > 0 && account != receipt.AccountId ? UndoRefusals.OtherAccount(receipt, account) : UndoRefusals.Of(receipt);
    }

    /// <summary>What comes back from the Recycle Bin, all in one plan, with the snapshots that the receipts name.</summary>
    private async Task<RestorePlan?> RestoreAsync(UndoOptions options, FormerResource[] removed, IEngineEvents events, CancellationToken cancellationToken)
    {
        if (removed.Length == 0) return null;
        RestoreOptions restore = new() { Session = options.Session.In([.. removed.Select(resource => resource.Region).Distinct()]), Timeout = options.Timeout, Item = [.. removed.Select(Item)] };
        return await new RestorePlanner(sessions).PlanAsync(restore, events, cancellationToken).ConfigureAwait(false);
    }

    private static RestoreItem Item(FormerResource removed) => new(new ResourceReference(removed.Id, removed.Region, removed.AccountId))
    {
        SnapshotIds = removed.IsImage ? [.. (removed.State.BlockDevices ?? []).Select(device => device.SnapshotId).OfType<string>().Distinct()] : [],
        ExitTime = removed.State.RecycleBinExitTime, Name = removed.Name,
    };

    private async Task RegionAsync(RegionSession region, FormerResource[] resources, IEngineEvents events, CancellationToken cancellationToken)
    {
        Dictionary<string, Image> images = await region.Images.ByIdAsync(resources.Where(resource => resource.IsImage).Select(resource => resource.Id), cancellationToken).ConfigureAwait(false);
        Dictionary<string, Snapshot> snapshots = await region.Snapshots.ByIdAsync(resources.Where(resource => !resource.IsImage).Select(resource => resource.Id), cancellationToken).ConfigureAwait(false);
        foreach (FormerResource made in resources.Where(resource => resource.Creation is not null))
        {
            // What was made and is gone again is as it was.
            if (images.ContainsKey(made.Id) || snapshots.ContainsKey(made.Id)) _problems.Add(UndoRefusals.Made(made.Creation!));
            else await events.SayAsync($"{made.Id} in {region.Name} was made by a change that is to be undone, and is gone already.").ConfigureAwait(false);
        }

        ImageReversals ofImages = new(region);
        SnapshotReversals ofSnapshots = new(region);
        ParallelOptions several = new() { MaxDegreeOfParallelism = region.Settings.Parallelism, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(resources.Where(resource => resource.Creation is null), several, async (resource, token) =>
        {
            try
            {
                Reversals? reversals = images.TryGetValue(resource.Id, out Image? image) ? await ofImages.FindAsync(resource, image, token).ConfigureAwait(false)
                    : snapshots.TryGetValue(resource.Id, out Snapshot? snapshot) ? await ofSnapshots.FindAsync(resource, snapshot, token).ConfigureAwait(false)
                    : null;
                if (reversals is null) _problems.Add(UndoRefusals.Missing(resource));
                else _steps.Add(Step(resource, false, [.. reversals.Steps.Select(reversal => reversal.Words)], reversals.Lost, reversals.Steps.Count == 0 ? "Leave as it is, which is as it was" : $"Bring back: {string.Join("; ", reversals.Steps.Select(reversal => reversal.Words))}"));
            }
            catch (AmiException failure) when (!failure.StopsEverything)
            {
                _problems.Add(failure);
            }
        }).ConfigureAwait(false);
    }

    private static UndoStep Returning(FormerResource gone, RestoreStep restore) => Step(gone, true, [restore.Action], [], $"{restore.Action}{(gone.IsImage ? ", then what else has changed" : "")}", restore.Warnings);

    private static UndoStep Step(FormerResource former, bool isGone, IReadOnlyList<string> differences, IReadOnlyList<string> lost, string action, IReadOnlyList<string>? warnings = null) => new()
    {
        ResourceId = former.Id, Region = former.Region, AccountId = former.AccountId, Name = former.Name, Former = former.State, HasDeprecation = former.HasDeprecation, IsGone = isGone,
        Differences = differences, NotUndone = lost, ReceiptIds = former.ReceiptIds, Warnings = [.. lost, .. warnings ?? []],
        Target = $"{former.Id} ({former.Region})", Action = action,
    };
}
