using AmiTools.Engine.Images;

namespace AmiTools.Engine.Tests.Graph;

public sealed class SnapshotOriginTests
{
    private const string Volume = "vol-0123456789abcdef0";
    private const string NoVolume = "vol-ffffffffffffffff0";

    [Theory]
    [InlineData("Created by CreateImage(i-0123456789abcdef0) for ami-0aaaaaaaaaaaaaaaa")]
    [InlineData("Created by CreateImage(i-0123456789abcdef0) for ami-0aaaaaaaaaaaaaaaa from vol-0123456789abcdef0")]
    public void Reads_both_wordings_of_a_new_image(string description)
    {
        SnapshotOrigin origin = SnapshotOrigin.Read(description, Volume);

        origin.ImageId.ShouldBe("ami-0aaaaaaaaaaaaaaaa");
        origin.InstanceId.ShouldBe("i-0123456789abcdef0");
        origin.ParentSnapshotId.ShouldBeNull();
    }

    [Fact]
    public void Reads_ids_of_the_short_form() => SnapshotOrigin.Read("Created by CreateImage(i-12345678) for ami-87654321", "vol-12345678").ImageId.ShouldBe("ami-87654321");

    [Fact]
    public void A_copy_belongs_to_its_destination_and_not_to_its_source()
    {
        SnapshotOrigin origin = SnapshotOrigin.Read("Copied for DestinationAmi ami-0ddddddddddddddd1 from SourceAmi ami-0aaaaaaaaaaaaaaa2 for SourceSnapshot snap-0bbbbbbbbbbbbbbb3. Task created on 1,566,308,778,174.", NoVolume);

        origin.ImageId.ShouldBe("ami-0ddddddddddddddd1");
        origin.ParentImageId.ShouldBe("ami-0aaaaaaaaaaaaaaa2");
        origin.ParentSnapshotId.ShouldBe("snap-0bbbbbbbbbbbbbbb3");
        origin.InstanceId.ShouldBeNull();
    }

    [Fact]
    public void Reads_what_the_console_writes_on_a_copied_snapshot()
    {
        SnapshotOrigin origin = SnapshotOrigin.Read("[Copied snap-0bbbbbbbbbbbbbbb3 from us-gov-east-1] Created by CreateImage(i-0123456789abcdef0) for ami-0aaaaaaaaaaaaaaaa", NoVolume);

        origin.ParentSnapshotId.ShouldBe("snap-0bbbbbbbbbbbbbbb3");
        origin.ParentRegion.ShouldBe("us-gov-east-1");
        origin.ImageId.ShouldBeNull("the image is that of the snapshot that was copied");
    }

    [Theory]
    [InlineData("vol-ffffffff")]
    [InlineData("vol-ffffffffffffffff0")]
    [InlineData(null)]
    public void A_description_that_a_copy_carried_over_from_its_source_names_an_image_of_the_source(string? volume) =>
        SnapshotOrigin.Read("Created by CreateImage(i-0123456789abcdef0) for ami-0aaaaaaaaaaaaaaaa", volume).ImageId.ShouldBeNull();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("nightly backup, see ami-0aaaaaaaaaaaaaaaa")]
    [InlineData("Not Created by CreateImage(i-0123456789abcdef0) for ami-0aaaaaaaaaaaaaaaa")]
    [InlineData("Created by CreateImage(i-0123456789abcdef0) for ami-0aaaaaaaaaaaaaaaa and more")]
    [InlineData("Created by CreateImage(i-0123456789abcdef0) for ami-0aaaaaaaaaaaaaaaaa")]
    [InlineData("Created by CreateImage(i-0123456789ABCDEF0) for ami-0aaaaaaaaaaaaaaaa")]
    [InlineData("Copied for DestinationAmi ami-0ddddddddddddddd1 from SourceAmi ami-0aaaaaaaaaaaaaaa2 for SourceSnapshot snap-0bbbbbbbbbbbbbbb3f")]
    [InlineData("Copied for DestinationAmi ami-0ddddddddddddddd1")]
    [InlineData("[Copied snap-0bbbbbbbbbbbbbbb3 from my laptop]")]
    public void Any_other_text_is_nobodys(string? description)
    {
        SnapshotOrigin origin = SnapshotOrigin.Read(description, Volume);

        origin.ImageId.ShouldBeNull();
        origin.ParentImageId.ShouldBeNull();
        origin.ParentSnapshotId.ShouldBeNull();
    }
}
