using System.Reflection;
using AmiTools.Aws;

namespace AmiTools.Engine.Tests.Errors;

public class ErrorCodeTests
{
    private static readonly string[] s_codes = Constants(typeof(AmiErrorCodes));

    [Fact]
    public void Every_name_is_its_own_value_and_unique() =>
        typeof(AmiErrorCodes).GetFields(BindingFlags.Public | BindingFlags.Static).ShouldAllBe(field => (string)field.GetRawConstantValue()! == field.Name);

    [Fact]
    public void Users_can_name_whatever_keeps_a_session_from_being_opened() => Constants(typeof(AwsSessionException)).Except(s_codes).ShouldBeEmpty();

    private static string[] Constants(Type type) =>
        [.. type.GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral && field.FieldType == typeof(string)).Select(field => (string)field.GetRawConstantValue()!)];
}
