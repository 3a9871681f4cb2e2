using Amazon.EC2.Model;
using AmiTools.Engine.Graph;

namespace AmiTools.Engine.Tests.Graph;

public sealed class ImageOriginTests
{
    [Theory]
    [InlineData("[Copied ami-0aaaaaaaaaaaaaaa2 from us-east-1] web", "us-east-1")]
    [InlineData("[Copied ami-0aaaaaaaaaaaaaaa2 (web (old) [1]) from eu-west-1] the web server", "eu-west-1")]
    [InlineData("[Copied ami-0aaaaaaaaaaaaaaa2 (web) from eu-west-1] (copied) from us-east-1]", "eu-west-1")]
    public void Reads_both_wordings_of_the_console(string description, string region)
    {
        ImageOrigin origin = ImageOrigin.Of(new Image { ImageId = "ami-1", Description = description }, "eu-central-1");

        origin.ParentId.ShouldBe("ami-0aaaaaaaaaaaaaaa2");
        origin.ParentRegion.ShouldBe(region);
        origin.ParentKind.ShouldBe(GraphEdgeKind.CopiedFrom);
        origin.ParentCertainty.ShouldBe(GraphCertainty.Description);
    }

    [Fact]
    public void AWSs_own_field_beats_what_texts_and_tags_say()
    {
        ImageOrigin origin = ImageOrigin.Of(new Image
        {
            ImageId = "ami-1", SourceImageId = "ami-0aaaaaaaaaaaaaaa2", SourceImageRegion = "us-east-1", Description = "[Copied ami-0bbbbbbbbbbbbbbb3 from us-west-2] web", Tags = [new Tag(AmiToolsTags.Parent, "us-west-1/ami-0ccccccccccccccc4")],
        }, "eu-central-1");

        origin.ParentId.ShouldBe("ami-0aaaaaaaaaaaaaaa2");
        origin.ParentRegion.ShouldBe("us-east-1");
        origin.ParentCertainty.ShouldBe(GraphCertainty.Field);
    }

    [Fact]
    public void The_parent_of_an_image_of_an_instance_is_what_the_instance_was_launched_from()
    {
        ImageOrigin origin = ImageOrigin.Of(new Image { ImageId = "ami-1", SourceInstanceId = "i-0123456789abcdef0", SourceImageId = "ami-0aaaaaaaaaaaaaaa2", SourceImageRegion = "eu-central-1" }, "eu-central-1");

        origin.InstanceId.ShouldBe("i-0123456789abcdef0");
        origin.ParentKind.ShouldBe(GraphEdgeKind.MadeFrom);
    }

    [Fact]
    public void A_copy_that_carries_its_parents_tags_was_not_made_of_the_parents_instance()
    {
        ImageOrigin origin = ImageOrigin.Of(new Image
        {
            ImageId = "ami-1", Tags = [new Tag(AmiToolsTags.Parent, "us-east-1/ami-0aaaaaaaaaaaaaaa2"), new Tag(AmiToolsTags.Instance, "i-0123456789abcdef0")],
        }, "eu-central-1");

        origin.InstanceId.ShouldBeNull();
        origin.ParentKind.ShouldBe(GraphEdgeKind.CopiedFrom);
        origin.ParentRegion.ShouldBe("us-east-1");
    }

    [Fact]
    public void An_image_that_this_module_registered_from_snapshots_knows_its_instance_by_tag()
    {
        ImageOrigin origin = ImageOrigin.Of(new Image { ImageId = "ami-1", Tags = [new Tag(AmiToolsTags.Instance, "i-0123456789abcdef0")] }, "eu-central-1");

        origin.InstanceId.ShouldBe("i-0123456789abcdef0");
        origin.InstanceCertainty.ShouldBe(GraphCertainty.Description);
        origin.ParentId.ShouldBeNull();
    }
}
