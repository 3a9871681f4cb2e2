using AmiTools.Engine.Listing;

namespace AmiTools.Engine.Tests.Listing;

public sealed class ImageFamilyTests
{
    [Theory]
    [InlineData("web-2026-11-21-0730", "web-2026-11-22-0731")]
    [InlineData("web_20261121T073000Z", "web_20261122T073000Z")]
    [InlineData("nightly build 17", "nightly build 18")]
    [InlineData("db 2026.11.21 07:30", "db 2026.11.22 07:30")]
    public void Dates_and_counters_do_not_part_a_family(string one, string other) => ImageFamily.Of(Image(one)).ShouldBe(ImageFamily.Of(Image(other)));

    [Theory]
    [InlineData("web1-2026-11-21", "web2-2026-11-21")]
    [InlineData("al2023-base-1", "al2024-base-1")]
    [InlineData("web-2026-11-21", "db-2026-11-21")]
    public void Numbers_that_belong_to_a_word_do(string one, string other) => ImageFamily.Of(Image(one)).ShouldNotBe(ImageFamily.Of(Image(other)));

    [Fact]
    public void The_instance_decides_where_it_is_known() => ImageFamily.Of(Image("a", "i-1")).ShouldBe(ImageFamily.Of(Image("b", "i-1")));

    [Fact]
    public void The_newest_of_each_family_in_each_region()
    {
        Ami[] images =
        [
            Image("web-1", "i-1", day: 1), Image("web-2", "i-1", day: 3), Image("web-3", "i-1", day: 2),
            Image("db-1", "i-2", day: 1),
            Image("web-4", "i-1", day: 1, region: "us-east-1"),
        ];
        ImageFamily.Newest(images).Select(image => (image.Region, image.Name)).ShouldBe([("eu-west-1", "web-2"), ("eu-west-1", "db-1"), ("us-east-1", "web-4")], ignoreOrder: true);
    }

    private static Ami Image(string name, string? instance = null, int day = 1, string region = "eu-west-1") => new()
    {
        Region = region, AccountId = "111122223333", ImageId = "ami-" + name, State = "available", Name = name, InstanceId = instance, CreationDate = new DateTime(2026, 11, day, 0, 0, 0, DateTimeKind.Utc),
    };
}
