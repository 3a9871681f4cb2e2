namespace AmiTools.Simulator.Tests.Kernel;

public sealed class WildcardTests
{
    [Theory]
    [InlineData("web", "web", true)]
    [InlineData("web", "Web", false)]
    [InlineData("web", "web-1", false)]
    [InlineData("web*", "web-1", true)]
    [InlineData("web*", "web", true)]
    [InlineData("*1", "web-1", true)]
    [InlineData("*", "", true)]
    [InlineData("?", "", false)]
    [InlineData("we?", "web", true)]
    [InlineData("*a*b*", "xxaxxbxx", true)]
    [InlineData("*a*b*", "xxbxxaxx", false)]
    [InlineData("a*b*c", "abbbcbc", true)]
    [InlineData(@"\*", "*", true)]
    [InlineData(@"\*", "x", false)]
    [InlineData(@"a\?", "a?", true)]
    [InlineData(@"a\?", "ab", false)]
    [InlineData(@"c:\\d", @"c:\d", true)]
    [InlineData(@"c:\d", @"c:\d", true)]
    [InlineData(@"\", @"\", true)]
    public void Matches_as_EC2_does(string pattern, string text, bool expected) =>
        Wildcard.Parse(pattern).Matches(text).ShouldBe(expected);

    [Theory]
    [InlineData("ami-1", "ami-1")]
    [InlineData(@"a\*b", "a*b")]
    [InlineData("a*", null)]
    [InlineData("a?", null)]
    public void A_pattern_without_wildcards_is_its_text(string pattern, string? literal) =>
        Wildcard.Parse(pattern).Literal.ShouldBe(literal);

    [Fact]
    public void Many_stars_take_no_time() =>
        Wildcard.Parse(string.Concat(Enumerable.Repeat("a*", 100)) + "b").Matches(new string('a', 5000)).ShouldBeFalse();
}
