using AmiTools.Engine.Sessions;
using AmiTools.Engine.Snapshots;

namespace AmiTools.Engine.SnapshotCopying;

/// <summary>The snapshots that are to be copied, and what keeps them from being copied at all.</summary>
internal static class SnapshotCopySources
{
    /// <summary>Reads the snapshots. Those that cannot be copied are problems and not in the answer.</summary>
    public static async Task<IReadOnlyList<SnapshotCopySource>> ReadAsync(EngineSession session, EbsSnapshotCopyOptions options, List<AmiException> problems, CancellationToken cancellationToken)
    {
        if (options.SnapshotId.Count == 0) problems.Add(new AmiException(AmiErrorCodes.InvalidOption, AmiErrorKind.InvalidInput, "No snapshot is given.") { Remedy = "Give -SnapshotId, or pipe snapshots in." });
        NamedSnapshots named = await NamedSnapshots.ReadAsync(session, options.Session, options.SnapshotId, session.Settings.NamedResourceWindow, cancellationToken).ConfigureAwait(false);
        problems.AddRange(named.Problems.Concat(named.NotFound).Concat(named.Found.Select(Problem).OfType<AmiException>()));
        return [.. named.Found.Where(snapshot => Problem(snapshot) is null).Select(snapshot => new SnapshotCopySource(snapshot.Snapshot.ToEbsSnapshot(snapshot.Region.Name), snapshot.Reference.Given))];
    }

    private static AmiException? Problem(NamedSnapshot named)
    {
        string id = named.Snapshot.SnapshotId!, region = named.Region.Name;
        if (!named.Snapshot.IsCompleted())
        {
            string? reason = named.Snapshot.StateMessage is { Length: > 0 } message ? $" ({message.TrimEnd('.')})" : "";
            return Refuse(AmiErrorCodes.SnapshotNotReady, $"it is {named.Snapshot.State?.Value}{reason}, and AWS copies completed snapshots only",
                named.Snapshot.State?.Value == "pending" ? $"Wait for it first: Wait-EbsSnapshot {id} -Region {region}." : "Copy another snapshot of the volume: Get-EbsSnapshot -VolumeId shows them.");
        }

        return named.Snapshot.IsArchived() ? Refuse(AmiErrorCodes.SnapshotArchived, "it lies in the archive", $"Restore it from the archive first, which takes up to 72 hours: Set-EbsSnapshotTier {id} -RestoreDays 7 -Region {region}.") : null;

        AmiException Refuse(string code, string why, string remedy) => new(code, AmiErrorKind.InvalidState, $"{named.Snapshot.Title()} in {region} cannot be copied: {why}.") { ResourceId = named.Reference.Given, Region = region, Remedy = remedy };
    }
}

/// <summary>A snapshot to be copied.</summary>
/// <param name="Snapshot">The snapshot.</param>
/// <param name="Given">What the user gave.</param>
internal sealed record SnapshotCopySource(EbsSnapshot Snapshot, string Given);
