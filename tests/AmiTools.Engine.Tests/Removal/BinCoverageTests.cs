using Amazon.RecycleBin.Model;
using AmiTools.Engine.RecycleBin;
using AmiTools.Engine.Removal;

namespace AmiTools.Engine.Tests.Removal;

public class BinCoverageTests
{
    private static readonly DateTime s_now = new(2026, 11, 21, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Without_a_rule_nothing_is_kept()
    {
        BinForecast forecast = Forecast([], ("Env", "prod"));
        forecast.Verdict.ShouldBe(RecycleBinVerdict.No);
        forecast.Until.ShouldBeNull();
        forecast.Because.ShouldContain("no rule");
    }

    [Fact]
    public void A_rule_of_the_region_keeps_everything()
    {
        BinForecast forecast = Forecast([Rule("region", 30)]);
        forecast.Verdict.ShouldBe(RecycleBinVerdict.Yes);
        forecast.Until.ShouldBe(s_now.AddDays(30));
        forecast.RuleIdentifier.ShouldBe("region");
    }

    [Theory]
    [InlineData("prod", RecycleBinVerdict.Yes)]
    [InlineData("test", RecycleBinVerdict.Yes)]
    [InlineData("dev", RecycleBinVerdict.No)]
    public void One_of_a_rules_tags_suffices(string env, RecycleBinVerdict verdict) =>
        Forecast([Rule("tags", 7, tags: [("Env", "prod"), ("Env", "test"), ("Keep", "yes")])], ("Env", env)).Verdict.ShouldBe(verdict);

    [Fact]
    public void One_of_the_exclusions_suffices_too()
    {
        GetRuleResponse rule = Rule("region", 7, excluded: [("Env", "dev"), ("Env", "scratch")]);
        Forecast([rule], ("Env", "prod")).Verdict.ShouldBe(RecycleBinVerdict.Yes);
        Forecast([rule], ("Env", "dev")).Verdict.ShouldBe(RecycleBinVerdict.No);
        Forecast([rule], ("Env", "scratch")).Verdict.ShouldBe(RecycleBinVerdict.No);
    }

    [Fact]
    public void A_rule_that_is_not_in_force_yet_leaves_it_open()
    {
        BinForecast forecast = Forecast([Rule("new", 7, status: "pending")]);
        forecast.Verdict.ShouldBe(RecycleBinVerdict.Unknown);
        forecast.Because.ShouldContain("not in force yet");
    }

    [Fact]
    public void A_tag_without_a_value_leaves_other_values_open()
    {
        GetRuleResponse byTag = Rule("tags", 7, tags: [("Keep", null)]);
        Forecast([byTag], ("Keep", "")).Verdict.ShouldBe(RecycleBinVerdict.Yes);
        Forecast([byTag], ("Keep", "yes")).Verdict.ShouldBe(RecycleBinVerdict.Unknown);
        Forecast([byTag], ("Other", "yes")).Verdict.ShouldBe(RecycleBinVerdict.No);
        Forecast([Rule("region", 7, excluded: [("Keep", null)])], ("Keep", "yes")).Verdict.ShouldBe(RecycleBinVerdict.Unknown);
    }

    [Fact]
    public void Of_several_rules_the_answer_that_every_documentation_gives_counts()
    {
        Forecast([Rule("short", 7), Rule("long", 30)]).Until.ShouldBe(s_now.AddDays(30));
        // By the older documentation a rule by tags comes before one of the region, however short it is.
        BinForecast forecast = Forecast([Rule("tags", 7, tags: [("Env", "prod")]), Rule("region", 30)], ("Env", "prod"));
        forecast.Until.ShouldBe(s_now.AddDays(7));
        forecast.RuleIdentifier.ShouldBe("tags");
    }

    [Fact]
    public void Rules_for_images_say_nothing_about_snapshots()
    {
        BinCoverage coverage = BinCoverage.Of("eu-west-1", s_now, [new AgedRule(Rule("images", 7), null)], []);
        coverage.Forecast(RecycleBinResourceType.Image, new Dictionary<string, string>()).Verdict.ShouldBe(RecycleBinVerdict.Yes);
        coverage.Forecast(RecycleBinResourceType.Snapshot, new Dictionary<string, string>()).Verdict.ShouldBe(RecycleBinVerdict.No);
    }

    [Fact]
    public void The_first_rule_of_a_region_may_be_too_young_to_act()
    {
        AgedRule young = new(Rule("young", 7), s_now.AddMinutes(-10));
        BinForecast forecast = Aged([young]);
        forecast.Verdict.ShouldBe(RecycleBinVerdict.Unknown);
        forecast.Because.ShouldContain("young");
        Aged([young with { Created = s_now.AddHours(-1) }]).Verdict.ShouldBe(RecycleBinVerdict.Yes);
        // Only the first one takes that long; and of a rule whose age nobody knows no more can be asked.
        Aged([young, new AgedRule(Rule("old", 30, tags: [("Env", "prod")]), s_now.AddDays(-3))]).Verdict.ShouldBe(RecycleBinVerdict.Yes);
        Aged([young with { Created = null }]).Verdict.ShouldBe(RecycleBinVerdict.Yes);
        Aged([young, new AgedRule(Rule("new", 30, status: "pending"), null)]).Verdict.ShouldBe(RecycleBinVerdict.Unknown);
    }

    private static BinForecast Forecast(GetRuleResponse[] rules, params (string Key, string Value)[] tags) =>
        Aged([.. rules.Select(rule => new AgedRule(rule, null))], tags);

    private static BinForecast Aged(AgedRule[] rules, params (string Key, string Value)[] tags) =>
        BinCoverage.Of("eu-west-1", s_now, rules, []).Forecast(RecycleBinResourceType.Image, tags.ToDictionary(tag => tag.Key, tag => tag.Value));

    private static GetRuleResponse Rule(string id, int days, (string Key, string? Value)[]? tags = null, (string Key, string? Value)[]? excluded = null, string status = "available") => new()
    {
        Identifier = id, Status = status, RetentionPeriod = new RetentionPeriod { RetentionPeriodValue = days, RetentionPeriodUnit = "DAYS" },
        ResourceTags = tags is null ? null : [.. tags.Select(tag => new ResourceTag { ResourceTagKey = tag.Key, ResourceTagValue = tag.Value })],
        ExcludeResourceTags = excluded is null ? null : [.. excluded.Select(tag => new ResourceTag { ResourceTagKey = tag.Key, ResourceTagValue = tag.Value })],
    };
}
