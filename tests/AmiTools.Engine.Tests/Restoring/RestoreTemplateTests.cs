using AmiTools.Engine.Tests.Harness;
using AmiTools.Simulator;

namespace AmiTools.Engine.Tests.Restoring;

public sealed class RestoreTemplateTests
{
    [Fact]
    public async Task A_template_is_made_once_and_launches_the_backup()
    {
        using RestoreEstate estate = new();
        AmiLaunchTemplate made = (await estate.World.Process().MakeTemplateAsync(Options(estate))).Only();
        made.Receipt.ShouldNotBeNull().ResourceId.ShouldBe($"{made.LaunchTemplateId}:{made.VersionNumber}");
        made.VersionNumber.ShouldBe(1);
        made.AlreadyExisted.ShouldBeFalse();
        SimLaunchTemplate template = estate.Home.LaunchTemplates.ShouldHaveSingleItem();
        template.Tags[AmiToolsTags.RestoredFrom].ShouldBe($"eu-west-1/{estate.Image.Id}");
        var data = template.Versions[0].Data;
        data.ImageId.ShouldBe(estate.Image.Id);
        data.NetworkInterfaces!.ShouldHaveSingleItem().SubnetId.ShouldBe(estate.Web.SubnetId);
        data.UserData.ShouldBe(estate.Web.UserData);
        data.MetadataOptions!.HttpPutResponseHopLimit.ShouldBe(3);

        AmiLaunchTemplate again = (await estate.World.Process().MakeTemplateAsync(Options(estate))).Only();
        again.Receipt.ShouldBeNull();
        again.AlreadyExisted.ShouldBeTrue();
        again.LaunchTemplateId.ShouldBe(made.LaunchTemplateId);
        template.Versions.Count.ShouldBe(1);
        estate.Launched().ShouldBeEmpty();
    }

    [Fact]
    public async Task One_that_is_there_gets_a_version_and_keeps_its_default_and_is_asked_for()
    {
        using RestoreEstate estate = new();
        SimLaunchTemplate web = estate.Home.AddTemplate("web", estate.Image.Id, "t3.medium");
        BackupTemplatePlan plan = await estate.World.Process().PlanAsync(Options(estate), new RecordedEvents(), CancellationToken.None);
        plan.Steps.ShouldHaveSingleItem().Caution.ShouldNotBeNull().ShouldContain("latest version");
        estate.World.Changes.ShouldBeEmpty();
        AmiLaunchTemplate made = (await estate.World.Process().MakeTemplateAsync(Options(estate))).Only();
        made.VersionNumber.ShouldBe(2);
        made.DefaultVersionNumber.ShouldBe(1);
        web.DefaultVersion.ShouldBe(1);
        web.Versions.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_version_that_somebody_deleted_is_made_again()
    {
        using RestoreEstate estate = new();
        SimLaunchTemplate web = estate.Home.AddTemplate("web", estate.Image.Id, "t3.medium");
        (await estate.World.Process().MakeTemplateAsync(Options(estate))).Only();
        estate.World.See(_ => web.Versions.RemoveAll(version => version.Number == 2));
        estate.World.Pass(TimeSpan.FromHours(2));
        (await estate.World.Process().MakeTemplateAsync(Options(estate))).Only().VersionNumber.ShouldBe(3);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_somebody_deleted_is_made_again_also_with_other_tags(bool isThere)
    {
        using RestoreEstate estate = new();
        if (isThere) estate.Home.AddTemplate("web", estate.Image.Id, "t3.medium");
        (await estate.World.Process().MakeTemplateAsync(Options(estate, owner: "ops"))).ShouldBeClean();
        estate.World.See(_ => isThere ? estate.Home.LaunchTemplates.Single().Versions.RemoveAll(version => version.Number == 2) > 0 : estate.Home.LaunchTemplates.Remove(estate.Home.LaunchTemplates.Single()));
        estate.World.Pass(TimeSpan.FromHours(2));
        AmiLaunchTemplate made = (await estate.World.Process().MakeTemplateAsync(Options(estate, owner: "web"))).Only();
        (made.AlreadyExisted, made.VersionNumber).ShouldBe((false, isThere ? 3 : 1));
    }

    [Theory]
    [InlineData("x", AmiErrorCodes.InvalidTemplateName)]
    [InlineData("no spaces", AmiErrorCodes.InvalidTemplateName)]
    public async Task A_name_that_AWS_does_not_take_is_refused(string name, string code)
    {
        using RestoreEstate estate = new();
        (await estate.World.Process().MakeTemplateAsync(Options(estate, name))).Error().Code.ShouldBe(code);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public Task A_kill_at_any_request_and_a_second_run_make_one_version(bool serverActs, bool isThere) => Fire.KillsAsync(serverActs, 8, async shot =>
    {
        using RestoreEstate estate = new();
        if (isThere) estate.Home.AddTemplate("web", estate.Image.Id, "t3.medium");
        await shot.RunAsync(estate.World, (engine, death) => engine.MakeTemplateAsync(Options(estate), cancellationToken: death));
        (await estate.World.Process().MakeTemplateAsync(Options(estate))).Only();
        estate.Home.LaunchTemplates.ShouldHaveSingleItem().Versions.Count.ShouldBe(isThere ? 2 : 1, $"{shot}");
    });

    private static BackupTemplateOptions Options(RestoreEstate estate, string name = "web", string owner = "ops") => new()
    {
        Launch = new LaunchOptions { Session = World.In(), ImageId = [new(estate.Image.Id)], UserData = System.Text.Encoding.UTF8.GetBytes(RestoreEstate.UserData), Tag = new Dictionary<string, string> { ["Team"] = owner } }, Name = name,
    };
}
