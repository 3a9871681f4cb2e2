using AmiTools.Engine.Tests.Harness;
using AmiTools.Engine.Tests.Removal;
using AmiTools.Simulator;
using Scaling = Amazon.AutoScaling.Model;

namespace AmiTools.Engine.Tests.Usage;

/// <summary>Every kind of reference keeps an image; every place that could not be read leaves it unknown; and Remove-Ami, which asks the same places, touches neither.</summary>
public class UsageVerdictTests
{
    private const string Other = "444455556666";

    private static readonly Dictionary<string, (string Kind, Action<RetirementEstate, SimImage> Use)> s_uses = new()
    {
        ["a running instance"] = (UsageKinds.Instance, (estate, image) => estate.Home.AddInstance(new InstanceSeed { Image = image })),
        ["a stopped instance"] = (UsageKinds.Instance, (estate, image) => estate.Home.AddInstance(new InstanceSeed { Image = image, State = "stopped" })),
        ["an instance that is shutting down"] = (UsageKinds.Instance, (estate, image) => estate.Home.AddInstance(new InstanceSeed { Image = image, State = "shutting-down" })),
        ["the latest version of a template"] = (UsageKinds.LaunchTemplate, (estate, image) => AddVersions(estate, image, at: 3, of: 3, @default: 1)),
        ["the default version of a template"] = (UsageKinds.LaunchTemplate, (estate, image) => AddVersions(estate, image, at: 1, of: 30, @default: 1)),
        ["an older version of a template"] = (UsageKinds.LaunchTemplate, (estate, image) => AddVersions(estate, image, at: 2, of: 5, @default: 1)),
        ["a template that names a parameter"] = (UsageKinds.LaunchTemplate, (estate, image) =>
        {
            estate.Home.ImageParameters["/golden/web"] = image.Id;
            estate.Home.AddTemplate("web", "resolve:ssm:/golden/web", "t3.micro");
        }),
        ["a parameter"] = (UsageKinds.SsmParameter, (estate, image) => estate.Home.ImageParameters["/golden/web"] = image.Id),
        ["a launch configuration"] = (UsageKinds.LaunchConfiguration, (estate, image) => estate.Home.AddLaunchConfiguration("workers", image.Id)),
        ["a group on an old version of a template"] = (UsageKinds.AutoScalingGroup, (estate, image) =>
        {
            AddVersions(estate, image, at: 2, of: 40, @default: 40);
            estate.Home.AddScalingGroup("workers", template: new Scaling.LaunchTemplateSpecification { LaunchTemplateName = "versions", Version = "2" });
        }),
        ["a group that has it for one instance type"] = (UsageKinds.AutoScalingGroup, (estate, image) => estate.Home.AddScalingGroup("workers", mixed: new Scaling.MixedInstancesPolicy
        {
            LaunchTemplate = new Scaling.LaunchTemplate { LaunchTemplateSpecification = new Scaling.LaunchTemplateSpecification { LaunchTemplateName = "gone", Version = "7" }, Overrides = [new Scaling.LaunchTemplateOverrides { InstanceType = "t4g.micro", ImageId = image.Id }] },
        })),
        ["a group that has a template for one instance type"] = (UsageKinds.AutoScalingGroup, (estate, image) =>
        {
            AddVersions(estate, image, at: 2, of: 40, @default: 40);
            estate.Home.AddScalingGroup("workers", mixed: new Scaling.MixedInstancesPolicy
            {
                LaunchTemplate = new Scaling.LaunchTemplate
                {
                    LaunchTemplateSpecification = new Scaling.LaunchTemplateSpecification { LaunchTemplateName = "versions", Version = "$Latest" },
                    Overrides = [new Scaling.LaunchTemplateOverrides { InstanceType = "t4g.micro", LaunchTemplateSpecification = new Scaling.LaunchTemplateSpecification { LaunchTemplateName = "versions", Version = "2" } }],
                },
            });
        }),
        ["a launch permission"] = (UsageKinds.LaunchPermission, (_, image) => image.LaunchPermissions.Accounts.Add(Other)),
        ["everybody"] = (UsageKinds.LaunchPermission, (_, image) => image.LaunchPermissions.Public = true),
        ["a report on another account"] = (UsageKinds.UsageReport, (estate, image) => Report(estate, image).GetAwaiter().GetResult()),
        ["fast launches"] = (UsageKinds.FastLaunch, (estate, image) => EnableFastLaunch(estate, image).GetAwaiter().GetResult()),
        ["a task that stores it"] = (UsageKinds.StoreTask, (estate, image) =>
        {
            estate.Simulator.AddBucket("images", World.Home);
            estate.World.ElsewhereAsync(ec2 => ec2.CreateStoreImageTaskAsync(new Amazon.EC2.Model.CreateStoreImageTaskRequest { ImageId = image.Id, Bucket = "images" })).GetAwaiter().GetResult();
        }),
        ["AWS Backup"] = (UsageKinds.AwsBackup, (_, image) => image.Tags["aws:backup:source-resource"] = "i-0123456789abcdef0"),
        ["Data Lifecycle Manager"] = (UsageKinds.LifecyclePolicy, (_, image) => image.Tags["aws:dlm:lifecycle-policy-id"] = "policy-0123456789abcdef0"),
        ["Data Lifecycle Manager by its mark"] = (UsageKinds.LifecyclePolicy, (_, image) => image.Tags["dlm:managed"] = "true"),
        ["Image Builder"] = (UsageKinds.ImageBuilder, (_, image) => image.Tags["Ec2ImageBuilderArn"] = "arn:aws:imagebuilder:eu-west-1:111122223333:image/web/1.0.0/1"),
        ["Image Builder by its mark"] = (UsageKinds.ImageBuilder, (_, image) => image.Tags["CreatedBy"] = "EC2 Image Builder"),
        ["AWS Marketplace"] = (UsageKinds.Marketplace, (_, image) => image.ProductCodes.Add(("code123", "marketplace"))),
        ["deregistration protection"] = (UsageKinds.DeregistrationProtection, (_, image) => image.Protection = new DeregistrationProtection(Enabled: true)),
    };

