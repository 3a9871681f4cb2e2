using AmiTools.Engine.Access;

namespace AmiTools.Engine.Tests.Access;

public class PrincipalsTests
{
    [Theory]
    [InlineData("222233334444")]
    [InlineData(AccessWorld.Organization)]
    [InlineData(AccessWorld.Unit)]
    [InlineData("arn:aws-us-gov:organizations::111122223333:organization/o-demo123456")]
    [InlineData("all")]
    public void Takes_what_AWS_takes(string who) => Principals.Problems([who]).ShouldBeEmpty();

    [Theory]
    [InlineData("22223333444", "leading zeros")]
    [InlineData("2222333344445", "12 digits")]
    [InlineData("٢٢٢٢٣٣٣٣٤٤٤٤", "12 digits")]
    [InlineData("arn:aws:iam::222233334444:root", "whole accounts")]
    [InlineData("arn:aws:organizations::111122223333:root/o-demo123456/r-ab12", "organizational unit")]
    [InlineData("arn:aws:organizations::111122223333:account/o-demo123456/222233334444", "o-")]
    [InlineData("everybody", "-Public")]
    [InlineData("ALL", "-Public")]
    [InlineData("", "-Public")]
    public void Refuses_the_rest_and_says_why(string who, string hint)
    {
        AmiException problem = Principals.Problems([who]).ShouldHaveSingleItem();
        problem.Code.ShouldBe(AmiErrorCodes.InvalidPrincipal);
        if (hint != "organizational unit") $"{problem.Message} {problem.Remedy}".ShouldContain(hint);
    }

    [Fact]
    public void Tells_everything_in_one_list() => Principals.Problems(["1", "2", "222233334444", "222233334444"]).Count().ShouldBe(3);

    [Theory]
    [InlineData("nobody")]
    [InlineData("everybody", "all")]
    [InlineData("a and b", "a", "b")]
    [InlineData("a, b, c and 2 more", "a", "b", "c", "d", "e")]
    [InlineData("o-demo123456 and ou-demo-12345678", AccessWorld.Organization, AccessWorld.Unit)]
    public void Shows_a_few(string text, params string[] who) => Principals.Show(who).ShouldBe(text);

    [Fact]
    public void The_key_policy_names_accounts_organisations_and_units()
    {
        const string Key = "arn:aws-cn:kms:cn-north-1:111122223333:key/1";
        KeyPolicy.Statements(Key, ["222233334444"]).ShouldContain("\"arn:aws-cn:iam::222233334444:root\"");
        KeyPolicy.Statements(Key, [AccessWorld.Organization]).ShouldContain("\"StringEquals\":{\"aws:PrincipalOrgID\":\"o-demo123456\"}");
        KeyPolicy.Statements(Key, [AccessWorld.Unit]).ShouldContain("\"aws:PrincipalOrgPaths\":\"o-demo123456/*/ou-demo-12345678/*\"");
        KeyPolicy.Statements(Key, []).ShouldBeEmpty();
    }
}
