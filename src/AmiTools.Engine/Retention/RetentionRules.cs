using System.Globalization;

namespace AmiTools.Engine.Retention;

/// <summary>Decides which backups of one family are kept. Pure: no AWS, and no clock but the instant that it is given.</summary>
/// <remarks>
/// Only good backups take a place in a count or a period: a failed one restores nothing, and must not push out the last one that does. Whatever the policy says, the newest backup that can be launched is kept, and where
/// none can, the newest that could be enabled.
/// </remarks>
internal sealed class RetentionRules
{
    private readonly RetentionPolicy _policy;
    private readonly TimeZoneInfo _zone;
    private readonly DateTime _now;

    /// <summary>Takes a policy that <see cref="RetentionPolicyRules"/> found good.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="zone">The time zone of its days.</param>
    /// <param name="now">The instant from which ages are counted, UTC.</param>
    public RetentionRules(RetentionPolicy policy, TimeZoneInfo zone, DateTime now)
    {
        _policy = policy;
        _zone = zone;
        _now = now;
    }

    /// <summary>Decides about the backups of one family.</summary>
    public IReadOnlyDictionary<BackupSet, RetentionDecision> Decide(IReadOnlyCollection<BackupSet> family)
    {
        // Of two of the same instant the key decides, so that the same estate always gives the same plan.
        BackupSet[] good = [.. family.Where(backup => backup.IsGood && backup.Time is not null).OrderByDescending(backup => backup.Time).ThenBy(backup => backup.Key, StringComparer.Ordinal)];
        Dictionary<BackupSet, List<string>> kept = new(ReferenceEqualityComparer.Instance);
        for (int index = 0; index < Math.Min(good.Length, _policy.KeepLast); index++) Keep(good[index], index == 0 ? "it is the newest" : $"it is the {Ordinal(index + 1)} newest of {_policy.KeepLast}");
        foreach (BackupSet young in good.Where(backup => _policy.KeepDays > 0 && _now - backup.Time!.Value < TimeSpan.FromDays(_policy.KeepDays))) Keep(young, $"it is younger than {_policy.KeepDays.ToString("0.##", CultureInfo.InvariantCulture)} days");
        Periods(good, _policy.Daily, "day", time => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Periods(good, _policy.Weekly, "week", time => $"{ISOWeek.GetYear(time)}-W{ISOWeek.GetWeekOfYear(time):00}");
        Periods(good, _policy.Monthly, "month", time => time.ToString("yyyy-MM", CultureInfo.InvariantCulture));
        Periods(good, _policy.Yearly, "year", time => time.ToString("yyyy", CultureInfo.InvariantCulture));
        if ((Array.Find(good, backup => backup.IsAvailable) ?? good.FirstOrDefault()) is { } last && !kept.ContainsKey(last)) Keep(last, "it is the last good backup of its family");
        return family.ToDictionary(backup => backup, backup => kept.TryGetValue(backup, out List<string>? reasons) ? new RetentionDecision(true, string.Join(", ", reasons)) : Rest(backup, good));

        void Keep(BackupSet backup, string because)
        {
            if (!kept.TryGetValue(backup, out List<string>? reasons)) kept[backup] = reasons = [];
            reasons.Add(because);
        }

        void Periods(BackupSet[] newestFirst, int count, string unit, Func<DateTime, string> periodOf)
        {
            foreach (IGrouping<string, BackupSet> period in newestFirst.GroupBy(backup => periodOf(TimeZoneInfo.ConvertTimeFromUtc(backup.Time!.Value, _zone)), StringComparer.Ordinal).Take(count)) Keep(period.First(), $"it is the newest of the {unit} {period.Key}");
        }
    }

    private static RetentionDecision Rest(BackupSet backup, BackupSet[] good)
    {
        if (backup.IsGood) return backup.Time is null ? new RetentionDecision(true, "nothing tells when it was made") : new RetentionDecision(false, "no rule keeps it");
        if (!backup.IsFailed) return new RetentionDecision(true, $"it is {string.Join(", ", backup.Images.Select(image => image.State).Distinct())}");
        return good.Length == 0 ? new RetentionDecision(true, "it failed, and its family has no good backup") : new RetentionDecision(false, "it failed, and restores nothing");
    }

    private static string Ordinal(int number) => number % 100 is > 10 and < 14 ? $"{number}th" : (number % 10) switch { 1 => $"{number}st", 2 => $"{number}nd", 3 => $"{number}rd", _ => $"{number}th" };
}
