using AmiTools.Engine.Tests.Harness;
using AmiTools.Simulator;
using static AmiTools.Engine.Tests.Registration.RegistrationScene;

namespace AmiTools.Engine.Tests.Registration;

/// <summary>Every request fails once in every way, and the process dies at every request: afterwards a second run has one image.</summary>
public sealed class RegistrationUnderFire
{
    [Theory]
    [MemberData(nameof(FaultWays.All), MemberType = typeof(FaultWays))]
    public async Task A_fault_at_any_request_ends_in_one_image(string way)
    {
        for (int request = 1; ; request++)
        {
            using RegistrationScene scene = Scene();
            FaultRule rule = scene.World.Faults.Add(FaultWays.Of(way), "*", first: request, times: 1);
            Outcome<AmiRegistration> first = await scene.RegisterAsync(Options(scene.Root.Id));
            if (rule.Hits == 0)
            {
                request.ShouldBeGreaterThan(4);
                break;
            }

            first.Errors.ShouldAllBe(error => error.Code != AmiErrorCodes.InternalError, $"{way} at {request}: {first}");
            scene.World.Faults.Clear();
            await ShouldConvergeAsync(scene, $"{way} at {request}: {first}");
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_kill_at_any_request_is_mended_by_the_next_run(bool serverActs)
    {
        for (int request = 1; ; request++)
        {
            using RegistrationScene scene = Scene();
            AmiEngine doomed = scene.World.Process(out Wire wire, killAt: request, serverActs);
            Outcome<AmiRegistration> first = await doomed.RegisterAsync(Options(scene.Root.Id), wire.Death);
            if (!wire.Death.IsCancellationRequested)
            {
                request.ShouldBeGreaterThan(4);
                break;
            }

            await ShouldConvergeAsync(scene, $"killed at {request}: {first}");
        }
    }

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
