using AmiTools.Engine.Text;

namespace AmiTools.Engine.Compliance;

/// <summary>What instances are judged by, at one moment. Nothing is called.</summary>
/// <param name="query">What is asked of the backups.</param>
/// <param name="accountId">Whose instances they are.</param>
/// <param name="now">The moment, UTC.</param>
internal sealed class ComplianceRules(ComplianceQuery query, string accountId, DateTime now)
{
    /// <summary>Judges one instance.</summary>
    /// <param name="subject">The instance.</param>
    /// <param name="backups">Its backups in the regions that count.</param>
    /// <param name="unread">What of those regions could not be read.</param>
    public AmiCompliance Judge(ComplianceSubject subject, IReadOnlyCollection<BackupCandidate> backups, IReadOnlyCollection<UnreadBackups> unread)
    {
        if (subject.Unread is { } failure) return Result(subject, null, backups, new(ComplianceVerdict.Unknown, [], [ComplianceReasons.NotRead(subject.Region, null, $"the instance {subject.InstanceId} in {subject.Region}", failure)]));
        if (subject.Objective is null) return Result(subject, query.MaxAge, backups, Decide(subject, query.MaxAge, backups, unread));
        if (TimeSpanText.TryParse(subject.Objective, out TimeSpan own) && own > TimeSpan.Zero) return Result(subject, own, backups, Decide(subject, own, backups, unread));
        // Without an objective one thing can still be certain: that there are too few backups of any age.
        Decision anyAge = Decide(subject, TimeSpan.MaxValue, backups, unread);
        return Result(subject, null, backups, new(anyAge.Verdict == ComplianceVerdict.NotCompliant ? ComplianceVerdict.NotCompliant : ComplianceVerdict.Unknown, [], [InvalidTag(subject.Objective), .. anyAge.Reasons]));
    }

    private Decision Decide(ComplianceSubject subject, TimeSpan maxAge, IReadOnlyCollection<BackupCandidate> backups, IReadOnlyCollection<UnreadBackups> unread)
    {
        Judged[] judged = [.. backups.Select(backup => new Judged(backup, [.. Against(subject, backup, maxAge)]))];
        ILookup<string, Judged> byRegion = judged.ToLookup(each => each.Backup.Region, StringComparer.Ordinal);
        string[] good = [.. byRegion.Where(region => region.Any(each => each.Reasons.Count == 0)).Select(region => region.Key).OrderBy(region => region != subject.Region).ThenBy(region => region, StringComparer.Ordinal)];
        if (good.Length >= query.MinRegion) return new Decision(ComplianceVerdict.Compliant, good, []);

        string[] open = [.. byRegion.Where(region => region.Any(each => each.MayBeGood)).Select(region => region.Key).Union(unread.Select(place => place.Region).OfType<string>()).Except(good)];
        // Where the regions themselves are not known, any number of them may have good ones.
        bool mayBeEnough = unread.Any(place => place.Region is null) || good.Length + open.Length >= query.MinRegion;
        return new Decision(mayBeEnough ? ComplianceVerdict.Unknown : ComplianceVerdict.NotCompliant, good,
        [
            .. Shortage(subject, good, judged),
            .. byRegion.Where(region => !good.Contains(region.Key)).OrderBy(region => region.Key != subject.Region).ThenBy(region => region.Key, StringComparer.Ordinal).SelectMany(Telling),
            .. unread.Where(place => !good.Contains(place.Region)).Select(place => ComplianceReasons.NotRead(place.Region, null, place.Subject, place.Failure)),
        ]);
    }

    private IEnumerable<ComplianceReason> Against(ComplianceSubject subject, BackupCandidate backup, TimeSpan maxAge)
    {
        ComplianceReasons reasons = new(backup.Region, backup.ImageId, subject);
        foreach (ComplianceReason obstacle in backup.Obstacles) yield return obstacle;
        if (query.Encrypted && backup.IsEncrypted == false) yield return reasons.NotEncrypted();
        // Just as old as allowed is allowed.
        if (now - backup.Point.At > maxAge) yield return reasons.TooOld(backup.Point, maxAge);
        // Where something else stands in the way, or any age will do, the age decides nothing.
        else if (backup is { IsRestorable: true, Point.IsExact: false } && maxAge != TimeSpan.MaxValue) yield return reasons.AgeUnknown(backup.Point.Unread);
    }

