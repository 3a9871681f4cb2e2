using AmiTools.Engine.Copying;

namespace AmiTools.Engine.Tests.Copying;

public sealed class ClientTokenTests
{
    [Fact]
    public void The_same_intent_has_the_same_token() => ClientToken.Of(["a", null, "c"], 0).ShouldBe(ClientToken.Of(["a", null, "c"], 0));

    [Fact]
    public void Another_generation_has_another_token() => ClientToken.Of(["a"], 0).ShouldNotBe(ClientToken.Of(["a"], 1));

    [Fact]
    public void Parts_do_not_run_into_one_another()
    {
        string[] tokens = [ClientToken.Of(["a", "bc"], 0), ClientToken.Of(["ab", "c"], 0), ClientToken.Of(["abc", ""], 0), ClientToken.Of(["abc", null], 0), ClientToken.Of(["abc"], 0), ClientToken.Of(["1:a"], 0)];
        tokens.Distinct().Count().ShouldBe(tokens.Length);
    }

    [Fact]
    public void AWS_takes_it()
    {
        string token = ClientToken.Of(["ä", new string('x', 1000)], 12);
        token.Length.ShouldBeLessThanOrEqualTo(64);
        token.ShouldAllBe(character => char.IsAsciiLetterOrDigit(character) || character == '-');
    }
}