    private static readonly string[] s_places =
    [
        "DescribeInstances", "DescribeLaunchTemplateVersions", "DescribeImageReferences", "DescribeImageAttribute", "DescribeLaunchConfigurations", "DescribeAutoScalingGroups", "DescribeFastLaunchImages", "DescribeImageUsageReports", "DescribeStoreImageTasks",
    ];

    public static TheoryData<string> Uses => [.. s_uses.Keys];

    public static TheoryData<string, string> Silences
    {
        get
        {
            TheoryData<string, string> data = [];
            foreach (string place in s_places)
            {
                foreach (string how in new[] { "denied", "missing", "broken off", "unread page" }) data.Add(place, how);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Uses))]
    public async Task Whatever_uses_an_image_keeps_it(string what)
    {
        using RetirementEstate estate = new RetirementEstate().Keeping(30, 30);
        SimImage used = Plain(estate);
        SimImage unused = Plain(estate);
        s_uses[what].Use(estate, used);

        Outcome<AmiUsage> outcome = await estate.UsageAsync([used.Id, unused.Id]);
        AmiUsage usage = outcome.ShouldBeClean().Results.Single(result => result.ImageId == used.Id);
        usage.Verdict.ShouldBe(UsageVerdict.InUse, what);
        usage.Reasons.ShouldContain(reason => reason.Verdict == UsageVerdict.InUse && reason.Kind == s_uses[what].Kind && reason.Remedy != null, usage.Because);
        outcome.Results.Single(result => result.ImageId == unused.Id).Verdict.ShouldBe(UsageVerdict.Unused, what);

        // The same engine decides what is removed.
        Outcome<AmiRemoval> removal = await estate.RemoveAsync(used, unused);
        removal.Error().ResourceId.ShouldBe(used.Id);
        removal.Results.ShouldHaveSingleItem().ImageId.ShouldBe(unused.Id);
        estate.Has(used).ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Silences))]
    public async Task Whatever_could_not_be_read_leaves_it_unknown(string place, string how)
    {
        using RetirementEstate estate = new RetirementEstate().Keeping(30, 30);
        SimImage image = Plain(estate);
        estate.Home.AddTemplate("other", "ami-0123456789abcdef0", "t3.micro");
        Fault fault = how switch
        {
            "denied" => Fault.Deny,
            "missing" => Fault.Error("InvalidAction", $"The action {place} is not valid for this web service."),
            "broken off" => Fault.Truncate,
            _ => Fault.Error("InvalidNextToken", "The token has expired."),
        };
        estate.Simulator.Faults.Add(fault, place);

        AmiUsage usage = (await estate.UsageAsync([image.Id])).Only();
        usage.Verdict.ShouldBe(UsageVerdict.Unknown);
        usage.Reasons.ShouldAllBe(reason => reason.Verdict == UsageVerdict.Unknown);
        usage.Because.ShouldContain(place);
        (await estate.RemoveAsync(image)).Error().Code.ShouldBe(AmiErrorCodes.ImageUsageUnknown);
        estate.Has(image).ShouldBeTrue();
    }

    [Fact]
    public async Task What_is_known_to_be_used_is_so_although_something_else_could_not_be_read()
    {
        using RetirementEstate estate = new();
        SimImage image = Plain(estate);
        estate.Home.AddInstance(new InstanceSeed { Image = image });
        estate.Simulator.Faults.Add(Fault.Deny, "DescribeAutoScalingGroups");
        AmiUsage usage = (await estate.UsageAsync([image.Id])).Only();
        usage.Verdict.ShouldBe(UsageVerdict.InUse);
        usage.Reasons.ShouldContain(reason => reason.Verdict == UsageVerdict.Unknown);
    }

    [Fact]
    public async Task Without_the_references_older_versions_are_read_template_by_template()
    {
        using RetirementEstate estate = new();
        SimImage image = Plain(estate);
        AddVersions(estate, image, at: 2, of: 5, @default: 1);
        estate.Simulator.Faults.Add(Fault.Deny, "DescribeImageReferences");
        AmiUsage usage = (await estate.UsageAsync([image.Id])).Only();
        usage.Verdict.ShouldBe(UsageVerdict.InUse);
        usage.Because.ShouldContain("version 2");
    }

    [Fact]
    public async Task A_version_deeper_than_asked_is_found_where_it_is_asked_for()
    {
        using RetirementEstate estate = new();
        SimImage image = Plain(estate);
        AddVersions(estate, image, at: 2, of: 30, @default: 30);
        (await estate.UsageAsync([image.Id])).Only().Verdict.ShouldBe(UsageVerdict.Unused);
        (await estate.UsageAsync([image.Id], versionDepth: 100)).Only().Verdict.ShouldBe(UsageVerdict.InUse);
        (await estate.UsageAsync([image.Id], versionDepth: 0)).Error().Code.ShouldBe(AmiErrorCodes.InvalidOption);
    }

    [Fact]
    public async Task A_parameter_that_is_not_there_leaves_only_its_own_template_open()
    {
        using RetirementEstate estate = new();
        SimImage image = Plain(estate);
        SimImage used = Plain(estate);
        estate.Home.ImageParameters["/golden/web"] = used.Id;
        estate.Home.AddTemplate("good", "resolve:ssm:/golden/web", "t3.micro");
        SimLaunchTemplate broken = estate.Home.AddTemplate("broken", "resolve:ssm:/golden/gone", "t3.micro");
        Outcome<AmiUsage> outcome = await estate.UsageAsync([image.Id, used.Id]);
        AmiUsage open = outcome.Results.Single(usage => usage.ImageId == image.Id);
        open.Verdict.ShouldBe(UsageVerdict.Unknown);
        open.Reasons.ShouldHaveSingleItem().ResourceId.ShouldBe(broken.Id);
        outcome.Results.Single(usage => usage.ImageId == used.Id).Reasons.ShouldContain(reason => reason.Verdict == UsageVerdict.InUse && reason.Detail.Contains("good"));
    }

    [Fact]
    public async Task A_group_on_a_deleted_version_and_on_one_that_is_there_keeps_the_image_of_the_latter()
    {
        using RetirementEstate estate = new();
        SimImage image = Plain(estate);
        AddVersions(estate, image, at: 2, of: 40, @default: 40);
        estate.Home.AddScalingGroup("old", template: new Scaling.LaunchTemplateSpecification { LaunchTemplateName = "versions", Version = "99" });
        estate.Home.AddScalingGroup("workers", template: new Scaling.LaunchTemplateSpecification { LaunchTemplateName = "versions", Version = "2" });
        AmiUsage usage = (await estate.UsageAsync([image.Id])).Only();
        usage.Reasons.ShouldHaveSingleItem().ResourceId.ShouldBe("workers");
    }

    [Fact]
    public async Task The_billing_codes_of_a_backup_are_told_and_are_no_use()
    {
        using RetirementEstate estate = new();
        SimImage image = estate.Image();
        image.ProductCodes.Add(("code123", "marketplace"));
        AmiUsage usage = (await estate.UsageAsync([image.Id])).Only();
        usage.Verdict.ShouldBe(UsageVerdict.Unused);
        usage.Remarks.ShouldHaveSingleItem().ResourceId.ShouldBe("code123");
    }

    [Fact]
    public async Task A_report_is_made_where_that_is_asked_for_and_only_there()
    {
        using World world = new();
        SimImage image = world.Region().AddImage(new ImageSeed("web"));
        SimImage quiet = world.Region().AddImage(new ImageSeed("quiet"));
        world.See(simulator => simulator.Account(Other).Region(World.Home).AddInstance(new InstanceSeed { Image = image }));
        UsageQuery query = new() { Session = World.In(), Id = [new(image.Id), new(quiet.Id)] };
        (await world.Process().FindAsync(query)).ShouldBeClean().Results.ShouldAllBe(usage => usage.Verdict == UsageVerdict.Unused);
        world.Changes.ShouldBeEmpty();

        UsageQuery asked = new() { Session = World.In(), Id = query.Id, CreateUsageReport = true };
        Outcome<AmiUsage> outcome = await world.Process().FindAsync(asked);
        AmiUsage used = outcome.ShouldBeClean().Results.Single(usage => usage.ImageId == image.Id);
        used.Verdict.ShouldBe(UsageVerdict.InUse);
        used.Reasons.ShouldHaveSingleItem().ResourceId.ShouldBe(Other);
        outcome.Results.Single(usage => usage.ImageId == quiet.Id).Remarks.ShouldHaveSingleItem().Kind.ShouldBe(UsageKinds.UsageReport);
        world.Changes.Count.ShouldBe(2);

        // What is there is taken, and no second one made.
        (await world.Process().FindAsync(asked)).Results.Single(usage => usage.ImageId == image.Id).Verdict.ShouldBe(UsageVerdict.InUse);
        world.Changes.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_report_that_may_not_be_made_leaves_it_unknown()
    {
        using World world = new();
        SimImage image = world.Region().AddImage(new ImageSeed("web"));
        world.Faults.Add(Fault.Deny, "CreateImageUsageReport");
        AmiUsage usage = (await world.Process().FindAsync(new UsageQuery { Session = World.In(), Id = [new(image.Id)], CreateUsageReport = true })).Only();
        usage.Verdict.ShouldBe(UsageVerdict.Unknown);
        usage.Because.ShouldContain("CreateImageUsageReport");
    }

    [Fact]
    public async Task Ids_that_are_none_and_resources_of_others_stop_nothing()
    {
        using RetirementEstate estate = new();
        SimImage image = Plain(estate);
        SimImage foreign = estate.Simulator.Account(Other).Region(World.Home).AddImage(new ImageSeed("theirs") { Public = true });
        Outcome<AmiUsage> outcome = await estate.UsageAsync([foreign.Id, "ami-0123456789abcdef0", "snap-0123456789abcdef0", "nonsense", image.Id]);
        outcome.Results.ShouldHaveSingleItem().ImageId.ShouldBe(image.Id);
        outcome.Errors.Select(error => error.Code).ShouldBe([AmiErrorCodes.ImageNotOwned, AmiErrorCodes.ImageNotFound, AmiErrorCodes.InvalidImageId, AmiErrorCodes.SnapshotNotFound], ignoreOrder: true);
    }

    [Fact]
    public async Task Empty_and_short_pages_are_not_the_end()
    {
        using RetirementEstate estate = new();
        estate.Simulator.Settings.Pages.EmptyChance = 0.6;
        estate.Simulator.Settings.Pages.ShortChance = 0.6;
        SimImage image = Plain(estate);
        for (int other = 0; other < 120; other++)
        {
            estate.Home.AddLaunchConfiguration($"other-{other}", "ami-0123456789abcdef0");
            estate.Home.AddScalingGroup($"other-{other}", launchConfiguration: $"other-{other}");
        }

        estate.Home.AddLaunchConfiguration("last", image.Id);
        AmiUsage usage = (await estate.UsageAsync([image.Id])).Only();
        usage.Reasons.ShouldHaveSingleItem().ResourceId.ShouldBe("last");
    }

    [Fact]
    public async Task Four_hundred_images_take_the_fewest_calls()
    {
        using RetirementEstate estate = new();
        string[] ids = [.. Enumerable.Range(0, 400).Select(_ => Plain(estate).Id)];
        (await estate.UsageAsync(ids)).ShouldBeClean().Results.Count.ShouldBe(400);
        estate.Calls("DescribeImageAttribute").ShouldBe(400);
        estate.Calls("DescribeImageReferences").ShouldBe(40);
        estate.Calls("DescribeInstances").ShouldBe(2);
        estate.Calls("DescribeImageUsageReports").ShouldBe(2);
        estate.Calls("DescribeImageUsageReportEntries").ShouldBe(0);
        foreach (string once in new[] { "DescribeLaunchTemplateVersions", "DescribeLaunchConfigurations", "DescribeAutoScalingGroups", "DescribeFastLaunchImages" }) estate.Calls(once).ShouldBe(1, once);
        // The images themselves, and who else is made of their snapshots.
        estate.Calls("DescribeImages").ShouldBe(4);
    }

    /// <summary>An image that nothing uses and that no instance was the model of.</summary>
    private static SimImage Plain(RetirementEstate estate) => estate.Home.AddImage(new ImageSeed($"plain-{Guid.NewGuid():N}") { Windows = true });

    private static void AddVersions(RetirementEstate estate, SimImage image, int at, int of, int @default)
    {
        SimLaunchTemplate template = estate.Home.AddTemplate("versions", at == 1 ? image.Id : "ami-0123456789abcdef0", "t3.micro");
        for (int number = 2; number <= of; number++)
        {
            template.Versions.Add(new SimLaunchTemplateVersion
            {
                Number = number, CreatedAt = estate.Simulator.Now, CreatedBy = template.CreatedBy, Data = new Amazon.EC2.Model.ResponseLaunchTemplateData { ImageId = number == at ? image.Id : "ami-0123456789abcdef0" },
            });
        }

        template.LatestVersion = of;
        template.DefaultVersion = @default;
    }

    private static async Task Report(RetirementEstate estate, SimImage image)
    {
        estate.Simulator.Account(Other).Region(World.Home).AddInstance(new InstanceSeed { Image = image });
        await estate.World.ElsewhereAsync(ec2 => ec2.CreateImageUsageReportAsync(new Amazon.EC2.Model.CreateImageUsageReportRequest { ImageId = image.Id, ResourceTypes = [new Amazon.EC2.Model.ImageUsageResourceTypeRequest { ResourceType = "ec2:Instance" }] }));
        estate.Simulator.Clock.Step(TimeSpan.FromHours(1));
    }

    private static Task EnableFastLaunch(RetirementEstate estate, SimImage image) => estate.World.ElsewhereAsync(ec2 => ec2.EnableFastLaunchAsync(new Amazon.EC2.Model.EnableFastLaunchRequest { ImageId = image.Id }));
}
