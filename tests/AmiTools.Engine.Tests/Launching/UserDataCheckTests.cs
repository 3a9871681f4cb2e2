using System.Text;
using AmiTools.Engine.Launching;

namespace AmiTools.Engine.Tests.Launching;

public sealed class UserDataCheckTests
{
    private static readonly byte[] s_script = Encoding.UTF8.GetBytes("#!/bin/sh\necho hello\n");

    [Fact]
    public void The_same_bytes_pass_as_they_are_and_as_base64()
    {
        Check(s_script).Data.ShouldBe(s_script);
        Check(Encoding.ASCII.GetBytes(Convert.ToBase64String(s_script))).Data.ShouldBe(s_script);
    }

    [Theory]
    [InlineData("#!/bin/sh\r\necho hello\r\n")]
    [InlineData("#!/bin/sh\necho hello")]
    [InlineData("#!/bin/sh\r\necho hello")]
    public void Line_ends_that_an_editor_changed_are_named(string text) => Check(Encoding.UTF8.GetBytes(text)).Problem.ShouldNotBeNull().ShouldContain("only in its line ends");

    [Fact]
    public void Another_one_is_refused_with_both_hashes()
    {
        string problem = Check("other"u8.ToArray()).Problem.ShouldNotBeNull();
        problem.ShouldContain(LaunchTags.HashUserData(Convert.ToBase64String(s_script)));
        problem.ShouldNotContain("line ends");
    }

    [Fact]
    public void None_is_refused_where_there_was_one_and_one_where_there_was_none()
    {
        Check(null).Problem.ShouldNotBeNull();
        UserDataCheck.Of(s_script, new LaunchConfiguration { UserDataHash = "" }, mayDiffer: false).Problem.ShouldNotBeNull();
        UserDataCheck.Of(null, new LaunchConfiguration { UserDataHash = "" }, mayDiffer: false).ShouldBe(new UserDataVerdict(null, null, null));
    }

    [Fact]
    public void What_is_not_known_is_a_warning()
    {
        UserDataCheck.Of(s_script, new LaunchConfiguration(), mayDiffer: false).Warning.ShouldNotBeNull();
        UserDataCheck.Of(null, null, mayDiffer: false).Problem.ShouldBeNull();
    }

    [Fact]
    public void More_than_AWS_takes_is_refused_also_where_another_one_is_meant() =>
        UserDataCheck.Of(new byte[UserDataCheck.Longest + 1], null, mayDiffer: true).Problem.ShouldNotBeNull().ShouldContain("16384");

    [Fact]
    public void Another_one_that_is_meant_passes() => UserDataCheck.Of("other"u8.ToArray(), new LaunchConfiguration { UserDataHash = "00" }, mayDiffer: true).Problem.ShouldBeNull();

    private static UserDataVerdict Check(byte[]? given) => UserDataCheck.Of(given, new LaunchConfiguration { UserDataHash = LaunchTags.HashUserData(Convert.ToBase64String(s_script)) }, mayDiffer: false);
}
