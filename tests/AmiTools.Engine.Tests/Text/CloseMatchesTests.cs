using AmiTools.Engine.Text;

namespace AmiTools.Engine.Tests.Text;

public sealed class CloseMatchesTests
{
    private static readonly string[] s_regions = ["eu-west-1", "eu-west-2", "eu-central-1", "us-east-1", "us-west-1"];

    [Fact]
    public void The_closest_comes_first() => CloseMatches.Find("eu-wst-1", s_regions).ShouldBe(["eu-west-1", "eu-west-2"]);

    [Fact]
    public void Nothing_is_close_to_nonsense() => CloseMatches.Find("atlantis", s_regions).ShouldBeEmpty();
}
