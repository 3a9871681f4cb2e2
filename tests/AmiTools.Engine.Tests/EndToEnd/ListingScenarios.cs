using AmiTools.Engine.Tests.Harness;
using AmiTools.Simulator;

namespace AmiTools.Engine.Tests.EndToEnd;

public sealed class ListingScenarios
{
    [Fact]
    public async Task Four_regions_with_two_thousand_images_take_the_calls_that_their_pages_need()
    {
        using World world = new();
        Simulator.Scenarios.Load("fleet", world.Simulator, new FleetOptions { Regions = 4, Images = 2000, Snapshots = 2000, Instances = 4 });
        string[] regions = [.. world.Simulator.Account().UsedRegions.Where(region => region.Images.Count > 0).Select(region => region.Name)];
        Outcome<Ami> found = (await world.Process().FindAsync(new AmiQuery { Session = World.In(regions) })).ShouldBeClean();
        found.Results.Count.ShouldBe(2000);
        int needed = regions.Sum(region => (world.Region(region).Images.Count + 999) / 1000);
        world.Simulator.Requests.Count("DescribeImages").ShouldBe(needed);
        world.Simulator.Requests.Total.ShouldBe(needed);
    }

    [Fact]
    public async Task Short_and_empty_pages_are_not_the_end()
    {
        using World world = new(settings =>
        {
            settings.Pages.ShortChance = 0.5;
            settings.Pages.EmptyChance = 0.5;
        });
        for (int number = 0; number < 50; number++) world.Region().AddImage(new ImageSeed($"image {number}"));
        (await world.Process().FindAsync(new AmiQuery { Session = World.In() })).ShouldBeClean().Results.Select(image => image.ImageId).Distinct().Count().ShouldBe(50);
    }

    [Fact]
    public async Task Ten_thousand_ids_take_fifty_calls_and_each_missing_one_is_an_error_of_its_own()
    {
        using World world = new();
        SimImage[] images = [.. Enumerable.Range(0, 10).Select(number => world.Region().AddImage(new ImageSeed($"image {number}")))];
        ResourceReference[] asked = [.. images.Select(image => new ResourceReference(image.Id)), .. Enumerable.Range(0, 9_990).Select(number => new ResourceReference($"ami-{number:x17}")), new(images[0].Id), new("nonsense")];
        Outcome<Ami> found = await world.Process().FindAsync(new AmiQuery { Session = World.In(), ImageId = asked });
        found.Results.Count.ShouldBe(10);
        found.Errors.Count(error => error.Code == AmiErrorCodes.ImageNotFound).ShouldBe(9_990);
        found.Errors.Single(error => error.Code == AmiErrorCodes.InvalidImageId).ResourceId.ShouldBe("nonsense");
        world.Simulator.Requests.Total.ShouldBe(50);
    }

    [Fact]
    public async Task Queries_say_what_they_mean()
    {
        using World world = new();
        SimRegion region = world.Region();
        SimInstance web = region.AddInstance(new InstanceSeed { Name = "web-1" });
        SimImage old = region.AddImage(new ImageSeed("web 1") { Instance = web, Age = TimeSpan.FromDays(100), DeprecatedAfter = TimeSpan.FromDays(10) });
        SimImage last = region.AddImage(new ImageSeed("web 2") { Instance = web, Age = TimeSpan.FromDays(1), Tags = new Dictionary<string, string> { ["Env"] = "prod" } });
        SimImage disabled = region.AddImage(new ImageSeed("db 1") { State = "disabled", Architecture = "arm64" });
        SimImage windows = region.AddImage(new ImageSeed("win 1") { Windows = true });
        DateTime now = world.Simulator.Now.UtcDateTime;

        await Finds(new AmiQuery { Session = World.In() }, old, last, disabled, windows);
        await Finds(new AmiQuery { Session = World.In(), Name = ["web*"] }, old, last);
        await Finds(new AmiQuery { Session = World.In(), InstanceId = [new(web.Id)] }, old, last);
        await Finds(new AmiQuery { Session = World.In(), InstanceId = [new(web.Id)], Latest = true }, last);
        await Finds(new AmiQuery { Session = World.In(), Tag = new Dictionary<string, string?> { ["Env"] = "pr*" } }, last);
        await Finds(new AmiQuery { Session = World.In(), Tag = new Dictionary<string, string?> { ["Env"] = null } }, last);
        await Finds(new AmiQuery { Session = World.In(), State = ["disabled"] }, disabled);
        await Finds(new AmiQuery { Session = World.In(), Architecture = ["arm64"] }, disabled);
        await Finds(new AmiQuery { Session = World.In(), Platform = "Windows" }, windows);
        await Finds(new AmiQuery { Session = World.In(), CreatedBefore = now.AddDays(-50) }, old);
        await Finds(new AmiQuery { Session = World.In(), ImageId = [new(old.Id), new(last.Id)], Name = ["* 2"] }, last);
        Ami shown = (await world.Process().FindAsync(new AmiQuery { Session = World.In(), ImageId = [new(old.Id)] })).Only();
        shown.IsDeprecated.ShouldBeTrue();

        async Task Finds(AmiQuery query, params SimImage[] expected) =>
            (await world.Process().FindAsync(query)).ShouldBeClean().Results.Select(image => image.ImageId).ShouldBe(expected.Select(image => image.Id), ignoreOrder: true);
    }

    [Fact]
    public async Task A_region_that_fails_does_not_stop_the_others()
    {
        using World world = new();
        SimImage image = world.Region().AddImage(new ImageSeed("here"));
        world.Faults.Add(Fault.Deny, "DescribeImages", region: "us-east-1");
        Outcome<Ami> found = await world.Process().FindAsync(new AmiQuery { Session = World.In("us-east-1", World.Home) });
        found.Results.Single().ImageId.ShouldBe(image.Id);
        found.Error().ShouldSatisfyAllConditions(error => error.Code.ShouldBe(AmiErrorCodes.AccessDenied), error => error.Region.ShouldBe("us-east-1"));
    }
}
