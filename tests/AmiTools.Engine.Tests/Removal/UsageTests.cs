using AmiTools.Engine.Tests.Harness;
using AmiTools.Simulator;

namespace AmiTools.Engine.Tests.Removal;

/// <summary>What uses an image keeps it, and so does everything that could not be read.</summary>
public class UsageTests
{
    [Theory]
    [InlineData("running")]
    [InlineData("stopped")]
    public async Task An_instance_keeps_its_image(string state)
    {
        using RetirementEstate estate = new();
        SimImage image = estate.Image();
        SimInstance instance = estate.Home.AddInstance(new InstanceSeed { Image = image, State = state });
        AmiException refusal = (await estate.RemoveAsync(image)).Error();
        refusal.Code.ShouldBe(AmiErrorCodes.ImageInUse);
        refusal.ResourceId.ShouldBe(image.Id);
        refusal.Message.ShouldContain(instance.Id);
        estate.ShouldBeUntouched();
    }

    [Fact]
    public async Task A_terminated_instance_does_not()
    {
        using RetirementEstate estate = new();
        SimImage image = estate.Image();
        estate.Home.AddInstance(new InstanceSeed { Image = image, State = "terminated" });
        (await estate.RemoveAsync(image)).Only().ImageId.ShouldBe(image.Id);
    }

    [Fact]
    public async Task A_launch_template_keeps_its_image()
    {
        using RetirementEstate estate = new();
        SimImage image = estate.Image();
        SimLaunchTemplate template = estate.Home.AddTemplate("web", image.Id, "t3.micro");
        AmiException refusal = (await estate.RemoveAsync(image)).Error();
        refusal.Code.ShouldBe(AmiErrorCodes.ImageInUse);
        refusal.Message.ShouldContain(template.Id);
        estate.ShouldBeUntouched();
    }

    [Fact]
    public async Task A_launch_template_that_names_a_parameter_keeps_the_image_of_that_parameter()
    {
        using RetirementEstate estate = new();
        SimImage image = estate.Image();
        estate.Home.ImageParameters["/golden/web"] = image.Id;
        estate.Home.AddTemplate("web", "resolve:ssm:/golden/web", "t3.micro");
        (await estate.RemoveAsync(image)).Error().Code.ShouldBe(AmiErrorCodes.ImageInUse);
        estate.ShouldBeUntouched();
    }

    [Fact]
    public async Task A_parameter_alone_keeps_its_image()
    {
        using RetirementEstate estate = new();
        SimImage image = estate.Image();
        estate.Home.ImageParameters["/golden/web"] = image.Id;
        (await estate.RemoveAsync(image)).Error().Message.ShouldContain("golden/web");
        estate.ShouldBeUntouched();
    }

    [Fact]
    public async Task Sharing_keeps_an_image()
    {
        using RetirementEstate estate = new();
        SimImage image = estate.Image();
        image.LaunchPermissions.Accounts.Add("444455556666");
        AmiException refusal = (await estate.RemoveAsync(image)).Error();
        refusal.Code.ShouldBe(AmiErrorCodes.ImageInUse);
        refusal.Message.ShouldContain("444455556666");
        estate.ShouldBeUntouched();
    }

    [Fact]
    public async Task All_that_uses_an_image_is_said_at_once()
    {
        using RetirementEstate estate = new();
        SimImage image = estate.Image();
        SimInstance instance = estate.Home.AddInstance(new InstanceSeed { Image = image });
        image.LaunchPermissions.Accounts.Add("444455556666");
        SimLaunchTemplate template = estate.Home.AddTemplate("web", image.Id, "t3.micro");
        string message = (await estate.RemoveAsync(image)).Error().Message;
        message.ShouldContain(instance.Id);
        message.ShouldContain(template.Id);
        message.ShouldContain("444455556666");
    }

