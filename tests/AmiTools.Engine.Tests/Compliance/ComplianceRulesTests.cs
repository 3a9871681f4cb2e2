using AmiTools.Engine.Compliance;

namespace AmiTools.Engine.Tests.Compliance;

public sealed class ComplianceRulesTests
{
    private const string Home = "eu-west-1", Away = "eu-central-1", Far = "us-east-1";

    private static readonly DateTime s_now = new(2027, 1, 31, 12, 0, 0, DateTimeKind.Utc);
    private static readonly AmiException s_denied = new(AmiErrorCodes.AccessDenied, AmiErrorKind.Denied, "no") { Operation = "DescribeImages" };

    [Theory]
    [InlineData(0, ComplianceVerdict.Compliant)]
    [InlineData(-1, ComplianceVerdict.Compliant)]
    [InlineData(1, ComplianceVerdict.NotCompliant)]
    public void Exactly_as_old_as_allowed_is_allowed(long ticksOlder, ComplianceVerdict expected) =>
        Judge([Backup("a", Home, TimeSpan.FromHours(24) + TimeSpan.FromTicks(ticksOlder))]).Verdict.ShouldBe(expected);

    [Fact]
    public void A_backup_from_a_clock_that_is_ahead_is_of_now()
    {
        AmiCompliance compliance = Judge([Backup("a", Home, TimeSpan.FromMinutes(-3))]);
        (compliance.Verdict, compliance.NewestBackupAge).ShouldBe((ComplianceVerdict.Compliant, TimeSpan.Zero));
    }

    [Fact]
    public void Two_backups_in_one_region_are_one_region()
    {
        AmiCompliance compliance = Judge([Backup("a", Home, TimeSpan.FromHours(1)), Backup("b", Home, TimeSpan.FromHours(2))], minRegion: 2);
        (compliance.Verdict, compliance.NewestBackup).ShouldBe((ComplianceVerdict.NotCompliant, "a"));
        compliance.Regions.ShouldBe([Home]);
        compliance.Reasons.ShouldHaveSingleItem().Detail.ShouldBe("good backups are in 1 of 2 regions: eu-west-1");
    }

    [Fact]
    public void Different_backups_count_together_and_the_own_region_comes_first()
    {
        AmiCompliance compliance = Judge([Backup("old", Away, TimeSpan.FromHours(9)), Backup("new", Home, TimeSpan.FromHours(1))], minRegion: 2);
        (compliance.Verdict, compliance.Compliant, compliance.Reasons.Count).ShouldBe((ComplianceVerdict.Compliant, true, 0));
        compliance.Regions.ShouldBe([Home, Away]);
        compliance.Because.ShouldBe("good backups are in eu-west-1, eu-central-1");
    }

    [Theory]
    [InlineData(1, ComplianceVerdict.Compliant)]
    [InlineData(2, ComplianceVerdict.Unknown)]
    [InlineData(3, ComplianceVerdict.NotCompliant)]
    public void An_unread_region_can_have_one_good_backup_and_no_more(int minRegion, ComplianceVerdict expected) =>
        Judge([Backup("a", Home, TimeSpan.FromHours(1))], minRegion, unread: new UnreadBackups(Away, "the images in eu-central-1", s_denied)).Verdict.ShouldBe(expected);

    [Fact]
    public void Where_the_regions_are_not_known_any_number_can_have_one()
    {
        AmiCompliance compliance = Judge([], minRegion: 5, unread: new UnreadBackups(null, "which regions there are", s_denied));
        (compliance.Verdict, compliance.Compliant).ShouldBe((ComplianceVerdict.Unknown, null));
        compliance.Reasons.Select(reason => reason.Code).ShouldBe([ComplianceCodes.NoBackup, ComplianceCodes.NotRead]);
        compliance.Reasons[1].Operation.ShouldBe("DescribeImages");
    }

    [Theory]
    [InlineData(1, ComplianceVerdict.Unknown, ComplianceCodes.AgeUnknown)]
    [InlineData(30, ComplianceVerdict.NotCompliant, ComplianceCodes.TooOld)]
    public void Data_of_an_unknown_age_is_too_old_only_where_it_cannot_be_younger(int hours, ComplianceVerdict expected, string code)
    {
        AmiCompliance compliance = Judge([new BackupCandidate(Home, "a", new RecoveryPoint(s_now - TimeSpan.FromHours(hours), IsExact: false), true, [])]);
        (compliance.Verdict, compliance.RecoveryPoint, compliance.NewestBackup).ShouldBe((expected, null, "a"));
        compliance.Reasons.ShouldHaveSingleItem().Code.ShouldBe(code);
    }

