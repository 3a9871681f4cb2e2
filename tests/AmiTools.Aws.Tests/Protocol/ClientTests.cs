using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.RecycleBin.Model;

namespace AmiTools.Aws.Tests.Protocol;

public sealed class ClientTests
{
    [Fact]
    public async Task A_listing_is_asked_for_and_read()
    {
        var answers = Answers.Always("""
            <DescribeImagesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>r-1</requestId>
              <imagesSet><item><imageId>ami-1</imageId><imageState>available</imageState><isPublic>false</isPublic>
                <tagSet><item><key>a</key><value>b</value></item></tagSet></item></imagesSet></DescribeImagesResponse>
            """);
        using var ec2 = WireClients.Ec2(answers);
        var response = await ec2.DescribeImagesAsync(new DescribeImagesRequest { Owners = ["self"], Filters = [new Filter("tag:Env", ["a", "b"])] });

        response.ResponseMetadata.RequestId.ShouldBe("r-1");
        var image = response.Images!.ShouldHaveSingleItem();
        image.State.ShouldBe(ImageState.Available);
        image.Public.ShouldBe(false);
        image.Tags!.Single().Value.ShouldBe("b");
        image.BlockDeviceMappings.ShouldBeNull();

        var sent = answers.Sent.ShouldHaveSingleItem();
        sent.Url.AbsoluteUri.ShouldBe("https://ec2.us-east-1.amazonaws.com/");
        sent.Form.ShouldBe(new Dictionary<string, string>
        {
            ["Action"] = "DescribeImages", ["Version"] = "2016-11-15", ["Owner.1"] = "self",
            ["Filter.1.Name"] = "tag:Env", ["Filter.1.Value.1"] = "a", ["Filter.1.Value.2"] = "b",
        }, ignoreOrder: true);
        sent.Headers["Authorization"].ShouldContain("/us-east-1/ec2/aws4_request");
    }

    [Fact]
    public async Task A_rule_is_made_in_json()
    {
        var answers = Answers.Always("""{"Identifier":"6lsJ2Fa9nh9","Status":"pending","LockEndTime":1.5e9}""", 201, "application/json", ("x-amzn-RequestId", "r-2"));
        using var rbin = WireClients.RecycleBin(answers);
        var response = await rbin.CreateRuleAsync(new CreateRuleRequest { ResourceType = "EC2_IMAGE", Tags = [new() { Key = "a", Value = "b" }] });
        response.Identifier.ShouldBe("6lsJ2Fa9nh9");
        response.ResponseMetadata.RequestId.ShouldBe("r-2");
        var sent = answers.Sent.ShouldHaveSingleItem();
        sent.Url.AbsoluteUri.ShouldBe("https://rbin.us-east-1.amazonaws.com/rules");
        sent.Body.ShouldBe("""{"Tags":[{"Key":"a","Value":"b"}],"ResourceType":"EC2_IMAGE"}""");
    }

    [Fact]
    public async Task A_rule_is_untagged_by_its_path_and_query()
    {
        var answers = Answers.Always("", 204);
        using var rbin = WireClients.RecycleBin(answers);
        await rbin.UntagResourceAsync(new UntagResourceRequest { ResourceArn = "arn:aws:rbin:us-east-1:123456789012:rule/6lsJ2Fa9nh9", TagKeys = ["a", "b c"] });
        var sent = answers.Sent.ShouldHaveSingleItem();
        sent.Method.ShouldBe(HttpMethod.Delete);
        sent.Url.PathAndQuery.ShouldBe("/tags/arn%3Aaws%3Arbin%3Aus-east-1%3A123456789012%3Arule%2F6lsJ2Fa9nh9?tagKeys=a&tagKeys=b%20c");
    }
}
