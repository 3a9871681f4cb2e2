using AmiTools.Engine.Naming;

namespace AmiTools.Engine.Tests.Naming;

public sealed class NameTemplateTests
{
    private static readonly DateTime s_time = new(2026, 11, 21, 7, 30, 5, DateTimeKind.Utc);

    [Theory]
    [InlineData("{Name}-{Date}", "web-2026-11-21-0730")]
    [InlineData("{name}-{date:yyyy}", "web-2026")]
    [InlineData("{{literal}} {Name}", "{literal} web")]
    [InlineData("plain", "plain")]
    [InlineData("{Empty}-{Name}", "web")]
    [InlineData("{Name}-{Empty}", "web")]
    [InlineData("{Name}-{Empty}-{Date:MM}", "web-11")]
    [InlineData("{Empty}", "")]
    [InlineData("{Count:000}", "007")]
    public void Placeholders_become_values(string template, string expected) => Expand(template).ShouldBe(expected);

    [Theory]
    [InlineData("{Nmae}", "no placeholder")]
    [InlineData("{Name", "not closed")]
    [InlineData("Name}", "closes nothing")]
    [InlineData("{}", "no placeholder")]
    [InlineData("{Count:q}", "not a format")]
    public void What_is_no_template_is_refused_with_the_reason(string template, string reason)
    {
        AmiException failure = Should.Throw<AmiException>(() => Expand(template));
        failure.Code.ShouldBe(AmiErrorCodes.InvalidName);
        failure.ResourceId.ShouldBe(template);
        failure.Message.ShouldContain(reason);
    }

    [Fact]
    public void An_unknown_placeholder_names_those_that_there_are() =>
        Should.Throw<AmiException>(() => NameTemplate.Parse("{Foo}", "Name", "Date")).Message.ShouldContain("{Name}, {Date}");

    private static string Expand(string text)
    {
        NameTemplate template = NameTemplate.Parse(text, "Name", "Date", "Empty", "Count");
        return template.Expand(new Dictionary<string, Func<string?, string>>
        {
            ["Name"] = _ => "web", ["Date"] = template.Date(s_time), ["Empty"] = _ => "", ["Count"] = template.Number(7),
        });
    }
}
