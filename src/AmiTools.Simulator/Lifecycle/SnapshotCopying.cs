namespace AmiTools.Simulator;

/// <summary>Copies of snapshots on their way: what they move, how long that takes, and how they fail.</summary>
internal static class SnapshotCopying
{
    /// <summary>A pending copy, already in its store.</summary>
    /// <param name="target">Where the copy is, and whose.</param>
    /// <param name="source">What is copied; null where it is not there, which AWS finds out later.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="now">The time.</param>
    public static SimSnapshot Begin(SimRegion target, SimSnapshot? source, CopyRequest request, DateTimeOffset now)
    {
        var key = request.Key;
        var copy = new SimSnapshot
        {
            Id = target.Ids.New("snap"),
            OwnerId = target.Account.Id,
            CreatedAt = now,
            VolumeId = SimSnapshot.NoVolume,
            SizeGiB = source?.SizeGiB ?? 0,
            Encrypted = key is not null,
            KmsKeyId = key?.Arn,
            SourceSnapshotId = request.SourceId,
            SourceRegion = request.SourceRegion,
            LineageVolumeId = source is null ? null : SimRegion.LineageOf(source),
            TransferType = request.Minutes is null ? "standard" : "time-based",
            CompletionDurationMinutes = request.Minutes,
            BelongsToImageCopy = request.ForImage,
        };
        copy.DataEncryptionKeyId = key is null ? null : DataKey(target, copy);
        target.Snapshots.Add(copy);
        target.SnapshotCopies.Add(copy);
        return copy;
    }

    /// <summary>The work of a copy that has begun.</summary>
    public static SnapshotJob Job(SimRegion target, SimSnapshot? source, SimSnapshot copy, CopyRequest request)
    {
        var pace = target.Simulator.Settings.Pace;
        if (Problem(target, source, request) is { } problem)
            return new(copy, pace.LateCheck, 0) { Failure = (pace.LateCheck, problem) };
        var held = source!.FullSizeBytes ?? 0;
        var duration = pace.Copy(BytesToMove(target, source, copy));
        return new(copy, request.Minutes is { } minutes && duration.TotalMinutes > minutes ? TimeSpan.FromMinutes(minutes) * 0.95 : duration, held);
    }

    /// <summary>MiB per second that a time-based copy takes from what all of them share; zero for others.</summary>
    /// <exception cref="AwsErrorException">There is not that much.</exception>
    public static double Reserve(SimRegion target, SimSnapshot source, int? minutes) =>
        minutes is { } within ? TimeBasedCopy.Reserve(source.FullSizeBytes ?? 0, within, target.ReservedCopyRate) : 0;

    /// <summary>To be called when a copy is no longer pending.</summary>
    public static void Settle(SimRegion target, SimSnapshot copy) => target.SnapshotCopies.Remove(copy);

    /// <exception cref="AwsErrorException">Too many copies are on their way.</exception>
    public static void CheckQuota(Call call, int more)
    {
        var counted = call.Region.SnapshotCopies.Count(copy => !copy.BelongsToImageCopy || call.Settings.ImageCopiesCountAsSnapshotCopies);
        if (counted + more > call.Account.Quotas.SnapshotCopies)
            throw Errors.LimitExceeded($"Too many snapshot copies in progress. The limit is {call.Account.Quotas.SnapshotCopies} for this destination region.");
    }

    /// <summary>Fails the copies of a snapshot that is gone.</summary>
    public static void FailCopiesOf(SimRegion region, SimSnapshot source)
    {
        foreach (var copy in region.Simulator.Accounts.SelectMany(account => account.UsedRegions).SelectMany(target => target.SnapshotCopies))
        {
            if (copy.SourceSnapshotId == source.Id && copy.SourceRegion == region.Name && copy.State == "pending")
                SnapshotSet.Fail(copy, $"Source snapshot {source.Id} was deleted");
        }
    }

    private static string? Problem(SimRegion target, SimSnapshot? source, CopyRequest request)
    {
        if (source is null)
            return "Source snapshot is not found";
        if (request.Key?.Problem is { } problem)
            return problem;
        return source.Encrypted && target.Simulator.Account(source.OwnerId).FindRegion(request.SourceRegion) is { } home
            ? KeyChoice.ReadProblem(home, target.Account.Id, source.KmsKeyId)
            : null;
    }

    /// <summary>
    /// The first copy of a volume's snapshots to a region and key is a full one; later ones move what changed, as long as an earlier copy is there. A
    /// copy that stays where its source is, under the same key, moves nothing.
    /// </summary>
    private static long BytesToMove(SimRegion target, SimSnapshot source, SimSnapshot copy)
    {
        var bytes = source.FullSizeBytes ?? 0;
        if (copy.SourceRegion == target.Name && source.OwnerId == copy.OwnerId && source.KmsKeyId == copy.KmsKeyId)
            return 0;
        return HasForerunner(target, copy) ? (long)(bytes * target.Simulator.Settings.Pace.ChangedPart) : bytes;
    }

    private static bool HasForerunner(SimRegion target, SimSnapshot copy) =>
        copy.LineageVolumeId is { } lineage
        && target.SnapshotsByLineage[lineage].Any(other => other != copy && other is { State: "completed", StorageTier: "standard" } && other.KmsKeyId == copy.KmsKeyId);

    private static string DataKey(SimRegion target, SimSnapshot copy) =>
        (copy.LineageVolumeId is { } lineage ? target.SnapshotsByLineage[lineage].FirstOrDefault(other => other.KmsKeyId == copy.KmsKeyId)?.DataEncryptionKeyId : null)
        ?? target.Ids.NewGuid().ToString();
}

/// <summary>A copy of one snapshot as it was asked for.</summary>
/// <param name="SourceId">Id of what is copied, whether it is there or not.</param>
/// <param name="SourceRegion">Where it is.</param>
/// <param name="Key">What the copy is encrypted with; null for a plain one.</param>
/// <param name="Minutes">Within which it is to be done; null: whatever it takes.</param>
/// <param name="ForImage">Whether CopyImage asks.</param>
internal sealed record CopyRequest(string SourceId, string SourceRegion, KeyChoice? Key, int? Minutes, bool ForImage);
