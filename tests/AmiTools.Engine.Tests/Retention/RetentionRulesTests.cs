using AmiTools.Engine.Retention;

namespace AmiTools.Engine.Tests.Retention;

/// <summary>The policy by itself: no AWS, and only the instant that it is given.</summary>
public class RetentionRulesTests
{
    private static readonly DateTime s_now = new(2026, 11, 21, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void The_newest_are_kept()
    {
        BackupSet[] family = Daily(10);
        Kept(new RetentionPolicy { KeepLast = 3 }, family).ShouldBe(family[..3]);
    }

    [Fact]
    public void The_young_are_kept_to_the_instant()
    {
        BackupSet[] family = [At(s_now.AddDays(-7).AddTicks(1)), At(s_now.AddDays(-7)), At(s_now.AddDays(-8))];
        Kept(new RetentionPolicy { KeepDays = 7 }, family).ShouldBe(family[..1]);
    }

    [Fact]
    public void Grandfather_father_and_son_keep_the_newest_of_each_period()
    {
        BackupSet[] family = Daily(800);
        BackupSet[] kept = Kept(new RetentionPolicy { Daily = 7, Weekly = 5, Monthly = 12, Yearly = 3 }, family);
        kept.Take(7).ShouldBe(family[..7]);
        // 7 days; 5 Sundays of which one or two are among them; 12 ends of months; 3 years, the first of them today.
        kept.Length.ShouldBeInRange(20, 26);
        kept.Select(backup => backup.Time!.Value.ToString("yyyy-MM")).Distinct().Count().ShouldBeGreaterThanOrEqualTo(12);
        kept.ShouldContain(backup => backup.Time!.Value.Year == 2025 && backup.Time.Value.Month == 12 && backup.Time.Value.Day == 31);
        kept.ShouldContain(backup => backup.Time!.Value.Year == 2024 && backup.Time.Value.Month == 12 && backup.Time.Value.Day == 31);
    }

    [Fact]
    public void Periods_without_a_backup_do_not_count()
    {
        BackupSet[] family = [At(s_now), At(s_now.AddDays(-30)), At(s_now.AddDays(-90)), At(s_now.AddDays(-91))];
        Kept(new RetentionPolicy { Daily = 3 }, family).ShouldBe(family[..3]);
    }

    [Theory]
    [InlineData("UTC", 1)]
    [InlineData("Europe/Berlin", 2)]
    [InlineData("America/New_York", 1)]
    public void Days_begin_where_the_policy_says(string zone, int days)
    {
        // 22:30 and 23:30 UTC of one day: in Berlin the second one is of the next day.
        BackupSet[] family = [At(new DateTime(2026, 11, 20, 23, 30, 0, DateTimeKind.Utc)), At(new DateTime(2026, 11, 20, 22, 30, 0, DateTimeKind.Utc))];
        Kept(new RetentionPolicy { Daily = 9, TimeZone = zone }, family).Length.ShouldBe(days);
    }

    [Theory]
    // The night in which Berlin has the hour from two to three twice, and the one in which it has none.
    [InlineData("2026-10-24T22:30:00Z", "2026-10-25T22:30:00Z", 1)]
    [InlineData("2026-10-24T21:30:00Z", "2026-10-25T22:30:00Z", 2)]
    [InlineData("2026-03-28T23:30:00Z", "2026-03-29T21:30:00Z", 1)]
    [InlineData("2026-03-28T23:30:00Z", "2026-03-29T22:30:00Z", 2)]
    public void A_day_has_23_or_25_hours_where_the_clocks_change(string first, string second, int days)
    {
        BackupSet[] family = [At(DateTime.Parse(second).ToUniversalTime()), At(DateTime.Parse(first).ToUniversalTime())];
        Kept(new RetentionPolicy { Daily = 9, TimeZone = "Europe/Berlin" }, family).Length.ShouldBe(days);
    }

    [Fact]
    public void A_leap_day_is_a_day_and_the_week_of_new_year_is_one_week()
    {
        BackupSet[] leap = [At(new DateTime(2024, 3, 1, 1, 0, 0, DateTimeKind.Utc)), At(new DateTime(2024, 2, 29, 1, 0, 0, DateTimeKind.Utc)), At(new DateTime(2024, 2, 28, 1, 0, 0, DateTimeKind.Utc))];
        Kept(new RetentionPolicy { Daily = 9 }, leap).Length.ShouldBe(3);
        // 2025-12-29 to 2026-01-04 is the first week of 2026.
        BackupSet[] newYear = [At(new DateTime(2026, 1, 4, 1, 0, 0, DateTimeKind.Utc)), At(new DateTime(2025, 12, 29, 1, 0, 0, DateTimeKind.Utc)), At(new DateTime(2025, 12, 28, 1, 0, 0, DateTimeKind.Utc))];
        Kept(new RetentionPolicy { Weekly = 9 }, newYear).ShouldBe([newYear[0], newYear[2]]);
    }

    [Fact]
    public void Of_two_of_one_instant_always_the_same_one_is_kept()
    {
        BackupSet[] family = [At(s_now, "eu-west-1/ami-b"), At(s_now, "eu-west-1/ami-a")];
        Kept(new RetentionPolicy { KeepLast = 1 }, family).Single().Key.ShouldBe("eu-west-1/ami-a");
        Kept(new RetentionPolicy { KeepLast = 1 }, [.. family.AsEnumerable().Reverse()]).Single().Key.ShouldBe("eu-west-1/ami-a");
    }

    [Theory]
    [InlineData("failed")]
    [InlineData("pending")]
    [InlineData("error")]
    public void A_backup_that_is_not_good_takes_nobodys_place(string state)
    {
        BackupSet newest = At(s_now, state: state);
        BackupSet[] family = [newest, At(s_now.AddDays(-1)), At(s_now.AddDays(-2))];
        IReadOnlyDictionary<BackupSet, RetentionDecision> decisions = Decide(new RetentionPolicy { KeepLast = 1, Daily = 1 }, family);
        decisions[family[1]].Keep.ShouldBeTrue();
        decisions[family[2]].Keep.ShouldBeFalse();
        decisions[newest].Keep.ShouldBe(state == "pending");
    }

    [Fact]
    public void The_last_good_one_stays_however_old_it_is()
    {
        BackupSet[] family = [At(s_now.AddDays(-1), state: "failed"), At(s_now.AddDays(-900)), At(s_now.AddDays(-901))];
        RetentionDecision last = Decide(new RetentionPolicy { KeepDays = 30 }, family)[family[1]];
        last.Keep.ShouldBeTrue();
        last.Because.ShouldContain("last good");
    }

    [Fact]
    public void One_that_can_be_launched_stays_though_disabled_ones_are_newer()
    {
        BackupSet[] family = [At(s_now, state: "disabled"), At(s_now.AddDays(-1), state: "disabled"), At(s_now.AddDays(-2)), At(s_now.AddDays(-3))];
        Kept(new RetentionPolicy { KeepLast = 1 }, family).ShouldBe([family[0], family[2]]);
    }

    [Fact]
    public void Failed_ones_stay_where_there_is_nothing_better()
    {
        BackupSet[] family = [At(s_now, state: "failed"), At(s_now.AddDays(-1), state: "failed")];
        Decide(new RetentionPolicy { KeepLast = 1 }, family).Values.ShouldAllBe(decision => decision.Keep);
    }

    [Fact]
    public void One_of_which_nobody_knows_when_it_was_made_stays()
    {
        BackupSet[] family = [At(s_now), new BackupSet("eu-west-1/ami-x", null, [new BackupImage("eu-west-1", "ami-x", "available", null)])];
        Decide(new RetentionPolicy { KeepLast = 1 }, family)[family[1]].Keep.ShouldBeTrue();
    }

    [Fact]
    public void Whatever_the_estate_and_the_policy_a_good_backup_of_each_family_is_kept()
    {
        string[] states = ["available", "available", "available", "disabled", "failed", "pending", "error", "deregistered"];
        string[] zones = ["UTC", "Europe/Berlin", "America/St_Johns", "Pacific/Apia", "Asia/Kathmandu"];
        for (int seed = 0; seed < 2000; seed++)
        {
            Random random = new(seed);
            BackupSet[] family = [.. Enumerable.Range(0, random.Next(1, 60)).Select(index => At(s_now.AddMinutes(-random.Next(0, 3_000_000)), $"eu-west-1/ami-{index}", states[random.Next(states.Length)]))];
            RetentionPolicy policy = new()
            {
                KeepLast = random.Next(0, 3), KeepDays = random.Next(0, 20), Daily = random.Next(0, 8), Weekly = random.Next(0, 5), Monthly = random.Next(0, 12), Yearly = random.Next(0, 3), TimeZone = zones[random.Next(zones.Length)],
            };
            IReadOnlyDictionary<BackupSet, RetentionDecision> decisions = Decide(policy, family);
            decisions.Count.ShouldBe(family.Length, $"seed {seed}");
            decisions.Values.ShouldAllBe(decision => decision.Because.Length > 0);
            if (family.Any(backup => backup.IsGood)) family.Any(backup => backup.IsGood && decisions[backup].Keep).ShouldBeTrue($"seed {seed}");
            if (family.Any(backup => backup.IsAvailable)) family.Any(backup => backup.IsAvailable && decisions[backup].Keep).ShouldBeTrue($"seed {seed}");
            family.Where(backup => !backup.IsGood && !backup.IsFailed).ShouldAllBe(backup => decisions[backup].Keep, $"seed {seed}");

            // Once carried out, the same policy keeps what is left.
            BackupSet[] left = [.. family.Where(backup => decisions[backup].Keep)];
            Decide(policy, left).Values.ShouldAllBe(decision => decision.Keep, $"seed {seed}");
        }
    }

    [Fact]
    public void Everything_that_is_wrong_with_a_policy_is_said_at_once()
    {
        AmiException refused = RetentionPolicyRules.Refuse(new RetentionPolicy { Daily = -1, TimeZone = "Europe/Nowhere", FamilyBy = RetentionFamily.Tag, Action = RetentionAction.Keep }, out _).ShouldNotBeNull();
        foreach (string part in new[] { "-Daily is -1", "Europe/Nowhere", "tag's key", "nothing is to happen" }) refused.Message.ShouldContain(part);
        RetentionPolicyRules.Refuse(new RetentionPolicy(), out _).ShouldNotBeNull().Message.ShouldContain("no rule keeps anything");
        RetentionPolicyRules.Refuse(new RetentionPolicy { KeepLast = 1 }, out _).ShouldBeNull();
    }

    private static IReadOnlyDictionary<BackupSet, RetentionDecision> Decide(RetentionPolicy policy, IReadOnlyCollection<BackupSet> family) =>
        new RetentionRules(policy, TimeZoneInfo.FindSystemTimeZoneById(policy.TimeZone), s_now).Decide(family);

    private static BackupSet[] Kept(RetentionPolicy policy, BackupSet[] family)
    {
        IReadOnlyDictionary<BackupSet, RetentionDecision> decisions = Decide(policy, family);
        return [.. family.Where(backup => decisions[backup].Keep)];
    }

    private static BackupSet[] Daily(int count) => [.. Enumerable.Range(0, count).Select(day => At(s_now.AddDays(-day)))];

    private static BackupSet At(DateTime time, string? key = null, string state = "available")
    {
        key ??= $"eu-west-1/ami-{time.Ticks:x}";
        return new BackupSet(key, time, [new BackupImage("eu-west-1", key[(key.IndexOf('/') + 1)..], state, time)]);
    }
}
