using AmiTools.Engine.Tests.Harness;
using AmiTools.Simulator;
using static AmiTools.Engine.Tests.Registration.RegistrationScene;

namespace AmiTools.Engine.Tests.Registration;

/// <summary>Every request fails once in every way, and the process dies at every request: afterwards a second run has one image.</summary>
public sealed class RegistrationUnderFire
{
    [Theory]
    [MemberData(nameof(FaultWays.All), MemberType = typeof(FaultWays))]
    public Task A_fault_at_any_request_ends_in_one_image(string way) => Fire.FaultsAsync(way, 4, ShouldBeMendedAsync);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task A_kill_at_any_request_is_mended_by_the_next_run(bool serverActs) => Fire.KillsAsync(serverActs, 4, ShouldBeMendedAsync);

    [Fact]
    public async Task Reads_that_lag_behind_and_pages_that_are_empty_make_no_second_image()
    {
        using RegistrationScene scene = Scene();
        scene.World.Simulator.Settings.Pages.EmptyChance = 0.3;
        scene.World.Faults.Consistency.NewIdLag = TimeSpan.FromSeconds(40);
        scene.World.Faults.Consistency.ListLag = TimeSpan.FromSeconds(40);
        (await scene.RegisterAsync(Options(scene.Root.Id))).Only().State.ShouldBe("available");
        await ShouldConvergeAsync(scene, "with lag");
    }

    [Fact]
    public async Task Two_commands_at_once_make_one_image()
    {
        using RegistrationScene scene = Scene();
        Outcome<AmiRegistration>[] both = await Task.WhenAll(scene.RegisterAsync(Options(scene.Root.Id)), scene.RegisterAsync(Options(scene.Root.Id)));
        both[0].Only().ImageId.ShouldBe(both[1].Only().ImageId);
    }

    private static RegistrationScene Scene() => new(settings => settings.Pace.Register = TimeSpan.FromSeconds(30));

    private static async Task ShouldBeMendedAsync(Shot shot)
    {
        using RegistrationScene scene = Scene();
        Outcome<AmiRegistration> first = await shot.RunAsync(scene.World, (engine, death) => engine.RegisterAsync(Options(scene.Root.Id), death));
        await ShouldConvergeAsync(scene, $"{shot}: {first}");
    }

    private static async Task ShouldConvergeAsync(RegistrationScene scene, string when)
    {
        scene.World.Pass(TimeSpan.FromMinutes(10));
        Outcome<AmiRegistration> second = await scene.RegisterAsync(Options(scene.Root.Id));
        second.Errors.ShouldBeEmpty($"{when}\nsecond run: {second}");
        SimImage image = scene.World.Images(World.Home, "again").ShouldHaveSingleItem(when);
        image.State.ShouldBe("available", when);
        scene.World.See(_ => image.Tags["Owner"]).ShouldBe("ops", when);
        scene.World.See(_ => scene.World.Region().Images.Count).ShouldBe(2, when);
        scene.World.OrphanSnapshots().ShouldBeEmpty(when);
    }
}
