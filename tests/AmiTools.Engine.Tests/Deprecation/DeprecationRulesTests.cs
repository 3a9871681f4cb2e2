using AmiTools.Engine.Deprecation;

namespace AmiTools.Engine.Tests.Deprecation;

public class DeprecationRulesTests
{
    private static readonly DateTime s_now = new(2026, 11, 21, 12, 0, 20, DateTimeKind.Utc);

    [Theory]
    [InlineData("2027-01-02T03:04:00Z", "2027-01-02T03:04:00Z")]
    [InlineData("2027-01-02T03:04:29.9999999Z", "2027-01-02T03:04:00Z")]
    [InlineData("2027-01-02T03:04:30Z", "2027-01-02T03:05:00Z")]
    [InlineData("2027-12-31T23:59:45Z", "2028-01-01T00:00:00Z")]
    public void A_date_is_rounded_to_the_nearest_minute(string given, string kept) =>
        DeprecationRules.ToMinute(Utc(given)).ShouldBe(Utc(kept));

    [Theory]
    [InlineData("2026-11-21T12:00:00Z", true)]
    [InlineData("2020-01-01T00:00:00Z", true)]
    [InlineData("2026-11-21T12:01:00Z", false)]
    [InlineData("2036-11-21T12:00:00Z", false)]
    [InlineData("2036-11-21T12:01:00Z", true)]
    public void A_date_lies_after_now_and_within_ten_years(string date, bool refused) =>
        DeprecationRules.Refuse(Utc(date), s_now).ShouldBeRefused(refused, AmiErrorCodes.InvalidDate);

    [Fact]
    public void A_private_image_takes_any_date_and_loses_it()
    {
        Ami image = Image(isPublic: false, created: "2020-01-01T00:00:00Z", deprecated: "2027-01-01T00:00:00Z");
        DeprecationRules.Refuse(image, Utc("2035-01-01T00:00:00Z")).ShouldBeNull();
        DeprecationRules.Refuse(image, null).ShouldBeNull();
    }

    [Fact]
    public void A_public_image_does_not_lose_its_date()
    {
        DeprecationRules.Refuse(Image(isPublic: true, created: "2026-01-01T00:00:00Z", deprecated: "2028-01-01T00:00:00Z"), null).ShouldBeRefused(true, AmiErrorCodes.ImageIsPublic);
        DeprecationRules.Refuse(Image(isPublic: true, created: "2026-01-01T00:00:00Z", deprecated: null), null).ShouldBeNull();
    }

    [Theory]
    [InlineData("2027-06-01T00:00:00Z", false)]
    [InlineData("2028-01-01T00:00:00Z", false)]
    [InlineData("2028-01-01T00:01:00Z", true)]
    public void The_date_of_a_public_image_only_comes_nearer(string date, bool refused) =>
        DeprecationRules.Refuse(Image(isPublic: true, created: "2026-03-01T00:00:00Z", deprecated: "2028-01-01T00:00:00Z"), Utc(date)).ShouldBeRefused(refused, AmiErrorCodes.InvalidDate);

    [Theory]
    [InlineData("2028-03-01T00:00:00Z", false)]
    [InlineData("2028-03-01T00:01:00Z", true)]
    public void A_public_image_takes_no_date_later_than_two_years_after_it_was_made(string date, bool refused) =>
        DeprecationRules.Refuse(Image(isPublic: true, created: "2026-03-01T00:00:00Z", deprecated: null), Utc(date)).ShouldBeRefused(refused, AmiErrorCodes.InvalidDate);

    private static DateTime Utc(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture).UtcDateTime;

    private static Ami Image(bool isPublic, string created, string? deprecated) => new()
    {
        Region = "eu-west-1", AccountId = "111122223333", ImageId = "ami-0123456789abcdef0", State = "available", IsPublic = isPublic,
        CreationDate = Utc(created), DeprecationTime = deprecated is null ? null : Utc(deprecated),
    };
}

file static class Refusals
{
    public static void ShouldBeRefused(this AmiException? failure, bool refused, string code)
    {
        if (refused) failure.ShouldNotBeNull().Code.ShouldBe(code);
        else failure.ShouldBeNull();
        failure?.Remedy.ShouldNotBeNullOrEmpty();
    }
}
