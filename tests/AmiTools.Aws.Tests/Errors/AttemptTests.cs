using System.Net;
using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using AmiTools.Aws.Tests.Protocol;
using AmiTools.Testing;

namespace AmiTools.Aws.Tests.Errors;

/// <summary>What is tried again, what is cancelled and what runs out of time.</summary>
public sealed class AttemptTests
{
    private const string Throttled = "<Response><Errors><Error><Code>RequestLimitExceeded</Code><Message>Request limit exceeded.</Message></Error></Errors><RequestID>r-1</RequestID></Response>";
    private const string Refused = "<Response><Errors><Error><Code>InvalidParameterValue</Code><Message>Bad.</Message></Error></Errors><RequestID>r-2</RequestID></Response>";
    private const string Fine = "<DescribeRegionsResponse><requestId>r-3</requestId></DescribeRegionsResponse>";

    [Fact]
    public async Task A_throttle_is_tried_again()
    {
        var answers = Answers.InTurn(() => Answers.Response(Throttled, 503), () => Answers.Response(Throttled, 503), () => Answers.Response(Fine));
        using var ec2 = WireClients.Ec2(answers, Retrying);
        var response = await ec2.DescribeRegionsAsync();
        response.ResponseMetadata.RequestId.ShouldBe("r-3");
        answers.Sent.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_throttle_that_stays_is_an_error_in_the_end()
    {
        var answers = Answers.Always(Throttled, 503);
        using var ec2 = WireClients.Ec2(answers, Retrying);
        var error = await Should.ThrowAsync<AmazonEC2Exception>(() => ec2.DescribeRegionsAsync());
        error.ErrorCode.ShouldBe("RequestLimitExceeded");
        error.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        error.RequestId.ShouldBe("r-1");
        answers.Sent.Count.ShouldBe(4);
    }

    [Fact]
    public async Task A_refusal_is_not_tried_again()
    {
        var answers = Answers.InTurn(() => Answers.Response(Refused, 400), () => Answers.Response(Fine));
        using var ec2 = WireClients.Ec2(answers, Retrying);
        await Should.ThrowAsync<AmazonEC2Exception>(() => ec2.DescribeRegionsAsync());
        answers.Sent.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_cut_connection_is_tried_again()
    {
        var answers = new Answers((_, call, _) => call == 0
            ? throw new HttpRequestException(HttpRequestError.ResponseEnded, "The response ended prematurely.", new HttpIOException(HttpRequestError.ResponseEnded))
            : Task.FromResult(Answers.Response(Fine)));
        using var ec2 = WireClients.Ec2(answers, Retrying);
        await ec2.DescribeRegionsAsync();
        answers.Sent.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_client_token_stays_the_same_in_every_attempt()
    {
        var answers = Answers.InTurn(() => Answers.Response(Throttled, 503), () => Answers.Response("<CopyImageResponse><imageId>ami-1</imageId></CopyImageResponse>"));
        var id = Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e");
        using var ec2 = WireClients.Ec2(answers, config =>
        {
            Retrying(config);
            config.NewId = () => id;
        });
        await ec2.CopyImageAsync(new CopyImageRequest { Name = "n", SourceImageId = "ami-0", SourceRegion = "eu-west-1" });
        answers.Sent.Select(sent => sent.Form["ClientToken"]).ShouldBe([id.ToString(), id.ToString()]);

        await ec2.CopyImageAsync(new CopyImageRequest { Name = "n", SourceImageId = "ami-0", SourceRegion = "eu-west-1", ClientToken = "mine" });
        answers.Sent[^1].Form["ClientToken"].ShouldBe("mine");
    }

    [Fact]
    public async Task Every_attempt_passes_the_budget()
    {
        var budget = new Counter();
        var answers = Answers.InTurn(() => Answers.Response(Throttled, 503), () => Answers.Response(Fine));
        using var ec2 = WireClients.Ec2(answers, config =>
        {
            Retrying(config);
            config.BudgetHandler = budget;
        });
        await ec2.DescribeRegionsAsync();
        budget.Passed.ShouldBe(2);
    }

    [Fact]
    public async Task A_cancelled_call_says_so_and_with_whose_token()
    {
        using var source = new CancellationTokenSource();
        var reached = new TaskCompletionSource();
        using var ec2 = WireClients.Ec2(new Answers(async (_, _, token) =>
        {
            reached.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
            throw new InvalidOperationException("Not reached.");
        }));
        var call = ec2.DescribeRegionsAsync(new DescribeRegionsRequest(), source.Token);
        await reached.Task;
        await source.CancelAsync();
        var error = await Assert.ThrowsAsync<OperationCanceledException>(() => call);
        error.CancellationToken.ShouldBe(source.Token);
        error.Message.ShouldBe("DescribeRegions was cancelled.");
    }

    [Fact]
    public async Task A_call_that_was_cancelled_before_is_not_sent()
    {
        var answers = Answers.Always(Fine);
        using var ec2 = WireClients.Ec2(answers);
        var cancelled = new CancellationToken(canceled: true);
        (await Assert.ThrowsAsync<OperationCanceledException>(() => ec2.DescribeRegionsAsync(new DescribeRegionsRequest(), cancelled))).CancellationToken.ShouldBe(cancelled);
        answers.Sent.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_body_that_stops_coming_can_be_cancelled()
    {
        using var source = new CancellationTokenSource();
        var stuck = new StuckStream();
        using var ec2 = WireClients.Ec2(Answers.InTurn(() => new HttpResponseMessage { Content = new StreamContent(stuck) }));
        var call = ec2.DescribeRegionsAsync(new DescribeRegionsRequest(), source.Token);
        await stuck.WasAsked;
        await source.CancelAsync();
        (await Assert.ThrowsAsync<OperationCanceledException>(() => call)).CancellationToken.ShouldBe(source.Token);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_answer_that_does_not_come_runs_out_of_time_on_the_clients_clock(bool inBody)
    {
        var time = new ManualTime();
        var stuck = new StuckStream();
        using var ec2 = WireClients.Ec2(
            new Answers(async (_, _, token) =>
            {
                if (!inBody)
                    await Task.Delay(Timeout.InfiniteTimeSpan, token);
                return new HttpResponseMessage { Content = new StreamContent(stuck) };
            }),
            config =>
            {
                config.Time = time;
                config.Timeouts = new NetworkTimeouts { Answer = TimeSpan.FromSeconds(30) };
            });
        var call = ec2.DescribeRegionsAsync();
        if (inBody)
            await stuck.WasAsked;
        await time.ArmedAsync();
        time.Advance(TimeSpan.FromSeconds(29));
        call.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(1));
        var error = await Should.ThrowAsync<AmazonEC2Exception>(() => call);
        error.ErrorCode.ShouldBe(AwsErrorCodes.RequestTimedOut);
        error.Message.ShouldContain("30 seconds");
    }

    private static void Retrying(AmazonEC2Config config) => config.RetryPolicy = new Impatient();

    /// <summary>The SDK's policy without its waits.</summary>
    private sealed class Impatient() : StandardRetryPolicy(3)
    {
        public override Task WaitBeforeRetryAsync(IExecutionContext executionContext) => Task.CompletedTask;
    }

    private sealed class Counter : PipelineHandler
    {
        public int Passed { get; private set; }

        public override Task<T> InvokeAsync<T>(IExecutionContext executionContext)
        {
            Passed++;
            return base.InvokeAsync<T>(executionContext);
        }
    }

    /// <summary>Never gives a byte.</summary>
    private sealed class StuckStream : Unseekable
    {
        private readonly TaskCompletionSource _asked = new();

        public Task WasAsked => _asked.Task;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _asked.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return 0;
        }

        protected override int Fill(Span<byte> buffer) => throw new NotSupportedException();
    }
}
