using Amazon.EC2.Model;
using AmiTools.Engine.Tests.Harness;
using AmiTools.Simulator;

namespace AmiTools.Engine.Tests.RecycleBin;

/// <summary>Rules are made once, say when they were made, and what would make them useless is said before.</summary>
public class RuleTests
{
    private const string Image = RecycleBinResourceType.Image;
    private const string Snapshot = RecycleBinResourceType.Snapshot;
    private const string Volume = RecycleBinResourceType.Volume;

    [Fact]
    public async Task A_rule_says_when_it_was_made_and_a_second_run_makes_none()
    {
        using BinEstate estate = new(null, null);
        DateTime before = estate.Now;
        Outcome<RecycleBinRule> made = (await estate.World.Process().MakeRulesAsync(Options([Image, Snapshot], 14, options => options.Description = "nightly"))).ShouldBeClean();
        made.Results.Select(rule => rule.ResourceType).ShouldBe([Image, Snapshot], ignoreOrder: true);
        made.Results.ShouldAllBe(rule => rule.RetentionDays == 14 && rule.Description == "nightly" && rule.IsRegionLevel && !rule.AlreadyExisted && rule.AccountId.Length == 12);
        made.Results.ShouldAllBe(rule => rule.CreationTime >= before.AddSeconds(-1) && rule.CreationTime <= estate.Now);

        estate.World.Simulator.Requests.Clear();
        Outcome<RecycleBinRule> again = (await estate.World.Process().MakeRulesAsync(Options([Image, Snapshot], 14))).ShouldBeClean();
        again.Results.ShouldAllBe(rule => rule.AlreadyExisted);
        again.Results.Select(rule => rule.Identifier).ShouldBe(made.Results.Select(rule => rule.Identifier), ignoreOrder: true);
        estate.World.Changes.ShouldBeEmpty();

        Outcome<RecycleBinRule> found = (await estate.World.Process().FindAsync(new RecycleBinRuleQuery { Session = World.In() })).ShouldBeClean();
        found.Results.ShouldAllBe(rule => rule.CreationTime != null && rule.TagsAreKnown);
    }

    [Fact]
    public async Task Other_tags_or_days_make_another_rule()
    {
        using BinEstate estate = new(14, null);
        Dictionary<string, string> production = new() { ["Stage"] = "production" };
        (await estate.World.Process().MakeRulesAsync(Options([Image], 30))).Only().AlreadyExisted.ShouldBeFalse();
        (await estate.World.Process().MakeRulesAsync(Options([Image], 14, options => options.ResourceTag = production))).Only().ShouldSatisfyAllConditions(
            rule => rule.AlreadyExisted.ShouldBeFalse(), rule => rule.IsRegionLevel.ShouldBeFalse(), rule => rule.ResourceTag["Stage"].ShouldBe("production"));
        (await estate.World.Process().MakeRulesAsync(Options([Image], 14, options => options.ExcludeResourceTag = production))).Only().ExcludeResourceTag["Stage"].ShouldBe("production");
        estate.World.See(_ => estate.Home.RecycleBinRules.Count).ShouldBe(4);
    }

    [Theory]
    [InlineData(Image, 0, AmiErrorCodes.InvalidRetention)]
    [InlineData(Image, 366, AmiErrorCodes.InvalidRetention)]
    [InlineData(Snapshot, -1, AmiErrorCodes.InvalidRetention)]
    [InlineData(Volume, 8, AmiErrorCodes.InvalidRetention)]
    [InlineData("EC2_INSTANCE", 7, AmiErrorCodes.InvalidOption)]
    public async Task What_AWS_does_not_take_is_refused_before_any_call(string type, int days, string code)
    {
        using BinEstate estate = new(null, null);
        AmiException failure = (await estate.World.Process().MakeRulesAsync(Options([type], days))).Error();
        failure.Code.ShouldBe(code);
        failure.Remedy.ShouldNotBeNullOrEmpty();
        estate.World.Simulator.Requests.Total.ShouldBe(0);
    }

    [Theory]
    [InlineData(Image, 1)]
    [InlineData(Image, 365)]
    [InlineData(Volume, 7)]
    public async Task The_bounds_themselves_are_taken(string type, int days)
    {
        using BinEstate estate = new(null, null);
        (await estate.World.Process().MakeRulesAsync(Options([type], days))).Only().RetentionDays.ShouldBe(days);
    }

