namespace AmiTools.Simulator.Tests.Kernel;

public sealed class EstateTests
{
    [Fact]
    public void The_same_seed_makes_the_same_estate()
    {
        Ids(5).ShouldBe(Ids(5));
        Ids(5).ShouldNotBe(Ids(6));

        static List<string> Ids(long seed)
        {
            using var simulator = Calls.Simulator(seed: seed);
            Scenarios.Load("demo", simulator);
            return [.. simulator.Accounts.SelectMany(account => account.UsedRegions).SelectMany(region => region.TaggableAfter(0)).Select(resource => resource.Id)];
        }
    }

    [Fact]
    public void Ids_do_not_depend_on_the_order_in_which_regions_are_used()
    {
        using var one = Calls.Simulator();
        using var two = Calls.Simulator();
        var first = one.Account().Region("eu-west-1").AddImage(new("x"));
        one.Account().Region("us-east-1").AddImage(new("x"));
        two.Account().Region("us-east-1").AddImage(new("x"));
        var second = two.Account().Region("eu-west-1").AddImage(new("x"));

        second.Id.ShouldBe(first.Id);
    }

    [Fact]
    public void Ids_have_AWS_s_form()
    {
        using var simulator = Calls.Simulator();
        var region = simulator.Account().Region("eu-west-1");

        for (var i = 0; i < 1000; i++)
            ResourceIds.IsWellFormed(region.Ids.New("ami"), "ami").ShouldBeTrue();
        region.Ids.NewText(11).ShouldMatch("^[0-9A-Za-z]{11}$");
        region.Ids.NewGuid().ToString().ShouldMatch("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$");
    }

    [Theory]
    [InlineData("ami-01234567", true)]
    [InlineData("ami-0123456789abcdef0", true)]
    [InlineData("ami-0123456789abcdef", false)]
    [InlineData("ami-0123456G", false)]
    [InlineData("ami-0123456A", false)]
    [InlineData("ami_01234567", false)]
    [InlineData("AMI-01234567", false)]
    [InlineData("snap-01234567", false)]
    [InlineData("", false)]
    public void Ids_are_well_formed_or_not(string id, bool expected) => ResourceIds.IsWellFormed(id, "ami").ShouldBe(expected);

    [Fact]
    public void Every_region_has_a_network_a_key_and_public_images()
    {
        using var simulator = Calls.Simulator();
        foreach (var place in AwsGeography.Regions)
        {
            var region = simulator.DefaultAccount(place.Partition.Id).Region(place.Name);

            region.Subnets.Select(subnet => subnet.AvailabilityZone).ShouldBe(place.Zones);
            region.Subnets.Select(subnet => subnet.CidrBlock).ShouldBeUnique();
            region.FindKey("alias/aws/ebs").ShouldBe(region.EbsKey);
            region.FindKey(region.EbsKey.Arn).ShouldBe(region.EbsKey);
            region.FindKey(region.Arn("kms", "alias/aws/ebs")).ShouldBe(region.EbsKey);
            simulator.PublicImage(place).OwnerAlias.ShouldBe("amazon");
            simulator.PublicImage(place, windows: true).Platform.ShouldBe("windows");
        }
        AwsGeography.Regions.Count(place => place.Partition.Id == "aws").ShouldBe(34);
        AwsGeography.Regions.Select(place => place.ZoneIdPrefix).ShouldBeUnique();
    }

    [Fact]
    public void Sharing_reaches_members_of_organisations_and_units()
    {
        using var simulator = Calls.Simulator();
        const string Organization = "arn:aws:organizations::111122223333:organization/o-1";
        const string Unit = "arn:aws:organizations::111122223333:ou/o-1/ou-1";
        var member = simulator.Account("222233334444").JoinOrganization(Organization, Unit);
        var stranger = simulator.Account("333344445555");
        var permissions = new SimPermissions();

        permissions.OrganizationalUnits.Add(Unit);
        (permissions.Allows(member), permissions.Allows(stranger)).ShouldBe((true, false));
        permissions.OrganizationalUnits.Clear();
        permissions.Organizations.Add(Organization);
        (permissions.Allows(member), permissions.Allows(stranger)).ShouldBe((true, false));
        permissions.Clear();
        permissions.Public = true;
        (permissions.Includes(member), permissions.Allows(stranger)).ShouldBe((false, true));
    }

    [Fact]
    public void The_demo_has_what_it_promises()
    {
        using var simulator = Calls.Simulator();
        Scenarios.Load("demo", simulator);
        var region = simulator.Account().Region(DemoScenario.Region);

        region.Instances.Select(instance => instance.Tags["Name"]).ShouldBe(["web-1", "web-2", "db-1"]);
        region.Instances.Last().Volumes.Count.ShouldBe(3);
        region.Images.Count(image => image.IsDeprecated(simulator.Now)).ShouldBe(1);
        region.Images.Count(image => image.State == "disabled").ShouldBe(1);
        region.Snapshots.Count(snapshot => region.ImagesBySnapshot[snapshot.Id].Count == 0).ShouldBe(1);
        region.RecycleBinRules.Select(rule => rule.Retains).ShouldBe(["EC2_IMAGE", "EBS_SNAPSHOT"]);
        simulator.Account().Region(DemoScenario.CopyRegion).Images.Single().SourceImageRegion.ShouldBe(DemoScenario.Region);
        region.Instances.ShouldAllBe(instance => simulator.FindImage(region.Name, instance.ImageId) != null);
        region.Images.SelectMany(image => image.SnapshotIds).ShouldAllBe(id => region.Snapshots.Contains(id));
    }

    [Theory]
    [InlineData(1, 0, 0, 0)]
    [InlineData(1, 3, 10, 10)]
    [InlineData(4, 40, 2000, 10_000)]
    [InlineData(17, 17, 100, 2000)]
    public void A_fleet_has_the_size_that_was_asked_for(int regions, int instances, int images, int snapshots)
    {
        using var simulator = Calls.Simulator();
        Scenarios.Load("fleet", simulator, new() { Regions = regions, Instances = instances, Images = images, Snapshots = snapshots });
        var used = simulator.Account().UsedRegions;

        used.Count.ShouldBe(regions);
        used.Sum(region => region.Instances.Count).ShouldBe(instances);
        used.Sum(region => region.Images.Count).ShouldBe(images);
        used.Sum(region => region.Snapshots.Count).ShouldBe(snapshots);
        foreach (var region in used)
            region.Images.Select(image => image.Name).ShouldBeUnique();
    }

    [Fact]
    public void A_big_fleet_fits()
    {
        using var simulator = Calls.Simulator();
        Scenarios.Load("fleet", simulator, new() { Regions = 8, Instances = 500, Images = 20_000, Snapshots = 100_000 });

        simulator.Account().UsedRegions.Sum(region => region.Snapshots.Count).ShouldBe(100_000);
    }

    [Fact]
    public void An_unknown_scenario_is_refused()
    {
        using var simulator = Calls.Simulator();

        Should.Throw<ArgumentException>(() => Scenarios.Load("nonsense", simulator)).Message.ShouldContain("demo, fleet, empty");
    }
}
