using AmiTools.Engine.Naming;

namespace AmiTools.Engine.Tests.Naming;

public sealed class AmiNameRulesTests
{
    [Theory]
    [InlineData("abc")]
    [InlineData("web (2026) [x] ./-'@_")]
    public void What_AWS_takes_is_taken(string name) => AmiNameRules.Problem(name).ShouldBeNull();

    [Fact]
    public void The_longest_name_has_128_characters()
    {
        AmiNameRules.Problem(new string('a', 128)).ShouldBeNull();
        AmiNameRules.Problem(new string('a', 129))!.Message.ShouldContain("129 characters");
    }

    [Theory]
    [InlineData("ab", "at least 3")]
    [InlineData("", "at least 3")]
    [InlineData("web:1", "':' at position 4")]
    [InlineData("wéb", "'é' at position 2")]
    [InlineData("web\t1", "position 4")]
    public void What_AWS_does_not_take_is_told_with_its_place(string name, string reason)
    {
        AmiException problem = AmiNameRules.Problem(name).ShouldNotBeNull();
        problem.Code.ShouldBe(AmiErrorCodes.InvalidName);
        problem.Kind.ShouldBe(AmiErrorKind.InvalidInput);
        problem.Message.ShouldContain(reason);
        problem.Remedy.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("web #1: löwe", "web -1- l-we")]
    [InlineData("plain", "plain")]
    public void Values_are_made_fit(string value, string fit) => AmiNameRules.Fit(value).ShouldBe(fit);
}
