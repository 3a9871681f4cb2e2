using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using AmiTools.Engine.Availability;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Images;
using AmiTools.Engine.Sessions;
using AmiTools.Engine.Snapshots.Tiering;

namespace AmiTools.Engine.Retention;

/// <summary>An image that was archived, as far as that went.</summary>
/// <param name="Step">What was planned.</param>
/// <param name="Receipt">What the image was before; null where it was disabled already.</param>
/// <param name="Snapshots">Its snapshots that are in the archive or on their way.</param>
internal sealed record ArchivedImage(ArchiveStep Step, AmiChangeReceipt? Receipt, IReadOnlyList<EbsSnapshotTier> Snapshots);

/// <summary>Disables images, all of them first because they may have snapshots in common, and then sends their snapshots into the archive. The snapshots of an image that could not be disabled stay.</summary>
internal sealed class ArchiveRunner(EngineSession session, SessionOptions options, IReadOnlyList<ArchiveStep> steps, IEngineEvents events)
{
    public async IAsyncEnumerable<ArchivedImage> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        DisablePlan disabling = new() { Options = new DisableOptions { Session = options, ImageId = [] }, Steps = [.. steps.Select(step => step.Disable)] };
        Dictionary<(string, string), ArchiveStep> byImage = steps.ToDictionary(step => (step.Disable.Image.Region, step.Disable.Image.ImageId));
        List<(ArchiveStep Step, AmiAvailability Image)> disabled = [];
        await foreach (AmiAvailability image in new DisableRunner(session, disabling, events).RunAsync(cancellationToken).ConfigureAwait(false)) disabled.Add((byImage[(image.Region, image.ImageId)], image));
        IAsyncEnumerable<ArchivedImage> archived = ParallelStream.RunAsync<(ArchiveStep Step, AmiAvailability Image), ArchivedImage>(disabled, session.Settings.Parallelism, async (each, emit, token) =>
        {
            ConcurrentQueue<EbsSnapshotTier> snapshots = [];
            // Whatever comes of the snapshots, the image is disabled, and its receipt must not be lost.
            await Item.RunAsync(events, each.Image.ImageId, each.Image.Region, () => ArchiveAsync(each.Step, each.Image, snapshots, token)).ConfigureAwait(false);
            if (each.Image.Receipt is not null || snapshots.Any(snapshot => snapshot.Receipt is not null)) await emit(new ArchivedImage(each.Step, each.Image.Receipt, [.. snapshots])).ConfigureAwait(false);
        }, cancellationToken: cancellationToken);
        await foreach (ArchivedImage image in archived.ConfigureAwait(false)) yield return image;
    }

    private async Task ArchiveAsync(ArchiveStep step, AmiAvailability image, ConcurrentQueue<EbsSnapshotTier> snapshots, CancellationToken cancellationToken)
    {
        if (image.Changed && step.Snapshots.Any(snapshot => snapshot.Changes)) await SeeDisabledAsync(session.In(image.Region), image.ImageId, cancellationToken).ConfigureAwait(false);
        EbsSnapshotTierPlan moves = new() { Options = new EbsSnapshotTierOptions { Session = options, SnapshotId = [], Archive = true }, Steps = step.Snapshots };
        await foreach (EbsSnapshotTier snapshot in new TierRunner(session, moves, events).RunAsync(cancellationToken).ConfigureAwait(false)) snapshots.Enqueue(snapshot);
    }

    /// <summary>Waits until AWS shows what it did a moment ago. Where it does not in time, its refusal of the snapshots says so.</summary>
    private static Task SeeDisabledAsync(RegionSession region, string imageId, CancellationToken cancellationToken) =>
        Patience.UntilAsync(region.Time, region.Settings.VisibilityWindow, async token =>
            await region.Images.OneAsync(imageId, token).ConfigureAwait(false) is { } image && image.State?.Value == ImageStates.Disabled ? image : null,
            TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(15), cancellationToken);
}
