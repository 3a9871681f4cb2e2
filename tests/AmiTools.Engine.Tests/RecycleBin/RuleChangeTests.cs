using AmiTools.Engine.Receipts;
using AmiTools.Engine.Tests.Harness;
using AmiTools.Simulator;

namespace AmiTools.Engine.Tests.RecycleBin;

public class RuleChangeTests
{
    private const string Snapshots = "EBS_SNAPSHOT";
    private const string Images = "EC2_IMAGE";

    [Fact]
    public async Task A_rule_is_changed_and_told_with_what_it_was()
    {
        using World world = new();
        SimRecycleBinRule rule = world.Region().AddRule(Snapshots, 7);
        RecycleBinRule changed = (await world.Process().ChangeAsync(Set(rule.Id, days: 14, description: "two weeks"))).Only();
        (changed.RetentionDays, changed.Description, changed.IsRegionLevel).ShouldBe((14, "two weeks", true));
        changed.Previous.ShouldNotBeNull().RetentionDays.ShouldBe(7);
        (rule.RetentionDays, rule.Description).ShouldBe((14, "two weeks"));
    }

    [Fact]
    public async Task What_is_not_given_stays_also_where_a_key_has_several_values()
    {
        using World world = new();
        SimRecycleBinRule rule = world.Region().AddRule(Images, 7, new KeyValuePair<string, string?>("Team", "web"));
        rule.ResourceTags.Add(new KeyValuePair<string, string?>("Team", "db"));
        rule.Description = "by team";
        (await world.Process().ChangeAsync(Set(rule.Id, days: 9))).ShouldBeClean();
        rule.ResourceTags.Select(tag => tag.Value).ShouldBe(["web", "db"]);
        (rule.RetentionDays, rule.Description).ShouldBe((9, "by team"));
    }

