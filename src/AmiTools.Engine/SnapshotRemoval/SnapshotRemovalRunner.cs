using System.Runtime.CompilerServices;
using Amazon.EC2.Model;
using AmiTools.Engine.Access;
using AmiTools.Engine.Errors;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Receipts;
using AmiTools.Engine.Removal;
using AmiTools.Engine.Sessions;
using AmiTools.Engine.Text;

namespace AmiTools.Engine.SnapshotRemoval;

/// <summary>Deletes snapshots. AWS itself judges once more, under its own locks, whether an image took one up meanwhile.</summary>
internal sealed class SnapshotRemovalRunner(EngineSession session, EbsSnapshotRemovalPlan plan, IEngineEvents events)
{
    private const int PerLook = 200;
    private static readonly TimeSpan s_planLifetime = TimeSpan.FromMinutes(5);

    private readonly ReceiptBook _receipts = new(session, plan.Options.Session);

    public async IAsyncEnumerable<EbsSnapshotRemoval> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IReadOnlyList<EbsSnapshotRemovalStep> steps = await StepsAsync(cancellationToken).ConfigureAwait(false);
        foreach (IGrouping<string, EbsSnapshotRemovalStep> region in steps.GroupBy(step => step.Region))
        {
            // The bin is asked for many at a time: it is read in whole pages whatever one looks for.
            foreach (EbsSnapshotRemovalStep[] batch in region.Chunk(PerLook))
            {
                List<Deleted> deleted = await ParallelStream.RunAsync<EbsSnapshotRemovalStep, Deleted>(batch, session.Settings.Parallelism,
                    (step, emit, token) => Item.RunAsync(events, step.SnapshotId, step.Region, async () => await emit(await DeleteAsync(step, token).ConfigureAwait(false)).ConfigureAwait(false)),
                    cancellationToken: cancellationToken).CollectAsync(cancellationToken).ConfigureAwait(false);
                BinLook look = await BinLook.ReadAsync(session.In(region.Key), [], deleted.Where(each => !each.AlreadyRemoved && each.Step.Bin.Verdict != RecycleBinVerdict.No).Select(each => each.Step.SnapshotId), cancellationToken).ConfigureAwait(false);
                foreach (Deleted each in deleted) yield return Result(each, each.Step.Snapshot is null ? each.Step.Bin : look.Of(each.Step.SnapshotId, each.Step.Bin));
            }
        }
    }

    /// <summary>The approved steps as they still hold. A question can wait for its answer all night; what was read before it is then read again.</summary>
    private async Task<IReadOnlyList<EbsSnapshotRemovalStep>> StepsAsync(CancellationToken cancellationToken)
    {
        EbsSnapshotRemovalStep[] approved = plan.Approved();
        if (session.Environment.Time.GetUtcNow().UtcDateTime - plan.MadeAt < s_planLifetime) return approved;
        EbsSnapshotRemovalOptions options = new() { Session = plan.Options.Session, Force = plan.Options.Force, SnapshotId = [.. approved.Select(step => new ResourceReference(step.SnapshotId, step.Region))] };
        EbsSnapshotRemovalPlan renewed = await new SnapshotRemovalPlanner(session, options).PlanAsync(cancellationToken).ConfigureAwait(false);
        foreach (AmiException problem in renewed.Problems) await events.FailAsync(problem).ConfigureAwait(false);
        List<EbsSnapshotRemovalStep> steps = [];
        foreach (EbsSnapshotRemovalStep step in renewed.Steps)
        {
            bool isWorse = step.Caution is not null && approved.First(before => before.SnapshotId == step.SnapshotId && before.Region == step.Region).Caution is null;
            if (!isWorse) steps.Add(step);
            else await events.FailAsync(new AmiException(AmiErrorCodes.PlanOutdated, AmiErrorKind.InvalidState, $"{step.SnapshotId} in {step.Region} is not deleted, because what was agreed to has changed since. {step.Caution}") { ResourceId = step.SnapshotId, Region = step.Region, Remedy = "Run the command again and look at what it asks." }).ConfigureAwait(false);
        }

        return steps;
    }

    private async Task<Deleted> DeleteAsync(EbsSnapshotRemovalStep step, CancellationToken cancellationToken)
    {
        if (step.Snapshot is not { } snapshot) return new Deleted(step, AlreadyRemoved: true, null);
        RegionSession region = session.In(step.Region);
        AmiFormerState before = new() { State = snapshot.State, Description = snapshot.Description, SharedWith = await SharedWithAsync(region, snapshot, cancellationToken).ConfigureAwait(false), Tags = snapshot.Tags, Snapshots = [Record(snapshot)], RecycleBinExitTime = step.Bin.Until };
        AmiChangeReceipt receipt = _receipts.New(AmiChangeKind.SnapshotRemoved, step.Region, snapshot.AccountId, step.SnapshotId, "", step.Action, before);
        await _receipts.ChangeAsync(receipt, async () =>
        {
            try
            {
                await region.CallAsync("DeleteSnapshot", step.SnapshotId, ec2 => ec2.DeleteSnapshotAsync(new DeleteSnapshotRequest { SnapshotId = step.SnapshotId }, cancellationToken)).ConfigureAwait(false);
            }
            catch (AmiException failure) when (failure.IsNotFound())
            {
                // It was read a moment ago: either an earlier try of this call whose answer was lost deleted it, or somebody else did.
            }
        }).ConfigureAwait(false);
        return new Deleted(step, AlreadyRemoved: false, receipt);
    }

    /// <summary>Who could make volumes of it, as of this moment; null, and a warning, where that cannot be read.</summary>
    private async Task<IReadOnlyList<string>?> SharedWithAsync(RegionSession region, EbsSnapshot snapshot, CancellationToken cancellationToken)
    {
        try
        {
            return await Permissions.OfSnapshotAsync(region, snapshot.SnapshotId, snapshot.AccountId, cancellationToken).ConfigureAwait(false);
        }
        catch (AmiException failure) when (failure.IsNotFound())
        {
            // Somebody else deleted it since it was read; deleting it finds that out.
            return null;
        }
        catch (AmiException failure) when (!failure.StopsEverything)
        {
            await events.WarnAsync($"With whom {snapshot.SnapshotId} in {region.Name} is shared could not be read, and its receipt does not say it: {failure.Message}").ConfigureAwait(false);
            return null;
        }
    }

    private static AmiSnapshotRecord Record(EbsSnapshot snapshot) => new()
    {
        SnapshotId = snapshot.SnapshotId, SizeGiB = snapshot.SizeGiB, Description = snapshot.Description, StartTime = snapshot.StartTime, Encrypted = snapshot.Encrypted, KmsKeyId = snapshot.KmsKeyId,
        StorageTier = snapshot.StorageTier, Tags = snapshot.Tags,
    };

    private static EbsSnapshotRemoval Result(Deleted deleted, BinForecast bin) => new()
    {
        Region = deleted.Step.Region,
        AccountId = deleted.Step.Snapshot?.AccountId ?? "",
        SnapshotId = deleted.Step.SnapshotId,
        AlreadyRemoved = deleted.AlreadyRemoved,
        Restorable = bin.Verdict,
        RestorableUntil = bin.Verdict == RecycleBinVerdict.Yes ? bin.Until : null,
        Because = bin.Verdict != RecycleBinVerdict.Yes ? bin.Because : bin.Until is { } until ? $"in the Recycle Bin until {Times.Minute(until)}" : "in the Recycle Bin",
        Before = deleted.Step.Snapshot,
        Receipt = deleted.Receipt,
    };

    private sealed record Deleted(EbsSnapshotRemovalStep Step, bool AlreadyRemoved, AmiChangeReceipt? Receipt);
}
