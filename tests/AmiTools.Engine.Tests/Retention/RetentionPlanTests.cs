using AmiTools.Engine.Tests.Harness;
using AmiTools.Simulator;

namespace AmiTools.Engine.Tests.Retention;

/// <summary>Every image of the estate is in the plan, once, with what happens to it and why.</summary>
public class RetentionPlanTests
{
    private static readonly RetentionPolicy s_two = new() { KeepLast = 2 };

    [Fact]
    public async Task An_image_and_its_copies_are_one_backup()
    {
        using RetentionEstate estate = new();
        SimImage[] images = [.. Enumerable.Range(1, 4).Select(day => estate.Backup(day))];
        SimImage[] copies = [.. images.Select((image, index) => estate.Copy(image, index + 1))];
        AmiRetentionPlan plan = await estate.PlanAsync(s_two);
        plan.Items.Count.ShouldBe(8);
        plan.Items.ShouldAllBe(item => item.Because.Length > 0 && item.Family == RetentionEstate.Web);
        Gone(plan).ShouldBe([images[2].Id, images[3].Id, copies[2].Id, copies[3].Id], ignoreOrder: true);
        AmiRetentionItem copy = plan.Items.Single(item => item.ImageId == copies[0].Id);
        copy.Backup.ShouldBe($"{World.Home}/{images[0].Id}");
        copy.BackupTime.ShouldBe(plan.Items.Single(item => item.ImageId == images[0].Id).BackupTime);
    }