    /// <summary>What is said of the backups of a region that has no good one: of those that would be young enough, else of the newest.</summary>
    private static IEnumerable<ComplianceReason> Telling(IEnumerable<Judged> region)
    {
        Judged[] newestFirst = [.. region.OrderByDescending(each => each.Backup.Point.At).ThenBy(each => each.Backup.ImageId, StringComparer.Ordinal)];
        Judged[] young = [.. newestFirst.Where(each => each.Reasons.All(reason => reason.Code != ComplianceCodes.TooOld))];
        // The newest that could be launched tells more than an older one that could not.
        Judged? old = newestFirst.FirstOrDefault(each => each.Backup.IsRestorable) ?? newestFirst.FirstOrDefault();
        return (young.Length > 0 ? young : [old!]).SelectMany(each => each.Reasons).DistinctBy(reason => reason.Detail);
    }

    private IEnumerable<ComplianceReason> Shortage(ComplianceSubject subject, string[] good, Judged[] backups)
    {
        if (backups.Length == 0) yield return Of(ComplianceCodes.NoBackup, $"no image is a backup of {subject.InstanceId}", $"New-AmiBackup {subject.InstanceId} -Region {subject.Region}; one that was removed may still be in the Recycle Bin: Get-RecycleBinItem.");
        else if (query.MinRegion > 1) yield return Of(ComplianceCodes.TooFewRegions, $"good backups are in {good.Length} of {Count.Of(query.MinRegion, "region")}{(good.Length == 0 ? "" : $": {string.Join(", ", good)}")}", More(subject, backups));
    }

    /// <summary>What brings a good backup to one more region.</summary>
    private static string More(ComplianceSubject subject, Judged[] backups) => backups.Where(each => each.Reasons.Count == 0).OrderByDescending(each => each.Backup.Point.At).ThenBy(each => each.Backup.Region != subject.Region).FirstOrDefault()?.Backup is { } best
        ? $"Copy a good backup: Copy-AmiToRegion {best.ImageId} -Region {best.Region} -DestinationRegion <region>"
        : $"Make a new backup, and copy it: New-AmiBackup {subject.InstanceId} -Region {subject.Region} -Wait | Copy-AmiToRegion -DestinationRegion <region>";

    private static ComplianceReason InvalidTag(string value) => new()
    {
        Verdict = ComplianceVerdict.Unknown, Code = ComplianceCodes.InvalidTag, Detail = $"its tag {AmiToolsTags.RecoveryPointObjective} says '{value}', which is no length of time", Remedy = "Give the tag a number with m, h, d or w, such as 4h, or take it away.",
    };

    private static ComplianceReason Of(string code, string detail, string remedy) => new() { Verdict = ComplianceVerdict.NotCompliant, Code = code, Detail = detail, Remedy = remedy };

    private AmiCompliance Result(ComplianceSubject subject, TimeSpan? maxAge, IReadOnlyCollection<BackupCandidate> backups, Decision decision)
    {
        // A copy brings back the same moment as its source: the nearer of the two is named.
        BackupCandidate? newest = backups.Where(backup => backup.IsRestorable).OrderByDescending(backup => backup.Point.IsExact).ThenByDescending(backup => backup.Point.At)
            .ThenBy(backup => backup.Region != subject.Region).ThenBy(backup => backup.ImageId, StringComparer.Ordinal).FirstOrDefault();
        DateTime? point = newest is { Point: { IsExact: true, At: var at } } ? at : null;
        return new AmiCompliance
        {
            Region = subject.Region, AccountId = accountId, InstanceId = subject.InstanceId, InstanceName = subject.Name, State = subject.State, Verdict = decision.Verdict, MaxAge = maxAge, MinRegion = query.MinRegion, Regions = decision.Good,
            NewestBackup = newest?.ImageId, NewestBackupRegion = newest?.Region, RecoveryPoint = point, NewestBackupAge = point is { } then ? now > then ? now - then : TimeSpan.Zero : null, IsEncrypted = newest?.IsEncrypted,
            UncoveredDevices = newest is null ? [] : [.. (subject.Devices ?? []).Except(newest.Devices ?? [])], Reasons = decision.Reasons,
        };
    }

    private sealed record Decision(ComplianceVerdict Verdict, IReadOnlyList<string> Good, IReadOnlyList<ComplianceReason> Reasons);

    private sealed record Judged(BackupCandidate Backup, IReadOnlyList<ComplianceReason> Reasons)
    {
        public bool MayBeGood => Reasons.All(reason => reason.Verdict == ComplianceVerdict.Unknown);
    }
}

/// <summary>Backups that could not be read.</summary>
/// <param name="Region">Where; null where not even the regions are known.</param>
/// <param name="Subject">What could not be read, as the subject of a sentence.</param>
/// <param name="Failure">Why.</param>
internal sealed record UnreadBackups(string? Region, string Subject, AmiException Failure);
