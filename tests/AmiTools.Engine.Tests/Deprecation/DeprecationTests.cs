using AmiTools.Engine.Tests.Harness;
using AmiTools.Engine.Tests.Removal;
using AmiTools.Simulator;

namespace AmiTools.Engine.Tests.Deprecation;

public class DeprecationTests
{
    [Fact]
    public async Task A_date_is_set_to_the_minute_and_told_with_the_one_before()
    {
        using RetirementEstate estate = new();
        SimImage image = estate.Image();
        DateTime asked = estate.Simulator.Now.UtcDateTime.AddDays(100).AddSeconds(7);
        AmiDeprecation result = (await estate.DeprecateAsync(Options(image.Id, at: asked))).Only();
        result.PreviousDeprecationTime.ShouldBeNull();
        result.RequestedTime.ShouldBe(asked);
        result.DeprecationTime.ShouldNotBeNull().Second.ShouldBe(0);
        image.DeprecationTime.ShouldNotBeNull().UtcDateTime.ShouldBe(result.DeprecationTime.Value);

        AmiDeprecation cleared = (await estate.DeprecateAsync(Options(image.Id, clear: true))).Only();
        cleared.DeprecationTime.ShouldBeNull();
        cleared.PreviousDeprecationTime.ShouldBe(result.DeprecationTime);
        image.DeprecationTime.ShouldBeNull();
    }

    [Fact]
    public async Task A_time_from_now_counts_by_the_clock_that_AWS_has()
    {
        using RetirementEstate estate = new();
        SimImage image = estate.Image();
        DateTimeOffset now = estate.Simulator.Now;
        (await estate.DeprecateAsync(Options(image.Id, after: TimeSpan.FromDays(90)))).ShouldBeClean();
        (image.DeprecationTime.ShouldNotBeNull() - now.AddDays(90)).Duration().ShouldBeLessThanOrEqualTo(TimeSpan.FromMinutes(1));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(3660)]
    [InlineData(9_000_000)]
    public async Task A_date_that_AWS_does_not_take_is_refused_before_any_call(int days)
    {
        using RetirementEstate estate = new();
        SimImage image = estate.Image();
        DateTime at = days > 1_000_000 ? DateTime.MaxValue : estate.Simulator.Now.UtcDateTime.AddDays(days);
        (await estate.DeprecateAsync(Options(image.Id, at: at))).Error().Code.ShouldBe(AmiErrorCodes.InvalidDate);
        estate.Simulator.Requests.Total.ShouldBe(0);
    }

    [Fact]
    public async Task The_date_that_an_image_has_is_not_set_again()
    {
        using RetirementEstate estate = new();
        SimImage image = estate.Image();
        DateTime at = estate.Simulator.Now.UtcDateTime.Date.AddDays(50);
        (await estate.DeprecateAsync(Options(image.Id, at: at))).Only().Changed.ShouldBeTrue();
        (await estate.DeprecateAsync(Options(image.Id, at: at))).Only().Changed.ShouldBeFalse();
        estate.Calls("EnableImageDeprecation").ShouldBe(1);
    }

    [Fact]
    public async Task A_public_image_keeps_its_date()
    {
        using RetirementEstate estate = new();
        SimImage image = estate.Home.AddImage(new ImageSeed("public") { Public = true, DeprecatedAfter = TimeSpan.FromDays(730) });
        (await estate.DeprecateAsync(Options(image.Id, clear: true))).Error().Code.ShouldBe(AmiErrorCodes.ImageIsPublic);
        (await estate.DeprecateAsync(Options(image.Id, after: TimeSpan.FromDays(1000)))).Error().Code.ShouldBe(AmiErrorCodes.InvalidDate);
        (await estate.DeprecateAsync(Options(image.Id, after: TimeSpan.FromDays(100)))).ShouldBeClean();
        estate.Calls("DisableImageDeprecation").ShouldBe(0);
    }

    [Fact]
    public async Task A_denied_image_does_not_stop_the_others()
    {
        using RetirementEstate estate = new();
        SimImage[] images = [estate.Image(), estate.Image(), estate.Image()];
        estate.Simulator.Faults.Add(Fault.Deny, "EnableImageDeprecation", times: 1);
        Outcome<AmiDeprecation> outcome = await estate.DeprecateAsync(new DeprecationOptions { Session = new SessionOptions(), ImageId = [.. images.Select(image => new ResourceReference(image.Id))], After = TimeSpan.FromDays(9) });
        outcome.Error().Code.ShouldBe(AmiErrorCodes.AccessDenied);
        outcome.Results.Count.ShouldBe(2);
        images.Count(image => image.DeprecationTime is not null).ShouldBe(2);
    }

    [Theory]
    [InlineData(nameof(Fault.CutAfter))]
    [InlineData(nameof(Fault.InternalErrorAfter))]
    public async Task A_call_that_breaks_off_is_made_again(string kind)
    {
        using RetirementEstate estate = new();
        SimImage image = estate.Image();
        estate.Simulator.Faults.Add(FaultWays.Of(kind), "EnableImageDeprecation", times: 1);
        (await estate.DeprecateAsync(Options(image.Id, after: TimeSpan.FromDays(9)))).Only().Changed.ShouldBeTrue();
        image.DeprecationTime.ShouldNotBeNull();
    }

    private static DeprecationOptions Options(string image, DateTime? at = null, TimeSpan? after = null, bool clear = false) =>
        new() { Session = new SessionOptions(), ImageId = [new ResourceReference(image)], At = at, After = after, Clear = clear };
}