    [Fact]
    public async Task Copies_whose_image_is_gone_are_still_one_backup()
    {
        using RetentionEstate estate = new();
        SimImage gone = estate.Backup(9);
        SimImage[] copies = [estate.Copy(gone, 9), estate.Copy(gone, 8)];
        foreach (SimImage copy in copies) copy.Tags["AmiTools:instance"] = RetentionEstate.Web;
        estate.Change(() => estate.Home.Images.Remove(gone));
        AmiRetentionPlan plan = await estate.PlanAsync(new RetentionPolicy { KeepLast = 1 });
        plan.Changes.ShouldBeEmpty();
        plan.Items.Select(item => item.Backup).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task The_last_good_backup_stays_where_the_newest_failed()
    {
        using RetentionEstate estate = new();
        SimImage failed = estate.Backup(1, state: "failed");
        SimImage good = estate.Backup(100);
        SimImage older = estate.Backup(200);
        AmiRetentionPlan plan = await estate.PlanAsync(new RetentionPolicy { KeepDays = 7 });
        Gone(plan).ShouldBe([failed.Id, older.Id], ignoreOrder: true);
        plan.Items.Single(item => item.ImageId == good.Id).Because.ShouldContain("last good");
    }

    [Fact]
    public async Task What_is_used_stays_with_its_copies()
    {
        using RetentionEstate estate = new();
        SimImage[] images = [.. Enumerable.Range(1, 4).Select(day => estate.Backup(day))];
        SimImage copy = estate.Copy(images[3], 4);
        estate.Away.AddInstance(new InstanceSeed { Image = copy });
        AmiRetentionPlan plan = await estate.PlanAsync(s_two);
        Gone(plan).ShouldBe([images[2].Id]);
        plan.Items.Single(item => item.ImageId == copy.Id).Because.ShouldContain("instance");
        plan.Items.Single(item => item.ImageId == images[3].Id).Because.ShouldContain(copy.Id);
    }

    [Theory]
    [InlineData("DescribeInstances")]
    [InlineData("DescribeLaunchTemplateVersions")]
    [InlineData("DescribeAutoScalingGroups")]
    [InlineData("DescribeFastLaunchImages")]
    [InlineData("ListRules")]
    public async Task What_could_not_be_read_stays(string place)
    {
        using RetentionEstate estate = new();
        foreach (int day in Enumerable.Range(1, 4)) estate.Backup(day);
        estate.World.Faults.Add(Fault.Deny, place);
        AmiRetentionPlan plan = await estate.PlanAsync(s_two);
        plan.Changes.ShouldBeEmpty();
        plan.Items.Count(item => item.Because.Contains(place)).ShouldBe(2);
    }

    [Fact]
    public async Task A_region_that_could_not_be_read_leaves_no_plan()
    {
        using RetentionEstate estate = new();
        estate.Backup(1);
        estate.World.Faults.Add(Fault.Deny, "DescribeImages", region: RetentionEstate.Elsewhere);
        (await Should.ThrowAsync<AmiException>(() => estate.PlanAsync(s_two))).Operation.ShouldBe("DescribeImages");
    }

    [Fact]
    public async Task What_would_not_come_back_stays_unless_that_is_allowed()
    {
        using RetentionEstate estate = new(covered: false);
        foreach (int day in Enumerable.Range(1, 4)) estate.Backup(day);
        (await estate.PlanAsync(s_two)).Changes.ShouldBeEmpty();
        (await estate.PlanAsync(new RetentionPolicy { KeepLast = 2, AllowPermanent = true })).Changes.Count.ShouldBe(2);
        // Nothing is lost by these.
        (await estate.PlanAsync(new RetentionPolicy { KeepLast = 2, Action = RetentionAction.Disable })).Changes.Count.ShouldBe(2);
        (await estate.PlanAsync(new RetentionPolicy { KeepLast = 2, Action = RetentionAction.Deprecate })).Changes.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Rules_by_tags_are_asked_for_each_snapshot()
    {
        using RetentionEstate estate = new(covered: false);
        estate.Home.AddRule("EC2_IMAGE", 30);
        estate.Home.AddRule("EBS_SNAPSHOT", 30, new("Keep", "bin"));
        SimImage[] images = [.. Enumerable.Range(1, 4).Select(day => estate.Backup(day))];
        foreach (string id in images[3].SnapshotIds) estate.Change(() => estate.Home.Snapshots.Find(id)!.Tags["Keep"] = "bin");
        Gone(await estate.PlanAsync(s_two)).ShouldBe([images[3].Id]);
    }

    [Fact]
    public async Task Families_go_by_instance_by_name_or_by_tag()
    {
        using RetentionEstate estate = new();
        estate.Backup(1, tags: ("App", "shop"));
        estate.Backup(2, "i-0000000000000bbbb", tags: ("App", "shop"));
        SimImage none = estate.Home.AddImage(new ImageSeed("golden-2026-11-01"));
        SimImage next = estate.Home.AddImage(new ImageSeed("golden-2026-11-08") { Age = TimeSpan.FromDays(1) });
        RetentionPolicy one = new() { KeepLast = 1 };
        AmiRetentionPlan byInstance = await estate.PlanAsync(one);
        byInstance.Changes.ShouldBeEmpty();
        byInstance.Items.Single(item => item.ImageId == none.Id).Because.ShouldContain("no family");
        (await estate.PlanAsync(new RetentionPolicy { KeepLast = 1, FamilyBy = RetentionFamily.Tag, FamilyTag = "App" })).Changes.Count.ShouldBe(1);
        AmiRetentionPlan byName = await estate.PlanAsync(new RetentionPolicy { KeepLast = 1, FamilyBy = RetentionFamily.Name }, "golden-*");
        Gone(byName).ShouldBe([none.Id]);
        byName.Items.Count.ShouldBe(4);
        byName.Items.Single(item => item.ImageId == next.Id).Family.ShouldBe("golden-#");
    }

    [Fact]
    public async Task What_is_so_already_is_left()
    {
        using RetentionEstate estate = new();
        SimImage[] images = [.. Enumerable.Range(1, 4).Select(day => estate.Backup(day))];
        estate.Change(() => images[3].State = "disabled");
        Gone(await estate.PlanAsync(new RetentionPolicy { KeepLast = 2, Action = RetentionAction.Disable })).ShouldBe([images[2].Id]);
    }

    [Fact]
    public async Task It_reads_only()
    {
        using RetentionEstate estate = new();
        foreach (int day in Enumerable.Range(1, 4)) estate.Backup(day);
        await estate.PlanAsync(s_two);
        estate.World.Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task It_goes_through_JSON_and_back_and_tells_what_was_changed()
    {
        using RetentionEstate estate = new();
        foreach (int day in Enumerable.Range(1, 4)) estate.Backup(day);
        AmiRetentionPlan plan = await estate.PlanAsync(new RetentionPolicy { KeepLast = 2, KeepDays = 0.5, TimeZone = "Europe/Berlin" });
        string json = plan.ToJson();
        AmiRetentionPlan read = AmiRetentionPlan.Parse(json);
        read.Hash.ShouldBe(plan.Hash);
        read.IsIntact.ShouldBeTrue();
        read.ToJson().ShouldBe(json);
        // Spaces are no content; everything else is.
        AmiRetentionPlan.Parse(json.ReplaceLineEndings("").Replace("  ", "")).IsIntact.ShouldBeTrue();
        string victim = plan.Items.First(item => item.Action == RetentionAction.Keep).ImageId;
        foreach ((string before, string after) in new[] { ("\"keepLast\": 2", "\"keepLast\": 1"), ("\"Keep\"", "\"Delete\""), (victim, "ami-0123456789abcdef0"), ("\"allowPermanent\": false", "\"allowPermanent\": true"), ("eu-west-1", "eu-west-2") })
        {
            json.ShouldContain(before);
            AmiRetentionPlan.Parse(json.Replace(before, after)).IsIntact.ShouldBeFalse(before);
        }

        foreach (string nonsense in new[] { "", "null", "[]", "{}", "{\"version\":2,\"madeAt\":\"2026-01-01T00:00:00Z\",\"policy\":{},\"items\":[]}" })
            Should.Throw<AmiException>(() => AmiRetentionPlan.Parse(nonsense)).Code.ShouldBe(AmiErrorCodes.InvalidPlan);
    }

    private static string[] Gone(AmiRetentionPlan plan) => [.. plan.Changes.Select(item => item.ImageId)];
}