    [Fact]
    public void What_is_certainly_bad_stays_bad_whatever_else_was_not_read()
    {
        ComplianceReasons reasons = new(Home, "a", new ComplianceSubject(Home, "i-1"));
        BackupCandidate backup = Backup("a", Home, TimeSpan.FromHours(1)) with { Obstacles = [reasons.Missing("snap-1", null), reasons.NotRead("its snapshots", s_denied)] };
        Judge([backup]).Verdict.ShouldBe(ComplianceVerdict.NotCompliant);
        Judge([backup with { Obstacles = [reasons.NotRead("its snapshots", s_denied)] }]).Verdict.ShouldBe(ComplianceVerdict.Unknown);
    }

    [Fact]
    public void The_last_good_backup_counts_where_the_newest_is_none()
    {
        BackupCandidate failed = Backup("failed", Home, TimeSpan.FromMinutes(5)) with { Obstacles = [new ComplianceReasons(Home, "failed", new ComplianceSubject(Home, "i-1")).NoSnapshot()] };
        AmiCompliance compliance = Judge([failed, Backup("good", Home, TimeSpan.FromHours(20))]);
        (compliance.Verdict, compliance.NewestBackup).ShouldBe((ComplianceVerdict.Compliant, "good"));
    }

    [Theory]
    [InlineData("4h", ComplianceVerdict.NotCompliant, 4)]
    [InlineData(" 2 D", ComplianceVerdict.Compliant, 48)]
    [InlineData("0h", ComplianceVerdict.Unknown, null)]
    [InlineData("soon", ComplianceVerdict.Unknown, null)]
    [InlineData("", ComplianceVerdict.Unknown, null)]
    public void The_instances_own_objective_counts(string tag, ComplianceVerdict expected, int? hours)
    {
        AmiCompliance compliance = Judge([Backup("a", Home, TimeSpan.FromHours(5))], objective: tag);
        (compliance.Verdict, compliance.MaxAge).ShouldBe((expected, hours is { } known ? TimeSpan.FromHours(known) : null));
    }

    [Fact]
    public void Without_any_backup_a_tag_that_is_none_changes_nothing() => Judge([], objective: "soon").Verdict.ShouldBe(ComplianceVerdict.NotCompliant);

    [Fact]
    public void Unencrypted_backups_count_only_where_they_may()
    {
        BackupCandidate plain = Backup("plain", Home, TimeSpan.FromHours(1)) with { IsEncrypted = false };
        Judge([plain]).Verdict.ShouldBe(ComplianceVerdict.Compliant);
        AmiCompliance compliance = Judge([plain, Backup("secret", Far, TimeSpan.FromHours(90))], encrypted: true);
        (compliance.Verdict, compliance.IsEncrypted).ShouldBe((ComplianceVerdict.NotCompliant, false));
        compliance.Reasons.Select(reason => (reason.Code, reason.ImageId)).ShouldBe([(ComplianceCodes.NotEncrypted, "plain"), (ComplianceCodes.TooOld, "secret")]);
    }

    [Theory]
    [InlineData("90m", 5400), InlineData("1.5d", 129600), InlineData("2w", 1209600)]
    public void Lengths_of_time_are_read(string text, int seconds)
    {
        TimeSpanText.TryParse(text, out TimeSpan length).ShouldBeTrue();
        length.ShouldBe(TimeSpan.FromSeconds(seconds));
        TimeSpanText.TryParse(TimeSpanText.Write(length), out TimeSpan again).ShouldBeTrue();
        again.ShouldBe(length);
    }

    private static BackupCandidate Backup(string id, string region, TimeSpan age) => new(region, id, new RecoveryPoint(s_now - age, IsExact: true), true, []);

    private static AmiCompliance Judge(BackupCandidate[] backups, int minRegion = 1, bool encrypted = false, string? objective = null, UnreadBackups? unread = null) =>
        new ComplianceRules(new ComplianceQuery { Session = new SessionOptions(), MinRegion = minRegion, Encrypted = encrypted }, "111122223333", s_now)
            .Judge(new ComplianceSubject(Home, "i-1", Objective: objective), backups, unread is null ? [] : [unread]);
}