    [Fact]
    public async Task All_that_is_wrong_is_said_at_once()
    {
        using BinEstate estate = new(null, null);
        Outcome<RecycleBinRule> outcome = await estate.World.Process().MakeRulesAsync(Options([Image, Volume], 366, options =>
        {
            options.Description = "two\nlines";
            options.ResourceTag = Many(51);
            options.ExcludeResourceTag = Many(6);
            options.Tag = new Dictionary<string, string> { ["aws:own"] = "1", ["AmiTools:own"] = "2" };
        }));
        outcome.Errors.Count.ShouldBe(8, outcome.ToString());
        outcome.Errors.Select(error => error.Code).Distinct().ShouldBe([AmiErrorCodes.InvalidRetention, AmiErrorCodes.InvalidTag, AmiErrorCodes.InvalidOption, AmiErrorCodes.InvalidDescription], ignoreOrder: true);
        estate.World.Simulator.Requests.Total.ShouldBe(0);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(128, 1)]
    [InlineData(5, 257)]
    public async Task A_tag_that_no_resource_can_have_is_refused(int key, int value)
    {
        using BinEstate estate = new(null, null);
        (await estate.World.Process().MakeRulesAsync(Options([Image], 7, options => options.ResourceTag = new Dictionary<string, string> { [new('k', key)] = new('v', value) }))).Error().Code.ShouldBe(AmiErrorCodes.InvalidTag);
        estate.World.Simulator.Requests.Total.ShouldBe(0);
    }

    [Fact]
    public async Task The_51st_tag_of_the_rule_itself_is_refused()
    {
        using BinEstate estate = new(null, null);
        (await estate.World.Process().MakeRulesAsync(Options([Image], 7, options => options.Tag = Many(51)))).Error().Code.ShouldBe(AmiErrorCodes.InvalidTag);
        (await estate.World.Process().MakeRulesAsync(Options([Image], 7, options => options.Tag = Many(50)))).Only().Tags.Count.ShouldBe(51);
    }

    [Fact]
    public async Task Snapshots_that_leave_before_their_images_are_pointed_out()
    {
        using BinEstate estate = new(null, 7);
        RecycleBinRulePlan image = await estate.World.Process().PlanAsync(Options([Image], 30), new RecordedEvents(), CancellationToken.None);
        image.Steps.Single().Warnings.ShouldContain(warning => warning.Contains("Snapshots are kept for 7 days") && warning.Contains("images for 30"));

        using BinEstate other = new(30, null);
        RecycleBinRulePlan snapshot = await other.World.Process().PlanAsync(Options([Snapshot], 7), new RecordedEvents(), CancellationToken.None);
        snapshot.Steps.Single().Warnings.ShouldContain(warning => warning.Contains("after 7 days an image whose snapshots were deleted with it cannot be restored"));

        using BinEstate none = new(null, null);
        RecycleBinRulePlan alone = await none.World.Process().PlanAsync(Options([Image], 30), new RecordedEvents(), CancellationToken.None);
        alone.Steps.Single().Warnings.ShouldContain(warning => warning.Contains("No rule for the whole region keeps snapshots"));
        RecycleBinRulePlan both = await none.World.Process().PlanAsync(Options([Image, Snapshot], 30), new RecordedEvents(), CancellationToken.None);
        both.Steps.SelectMany(step => step.Warnings).ShouldAllBe(warning => warning.StartsWith("This is the first rule"));
    }

    [Fact]
    public async Task What_long_retention_costs_is_estimated_from_what_the_bin_holds()
    {
        using BinEstate estate = new(null, 7);
        SimInstance instance = estate.Home.AddInstance(new InstanceSeed { Volumes = [new VolumeSeed("/dev/xvda", 100)] });
        SimImage image = estate.Home.AddImage(new ImageSeed("web") { Instance = instance });
        await estate.DeleteAsync(image);
        estate.World.Pass(TimeSpan.FromDays(5));
        RecycleBinRulePlan plan = await estate.World.Process().PlanAsync(Options([Snapshot], 365), new RecordedEvents(), CancellationToken.None);
        // 100 GiB in five days are 20 a day; a year of them at 0.05 USD a GiB and month.
        plan.Steps.Single().Warnings.ShouldContain(warning => warning.Contains("100 GiB") && warning.Contains("365.00 USD a month"));

        RecycleBinRulePlan shorter = await estate.World.Process().PlanAsync(Options([Snapshot], 30), new RecordedEvents(), CancellationToken.None);
        shorter.Steps.Single().Warnings.ShouldNotContain(warning => warning.Contains("USD"));
    }

