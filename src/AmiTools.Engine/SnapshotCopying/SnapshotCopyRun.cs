using System.Globalization;
using Amazon.EC2;
using Amazon.EC2.Model;
using AmiTools.Engine.Copying;
using AmiTools.Engine.Errors;
using AmiTools.Engine.Receipts;
using AmiTools.Engine.Sessions;
using AmiTools.Engine.Snapshots;
using AmiTools.Engine.Tags;
using AmiTools.Engine.Waiting;

namespace AmiTools.Engine.SnapshotCopying;

/// <summary>Makes one copy of one snapshot in one region.</summary>
internal sealed class SnapshotCopyRun(RegionSession region, EbsSnapshotCopyStep step, EbsSnapshotCopyOptions options, ExistingSnapshotCopies existing, DateTimeOffset deadline, ReceiptBook receipts, IEngineEvents events)
{
    private readonly string _attempt = region.Session.Environment.NewId().ToString("N", CultureInfo.InvariantCulture);
    private readonly Dictionary<string, string> _tags = SnapshotCopyTags.Of(step.Source, options);

    private AmiChangeReceipt? _made;
    private bool _ended;

    private EbsSnapshot Source => step.Source;

    /// <summary>Makes the copy, or joins the one that is there.</summary>
    /// <exception cref="AmiException">What became of it instead, with the region.</exception>
    public async Task<EbsSnapshotCopy> RunAsync(CancellationToken cancellationToken)
    {
        SnapshotCopyMatch match = existing.Of(Source, step.Encrypted, step.KmsKeyArn);
        foreach (Snapshot dead in match.Dead) await DeadSnapshots.RemoveAsync(region, dead.SnapshotId!, cancellationToken).ConfigureAwait(false);
        if (match.Live is { } live) return await FinishAsync(live, existed: true, cancellationToken).ConfigureAwait(false);
        using CopySlots.Place place = await region.CopySlots.TakeAsync(1, events, cancellationToken).ConfigureAwait(false);
        Snapshot copy = await CreateAsync(cancellationToken).ConfigureAwait(false);
        place.Started(copy.SnapshotId!);
        try
        {
            return await FinishAsync(copy, existed: false, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // Whoever does not wait, or stops waiting, leaves the copy running.
            if (!_ended) place.Leave(region.Time.GetUtcNow());
        }
    }

    private async Task<Snapshot> CreateAsync(CancellationToken cancellationToken)
    {
        AttemptedCreation creation = new(region, "CopySnapshot", step.Given, _attempt, events) { BusyUntil = deadline };
        AmiChangeReceipt receipt = await receipts.NewCreationAsync(region.Name, "", $"Copy {Source.SnapshotId} from {Source.Region}", cancellationToken).ConfigureAwait(false);
        IReadOnlyList<Snapshot> made = await receipts.CreateAsync(receipt, () => creation.RunAsync(1, () => CallAsync(cancellationToken), cancellationToken), snapshots => snapshots[0].SnapshotId).ConfigureAwait(false);
        made[0].OwnerId ??= receipt.AccountId;
        _made = receipt;
        return made[0];
    }

    private async Task<IReadOnlyList<Snapshot>> CallAsync(CancellationToken cancellationToken)
    {
        CopySnapshotRequest request = new()
        {
            SourceSnapshotId = Source.SnapshotId,
            SourceRegion = Source.Region,
            Description = step.Description.Length == 0 ? null : step.Description,
            Encrypted = step.Encrypted ? true : null,
            KmsKeyId = step.KmsKeyId,
            TagSpecifications = SnapshotTags.AtBirth(WithAttempt),
            CompletionDurationMinutes = options.CompletionDuration is { } duration ? (int)duration.TotalMinutes : null,
        };
        CopySnapshotResponse response = await region.CallAsync("CopySnapshot", step.Given, ec2 => ec2.CopySnapshotAsync(request, cancellationToken)).ConfigureAwait(false);
        string id = response.SnapshotId ?? throw Failures.AnsweredWithout("a snapshot id", "CopySnapshot", region.Name, step.Given);
        // AWS answers with the id and the tags. What else is said of it here follows from what was asked; the region may encrypt what nobody asked for.
        return
        [
            new Snapshot
            {
                SnapshotId = id, State = SnapshotState.Pending, VolumeSize = Source.SizeGiB, Description = request.Description, Encrypted = step.Encrypted || Source.Encrypted ? true : null, Tags = response.Tags,
            },
        ];
    }

    private Dictionary<string, string> WithAttempt => TagRules.Merge(_tags, [KeyValuePair.Create(AmiToolsTags.Attempt, _attempt)]);

    private async Task<EbsSnapshotCopy> FinishAsync(Snapshot copy, bool existed, CancellationToken cancellationToken)
    {
        await SnapshotTags.CheckAsync(region, [(copy, existed ? _tags : WithAttempt)], events, cancellationToken).ConfigureAwait(false);
        if (options.Wait && !copy.IsCompleted()) copy = await WaitAsync(copy.SnapshotId!, cancellationToken).ConfigureAwait(false);
        _ended = copy.IsCompleted();
        return copy.ToCopy(region, Source, existed, _made);
    }

    private async Task<Snapshot> WaitAsync(string snapshotId, CancellationToken cancellationToken)
    {
        SnapshotWait wait = new(region, snapshotId, $"Copy {Source.SnapshotId} to {region.Name} ({snapshotId})") { Given = step.Given, FailureCode = AmiErrorCodes.CopyFailed, MissingWindow = region.Settings.VisibilityWindow };
        try
        {
            return await wait.RunAsync(deadline, events, cancellationToken).ConfigureAwait(false);
        }
        catch (AmiException failure) when (failure.Code == AmiErrorCodes.CopyFailed)
        {
            _ended = true;
            await DeadSnapshots.CleanUpAsync(region, snapshotId, events).ConfigureAwait(false);
            throw failure.As(failure.Code, failure.Kind, $"The copy of {Source.SnapshotId} from {Source.Region} to {region.Name} failed: {failure.Message}", step.Given,
                "Mend the cause and run the command again: it makes the copies that are missing, and no other.");
        }
    }
}
