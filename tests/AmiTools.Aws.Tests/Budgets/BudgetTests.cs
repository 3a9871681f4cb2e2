using System.Net;
using Amazon.EC2.Model;
using AmiTools.Aws.Tests.Sessions;
using AmiTools.Testing;

namespace AmiTools.Aws.Tests.Budgets;

public sealed class BudgetTests
{
    private const string Region = "eu-west-1";

    private readonly Stage _stage = new();

    public BudgetTests() => _stage.Aws.Otherwise = request => ScriptedHandler.Answer(HttpStatusCode.OK, Answers.Ec2(request.Action!, request.Action == "CopyImage" ? "<imageId>ami-1</imageId>" : ""));

    [Fact]
    public async Task Two_commands_share_a_bucket()
    {
        var environment = _stage.Known();
        await using var one = await _stage.OpenAsync(environment);
        await using var other = await _stage.OpenAsync(environment);

        await _stage.Time.RunAsync(Task.WhenAll(Enumerable.Range(0, 120).Select(i => CopyAsync(i % 2 == 0 ? one : other, Region))));

        // A burst of 100, and one a second after it, for both together.
        _stage.Time.Elapsed.ShouldBeInRange(TimeSpan.FromSeconds(19.9), TimeSpan.FromSeconds(20.5));
    }

    [Fact]
    public async Task Regions_do_not_share_a_bucket()
    {
        await using var session = await _stage.OpenAsync();

        await _stage.Time.RunAsync(Task.WhenAll(Enumerable.Range(0, 200).Select(i => CopyAsync(session, i % 2 == 0 ? Region : "us-east-1"))));

        _stage.Time.Elapsed.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public async Task Accounts_do_not_share_a_bucket_and_keys_of_one_account_do()
    {
        var budgets = new BudgetRegistry(_stage.Time);
        budgets.NoteAccount("AKIAONE", "111122223333");
        budgets.NoteAccount("AKIATWO", "111122223333");
        var environment = _stage.Known(budgets: budgets);
        await using var one = await _stage.OpenAsync(environment, new() { AccessKey = "AKIAONE", SecretKey = "s" });
        await using var two = await _stage.OpenAsync(environment, new() { AccessKey = "AKIATWO", SecretKey = "s" });
        await using var stranger = await _stage.OpenAsync(environment, new() { AccessKey = "AKIAOTHER", SecretKey = "s" });

        await _stage.Time.RunAsync(Task.WhenAll(Enumerable.Range(0, 100).Select(_ => CopyAsync(one, Region)).Concat(Enumerable.Range(0, 100).Select(_ => CopyAsync(stranger, Region)))));
        _stage.Time.Elapsed.ShouldBe(TimeSpan.Zero);

        await _stage.Time.RunAsync(CopyAsync(two, Region));
        _stage.Time.Elapsed.ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Every_attempt_takes_a_token()
    {
        var budgets = new BudgetRegistry(_stage.Time);
        await using var session = await _stage.OpenAsync(_stage.Known(new() { FirstWait = TimeSpan.Zero }, budgets: budgets));
        _stage.Aws.ThenError("InternalError", HttpStatusCode.InternalServerError).ThenError("InternalError", HttpStatusCode.InternalServerError);

        await _stage.Time.RunAsync(session.Ec2(Region).DescribeImagesAsync(new DescribeImagesRequest()));

        _stage.Time.Elapsed.ShouldBe(TimeSpan.Zero);
        Bucket(budgets, "DescribeImages", new(100, 20)).Tokens.ShouldBe(97);
    }

    [Fact]
    public async Task A_throttle_of_AWS_slows_the_bucket_for_everybody()
    {
        var budgets = new BudgetRegistry(_stage.Time);
        await using var session = await _stage.OpenAsync(_stage.Known(budgets: budgets));
        _stage.Aws.ThenThrottle();

        await _stage.Time.RunAsync(CopyAsync(session, Region));

        Bucket(budgets, "CopyImage", new(100, 1)).RefillPerSecond.ShouldBe(0.5);
    }

    [Fact]
    public async Task Cancelling_while_waiting_for_a_token_ends_the_call_before_it_is_sent()
    {
        await using var session = await _stage.OpenAsync();
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => CopyAsync(session, Region)));
        using CancellationTokenSource stop = new();
        var call = session.Ec2(Region).CopyImageAsync(Copy(), stop.Token);
        await _stage.Time.ArmedAsync();

        await stop.CancelAsync();

        var failure = await Thrown.FailureAsync(call);
        failure.Kind.ShouldBe(AwsFailureKind.Cancelled);
        failure.OutcomeUnknown.ShouldBeFalse();
        failure.Attempts.ShouldBe(0);
        _stage.Aws.Requests.Count.ShouldBe(100);
    }

