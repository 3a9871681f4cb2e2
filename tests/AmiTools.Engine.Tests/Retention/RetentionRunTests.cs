using AmiTools.Engine.Tests.Harness;
using AmiTools.Simulator;

namespace AmiTools.Engine.Tests.Retention;

/// <summary>A plan is carried out as it was reviewed, or not at all; what was broken off is finished by the next run of the same plan.</summary>
public class RetentionRunTests
{
    private static readonly RetentionPolicy s_two = new() { KeepLast = 2 };

    [Theory]
    [InlineData(RetentionAction.Delete)]
    [InlineData(RetentionAction.Disable)]
    [InlineData(RetentionAction.Deprecate)]
    [InlineData(RetentionAction.Archive)]
    public async Task It_does_what_the_plan_says_and_nothing_twice(RetentionAction action)
    {
        using RetentionEstate estate = new();
        SimImage[] images = [.. Enumerable.Range(1, 5).Select(day => estate.Backup(day))];
        SimImage[] copies = [.. images.Select((image, index) => estate.Copy(image, index + 1))];
        AmiRetentionPlan plan = await estate.PlanAsync(new RetentionPolicy { KeepLast = 2, Action = action });
        Outcome<AmiRetentionResult> outcome = await estate.InvokeAsync(plan);
        outcome.ShouldBeClean().Results.Select(result => result.ImageId).ShouldBe(plan.Changes.Select(item => item.ImageId), ignoreOrder: true);
        outcome.Results.ShouldAllBe(result => result.Receipt != null && result.Action == action && !result.AlreadyDone);
        foreach (SimImage kept in images[..2].Concat(copies[..2])) (estate.Has(kept) && estate.StateOf(kept) == "available").ShouldBeTrue();
        foreach (SimImage gone in images[2..].Concat(copies[2..]))
        {
            if (action == RetentionAction.Delete) estate.Has(gone).ShouldBeFalse();
            else if (action is RetentionAction.Disable or RetentionAction.Archive) estate.StateOf(gone).ShouldBe("disabled");
            else gone.DeprecationTime.ShouldNotBeNull();
        }

        int changes = estate.World.Changes.Count;
        (await estate.InvokeAsync(plan)).ShouldBeClean().Results.ShouldAllBe(result => result.AlreadyDone);
        estate.World.Changes.Count.ShouldBe(changes);
    }

    [Theory]
    [InlineData("a tag")]
    [InlineData("a deprecation date")]
    [InlineData("protection")]
    [InlineData("disabled")]
    public async Task What_has_drifted_is_left_alone(string how)
    {
        using RetentionEstate estate = new();
        SimImage[] images = [.. Enumerable.Range(1, 4).Select(day => estate.Backup(day))];
        AmiRetentionPlan plan = await estate.PlanAsync(s_two);
        estate.World.See<object?>(_ => how switch
        {
            "a tag" => images[3].Tags["Hold"] = "legal",
            "a deprecation date" => images[3].DeprecationTime = estate.World.Simulator.Clock.GetUtcNow().AddDays(9),
            "protection" => images[3].Protection = new DeregistrationProtection(Enabled: true),
            _ => images[3].State = "disabled",
        });
        Outcome<AmiRetentionResult> outcome = await estate.InvokeAsync(plan);
        AmiException error = outcome.Error();
        error.Code.ShouldBe(AmiErrorCodes.PlanOutdated);
        error.ResourceId.ShouldBe(images[3].Id);
        outcome.Results.ShouldHaveSingleItem().ImageId.ShouldBe(images[2].Id);
        estate.Has(images[3]).ShouldBeTrue();
    }

    [Theory]
    [InlineData(RetentionAction.Delete)]
    [InlineData(RetentionAction.Disable)]
    [InlineData(RetentionAction.Archive)]
    public async Task What_came_into_use_is_left_alone(RetentionAction action)
    {
        using RetentionEstate estate = new();
        SimImage[] images = [.. Enumerable.Range(1, 4).Select(day => estate.Backup(day))];
        AmiRetentionPlan plan = await estate.PlanAsync(new RetentionPolicy { KeepLast = 2, Action = action });
        estate.Home.AddInstance(new InstanceSeed { Image = images[3] });
        Outcome<AmiRetentionResult> outcome = await estate.InvokeAsync(plan);
        outcome.Error().Code.ShouldBe(AmiErrorCodes.ImageInUse);
        (estate.Has(images[3]) && estate.StateOf(images[3]) == "available").ShouldBeTrue();
        outcome.Results.ShouldHaveSingleItem().ImageId.ShouldBe(images[2].Id);
    }

    [Fact]
    public async Task One_of_the_kept_backups_that_is_left_suffices()
    {
        using RetentionEstate estate = new();
        SimImage[] images = [.. Enumerable.Range(1, 4).Select(day => estate.Backup(day))];
        AmiRetentionPlan plan = await estate.PlanAsync(s_two);
        estate.Change(() => estate.Home.Images.Remove(images[0]));
        (await estate.InvokeAsync(plan, review: run => run.Steps.Count.ShouldBe(2))).Thrown.ShouldBeNull();
    }

    [Theory]
    [InlineData("removed")]
    [InlineData("disabled")]
    [InlineData("unread")]
    public async Task The_last_good_backup_is_the_one_that_is_there_now(string how)
    {
        using RetentionEstate estate = new();
        SimImage kept = estate.Backup(1);
        SimImage[] old = [estate.Backup(2), estate.Backup(3)];
        AmiRetentionPlan plan = await estate.PlanAsync(new RetentionPolicy { KeepLast = 1 });
        if (how == "removed") estate.Change(() => estate.Home.Images.Remove(kept));
        else if (how == "disabled") estate.Change(() => kept.State = "disabled");
        else estate.World.Faults.Add(Fault.Deny, "DescribeImages");
        Outcome<AmiRetentionResult> outcome = await estate.InvokeAsync(plan);
        outcome.Results.ShouldBeEmpty();
        if (how != "unread") outcome.Errors.ShouldAllBe(error => error.Code == AmiErrorCodes.LastBackup);
        outcome.Errors.Count.ShouldBe(2);
        old.ShouldAllBe(image => estate.Has(image));
    }

