using AmiTools.Engine.Copying;
using AmiTools.Engine.Pricing;

namespace AmiTools.Engine.Tests.Copying;

public sealed class CopyRulesTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(15)]
    [InlineData(2880)]
    [InlineData(45)]
    public void Durations_are_quarters_of_an_hour_up_to_two_days(int minutes) => Problems(duration: TimeSpan.FromMinutes(minutes)).ShouldBeEmpty();

    [Theory]
    [InlineData(0)]
    [InlineData(14)]
    [InlineData(20)]
    [InlineData(2895)]
    [InlineData(-15)]
    public void Other_durations_are_refused(int minutes) => Problems(duration: TimeSpan.FromMinutes(minutes)).Single().Code.ShouldBe(AmiErrorCodes.InvalidOption);

    [Fact]
    public void Dates_of_deprecation_lie_in_the_next_ten_years()
    {
        Problems(deprecateAt: s_now.UtcDateTime.AddDays(1)).ShouldBeEmpty();
        Problems(deprecateAt: s_now.UtcDateTime.AddDays(-1)).Single().Message.ShouldContain("past");
        Problems(deprecateAt: s_now.UtcDateTime.AddYears(11)).Single().Code.ShouldBe(AmiErrorCodes.InvalidDate);
    }

    [Fact]
    public void A_key_means_encryption()
    {
        CopyRules.Encrypts(Options(key: "alias/backup")).ShouldBeTrue();
        CopyRules.Encrypts(Options()).ShouldBeFalse();
        CopyRules.Problems(Options(key: "alias/backup", encrypted: false), s_now).Single().Code.ShouldBe(AmiErrorCodes.InvalidOption);
    }

    [Fact]
    public void What_cannot_be_promised_is_told_with_the_quota()
    {
        CopyOptions options = Options(duration: TimeSpan.FromMinutes(15));
        CopyRules.DurationProblem(options, [400], "eu-west-1", "us-east-1").ShouldBeNull();
        AmiException problem = CopyRules.DurationProblem(options, [500], "eu-west-1", "us-east-1").ShouldNotBeNull();
        problem.Code.ShouldBe(AmiErrorCodes.QuotaExceeded);
        problem.Message.ShouldContain("AWS documents quotas of 500 MiB/s");
        // Each snapshot would do, all together do not.
        CopyRules.DurationProblem(options, [.. Enumerable.Repeat(400, 5)], "eu-west-1", "us-east-1").ShouldNotBeNull();
    }

    [Theory]
    [InlineData("us-east-1", "eu-west-1", 30, null, 0.60)]
    [InlineData("us-east-1", "us-east-2", 30, null, 0.30)]
    [InlineData("eu-west-1", "eu-west-1", 30, null, 0.0)]
    [InlineData("eu-west-1", "eu-west-1", 30, 15, 0.60)]
    [InlineData("us-east-1", "eu-west-1", 100, 960, 2.50)]
    [InlineData("xx-new-1", "eu-west-1", 100, null, 14.70)]
    public void Costs_are_estimated_from_list_prices(string from, string to, int size, int? minutes, double expected) =>
        TransferPrices.Estimate(from, to, size, minutes is { } value ? TimeSpan.FromMinutes(value) : null).ShouldBe((decimal)expected);

    private static AmiException[] Problems(TimeSpan? duration = null, DateTime? deprecateAt = null) => [.. CopyRules.Problems(Options(duration: duration, deprecateAt: deprecateAt), s_now)];

    private static CopyOptions Options(string? key = null, bool? encrypted = null, TimeSpan? duration = null, DateTime? deprecateAt = null) => new()
    {
        Session = new SessionOptions(), ImageId = [], DestinationRegion = ["us-east-1"], KmsKeyId = key, Encrypted = encrypted, CompletionDuration = duration, DeprecateAt = deprecateAt,
    };
}