    [Fact]
    public async Task A_request_that_waited_is_signed_after_its_wait()
    {
        var key = "AKIABEFORE";
        await using var session = await _stage.OpenAsync(_stage.Bare(), new() { Region = Region, StoredCredentials = () => new(key, "s") { AccountId = "111122223333" } });
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => CopyAsync(session, Region)));
        var call = CopyAsync(session, Region);
        await _stage.Time.ArmedAsync();

        key = "AKIAAFTER";
        await _stage.Time.RunAsync(call);

        _stage.Aws.Requests[^1].AccessKey.ShouldBe("AKIAAFTER");
    }

    [Fact]
    public async Task The_account_that_a_session_has_asked_for_owns_its_buckets()
    {
        var budgets = new BudgetRegistry(_stage.Time);
        await using var session = await _stage.OpenAsync(_stage.Known(budgets: budgets));
        _stage.Aws.Then(HttpStatusCode.OK, Answers.Caller("111122223333"));

        (await session.AccountIdAsync(default)).ShouldBe("111122223333");

        budgets.OwnerOf("AKIAKNOWN").ShouldBe("111122223333");
    }

    [Theory]
    [InlineData("DescribeImages", "", "DescribeImages 100/20 x1")]
    [InlineData("GetImageAncestry", "", "GetImageAncestry 100/20 x1")]
    [InlineData("DescribeSnapshots", "", "DescribeSnapshots, all at once 50/10 x1")]
    [InlineData("DescribeSnapshots", "MaxResults=5", "DescribeSnapshots 100/20 x1")]
    [InlineData("DescribeSnapshots", "Filter.1.Name=x", "DescribeSnapshots 100/20 x1")]
    [InlineData("DescribeSnapshots", "NextToken=x", "DescribeSnapshots 100/20 x1")]
    [InlineData("DescribeSnapshots", "SnapshotId.1=x", "DescribeSnapshots 100/20 x1; DescribeSnapshots, all at once 50/10 x1")]
    [InlineData("DescribeStoreImageTasks", "", "DescribeStoreImageTasks 50/0.5 x1")]
    [InlineData("CreateImage", "", "CreateImage 50/5 x1")]
    [InlineData("CopySnapshot", "", "CopySnapshot 50/5 x1")]
    [InlineData("CopyImage", "", "CopyImage 100/1 x1")]
    [InlineData("CreateSnapshots", "", "CreateSnapshots 100/5 x1")]
    [InlineData("DeregisterImage", "", "DeregisterImage 100/5 x1")]
    [InlineData("CreateTags", "", "CreateTags 100/10 x1")]
    [InlineData("CreateStoreImageTask", "", "CreateStoreImageTask 50/0.1 x1")]
    [InlineData("EnableFastLaunch", "", "EnableFastLaunch 5/2 x1")]
    [InlineData("EnableImageBlockPublicAccess", "", "EnableImageBlockPublicAccess 1/0.1 x1")]
    [InlineData("RunInstances", "MaxCount=7", "RunInstances 5/2 x1; RunInstances, instances 1000/2 x7")]
    [InlineData("StartInstances", "InstanceId.1=a&InstanceId.2=b", "StartInstances 5/2 x1; StartInstances, instances 1000/2 x2")]
    [InlineData("StopInstances", "InstanceId.1=a", "StopInstances 50/5 x1; StopInstances, instances 1000/20 x1")]
    [InlineData("TerminateInstances", "InstanceId.1=a", "TerminateInstances 100/5 x1; TerminateInstances, instances 1000/20 x1")]
    public void A_call_draws_on_the_buckets_of_the_documentation(string operation, string parameters, string expected)
    {
        var form = parameters.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);

        string.Join("; ", BucketTable.ForEc2(operation, form).Select(draw => FormattableString.Invariant($"{draw.Bucket} {draw.Size.Capacity}/{draw.Size.RefillPerSecond} x{draw.Tokens}"))).ShouldBe(expected);
    }

    [Fact]
    public void A_gate_is_the_same_for_everybody_who_names_it()
    {
        BudgetRegistry budgets = new(_stage.Time);

        budgets.Gate("copies to eu-west-1", 20).ShouldBeSameAs(budgets.Gate("copies to eu-west-1", 20));
        budgets.Gate("copies to eu-west-1", 20).ShouldNotBeSameAs(budgets.Gate("copies to us-east-1", 20));
    }

    private static TokenBucket Bucket(BudgetRegistry budgets, string name, BucketSize size) =>
        budgets.Bucket(new("ec2.eu-west-1.amazonaws.com", Region, "AKIAKNOWN"), name, size);

    private static Task<CopyImageResponse> CopyAsync(AwsSession session, string region) => session.Ec2(region).CopyImageAsync(Copy());

    private static CopyImageRequest Copy() => new() { Name = "copy", SourceImageId = "ami-0", SourceRegion = "us-west-2" };
}