    [Fact]
    public async Task Exclusions_are_replaced_and_taken_away()
    {
        using World world = new();
        SimRecycleBinRule rule = world.Region().AddRule(Snapshots, 7);
        AmiEngine engine = world.Process();
        (await engine.ChangeAsync(Set(rule.Id, excluded: new() { ["Environment"] = "scratch" }))).ShouldBeClean();
        rule.ExcludeResourceTags.ShouldHaveSingleItem().Value.ShouldBe("scratch");
        (await engine.ChangeAsync(Set(rule.Id, days: 8))).ShouldBeClean();
        rule.ExcludeResourceTags.ShouldHaveSingleItem();
        (await engine.ChangeAsync(Set(rule.Id, excluded: []))).Only().ExcludeResourceTag.ShouldBeEmpty();
        rule.ExcludeResourceTags.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_rule_that_says_so_already_is_left_alone()
    {
        using World world = new();
        SimRecycleBinRule rule = world.Region().AddRule(Snapshots, 7);
        (await world.Process().ChangeAsync(Set(rule.Id, days: 7))).Only().Previous.ShouldBeNull();
        (await world.Process().ChangeAsync(new UnlockRecycleBinRuleOptions { Session = World.In(), Identifier = [new ResourceReference(rule.Id)] })).Only().LockState.ShouldBeNull();
        world.Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task All_problems_come_in_one_list_before_the_first_change()
    {
        using World world = new();
        SimRecycleBinRule region = world.Region().AddRule(Snapshots, 7), tagged = world.Region().AddRule(Snapshots, 7, new KeyValuePair<string, string?>("Team", "web")), volumes = world.Region().AddRule("EBS_VOLUME", 3);
        AmiEngine engine = world.Process();
        Outcome<RecycleBinRule> outcome = await engine.ChangeAsync(new SetRecycleBinRuleOptions
        {
            Session = World.In(), Identifier = [.. new[] { region.Id, tagged.Id, volumes.Id, "nonsense", "AAAAAAAAAAA" }.Select(id => new ResourceReference(id))], RetentionDays = 30, ResourceTag = new Dictionary<string, string> { ["Team"] = "db" },
        }, plan => plan.Steps.ShouldHaveSingleItem().Rule.Identifier.ShouldBe(tagged.Id));
        outcome.Errors.Select(error => (error.ResourceId, error.Code)).ShouldBe(
            [(region.Id, AmiErrorCodes.InvalidOption), (volumes.Id, AmiErrorCodes.InvalidRetention), ("nonsense", AmiErrorCodes.InvalidRuleIdentifier), ("AAAAAAAAAAA", AmiErrorCodes.RuleNotFound)], ignoreOrder: true);
        outcome.Errors.ShouldAllBe(error => !string.IsNullOrEmpty(error.Remedy));
        tagged.ResourceTags.ShouldHaveSingleItem().Value.ShouldBe("db");
        region.RetentionDays.ShouldBe(7);
    }

    [Fact]
    public async Task What_no_rule_can_be_is_refused_without_a_call()
    {
        using World world = new();
        AmiEngine engine = world.Process();
        (await engine.ChangeAsync(Set("AAAAAAAAAAA"))).Error().Code.ShouldBe(AmiErrorCodes.InvalidOption);
        (await engine.ChangeAsync(Set("AAAAAAAAAAA", tags: []))).Error().Code.ShouldBe(AmiErrorCodes.InvalidOption);
        (await engine.ChangeAsync(Set("AAAAAAAAAAA", description: "two\nlines"))).Error().Code.ShouldBe(AmiErrorCodes.InvalidDescription);
        (await engine.ChangeAsync(Set("AAAAAAAAAAA", excluded: Enumerable.Range(0, 6).ToDictionary(i => $"k{i}", i => "v")))).Error().Code.ShouldBe(AmiErrorCodes.InvalidTag);
        (await engine.ChangeAsync(Lock("AAAAAAAAAAA", 6))).Error().Code.ShouldBe(AmiErrorCodes.InvalidOption);
        (await engine.ChangeAsync(Lock("AAAAAAAAAAA", 31))).Error().Code.ShouldBe(AmiErrorCodes.InvalidOption);
        world.Simulator.Requests.Total.ShouldBe(0);
    }

    [Fact]
    public async Task A_lock_holds_until_its_delay_is_over_and_every_refusal_says_until_when()
    {
        using World world = new();
        SimRecycleBinRule rule = world.Region().AddRule(Snapshots, 7);
        AmiEngine engine = world.Process();
        RecycleBinRule locked = (await engine.ChangeAsync(Lock(rule.Id, 10))).Only();
        (locked.LockState, locked.UnlockDelayDays, locked.LockEndTime).ShouldBe(("locked", 10, null));
        AmiException refused = (await engine.ChangeAsync(Remove(rule.Id))).Error();
        refused.Code.ShouldBe(AmiErrorCodes.RuleLocked);
        refused.Remedy.ShouldNotBeNull().ShouldContain($"{world.Simulator.Now.AddDays(10):yyyy-MM-dd HH}");

        RecycleBinRule unlocking = (await engine.ChangeAsync(Unlock(rule.Id))).Only();
        unlocking.LockState.ShouldBe("pending_unlock");
        DateTime end = unlocking.LockEndTime.ShouldNotBeNull();
        end.ShouldBe(world.Simulator.Now.UtcDateTime.AddDays(10), TimeSpan.FromMinutes(1));
        (await engine.ChangeAsync(Set(rule.Id, days: 1))).Error().Message.ShouldContain($"{end:yyyy-MM-dd HH:mm}");
        // Asking again does not begin the delay again.
        (await engine.ChangeAsync(Unlock(rule.Id))).Only().LockEndTime.ShouldBe(end);

        world.Pass(TimeSpan.FromDays(10));
        (await engine.ChangeAsync(Set(rule.Id, days: 1))).Only().LockState.ShouldBe("unlocked");
        (await engine.ChangeAsync(Remove(rule.Id))).ShouldBeClean();
        world.Region().RecycleBinRules.Count.ShouldBe(0);
    }

    [Fact]
    public async Task A_rule_that_is_being_unlocked_is_locked_again()
    {
        using World world = new();
        SimRecycleBinRule rule = world.Region().AddRule(Snapshots, 7);
        AmiEngine engine = world.Process();
        (await engine.ChangeAsync(Lock(rule.Id, 7))).ShouldBeClean();
        (await engine.ChangeAsync(Lock(rule.Id, 7))).Only().Previous.ShouldBeNull();
        (await engine.ChangeAsync(Lock(rule.Id, 30))).Error().Code.ShouldBe(AmiErrorCodes.RuleLocked);
        (await engine.ChangeAsync(Unlock(rule.Id))).ShouldBeClean();
        (await engine.ChangeAsync(Lock(rule.Id, 30))).Only().UnlockDelayDays.ShouldBe(30);
        world.Pass(TimeSpan.FromDays(20));
        rule.LockState.ShouldBe("locked");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Only_rules_of_a_whole_region_can_be_locked(bool tagged)
    {
        using World world = new();
        SimRecycleBinRule rule = world.Region().AddRule(Snapshots, 7, tagged ? new KeyValuePair<string, string?>("Team", "web") : null);
        if (!tagged) rule.ExcludeResourceTags.Add(new KeyValuePair<string, string?>("Environment", "scratch"));
        (await world.Process().ChangeAsync(Lock(rule.Id, 7))).Error().Code.ShouldBe(AmiErrorCodes.RuleNotLockable);
        world.Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Removing_the_last_rules_of_a_kind_warns_of_what_is_lost_from_then_on()
    {
        using World world = new();
        SimRecycleBinRule first = world.Region().AddRule(Snapshots, 7), second = world.Region().AddRule(Snapshots, 14);
        world.Region().AddRule(Images, 7);
        AmiEngine engine = world.Process();
        (await PlanAsync(engine, Remove(second.Id))).Steps.Single().Warnings.ShouldBeEmpty();
        RecycleBinRuleChangePlan plan = await PlanAsync(engine, Remove(first.Id, second.Id));
        plan.Steps.Count.ShouldBe(2);
        plan.Steps.ShouldAllBe(step => step.Warnings.Any(warning => warning.Contains("gone for good")) && step.Warnings.Any(warning => warning.Contains("cannot be restored")));
    }

    [Fact]
    public async Task Shorter_longer_and_unpaired_retentions_are_pointed_out()
    {
        using World world = new();
        SimRecycleBinRule snapshots = world.Region().AddRule(Snapshots, 20);
        world.Region().AddRule(Images, 14);
        AmiEngine engine = world.Process();
        (await PlanAsync(engine, Set(snapshots.Id, days: 10))).Steps.Single().Warnings.ShouldBe([
            "What is deleted from then on is kept for 10 days, not 20. What lies in the bin already keeps its time.",
            "Snapshots are kept for 10 days in eu-west-1, images for 14: after 10 days an image whose snapshots were deleted with it cannot be restored any more."]);
        (await PlanAsync(engine, Set(snapshots.Id, days: 25))).Steps.Single().Warnings.ShouldBeEmpty();
        (await PlanAsync(engine, Set(snapshots.Id, days: 300))).Steps.Single().Warnings.ShouldHaveSingleItem().ShouldContain("billed");
    }

    [Fact]
    public async Task What_may_not_be_listed_is_a_warning_and_no_reason_to_stop()
    {
        using World world = new();
        SimRecycleBinRule rule = world.Region().AddRule(Snapshots, 7);
        world.Faults.Add(Fault.Deny, "ListRules");
        (await PlanAsync(world.Process(), Remove(rule.Id))).Steps.Single().Warnings.ShouldHaveSingleItem().ShouldContain("could not be read");
    }

    [Fact]
    public async Task A_denied_rule_does_not_stop_the_others()
    {
        using World world = new();
        SimRecycleBinRule[] rules = [world.Region().AddRule(Snapshots, 7), world.Region().AddRule(Images, 7), world.Region().AddRule(Images, 8)];
        world.Faults.Add(Fault.Deny, "UpdateRule", times: 1);
        Outcome<RecycleBinRule> outcome = await world.Process().ChangeAsync(new SetRecycleBinRuleOptions { Session = World.In(), Identifier = [.. rules.Select(rule => new ResourceReference(rule.Id))], RetentionDays = 9 });
        outcome.Error().Code.ShouldBe(AmiErrorCodes.AccessDenied);
        outcome.Results.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_region_that_does_not_answer_is_told_and_not_taken_for_one_without_the_rule()
    {
        using World world = new();
        SimRecycleBinRule rule = world.Region("us-east-1").AddRule(Snapshots, 7);
        world.Faults.Add(Fault.Deny, "GetRule", region: "us-east-1");
        AmiException error = (await world.Process().ChangeAsync(new RemoveRecycleBinRuleOptions { Session = World.In("eu-west-1", "us-east-1"), Identifier = [new ResourceReference(rule.Id)] })).Error();
        error.Code.ShouldBe(AmiErrorCodes.AccessDenied);
        error.ResourceId.ShouldBe(rule.Id);
    }

    [Theory]
    [InlineData("set")]
    [InlineData("lock")]
    [InlineData("unlock")]
    [InlineData("remove")]
    public async Task A_change_whose_answer_is_lost_counts_as_made(string what)
    {
        using World world = new();
        SimRecycleBinRule rule = world.Region().AddRule(Snapshots, 7);
        if (what == "unlock") (await world.Process().ChangeAsync(Lock(rule.Id, 7))).ShouldBeClean();
        world.Faults.Add(Fault.CutAfter, what switch { "set" => "UpdateRule", "lock" => "LockRule", "unlock" => "UnlockRule", _ => "DeleteRule" }, times: 1);
        (await world.Process().ChangeAsync(Change(what, rule.Id))).Only().Identifier.ShouldBe(rule.Id);
        ShouldBeDone(what, world, rule);
    }

    [Theory]
    [InlineData("set", false)]
    [InlineData("set", true)]
    [InlineData("lock", false)]
    [InlineData("lock", true)]
    [InlineData("unlock", false)]
    [InlineData("unlock", true)]
    [InlineData("remove", false)]
    [InlineData("remove", true)]
    public Task Killed_at_any_request_the_second_run_ends_it(string what, bool serverActs) => Fire.KillsAsync(serverActs, 2, async shot =>
    {
        using World world = new();
        SimRecycleBinRule rule = world.Region().AddRule(Snapshots, 7);
        if (what == "unlock") (await world.Process().ChangeAsync(Lock(rule.Id, 7))).ShouldBeClean();
        Outcome<RecycleBinRule> first = await shot.RunAsync(world, (engine, death) => engine.ChangeAsync(Change(what, rule.Id), cancellationToken: death));
        bool isGone = world.See(_ => world.Region().RecycleBinRules.Count) == 0;
        Outcome<RecycleBinRule> second = await world.Process().ChangeAsync(Change(what, rule.Id));
        if (isGone) second.Error().Code.ShouldBe(AmiErrorCodes.RuleNotFound, $"{shot}: {first}");
        else second.ShouldBeClean();
        ShouldBeDone(what, world, rule);
    });

    [Fact]
    public async Task The_journal_has_the_rule_as_it_was_before_it_is_changed()
    {
        using World world = new();
        SimRecycleBinRule rule = world.Region().AddRule(Snapshots, 7, new KeyValuePair<string, string?>("Team", "web"));
        string journal = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.jsonl");
        try
        {
            SessionOptions session = new() { Region = [World.Home], Journal = journal };
            RecycleBinRule changed = (await world.Process().ChangeAsync(new SetRecycleBinRuleOptions { Session = session, Identifier = [new ResourceReference(rule.Id)], RetentionDays = 9 })).Only();
            AmiChangeReceipt receipt = ChangeJournal.At(journal).Read(out _).ShouldHaveSingleItem();
            (receipt.Kind, receipt.Outcome, receipt.ResourceId, receipt.ReceiptId).ShouldBe((AmiChangeKind.Rule, ReceiptOutcome.Done, rule.Id, changed.Receipt!.ReceiptId));
            RecycleBinRule before = receipt.Before.Rule.ShouldNotBeNull();
            (before.RetentionDays, before.ResourceTag["Team"]).ShouldBe((7, "web"));
        }
        finally
        {
            File.Delete(journal);
        }
    }

    private static void ShouldBeDone(string what, World world, SimRecycleBinRule rule)
    {
        switch (what)
        {
            case "set": rule.RetentionDays.ShouldBe(9); break;
            case "lock": rule.LockState.ShouldBe("locked"); break;
            case "unlock": rule.LockState.ShouldBe("pending_unlock"); break;
            default: world.Region().RecycleBinRules.Count.ShouldBe(0); break;
        }
    }

    private static RecycleBinRuleChangeOptions Change(string what, string id) => what switch { "set" => Set(id, days: 9), "lock" => Lock(id, 7), "unlock" => Unlock(id), _ => Remove(id) };

    private static Task<RecycleBinRuleChangePlan> PlanAsync(AmiEngine engine, RecycleBinRuleChangeOptions options) => engine.PlanAsync(options, new RecordedEvents(), CancellationToken.None);

    private static SetRecycleBinRuleOptions Set(string id, int? days = null, string? description = null, Dictionary<string, string>? tags = null, Dictionary<string, string>? excluded = null) => new()
    {
        Session = World.In(), Identifier = [new ResourceReference(id)], RetentionDays = days, Description = description, ResourceTag = tags, ExcludeResourceTag = excluded,
    };

    private static RemoveRecycleBinRuleOptions Remove(params string[] ids) => new() { Session = World.In(), Identifier = [.. ids.Select(id => new ResourceReference(id))] };

    private static LockRecycleBinRuleOptions Lock(string id, int days) => new() { Session = World.In(), Identifier = [new ResourceReference(id)], UnlockDelayDays = days };

    private static UnlockRecycleBinRuleOptions Unlock(string id) => new() { Session = World.In(), Identifier = [new ResourceReference(id)] };
}