    [Fact]
    public async Task An_estimate_that_may_not_be_made_is_no_reason_not_to_make_the_rule()
    {
        using BinEstate estate = new(null, null);
        using IDisposable denial = estate.World.Simulator.Account().Policy.Deny("ec2:ListSnapshotsInRecycleBin");
        Outcome<RecycleBinRule> outcome = await estate.World.Process().MakeRulesAsync(Options([Snapshot], 90), plan => plan.Steps.Single().Warnings.ShouldContain(warning => warning.Contains("ListSnapshotsInRecycleBin")));
        outcome.Only().RetentionDays.ShouldBe(90);
    }

    [Theory]
    [InlineData("ListRules")]
    [InlineData("GetRule")]
    public async Task Without_knowing_the_rules_that_are_there_none_is_made(string operation)
    {
        using BinEstate estate = new();
        using IDisposable denial = estate.World.Simulator.Account().Policy.Deny($"rbin:{operation}");
        AmiException failure = (await estate.World.Process().MakeRulesAsync(Options([Image], 7))).Error();
        (failure.Kind, failure.Operation).ShouldBe((AmiErrorKind.Denied, operation));
        estate.Calls("CreateRule").ShouldBe(0);

        failure = (await estate.World.Process().FindAsync(new RecycleBinRuleQuery { Session = World.In() })).Error();
        (failure.Kind, failure.Operation).ShouldBe((AmiErrorKind.Denied, operation));
    }

    [Fact]
    public async Task A_rule_whose_tags_may_not_be_read_is_listed_without_them()
    {
        using BinEstate estate = new();
        using IDisposable denial = estate.World.Simulator.Account().Policy.Deny("rbin:ListTagsForResource");
        Outcome<RecycleBinRule> found = (await estate.World.Process().FindAsync(new RecycleBinRuleQuery { Session = World.In() })).ShouldBeClean();
        found.Results.Count.ShouldBe(2);
        found.Results.ShouldAllBe(rule => !rule.TagsAreKnown && rule.CreationTime == null);
    }

    [Fact]
    public async Task One_denied_region_does_not_stop_the_others()
    {
        using BinEstate estate = new(null, null);
        estate.World.Faults.Add(Fault.Deny, "CreateRule", "us-east-1");
        NewRecycleBinRuleOptions options = new() { Session = World.In(World.Home, "us-east-1", "us-west-2"), ResourceType = [Image], RetentionDays = 7 };
        Outcome<RecycleBinRule> outcome = await estate.World.Process().MakeRulesAsync(options);
        outcome.Results.Select(rule => rule.Region).ShouldBe([World.Home, "us-west-2"], ignoreOrder: true);
        outcome.Error().Region.ShouldBe("us-east-1");
        estate.World.Faults.Clear();
        (await estate.World.Process().MakeRulesAsync(options)).ShouldBeClean().Results.Where(rule => !rule.AlreadyExisted).ShouldHaveSingleItem().Region.ShouldBe("us-east-1");
    }

    [Fact]
    public async Task A_region_without_rules_is_said_to_have_the_bin_switched_off()
    {
        using BinEstate estate = new(14, null);
        Outcome<RecycleBinRule> found = (await estate.World.Process().FindAsync(new RecycleBinRuleQuery { Session = World.In(World.Home, "us-east-1") })).ShouldBeClean();
        found.Results.ShouldHaveSingleItem().ResourceType.ShouldBe(Image);
        found.Events.Warnings.Count.ShouldBe(2);
        found.Events.Warnings.ShouldContain(warning => warning.Contains(World.Home) && warning.Contains($"{Snapshot}, {Volume}") && !warning.Contains(Image) && warning.Contains("switched off"));
        found.Events.Warnings.ShouldContain(warning => warning.Contains("us-east-1") && warning.Contains($"{Image}, {Snapshot}, {Volume}"));
    }

    [Fact]
    public async Task Pages_without_rules_are_not_the_end()
    {
        using BinEstate estate = new(null, null);
        for (int rule = 0; rule < 20; rule++) estate.Home.AddRule(Image, 7 + rule, new KeyValuePair<string, string?>($"key-{rule}", "x"));
        estate.World.Simulator.Settings.Pages.EmptyChance = 0.6;
        estate.World.Simulator.Settings.Pages.ShortChance = 0.6;
        (await estate.World.Process().FindAsync(new RecycleBinRuleQuery { Session = World.In(), ResourceType = [Image] })).ShouldBeClean().Results.Count.ShouldBe(20);
    }