    [Theory]
    [InlineData(RetentionAction.Delete, true)]
    [InlineData(RetentionAction.Delete, false)]
    [InlineData(RetentionAction.Disable, true)]
    [InlineData(RetentionAction.Disable, false)]
    public async Task What_was_agreed_to_hours_ago_is_looked_at_again(RetentionAction action, bool isKeptThere)
    {
        using RetentionEstate estate = new();
        SimImage kept = estate.Backup(1);
        SimImage[] old = [estate.Backup(2), estate.Backup(3)];
        AmiRetentionPlan plan = await estate.PlanAsync(new RetentionPolicy { KeepLast = 1, Action = action });
        Outcome<AmiRetentionResult> outcome = await estate.InvokeAsync(plan, review: run =>
        {
            run.Steps.Count.ShouldBe(2);
            estate.World.Pass(TimeSpan.FromHours(8));
            if (!isKeptThere) estate.Change(() => estate.Home.Images.Remove(kept));
        });
        outcome.Results.Count.ShouldBe(isKeptThere ? 2 : 0, $"{outcome}");
        outcome.Errors.Select(error => error.Code).ShouldBe(isKeptThere ? [] : [AmiErrorCodes.LastBackup, AmiErrorCodes.LastBackup]);
        old.ShouldAllBe(image => (estate.Has(image) && estate.StateOf(image) == "available") != isKeptThere);
    }

    [Fact]
    public async Task A_plan_that_was_tampered_with_is_refused_as_a_whole()
    {
        using RetentionEstate estate = new();
        SimImage[] images = [.. Enumerable.Range(1, 4).Select(day => estate.Backup(day))];
        AmiRetentionPlan plan = await estate.PlanAsync(s_two);
        AmiRetentionPlan tampered = AmiRetentionPlan.Parse(plan.ToJson().Replace("\"Keep\"", "\"Delete\""));
        (await estate.InvokeAsync(tampered)).Error().Code.ShouldBe(AmiErrorCodes.PlanTampered);
        // Whoever also mends the hash still cannot take the last good backup of a family.
        AmiRetentionPlan forged = new() { MadeAt = tampered.MadeAt, Policy = tampered.Policy, Items = tampered.Items };
        forged.IsIntact.ShouldBeTrue();
        Outcome<AmiRetentionResult> outcome = await estate.InvokeAsync(forged);
        outcome.Results.ShouldBeEmpty();
        outcome.Errors.ShouldAllBe(error => error.Code == AmiErrorCodes.LastBackup);
        images.ShouldAllBe(image => estate.Has(image));
    }

    [Fact]
    public async Task It_stops_where_too_much_fails()
    {
        using RetentionEstate estate = new();
        for (int day = 1; day <= 60; day++) estate.Backup(day);
        AmiRetentionPlan plan = await estate.PlanAsync(s_two);
        estate.World.Faults.Add(Fault.Deny, "DeregisterImage");
        Outcome<AmiRetentionResult> outcome = await estate.InvokeAsync(plan, most: 3);
        outcome.Thrown.ShouldBeOfType<AmiException>().Code.ShouldBe(AmiErrorCodes.TooManyFailures);
        outcome.Results.ShouldBeEmpty();
        // The first lot and no more.
        estate.World.Simulator.Requests.Count("DeregisterImage").ShouldBe(16);
        estate.World.Faults.Clear();
        (await estate.InvokeAsync(plan)).ShouldBeClean().Results.Count.ShouldBe(58);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task A_run_that_was_killed_anywhere_is_finished_by_the_next_one(bool serverActs) => Fire.KillsAsync(serverActs, 30, async shot =>
    {
        using RetentionEstate estate = new();
        SimImage[] images = [.. Enumerable.Range(1, 6).Select(day => estate.Backup(day))];
        string[] snapshots = [.. images[2..].SelectMany(image => image.SnapshotIds)];
        AmiRetentionPlan plan = await estate.PlanAsync(s_two);
        Outcome<AmiRetentionResult> first = await shot.RunAsync(estate.World, (engine, death) => estate.InvokeAsync(plan, engine: engine, cancellationToken: death));
        Outcome<AmiRetentionResult> second = await estate.InvokeAsync(AmiRetentionPlan.Parse(plan.ToJson()));
        second.ShouldBeClean().Results.Count.ShouldBe(4, $"{shot}: {first}");
        images[..2].ShouldAllBe(image => estate.Has(image));
        images[2..].ShouldAllBe(image => !estate.Has(image));
        snapshots.ShouldAllBe(id => !estate.World.See(_ => estate.Home.Snapshots.Contains(id)));
    });

    [Fact]
    public async Task A_declined_image_stays()
    {
        using RetentionEstate estate = new();
        SimImage[] images = [.. Enumerable.Range(1, 4).Select(day => estate.Backup(day))];
        AmiRetentionPlan plan = await estate.PlanAsync(s_two);
        Outcome<AmiRetentionResult> outcome = await estate.InvokeAsync(plan, review: run => run.Steps.Single(step => step.Item.ImageId == images[3].Id).Approved = false);
        outcome.Only().ImageId.ShouldBe(images[2].Id);
        estate.Has(images[3]).ShouldBeTrue();
    }
}
