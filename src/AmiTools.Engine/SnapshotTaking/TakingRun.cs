using System.Globalization;
using Amazon.EC2;
using Amazon.EC2.Model;
using AmiTools.Engine.Errors;
using AmiTools.Engine.Receipts;
using AmiTools.Engine.Sessions;
using AmiTools.Engine.Snapshots;
using AmiTools.Engine.Tags;
using AmiTools.Engine.Waiting;

namespace AmiTools.Engine.SnapshotTaking;

/// <summary>Takes the snapshots of one step.</summary>
internal sealed class TakingRun(RegionSession region, EbsSnapshotStep step, EbsSnapshotOptions options, DateTimeOffset deadline, ReceiptBook receipts, IEngineEvents events)
{
    private readonly Dictionary<string, AmiChangeReceipt> _made = new(StringComparer.Ordinal);
    private readonly string _attempt = region.Session.Environment.NewId().ToString("N", CultureInfo.InvariantCulture);

    /// <summary>Takes them, or joins those that an earlier run took.</summary>
    /// <exception cref="AmiException">What became of it instead.</exception>
    public async Task RunAsync(Func<EbsSnapshotBackup, ValueTask> emit, CancellationToken cancellationToken)
    {
        // Read anew: hours may have passed between the plan and the answer to its question, and another run may have been at work.
        TakingMatch match = (await ExistingSnapshots.ReadAsync(region, options.IdempotencyKey, cancellationToken).ConfigureAwait(false)).Of(step);
        foreach (Snapshot dead in match.Dead) await DeadSnapshots.RemoveAsync(region, dead.SnapshotId!, cancellationToken).ConfigureAwait(false);
        bool existed = match.Live.Count > 0;
        IReadOnlyList<Snapshot> snapshots = existed ? match.Live : await CreateAsync(cancellationToken).ConfigureAwait(false);
        await SnapshotTags.CheckAsync(region, [.. snapshots.Select(snapshot => (snapshot, Wanted(snapshot, existed)))], events, cancellationToken).ConfigureAwait(false);
        await Task.WhenAll(snapshots.Select(async snapshot =>
        {
            Snapshot last = options.Wait && !snapshot.IsCompleted() ? await WaitAsync(snapshot, cancellationToken).ConfigureAwait(false) : snapshot;
            await emit(last.ToBackup(region, Source(snapshot), existed, _made.GetValueOrDefault(snapshot.SnapshotId!))).ConfigureAwait(false);
        })).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<Snapshot>> CreateAsync(CancellationToken cancellationToken)
    {
        AttemptedCreation creation = new(region, step.InstanceId is null ? "CreateSnapshot" : "CreateSnapshots", step.Given, _attempt, events);
        Dictionary<AmiChangeReceipt, string> volumes = [];
        foreach (EbsSnapshotSource volume in step.Volumes) volumes.Add(await ReceiptAsync(volume.VolumeId, cancellationToken).ConfigureAwait(false), volume.VolumeId);
        IReadOnlyList<Snapshot> made = await receipts.CreateAsync(volumes.Keys, () => creation.RunAsync(step.Volumes.Count, () => step.InstanceId is null ? OneAsync(cancellationToken) : SetAsync(cancellationToken), cancellationToken),
            (snapshots, receipt) => snapshots.FirstOrDefault(snapshot => snapshot.VolumeId == volumes[receipt])?.SnapshotId).ConfigureAwait(false);
        foreach (AmiChangeReceipt receipt in volumes.Keys.Where(receipt => receipt.ResourceId.Length > 0)) _made[receipt.ResourceId] = receipt;
        // Of a volume that was attached since the plan, AWS takes a snapshot too.
        foreach (Snapshot further in made.Where(snapshot => !_made.ContainsKey(snapshot.SnapshotId!)))
        {
            AmiChangeReceipt receipt = await ReceiptAsync(further.VolumeId ?? "", cancellationToken).ConfigureAwait(false);
            await receipts.CreateAsync(receipt, () => Task.FromResult(further), snapshot => snapshot.SnapshotId).ConfigureAwait(false);
            _made[further.SnapshotId!] = receipt;
        }

        return made;
    }

    private Task<AmiChangeReceipt> ReceiptAsync(string volumeId, CancellationToken cancellationToken) =>
        receipts.NewCreationAsync(region.Name, "", $"Take a snapshot of {volumeId}{(step.InstanceId is { } instance ? $" of {instance}" : "")}", cancellationToken);

    private async Task<IReadOnlyList<Snapshot>> OneAsync(CancellationToken cancellationToken)
    {
        CreateSnapshotRequest request = new()
        {
            VolumeId = step.Volumes[0].VolumeId, Description = step.Description, TagSpecifications = SnapshotTags.AtBirth(WithAttempt(TakingTags.Of(step.Volumes[0], null, options))),
        };
        CreateSnapshotResponse response = await region.CallAsync("CreateSnapshot", step.Given, ec2 => ec2.CreateSnapshotAsync(request, cancellationToken)).ConfigureAwait(false);
        return response.Snapshot?.SnapshotId is null ? throw Failures.AnsweredWithout("a snapshot", "CreateSnapshot", region.Name, step.Given) : [response.Snapshot];
    }

    private async Task<IReadOnlyList<Snapshot>> SetAsync(CancellationToken cancellationToken)
    {
        CreateSnapshotsRequest request = new()
        {
            InstanceSpecification = new InstanceSpecification
            {
                InstanceId = step.InstanceId, ExcludeBootVolume = step.ExcludesRoot ? true : null, ExcludeDataVolumeIds = step.Excluded.Count == 0 ? null : [.. step.Excluded],
            },
            Description = step.Description,
            // One set of tags is for all snapshots of the call: what differs from volume to volume AWS itself copies.
            CopyTagsFromSource = options.CopyVolumeTag ? CopyTagsFromSource.Volume : null,
            TagSpecifications = SnapshotTags.AtBirth(WithAttempt(TakingTags.Common(step.InstanceId, options))),
        };
        CreateSnapshotsResponse response = await region.CallAsync("CreateSnapshots", step.Given, ec2 => ec2.CreateSnapshotsAsync(request, cancellationToken)).ConfigureAwait(false);
        return response.Snapshots is { Count: > 0 } made ? [.. made.Select(info => info.ToSnapshot())] : throw Failures.AnsweredWithout("a snapshot", "CreateSnapshots", region.Name, step.Given);
    }

    private async Task<Snapshot> WaitAsync(Snapshot snapshot, CancellationToken cancellationToken)
    {
        EbsSnapshotSource? source = Source(snapshot);
        SnapshotWait wait = new(region, snapshot.SnapshotId!, $"Snapshot of {source?.ToString() ?? snapshot.VolumeId} in {region.Name}") { Given = step.Given, MissingWindow = region.Settings.VisibilityWindow };
        try
        {
            return await wait.RunAsync(deadline, events, cancellationToken).ConfigureAwait(false);
        }
        catch (AmiException failure) when (failure.Code == AmiErrorCodes.SnapshotFailed)
        {
            await DeadSnapshots.CleanUpAsync(region, snapshot.SnapshotId!, events).ConfigureAwait(false);
            throw failure.As(failure.Code, failure.Kind, $"The snapshot of {source?.ToString() ?? snapshot.VolumeId} failed: {failure.Message}", step.Given, "Run the command again when the cause is mended; nothing is left of the failed snapshot but what other errors name.");
        }
    }

    private EbsSnapshotSource? Source(Snapshot snapshot) => step.Volumes.FirstOrDefault(volume => volume.VolumeId == snapshot.VolumeId);

    private Dictionary<string, string> WithAttempt(Dictionary<string, string> tags) => TagRules.Merge(tags, [KeyValuePair.Create(AmiToolsTags.Attempt, _attempt)]);

    /// <summary>A volume that was attached since the plan is in the set too, and its own tags are AWS's to copy.</summary>
    private Dictionary<string, string> Wanted(Snapshot snapshot, bool existed)
    {
        Dictionary<string, string> tags = Source(snapshot) is { } source ? TakingTags.Of(source, step.InstanceId, options) : TakingTags.Common(step.InstanceId, options);
        return existed ? tags : WithAttempt(tags);
    }
}
