using AmiTools.Engine.Tags;

namespace AmiTools.Engine.Tests.Tags;

public sealed class TagRulesTests
{
    [Theory]
    [InlineData("aws:foo", "x", "belong to AWS")]
    [InlineData("AWS:Foo", "x", "belong to AWS")]
    [InlineData("AmiTools:attempt", "x", "belong to this module")]
    [InlineData("", "x", "empty")]
    public void Keys_that_are_not_ones_own_are_refused(string key, string value, string reason) =>
        TagRules.Problems(Tags((key, value))).Single().Message.ShouldContain(reason);

    [Fact]
    public void Lengths_are_held()
    {
        TagRules.Problems(Tags((new string('k', 127), new string('v', 256)))).ShouldBeEmpty();
        TagRules.Problems(Tags((new string('k', 128), "v"))).Single().Message.ShouldContain("128 characters");
        TagRules.Problems(Tags(("k", new string('v', 257)))).Single().Message.ShouldContain("257 characters");
    }

    [Fact]
    public void All_problems_come_together()
    {
        Dictionary<string, string> tags = Enumerable.Range(0, 51).ToDictionary(number => $"k{number}", _ => "");
        tags["aws:x"] = "";
        TagRules.Problems(tags).Count().ShouldBe(2);
        TagRules.Problems(tags).ShouldAllBe(problem => problem.Code == AmiErrorCodes.InvalidTag);
    }

    [Fact]
    public void Neither_AWS_tags_nor_the_modules_own_are_copied() =>
        TagRules.Copyable(Tags(("aws:autoscaling:groupName", "g"), ("AmiTools:stopped-for-backup", "t"), ("Name", "web"))).Select(tag => tag.Key).ShouldBe(["Name"]);

    [Fact]
    public void The_later_set_wins() => TagRules.Merge(Tags(("a", "1"), ("b", "1")), Tags(("b", "2"))).ShouldBe(Tags(("a", "1"), ("b", "2")), ignoreOrder: true);

    [Fact]
    public void A_changed_value_is_not_missing() => TagRules.Missing(Tags(("a", "1"), ("b", "1")), Tags(("b", "somebody's"))).ShouldBe(Tags(("a", "1")));

    private static Dictionary<string, string> Tags(params (string Key, string Value)[] tags) => tags.ToDictionary(tag => tag.Key, tag => tag.Value);
}
