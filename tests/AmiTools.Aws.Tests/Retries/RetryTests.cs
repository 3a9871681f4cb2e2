using System.Net;
using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.RecycleBin.Model;
using AmiTools.Aws.Tests.Sessions;

namespace AmiTools.Aws.Tests.Retries;

public sealed class RetryTests
{
    private const string Region = "eu-west-1";

    private readonly Stage _stage = new();

    [Fact]
    public async Task A_throttled_create_without_token_is_tried_again_until_it_is_taken()
    {
        _stage.Aws.ThenThrottle(3).ThenEc2("CreateImage", "<imageId>ami-0abc</imageId>");

        var response = await _stage.Time.RunAsync(CreateImageAsync());

        response.ImageId.ShouldBe("ami-0abc");
        _stage.Aws.Requests.Count.ShouldBe(4);
    }

    [Fact]
    public async Task A_create_without_token_whose_connection_is_cut_is_not_made_twice()
    {
        _stage.Aws.ThenCut();

        var failure = await FailureAsync(CreateImageAsync());

        _stage.Aws.Requests.Count.ShouldBe(1);
        failure.Kind.ShouldBe(AwsFailureKind.Connection);
        failure.OutcomeUnknown.ShouldBeTrue();
        failure.Operation.ShouldBe("CreateImage");
        failure.Attempts.ShouldBe(1);
    }

