using Amazon.EC2;
using Amazon.EC2.Model;

namespace AmiTools.Aws.Tests.Protocol;

/// <summary>Listings over several pages.</summary>
public sealed class PaginationTests
{
    [Fact]
    public async Task A_page_without_items_is_not_the_end_and_an_empty_token_is()
    {
        var answers = Answers.InTurn(
            Page("<item><imageId>ami-1</imageId></item>", "<nextToken>t1</nextToken>"),
            Page("", "<nextToken>t2</nextToken>"),
            Page("<item><imageId>ami-2</imageId></item><item><imageId>ami-3</imageId></item>", "<nextToken/>"));
        using var ec2 = WireClients.Ec2(answers);
        var ids = new List<string?>();
        await foreach (var image in ec2.Paginators.DescribeImages(new DescribeImagesRequest { Owners = ["self"], MaxResults = 5 }).Images)
            ids.Add(image.ImageId);
        ids.ShouldBe(["ami-1", "ami-2", "ami-3"]);
        answers.Sent.Select(sent => sent.Form.GetValueOrDefault("NextToken")).ShouldBe([null, "t1", "t2"]);
        answers.Sent.ShouldAllBe(sent => sent.Form["Owner.1"] == "self" && sent.Form["MaxResults"] == "5");
    }

    [Fact]
    public async Task Pages_come_as_responses_too_and_from_a_given_token_on()
    {
        var answers = Answers.InTurn(Page("", "<nextToken>t2</nextToken>"), Page("", ""));
        using var ec2 = WireClients.Ec2(answers);
        var request = new DescribeImagesRequest { NextToken = "t1" };
        var tokens = new List<string?>();
        await foreach (var page in ec2.Paginators.DescribeImages(request).Responses)
            tokens.Add(page.NextToken);
        tokens.ShouldBe(["t2", null]);
        answers.Sent.Select(sent => sent.Form.GetValueOrDefault("NextToken")).ShouldBe(["t1", "t2"]);
        request.NextToken.ShouldBe("t1");
    }

    [Fact]
    public async Task A_listing_can_be_enumerated_again()
    {
        var answers = Answers.InTurn(Page("", "<nextToken>t1</nextToken>"), Page("", ""), Page("", "<nextToken>t1</nextToken>"), Page("", ""));
        using var ec2 = WireClients.Ec2(answers);
        var pages = ec2.Paginators.DescribeImages(new DescribeImagesRequest()).Responses;
        for (var round = 0; round < 2; round++)
        {
            await foreach (var _ in pages)
            {
            }
        }
        answers.Sent.Select(sent => sent.Form.GetValueOrDefault("NextToken")).ShouldBe([null, "t1", null, "t1"]);
    }

    [Fact]
    public async Task A_token_that_comes_again_is_an_error()
    {
        var answers = Answers.InTurn(Page("", "<nextToken>t1</nextToken>"), Page("", "<nextToken>t2</nextToken>"), Page("", "<nextToken>t1</nextToken>"));
        using var ec2 = WireClients.Ec2(answers);
        var error = await Should.ThrowAsync<AmazonEC2Exception>(async () =>
        {
            await foreach (var _ in ec2.Paginators.DescribeImages(new DescribeImagesRequest()).Responses)
            {
            }
        });
        error.ErrorCode.ShouldBe(AwsErrorCodes.RepeatedPageToken);
        answers.Sent.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_listing_that_nobody_reads_on_asks_for_no_further_page()
    {
        var answers = Answers.InTurn(Page("<item><imageId>ami-1</imageId></item>", "<nextToken>t1</nextToken>"));
        using var ec2 = WireClients.Ec2(answers);
        await foreach (var _ in ec2.Paginators.DescribeImages(new DescribeImagesRequest()).Images)
            break;
        answers.Sent.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Cancelling_ends_a_listing()
    {
        using var source = new CancellationTokenSource();
        var answers = Answers.InTurn(Page("<item><imageId>ami-1</imageId></item>", "<nextToken>t1</nextToken>"));
        using var ec2 = WireClients.Ec2(answers);
        var error = await Assert.ThrowsAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in ec2.Paginators.DescribeImages(new DescribeImagesRequest()).Images.WithCancellation(source.Token))
                await source.CancelAsync();
        });
        error.CancellationToken.ShouldBe(source.Token);
        answers.Sent.Count.ShouldBe(1);
    }

    private static Func<HttpResponseMessage> Page(string items, string token) =>
        () => Answers.Response($"<DescribeImagesResponse><requestId>r</requestId><imagesSet>{items}</imagesSet>{token}</DescribeImagesResponse>");
}
