using AmiTools.Engine.Tests.Harness;
using AmiTools.Simulator;

namespace AmiTools.Engine.Tests.Protection;

public class ProtectionTests
{
    [Theory]
    [InlineData(null, "enabled-without-cooldown")]
    [InlineData(false, "enabled-without-cooldown")]
    [InlineData(true, "enabled-with-cooldown")]
    public async Task Protection_is_switched_on(bool? cooldown, string word)
    {
        using World world = new();
        SimImage image = world.Region().AddImage(new ImageSeed("golden"));
        AmiProtection result = (await world.Process().ProtectAsync(image.Id, enable: true, cooldown)).Only();
        result.Protection.ShouldBe(word);
        result.PreviousProtection.ShouldBe("disabled");
        result.IsProtected.ShouldBeTrue();
        image.Protection.Refuses(world.Simulator.Now).ShouldBeTrue();

        world.Simulator.Requests.Clear();
        (await world.Process().ProtectAsync(image.Id, enable: true, cooldown)).Only().Changed.ShouldBeFalse();
        world.Changes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_end_of_a_cooldown_is_told(bool answersState)
    {
        using World world = new(settings => settings.ProtectionAnswersState = answersState);
        SimImage image = world.Region().AddImage(new ImageSeed("golden"));
        (await world.Process().ProtectAsync(image.Id, enable: true, withCooldown: true)).ShouldBeClean();
        AmiProtection off = (await world.Process().ProtectAsync(image.Id, enable: false)).Only();
        off.IsProtected.ShouldBeTrue();
        off.Protection.ShouldStartWith("disabled after ");
        DateTime end = off.ProtectedUntil.ShouldNotBeNull();
        end.Kind.ShouldBe(DateTimeKind.Utc);
        (image.Protection.CooldownEnds.ShouldNotBeNull().UtcDateTime - end).Duration().ShouldBeLessThan(TimeSpan.FromSeconds(1));

        AmiProtection again = (await world.Process().ProtectAsync(image.Id, enable: false)).Only();
        again.Changed.ShouldBeFalse();
        again.ProtectedUntil.ShouldBe(end);
        world.Pass(TimeSpan.FromHours(25));
        AmiProtection over = (await world.Process().ProtectAsync(image.Id, enable: false)).Only();
        over.IsProtected.ShouldBeFalse();
        over.ProtectedUntil.ShouldBeNull();
    }

    [Fact]
    public async Task A_cooldown_is_not_lost_by_what_was_left_unsaid()
    {
        using World world = new();
        SimImage image = world.Region().AddImage(new ImageSeed("golden"));
        (await world.Process().ProtectAsync(image.Id, enable: true, withCooldown: true)).ShouldBeClean();
        AmiProtection kept = (await world.Process().ProtectAsync(image.Id, enable: true)).Only();
        kept.Changed.ShouldBeFalse();
        kept.Protection.ShouldBe("enabled-with-cooldown");
        (await world.Process().ProtectAsync(image.Id, enable: true, withCooldown: false)).Only().Protection.ShouldBe("enabled-without-cooldown");
    }

    [Fact]
    public async Task Protection_without_a_cooldown_ends_at_once()
    {
        using World world = new();
        SimImage image = world.Region().AddImage(new ImageSeed("golden"));
        (await world.Process().ProtectAsync(image.Id, enable: true)).ShouldBeClean();
        AmiProtection off = (await world.Process().ProtectAsync(image.Id, enable: false)).Only();
        off.IsProtected.ShouldBeFalse();
        off.PreviousProtection.ShouldBe("enabled-without-cooldown");
        image.Protection.Refuses(world.Simulator.Now).ShouldBeFalse();
    }

    [Fact]
    public async Task A_cooldown_without_protection_is_refused_before_any_call()
    {
        using World world = new();
        SimImage image = world.Region().AddImage(new ImageSeed("golden"));
        (await world.Process().ProtectAsync(image.Id, enable: false, withCooldown: true)).Error().Code.ShouldBe(AmiErrorCodes.InvalidOption);
        world.Simulator.Requests.Total.ShouldBe(0);
    }

    [Fact]
    public async Task A_denied_look_afterwards_does_not_hide_that_it_is_switched_off()
    {
        using World world = new();
        SimImage image = world.Region().AddImage(new ImageSeed("golden"));
        (await world.Process().ProtectAsync(image.Id, enable: true, withCooldown: true)).ShouldBeClean();
        world.Faults.Add(Fault.Deny, "DescribeImages", first: 2);
        Outcome<AmiProtection> outcome = await world.Process().ProtectAsync(image.Id, enable: false);
        outcome.Only().IsProtected.ShouldBeTrue();
        outcome.Events.Warnings.ShouldHaveSingleItem().ShouldContain("24 hours");
    }

    [Theory]
    [InlineData(nameof(Fault.CutAfter))]
    [InlineData(nameof(Fault.InternalErrorAfter))]
    public async Task A_call_that_breaks_off_is_made_again(string kind)
    {
        using World world = new();
        SimImage image = world.Region().AddImage(new ImageSeed("golden"));
        world.Faults.Add(FaultWays.Of(kind), "EnableImageDeregistrationProtection", times: 1);
        (await world.Process().ProtectAsync(image.Id, enable: true)).ShouldBeClean();
        image.Protection.Enabled.ShouldBeTrue();
    }
}