    [Fact]
    public async Task A_create_without_token_that_is_cut_after_a_throttle_counts_both_attempts_and_stops()
    {
        _stage.Aws.ThenThrottle().ThenCut();

        var failure = await FailureAsync(CreateImageAsync());

        _stage.Aws.Requests.Count.ShouldBe(2);
        failure.Attempts.ShouldBe(2);
        failure.OutcomeUnknown.ShouldBeTrue();
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError, "InternalError")]
    [InlineData(HttpStatusCode.ServiceUnavailable, "Unavailable")]
    public async Task A_create_without_token_that_ends_in_an_error_of_the_server_is_not_made_twice(HttpStatusCode status, string code)
    {
        _stage.Aws.ThenError(code, status);

        var failure = await FailureAsync(CreateImageAsync());

        _stage.Aws.Requests.Count.ShouldBe(1);
        failure.Kind.ShouldBe(AwsFailureKind.ServerError);
        failure.OutcomeUnknown.ShouldBeTrue();
    }

    [Fact]
    public async Task A_create_that_the_server_refuses_has_a_known_outcome()
    {
        _stage.Aws.ThenError("InvalidAMIName.Duplicate");

        var failure = await FailureAsync(CreateImageAsync());

        failure.Kind.ShouldBe(AwsFailureKind.AlreadyExists);
        failure.OutcomeUnknown.ShouldBeFalse();
        failure.RequestId.ShouldBe("r-1");
    }

    [Fact]
    public async Task A_create_that_never_reached_the_server_is_tried_again()
    {
        _stage.Aws.ThenRefused().ThenEc2("CreateImage", "<imageId>ami-0abc</imageId>");

        var response = await _stage.Time.RunAsync(CreateImageAsync());

        response.ImageId.ShouldBe("ami-0abc");
    }

    [Fact]
    public async Task An_endpoint_that_refuses_is_given_up_after_two_attempts()
    {
        _stage.Aws.ThenRefused().ThenRefused();

        var failure = await FailureAsync(CreateImageAsync());

        failure.Kind.ShouldBe(AwsFailureKind.Connection);
        failure.OutcomeUnknown.ShouldBeFalse();
        failure.Attempts.ShouldBe(0);
        _stage.Time.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_create_with_its_token_is_made_again_with_the_same_token_after_a_cut()
    {
        _stage.Aws.ThenCut().ThenEc2("CopyImage", "<imageId>ami-0copy</imageId>");
        await using var session = await _stage.OpenAsync();

        await _stage.Time.RunAsync(session.Ec2(Region).CopyImageAsync(new CopyImageRequest { Name = "copy", SourceImageId = "ami-1", SourceRegion = "us-east-1", ClientToken = "one" }));

        _stage.Aws.Requests.Select(request => request.Parameter("ClientToken")).ShouldBe(["one", "one"]);
    }

    [Fact]
    public async Task A_token_that_the_client_makes_up_itself_stays_the_same_over_the_attempts()
    {
        _stage.Aws.ThenCut().ThenEc2("CreateVolume", "<volumeId>vol-1</volumeId>");
        await using var session = await _stage.OpenAsync();

        await _stage.Time.RunAsync(session.Ec2(Region).CreateVolumeAsync(new CreateVolumeRequest { AvailabilityZone = "eu-west-1a", Size = 1 }));

        var tokens = _stage.Aws.Requests.Select(request => request.Parameter("ClientToken")).ToList();
        tokens[0].ShouldNotBeNullOrEmpty();
        tokens[1].ShouldBe(tokens[0]);
    }

    [Fact]
    public async Task A_read_survives_cuts_errors_and_throttles()
    {
        _stage.Aws.ThenCut().ThenError("InternalError", HttpStatusCode.InternalServerError).ThenThrottle().ThenEc2("DescribeImages", "<imagesSet/>");

        var response = await _stage.Time.RunAsync(DescribeImagesAsync());

        response.HttpStatusCode.ShouldBe(HttpStatusCode.OK);
        _stage.Aws.Requests.Count.ShouldBe(4);
    }

    [Fact]
    public async Task A_read_is_given_up_after_five_cuts()
    {
        for (var i = 0; i < 5; i++)
            _stage.Aws.ThenCut();

        var failure = await FailureAsync(DescribeImagesAsync());

        failure.Kind.ShouldBe(AwsFailureKind.Connection);
        failure.Attempts.ShouldBe(5);
    }

    [Fact]
    public async Task A_throttled_read_is_given_up_after_ten_attempts_and_says_so()
    {
        _stage.Aws.ThenThrottle(10);

        var failure = await FailureAsync(DescribeImagesAsync());

        failure.Kind.ShouldBe(AwsFailureKind.Throttled);
        failure.Code.ShouldBe("RequestLimitExceeded");
        failure.Attempts.ShouldBe(10);
        failure.OutcomeUnknown.ShouldBeFalse();
    }

    [Theory]
    [InlineData("Throttling")]
    [InlineData("EC2ThrottledException")]
    [InlineData("Client.RequestLimitExceeded")]
    public async Task Each_name_of_a_throttle_is_known(string code)
    {
        _stage.Aws.ThenError(code, HttpStatusCode.ServiceUnavailable).ThenEc2("DescribeImages", "<imagesSet/>");

        await _stage.Time.RunAsync(DescribeImagesAsync());

        _stage.Aws.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_refusal_is_not_tried_again()
    {
        _stage.Aws.ThenError("UnauthorizedOperation", HttpStatusCode.Forbidden);

        var failure = await FailureAsync(DescribeImagesAsync());

        failure.Kind.ShouldBe(AwsFailureKind.Denied);
        _stage.Aws.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Deleting_what_an_earlier_attempt_deleted_counts_as_done()
    {
        _stage.Aws.ThenCut().ThenError("InvalidSnapshot.NotFound");
        await using var session = await _stage.OpenAsync();

        var failure = await FailureAsync(session.Ec2(Region).DeleteSnapshotAsync(new DeleteSnapshotRequest { SnapshotId = "snap-1" }));

        failure.Kind.ShouldBe(AwsFailureKind.NotFound);
        failure.CountsAsDone.ShouldBeTrue();
    }

    [Fact]
    public async Task Deregistering_what_an_earlier_attempt_deregistered_counts_as_done()
    {
        _stage.Aws.ThenError("InternalError", HttpStatusCode.InternalServerError).ThenError("InvalidAMIID.Unavailable");
        await using var session = await _stage.OpenAsync();

        var failure = await FailureAsync(session.Ec2(Region).DeregisterImageAsync(new DeregisterImageRequest { ImageId = "ami-1" }));

        failure.CountsAsDone.ShouldBeTrue();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Deleting_what_was_never_there_does_not_count_as_done(bool throttledBefore)
    {
        if (throttledBefore)
            _stage.Aws.ThenThrottle();
        _stage.Aws.ThenError("InvalidSnapshot.NotFound");
        await using var session = await _stage.OpenAsync();

        var failure = await FailureAsync(session.Ec2(Region).DeleteSnapshotAsync(new DeleteSnapshotRequest { SnapshotId = "snap-1" }));

        failure.Kind.ShouldBe(AwsFailureKind.NotFound);
        failure.CountsAsDone.ShouldBeFalse();
    }

    [Fact]
    public async Task A_rule_of_the_recycle_bin_has_no_token_and_is_not_made_twice()
    {
        _stage.Aws.ThenCut();
        await using var session = await _stage.OpenAsync();

        var failure = await FailureAsync(session.RecycleBin(Region).CreateRuleAsync(new CreateRuleRequest { ResourceType = "EC2_IMAGE", RetentionPeriod = new() { RetentionPeriodValue = 7, RetentionPeriodUnit = "DAYS" } }));

        _stage.Aws.Requests.Count.ShouldBe(1);
        failure.OutcomeUnknown.ShouldBeTrue();
    }

    [Fact]
    public async Task Waits_grow_and_stay_below_their_bound()
    {
        List<TimeSpan> at = [];
        for (var i = 0; i < 9; i++)
            _stage.Aws.Then(_ => { at.Add(_stage.Time.Elapsed); return AmiTools.Testing.ScriptedHandler.Answer(HttpStatusCode.ServiceUnavailable, Answers.Throttle); });
        _stage.Aws.ThenEc2("DescribeImages", "<imagesSet/>");

        await _stage.Time.RunAsync(DescribeImagesAsync());

        // A throttle also empties the bucket, which gives the next token after at most a second at a tenth of its rate of 20.
        var waits = at.Zip(at.Skip(1), (one, next) => next - one).ToList();
        for (var i = 0; i < waits.Count; i++)
            waits[i].ShouldBeLessThanOrEqualTo(TimeSpan.FromSeconds(Math.Min(Math.Pow(2, i), 20) + 1));
        waits.Aggregate(TimeSpan.Zero, (sum, wait) => sum + wait).ShouldBeGreaterThan(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Cancelling_during_a_wait_between_attempts_ends_the_call_with_a_known_outcome()
    {
        _stage.Aws.ThenThrottle();
        using CancellationTokenSource stop = new();
        await using var session = await _stage.OpenAsync();
        var call = session.Ec2(Region).CreateImageAsync(Image(), stop.Token);
        await _stage.Time.ArmedAsync();

        await stop.CancelAsync();

        var failure = await Thrown.FailureAsync(call);
        failure.Kind.ShouldBe(AwsFailureKind.Cancelled);
        failure.OutcomeUnknown.ShouldBeFalse();
    }

    [Fact]
    public async Task Cancelling_while_the_server_works_leaves_the_outcome_open()
    {
        TaskCompletionSource arrived = new();
        _stage.Aws.ThenAsync(async (_, cancelled) =>
        {
            arrived.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancelled);
            throw new InvalidOperationException();
        });
        using CancellationTokenSource stop = new();
        await using var session = await _stage.OpenAsync();
        var call = session.Ec2(Region).CreateImageAsync(Image(), stop.Token);
        await arrived.Task;

        await stop.CancelAsync();

        var failure = await Thrown.FailureAsync(call);
        failure.Kind.ShouldBe(AwsFailureKind.Cancelled);
        failure.OutcomeUnknown.ShouldBeTrue();
    }

    [Fact]
    public async Task A_request_is_signed_anew_for_each_attempt()
    {
        // The signature carries the real time in whole seconds, so the signed token stands for it.
        var keys = new Queue<AwsKeys>([new("ASIAONE", "s", "t1"), new("ASIATWO", "s", "t2")]);
        var current = keys.Dequeue();
        _stage.Aws.Then(_ => { current = keys.Dequeue(); return AmiTools.Testing.ScriptedHandler.Answer(HttpStatusCode.ServiceUnavailable, Answers.Throttle); }).ThenEc2("DescribeImages", "<imagesSet/>");
        await using var session = await _stage.OpenAsync(_stage.Bare(), new() { Region = Region, StoredCredentials = () => current });

        await _stage.Time.RunAsync(session.Ec2(Region).DescribeImagesAsync(new DescribeImagesRequest()));

        _stage.Aws.Requests.Select(request => request.AccessKey).ShouldBe(["ASIAONE", "ASIATWO"]);
        _stage.Aws.Requests[1].Headers["x-amz-security-token"].ShouldBe("t2");
    }

    private async Task<CreateImageResponse> CreateImageAsync()
    {
        await using var session = await _stage.OpenAsync();
        return await session.Ec2(Region).CreateImageAsync(Image());
    }

    private async Task<DescribeImagesResponse> DescribeImagesAsync()
    {
        await using var session = await _stage.OpenAsync();
        return await session.Ec2(Region).DescribeImagesAsync(new DescribeImagesRequest { Owners = ["self"] });
    }

    private static CreateImageRequest Image() => new() { InstanceId = "i-1", Name = "backup" };

    private Task<AwsFailure> FailureAsync(Task call) => Thrown.FailureAsync(_stage.Time.RunAsync(call));
}
