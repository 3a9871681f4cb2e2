using System.Net;
using Amazon.AutoScaling.Model;
using Amazon.EBS.Model;
using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.RecycleBin;
using Amazon.RecycleBin.Model;
using Amazon.Runtime;
using AmiTools.Aws.Tests.Protocol;
using ResourceNotFoundException = Amazon.RecycleBin.Model.ResourceNotFoundException;
using ValidationException = Amazon.RecycleBin.Model.ValidationException;

namespace AmiTools.Aws.Tests.Errors;

/// <summary>Errors as the services say them.</summary>
public sealed class ErrorAnswerTests
{
    [Theory]
    [InlineData("<Response><Errors><Error><Code>InvalidAMIID.NotFound</Code><Message>The image id '[ami-1]' does not exist</Message></Error></Errors><RequestID>r-7</RequestID></Response>")]
    [InlineData("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Response xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\">\n <Errors>\n  <Error>\n   <Message>The image id '[ami-1]' does not exist</Message>\n   <Code>InvalidAMIID.NotFound</Code>\n  </Error>\n </Errors>\n <RequestID>r-7</RequestID>\n</Response>")]
    public async Task An_error_of_EC2(string body)
    {
        using var ec2 = WireClients.Ec2(Answers.Always(body, 400));
        var error = await Should.ThrowAsync<AmazonEC2Exception>(() => ec2.DescribeImagesAsync(new DescribeImagesRequest { ImageIds = ["ami-1"] }));
        error.ErrorCode.ShouldBe("InvalidAMIID.NotFound");
        error.Message.ShouldBe("The image id '[ami-1]' does not exist");
        error.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        error.RequestId.ShouldBe("r-7");
        error.ErrorType.ShouldBe(ErrorType.Sender);
    }

    [Fact]
    public async Task An_error_of_EC2_without_a_request_id_in_its_body_has_that_of_the_header()
    {
        using var ec2 = WireClients.Ec2(Answers.Always("<Response><Errors><Error><Code>X</Code><Message>m</Message></Error></Errors></Response>", 403, headers: ("x-amzn-RequestId", "r-8")));
        var error = await Should.ThrowAsync<AmazonEC2Exception>(() => ec2.DescribeRegionsAsync());
        error.RequestId.ShouldBe("r-8");
    }

    [Theory]
    [InlineData("InvalidNextToken", typeof(InvalidNextTokenException))]
    [InlineData("ResourceContention", typeof(ResourceContentionException))]
    [InlineData("AccessDenied", typeof(Amazon.AutoScaling.AmazonAutoScalingException))]
    public async Task An_error_of_the_query_protocol(string code, Type type)
    {
        var body = $"""<ErrorResponse xmlns="http://autoscaling.amazonaws.com/doc/2011-01-01/"><Error><Type>Sender</Type><Code>{code}</Code><Message>Bad.</Message></Error><RequestId>r-9</RequestId></ErrorResponse>""";
        using var autoScaling = WireClients.AutoScaling(Answers.Always(body, 400));
        var error = await Should.ThrowAsync<AmazonServiceException>(() => autoScaling.DescribeAutoScalingGroupsAsync());
        error.ShouldBeOfType(type);
        error.ErrorCode.ShouldBe(code);
        error.Message.ShouldBe("Bad.");
        error.RequestId.ShouldBe("r-9");
    }

    [Theory]
    [InlineData("ResourceNotFoundException")]
    [InlineData("ResourceNotFoundException:http://internal.amazon.com/coral/com.amazonaws.rbin/")]
    [InlineData("com.amazonaws.rbin#ResourceNotFoundException")]
    [InlineData("com.amazonaws.rbin#ResourceNotFoundException:http://internal.amazon.com/")]
    public async Task An_error_of_the_recycle_bin_is_named_in_a_header(string header)
    {
        using var rbin = WireClients.RecycleBin(Answers.Always(
            """{"Message":"No such rule.","Reason":"RULE_NOT_FOUND","Extra":{"x":1}}""", 404, "application/json", ("x-amzn-ErrorType", header), ("x-amzn-RequestId", "r-3")));
        var error = await Should.ThrowAsync<ResourceNotFoundException>(() => rbin.GetRuleAsync(new GetRuleRequest { Identifier = "abc" }));
        error.ErrorCode.ShouldBe("ResourceNotFoundException");
        error.Message.ShouldBe("No such rule.");
        error.Reason.ShouldBe(ResourceNotFoundExceptionReason.RULE_NOT_FOUND);
        error.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        error.RequestId.ShouldBe("r-3");
    }

    [Theory]
    [InlineData("""{"__type":"ValidationException","message":"Bad."}""")]
    [InlineData("""{"__type":"com.amazonaws.rbin#ValidationException","message":"Bad."}""")]
    [InlineData("""{"message":"Bad.","code":"ValidationException"}""")]
    public async Task An_error_of_the_recycle_bin_is_named_in_the_body(string body)
    {
        using var rbin = WireClients.RecycleBin(Answers.Always(body, 400, "application/json"));
        var error = await Should.ThrowAsync<ValidationException>(() => rbin.ListRulesAsync(new ListRulesRequest { ResourceType = "EC2_IMAGE" }));
        error.Message.ShouldBe("Bad.");
        error.Reason.ShouldBeNull();
    }

    [Fact]
    public async Task An_error_that_the_model_lacks_is_the_services_own()
    {
        using var rbin = WireClients.RecycleBin(Answers.Always("""{"message":"Slow down."}""", 429, "application/json", ("x-amzn-ErrorType", "ThrottlingException")));
        var error = await Should.ThrowAsync<AmazonRecycleBinException>(() => rbin.ListRulesAsync(new ListRulesRequest()));
        error.ShouldBeOfType<AmazonRecycleBinException>();
        error.ErrorCode.ShouldBe("ThrottlingException");
        ((int)error.StatusCode).ShouldBe(429);
    }

    [Fact]
    public async Task Each_service_has_its_own_errors_of_the_same_name()
    {
        using var ebs = WireClients.Ebs(Answers.Always("""{"Message":"Bad.","Reason":"INVALID_SNAPSHOT_ID"}""", 400, "application/json", ("x-amzn-ErrorType", "ValidationException")));
        var error = await Should.ThrowAsync<Amazon.EBS.Model.ValidationException>(() => ebs.ListSnapshotBlocksAsync(new ListSnapshotBlocksRequest { SnapshotId = "snap-1" }));
        error.Reason!.Value.ShouldBe("INVALID_SNAPSHOT_ID");
    }

    [Fact]
    public async Task A_request_that_lacks_what_its_path_is_made_of_is_not_sent()
    {
        var answers = Answers.Always("{}");
        using var rbin = WireClients.RecycleBin(answers);
        foreach (var identifier in new[] { null, "", ".", ".." })
        {
            var error = await Should.ThrowAsync<AmazonRecycleBinException>(() => rbin.DeleteRuleAsync(new DeleteRuleRequest { Identifier = identifier }));
            error.ErrorCode.ShouldBe(AwsErrorCodes.MissingParameter);
            error.Message.ShouldContain("identifier");
        }
        answers.Sent.ShouldBeEmpty();
    }
}
