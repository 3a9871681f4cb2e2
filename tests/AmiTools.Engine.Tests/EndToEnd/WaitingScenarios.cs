using AmiTools.Engine.Tests.Harness;
using AmiTools.Simulator;

namespace AmiTools.Engine.Tests.EndToEnd;

public sealed class WaitingScenarios
{
    [Fact]
    public async Task Five_hundred_waits_share_the_pollers_calls()
    {
        using World world = new();
        SimImage[] images = [.. Enumerable.Range(0, 500).Select(number => world.Region().AddImage(new ImageSeed($"image {number}") { State = "pending" }))];
        world.Simulator.Schedule(world.Simulator.Now.AddMinutes(10), _ =>
        {
            foreach (SimImage image in images) image.State = "available";
        });
        Outcome<Ami> waited = (await world.Process().WaitAsync(new WaitOptions { Session = World.In(), ImageId = [.. images.Select(image => new ResourceReference(image.Id))] })).ShouldBeClean();
        waited.Results.Count.ShouldBe(500);
        // A call for each wait would be five hundred in the first round alone; there are about ten rounds of three calls. How many more there are
        // depends on how far the clock jumps before the last wait has begun.
        world.Simulator.Requests.Count("DescribeImages").ShouldBeLessThan(500);
    }

    [Fact]
    public async Task A_failed_image_shows_AWSs_reason()
    {
        using World world = new();
        SimImage image = world.Region().AddImage(new ImageSeed("image") { State = "pending" });
        world.Simulator.Schedule(world.Simulator.Now.AddMinutes(3), _ =>
        {
            image.State = "failed";
            image.StateReasonCode = "Client.SnapshotError";
            image.StateReasonMessage = "a snapshot failed";
            SimSnapshot snapshot = world.Region().Snapshots.Find(image.SnapshotIds.First())!;
            snapshot.State = "error";
            snapshot.StateMessage = "Given key ID is not accessible";
        });
        AmiException failure = (await world.Process().WaitAsync(new WaitOptions { Session = World.In(), ImageId = [new(image.Id)] })).Error();
        failure.Code.ShouldBe(AmiErrorCodes.ImageFailed);
        failure.Message.ShouldContain("a snapshot failed");
        failure.Message.ShouldContain("Given key ID is not accessible");
    }

    [Fact]
    public async Task A_missing_image_is_an_error_within_seconds_and_does_not_fail_the_rest()
    {
        using World world = new();
        SimImage image = world.Region().AddImage(new ImageSeed("image"));
        DateTimeOffset begun = world.Simulator.Now;
        Outcome<Ami> waited = await world.Process().WaitAsync(new WaitOptions { Session = World.In(), ImageId = [new("ami-0123456789abcdef0"), new(image.Id)] });
        waited.Results.Single().ImageId.ShouldBe(image.Id);
        waited.Error().Code.ShouldBe(AmiErrorCodes.ImageNotFound);
        (world.Simulator.Now - begun).ShouldBeLessThan(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task A_wait_that_times_out_keeps_everything_and_says_how_to_go_on()
    {
        using World world = new();
        SimImage image = world.Region().AddImage(new ImageSeed("image") { State = "pending" });
        AmiException failure = (await world.Process().WaitAsync(new WaitOptions { Session = World.In(), ImageId = [new(image.Id)], Timeout = TimeSpan.FromHours(6) })).Error();
        failure.Code.ShouldBe(AmiErrorCodes.WaitTimedOut);
        failure.Kind.ShouldBe(AmiErrorKind.Timeout);
        failure.Remedy.ShouldNotBeNull().ShouldContain($"Wait-Ami -ImageId {image.Id}");
        world.Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_read_that_fails_now_and_then_does_not_end_a_wait_of_hours()
    {
        using World world = new();
        SimImage image = world.Region().AddImage(new ImageSeed("image") { State = "pending" });
        world.Simulator.Schedule(world.Simulator.Now.AddHours(3), _ => image.State = "available");
        world.Faults.Add(Fault.Unavailable, "Describe*", probability: 0.3);
        (await world.Process().WaitAsync(new WaitOptions { Session = World.In(), ImageId = [new(image.Id)] })).Only().State.ShouldBe("available");
    }

    [Fact]
    public async Task Cancelling_one_wait_leaves_the_others()
    {
        using World world = new();
        AmiEngine engine = world.Process();
        SimImage image = world.Region().AddImage(new ImageSeed("image") { State = "pending" });
        using CancellationTokenSource stop = new(TimeSpan.FromMinutes(5), world.Simulator.Clock);
        world.Simulator.Schedule(world.Simulator.Now.AddMinutes(20), _ => image.State = "available");
        WaitOptions options = new() { Session = World.In(), ImageId = [new(image.Id)] };
        Task<Outcome<Ami>> stopped = engine.WaitAsync(options, stop.Token);
        Task<Outcome<Ami>> waited = engine.WaitAsync(options);
        (await stopped).Thrown.ShouldBeAssignableTo<OperationCanceledException>();
        (await waited).Only().State.ShouldBe("available");
    }
}
