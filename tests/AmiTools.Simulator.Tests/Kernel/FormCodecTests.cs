using System.Text;

namespace AmiTools.Simulator.Tests.Kernel;

public sealed class FormCodecTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("plain", "plain")]
    [InlineData("a+b%20c", "a b c")]
    [InlineData("%2B", "+")]
    [InlineData("100%", "100%")]
    [InlineData("%zz", "%zz")]
    [InlineData("Gr%C3%BC%C3%9Fe", "Grüße")]
    [InlineData("Grüße", "Grüße")]
    [InlineData("%F0%9F%98%80😀", "😀😀")]
    public void Values_are_decoded(string encoded, string decoded) => FormCodec.Decode(encoded).ShouldBe(decoded);

    [Fact]
    public void Pairs_keep_their_order_and_may_repeat() =>
        FormCodec.Parse("b=2&a=1&&b=3&flag&empty=&e=x=y").ShouldBe(
            [new("b", "2"), new("a", "1"), new("b", "3"), new("flag", ""), new("empty", ""), new("e", "x=y")]);

    [Fact]
    public void Query_and_body_belong_together()
    {
        var request = Request("Action=Test", "application/x-www-form-urlencoded; charset=utf-8", Encoding.UTF8.GetBytes("Name=Gr%C3%BCn"));

        request.Form.ShouldBe([new("Action", "Test"), new("Name", "Grün")]);
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded; charset=iso-8859-1", "iso-8859-1")]
    [InlineData("application/x-www-form-urlencoded; charset=\"UTF-16\"", "utf-16")]
    [InlineData("application/x-www-form-urlencoded; charset=klingon", "utf-8")]
    [InlineData("APPLICATION/X-WWW-FORM-URLENCODED", "utf-8")]
    public void Bodies_are_read_in_their_character_set(string contentType, string encoding) =>
        Request("", contentType, Encoding.GetEncoding(encoding).GetBytes("Name=Grün")).Parameter("Name").ShouldBe("Grün");

    [Fact]
    public void What_is_no_form_has_no_parameters() => Request("a=1", "application/json", "{}"u8.ToArray()).Form.ShouldBe([new("a", "1")]);

    private static WireRequest Request(string query, string contentType, byte[] body) => new()
    {
        Method = "POST",
        RawPath = "/",
        RawQuery = query,
        Headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["content-type"] = contentType },
        Body = body,
    };
}