    [Fact]
    public async Task Force_goes_past_use_and_says_so()
    {
        using RetirementEstate estate = new();
        SimImage image = estate.Image();
        SimInstance instance = estate.Home.AddInstance(new InstanceSeed { Image = image });
        Outcome<AmiRemoval> outcome = await estate.RemoveAsync([image.Id], force: true, review: plan =>
            plan.Steps.Single().Warnings.ShouldContain(warning => warning.Contains(instance.Id)));
        outcome.Only();
        estate.Has(image).ShouldBeFalse();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nothing_goes_past_deregistration_protection(bool force)
    {
        using RetirementEstate estate = new();
        SimImage image = estate.Image();
        image.Protection = new DeregistrationProtection(Enabled: true);
        AmiException refusal = (await estate.RemoveAsync([image.Id], force)).Error();
        refusal.Code.ShouldBe(AmiErrorCodes.ImageProtected);
        refusal.Remedy.ShouldNotBeNull().ShouldContain("Set-AmiProtection");
        estate.ShouldBeUntouched();
    }

    [Fact]
    public async Task Protection_that_runs_out_says_when()
    {
        using RetirementEstate estate = new();
        SimImage image = estate.Image();
        DateTimeOffset end = estate.Simulator.Now.AddHours(10);
        image.Protection = new DeregistrationProtection(Enabled: false, Cooldown: true, end);
        AmiException refusal = (await estate.RemoveAsync([image.Id], force: true)).Error();
        refusal.Code.ShouldBe(AmiErrorCodes.ImageProtected);
        refusal.Message.ShouldContain($"{end:yyyy-MM-dd HH:mm}");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nothing_goes_past_AWS_Backup(bool force)
    {
        using RetirementEstate estate = new();
        SimImage image = estate.Image();
        image.Tags.Set(new Dictionary<string, string> { ["aws:backup:source-resource"] = "i-0123456789abcdef0" });
        AmiException refusal = (await estate.RemoveAsync([image.Id], force)).Error();
        refusal.Code.ShouldBe(AmiErrorCodes.ImageManaged);
        refusal.Remedy.ShouldNotBeNull().ShouldContain("AWS Backup");
        estate.ShouldBeUntouched();
    }

    [Theory]
    [InlineData("DescribeInstances")]
    [InlineData("DescribeImageReferences")]
    [InlineData("DescribeLaunchTemplateVersions")]
    [InlineData("DescribeImageAttribute")]
    [InlineData("DescribeLockedSnapshots")]
    [InlineData("DescribeSnapshots")]
    public async Task What_may_not_be_read_counts_as_used(string operation)
    {
        using RetirementEstate estate = new();
        SimImage image = estate.Image();
        estate.Simulator.Faults.Add(Fault.Deny, operation);
        AmiException refusal = (await estate.RemoveAsync(image)).Error();
        refusal.Code.ShouldBe(AmiErrorCodes.ImageUsageUnknown);
        refusal.Message.ShouldContain(operation);
        estate.ShouldBeUntouched();
    }

    [Theory]
    [InlineData("DescribeImageReferences")]
    [InlineData("DescribeLaunchTemplateVersions")]
    [InlineData("DescribeLockedSnapshots")]
    public async Task What_the_endpoint_does_not_have_counts_as_used(string operation)
    {
        using RetirementEstate estate = new();
        SimImage image = estate.Image();
        estate.Simulator.Faults.Add(Fault.Error("InvalidAction", $"The action {operation} is not valid for this web service."), operation);
        (await estate.RemoveAsync(image)).Error().Code.ShouldBe(AmiErrorCodes.ImageUsageUnknown);
        estate.ShouldBeUntouched();
    }

    [Fact]
    public async Task Only_the_images_of_a_call_that_failed_are_unknown()
    {
        using RetirementEstate estate = new();
        SimImage[] images = [.. Enumerable.Range(0, 12).Select(_ => estate.Image())];
        estate.Simulator.Faults.Add(Fault.Deny, "DescribeImageReferences", times: 1);
        Outcome<AmiRemoval> outcome = await estate.RemoveAsync(images);
        // Ten images share a call, and the other two are the other one.
        (outcome.Errors.Count, outcome.Results.Count).ShouldBeOneOf((10, 2), (2, 10));
        outcome.Errors.ShouldAllBe(error => error.Code == AmiErrorCodes.ImageUsageUnknown);
    }

    [Fact]
    public async Task Pages_without_items_are_not_the_end()
    {
        using RetirementEstate estate = new();
        estate.Simulator.Settings.Pages.EmptyChance = 0.6;
        estate.Simulator.Settings.Pages.ShortChance = 0.6;
        SimImage used = estate.Image();
        SimImage unused = estate.Image();
        estate.Home.AddTemplate("web", used.Id, "t3.micro");
        for (int other = 0; other < 30; other++) estate.Home.AddTemplate($"other-{other}", "ami-0123456789abcdef0", "t3.micro");
        Outcome<AmiRemoval> outcome = await estate.RemoveAsync(used, unused);
        outcome.Error().ResourceId.ShouldBe(used.Id);
        outcome.Results.ShouldHaveSingleItem().ImageId.ShouldBe(unused.Id);
    }

    [Fact]
    public async Task Somebody_elses_image_and_ids_that_are_none_stop_nothing()
    {
        using RetirementEstate estate = new();
        SimImage image = estate.Image();
        SimImage foreign = estate.Simulator.Account("999988887777").Region(World.Home).AddImage(new ImageSeed("theirs") { Public = true });
        Outcome<AmiRemoval> outcome = await estate.RemoveAsync([foreign.Id, "ami-0123456789abcdef0", "nonsense", image.Id, image.Id]);
        outcome.Results.ShouldHaveSingleItem().ImageId.ShouldBe(image.Id);
        outcome.Errors.Select(error => error.Code).ShouldBe([AmiErrorCodes.ImageNotOwned, AmiErrorCodes.ImageNotFound, AmiErrorCodes.InvalidImageId], ignoreOrder: true);
    }
}

file static class Untouched
{
    private static readonly string[] s_changing = ["DeregisterImage", "DeleteSnapshot", "CreateTags", "ModifyImageAttribute"];

    public static void ShouldBeUntouched(this RetirementEstate estate) => s_changing.Sum(estate.Calls).ShouldBe(0);
}