    [Fact]
    public async Task A_rule_that_is_not_there_is_named_and_one_of_another_kind_is_not_it()
    {
        using BinEstate estate = new();
        string image = estate.World.See(_ => estate.Home.RecycleBinRules.First(rule => rule.Retains == Image).Id);
        (await estate.World.Process().FindAsync(new RecycleBinRuleQuery { Session = World.In(), Identifier = [image] })).Only().Identifier.ShouldBe(image);
        Outcome<RecycleBinRule> unknown = await estate.World.Process().FindAsync(new RecycleBinRuleQuery { Session = World.In(World.Home, "us-east-1"), Identifier = [image, "abcdefghijk"] });
        unknown.Results.ShouldHaveSingleItem();
        unknown.Error().ShouldSatisfyAllConditions(failure => failure.Code.ShouldBe(AmiErrorCodes.RuleNotFound), failure => failure.ResourceId.ShouldBe("abcdefghijk"));
        (await estate.World.Process().FindAsync(new RecycleBinRuleQuery { Session = World.In(), Identifier = [image], ResourceType = [Volume] })).Error().Code.ShouldBe(AmiErrorCodes.RuleNotFound);
    }

    [Theory]
    [InlineData("Throttle")]
    [InlineData("InternalError")]
    [InlineData("InternalErrorAfter")]
    [InlineData("Unavailable")]
    [InlineData("CutBefore")]
    [InlineData("CutAfter")]
    [InlineData("CutInBody")]
    [InlineData("Truncate")]
    [InlineData("EmptyBody")]
    public async Task A_creation_that_breaks_off_makes_one_rule(string way)
    {
        using BinEstate estate = new(null, null);
        estate.World.Faults.Add(FaultWays.Of(way), "CreateRule", times: 1);
        (await estate.World.Process().MakeRulesAsync(Options([Snapshot], 14))).Only().RetentionDays.ShouldBe(14);
        estate.World.See(_ => estate.Home.RecycleBinRules.Count).ShouldBe(1);
    }

    [Fact]
    public async Task A_creation_that_never_succeeds_says_that_nobody_knows()
    {
        using BinEstate estate = new(null, null);
        estate.World.Faults.Add(Fault.CutBefore, "CreateRule");
        AmiException failure = (await estate.World.Process().MakeRulesAsync(Options([Snapshot], 14))).Error();
        failure.Code.ShouldBe(AmiErrorCodes.OutcomeUnknown);
        failure.ResourceId.ShouldBe(Snapshot);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task A_kill_at_any_request_leaves_one_rule_of_each_kind_after_the_next_run(bool serverActs) => Fire.KillsAsync(serverActs, 4, async shot =>
    {
        using BinEstate estate = new(14, null);
        Outcome<RecycleBinRule> first = await shot.RunAsync(estate.World, (engine, death) => engine.MakeRulesAsync(Options([Image, Snapshot], 30), cancellationToken: death));
        (await estate.World.Process().MakeRulesAsync(Options([Image, Snapshot], 30))).ShouldBeClean().Results.Count.ShouldBe(2, $"{shot}: {first}");
        estate.World.See(_ => estate.Home.RecycleBinRules.Count).ShouldBe(3, $"{shot}: {first}");
    });

    private static Dictionary<string, string> Many(int count) => Enumerable.Range(0, count).ToDictionary(number => $"key-{number}", number => $"{number}");

    private static NewRecycleBinRuleOptions Options(string[] types, int days, Action<Wish>? with = null)
    {
        Wish wish = new();
        with?.Invoke(wish);
        return new NewRecycleBinRuleOptions { Session = World.In(), ResourceType = types, RetentionDays = days, Description = wish.Description, ResourceTag = wish.ResourceTag, ExcludeResourceTag = wish.ExcludeResourceTag, Tag = wish.Tag };
    }

    private sealed class Wish
    {
        public string? Description { get; set; }

        public Dictionary<string, string> ResourceTag { get; set; } = [];

        public Dictionary<string, string> ExcludeResourceTag { get; set; } = [];

        public Dictionary<string, string> Tag { get; set; } = [];
    }
}
