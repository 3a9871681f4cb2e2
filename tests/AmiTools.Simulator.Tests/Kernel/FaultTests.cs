using System.Net;

namespace AmiTools.Simulator.Tests.Kernel;

public sealed class FaultTests : IDisposable
{
    private readonly AwsSimulator _simulator = Calls.Simulator();
    private readonly WireClient _client;

    public FaultTests() => _client = new(_simulator);

    [Fact]
    public async Task A_fault_hits_the_calls_that_it_was_planned_for()
    {
        var rule = _simulator.Faults.Add(Fault.Throttle, "GetSession*", region: "eu-*", first: 2, times: 2);

        (await OutcomesAsync(5)).ShouldBe(["OK", "Throttle", "Throttle", "OK", "OK"]);
        _client.Region = "us-east-1";
        (await OutcomesAsync(1)).ShouldBe(["OK"]);
        rule.Hits.ShouldBe(2);
    }

    [Fact]
    public async Task A_fault_hits_the_accounts_that_it_was_planned_for()
    {
        _simulator.Faults.Add(Fault.InternalError, account: "222233334444");

        (await OutcomesAsync(1)).ShouldBe(["OK"]);
        _client.AccessKey = "222233334444";
        (await OutcomesAsync(1)).ShouldBe(["InternalError"]);
    }

    [Fact]
    public async Task A_likely_fault_hits_the_same_calls_for_the_same_seed()
    {
        var first = await RunAsync(seed: 7);
        var second = await RunAsync(seed: 7);
        var other = await RunAsync(seed: 8);

        first.ShouldBe(second);
        first.ShouldNotBe(other);
        first.Count(outcome => outcome != "OK").ShouldBeInRange(20, 60);

        static async Task<List<string>> RunAsync(long seed)
        {
            using var simulator = Calls.Simulator(seed: seed);
            using var client = new WireClient(simulator);
            simulator.Faults.Add(Fault.Unavailable, probability: 0.4);
            for (var i = 0; i < 100; i++)
                (await client.SendAsync(("Action", "GetSessionToken"))).Dispose();
            return [.. simulator.Requests.Entries.Select(entry => entry.Outcome)];
        }
    }

    [Fact]
    public async Task The_first_rule_that_hits_decides_and_latencies_add_up()
    {
        _simulator.Faults.Add(Fault.Throttle);
        _simulator.Faults.Add(Fault.InternalError);
        _simulator.Faults.Add(Fault.Latency(TimeSpan.FromSeconds(2)));
        _simulator.Faults.Add(Fault.Latency(TimeSpan.FromSeconds(3)));

        var sending = _client.SendAsync(("Action", "GetSessionToken"));
        _simulator.Clock.Step(TimeSpan.FromSeconds(4.9));
        sending.IsCompleted.ShouldBeFalse();
        _simulator.Clock.Step(TimeSpan.FromSeconds(0.1));

        using var response = await sending;
        (await WireClient.TextAsync(response, "Code")).ShouldBe("Throttling");
    }

    public static TheoryData<Fault, int, string> ErrorFaults => new()
    {
        { Fault.Throttle, 400, "Throttling" },
        { Fault.InternalError, 500, "InternalFailure" },
        { Fault.InternalErrorAfter, 500, "InternalFailure" },
        { Fault.Unavailable, 503, "ServiceUnavailable" },
        { Fault.Deny, 403, "AccessDenied" },
        { Fault.Expire, 403, "ExpiredToken" },
        { Fault.Error("Odd", "An odd thing", HttpStatusCode.Conflict), 409, "Odd" },
    };

    [Theory]
    [MemberData(nameof(ErrorFaults))]
    public async Task Errors_come_in_the_service_s_own_words(Fault fault, int status, string code)
    {
        _simulator.Faults.Add(fault);

        (await _client.ErrorAsync(("Action", "GetSessionToken"))).ShouldBe(((HttpStatusCode)status, code));
        _simulator.Requests.Entries.Single().Status.ShouldBe(status);
    }

    [Fact]
    public async Task EC2_throttles_with_503()
    {
        _simulator.Faults.Add(Fault.Throttle);
        _client.Service = "ec2";

        (await _client.ErrorAsync(("Action", "DescribeRegions"))).ShouldBe((HttpStatusCode.ServiceUnavailable, "RequestLimitExceeded"));
    }

    [Fact]
    public async Task A_connection_is_cut_before_or_after_the_service_acted()
    {
        _client.Service = "kms";
        var rule = _simulator.Faults.Add(Fault.CutBefore);
        (await Should.ThrowAsync<HttpRequestException>(CreateKeyAsync())).HttpRequestError.ShouldBe(HttpRequestError.ResponseEnded);
        KeysMade().ShouldBe(0);
        _simulator.Faults.Remove(rule).ShouldBeTrue();

        _simulator.Faults.Add(Fault.CutAfter);
        await Should.ThrowAsync<HttpRequestException>(CreateKeyAsync());
        KeysMade().ShouldBe(1);
        _simulator.Requests.Entries.ShouldAllBe(entry => entry.Status == 0);
    }

    [Fact]
    public async Task Half_an_answer_arrives_cut_or_as_if_it_were_whole()
    {
        var whole = await (await _client.SendAsync(("Action", "GetCallerIdentity"))).Content.ReadAsByteArrayAsync();

        _simulator.Faults.Add(Fault.CutInBody, times: 1);
        using (var cut = await _client.SendAsync(("Action", "GetCallerIdentity")))
        {
            cut.Content.Headers.ContentLength.ShouldBe(whole.Length);
            (await Should.ThrowAsync<HttpRequestException>(cut.Content.ReadAsByteArrayAsync())).InnerException.ShouldBeOfType<HttpIOException>();
        }
        _simulator.Faults.Clear();

        _simulator.Faults.Add(Fault.Truncate);
        using var truncated = await _client.SendAsync(("Action", "GetCallerIdentity"));
        (await truncated.Content.ReadAsByteArrayAsync()).Length.ShouldBe(whole.Length / 2);
    }

    [Fact]
    public async Task Pages_of_proxies_and_empty_bodies_arrive()
    {
        _simulator.Faults.Add(Fault.Html(), times: 1);
        _simulator.Faults.Add(Fault.EmptyBody);

        using var page = await _client.SendAsync(("Action", "GetCallerIdentity"));
        page.StatusCode.ShouldBe(HttpStatusCode.BadGateway);
        page.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");

        using var empty = await _client.SendAsync(("Action", "GetCallerIdentity"));
        empty.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await empty.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_request_that_hangs_ends_when_its_caller_gives_up()
    {
        _simulator.Faults.Add(Fault.Hang);
        using var patience = new CancellationTokenSource();
        using var request = _client.Signed(new(HttpMethod.Get, "https://example.com/?Action=GetCallerIdentity"));

        var sending = _client.SendAsync(request, patience.Token);
        _simulator.Clock.Step(TimeSpan.FromDays(1));
        sending.IsCompleted.ShouldBeFalse();
        await patience.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(sending);
        _simulator.Requests.Entries.Single().Outcome.ShouldBe("Hang");
    }

    [Fact]
    public void Impossible_plans_are_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => _simulator.Faults.Add(Fault.Throttle, first: 0));
        Should.Throw<ArgumentOutOfRangeException>(() => _simulator.Faults.Add(Fault.Throttle, probability: 1.1));
        Should.Throw<ArgumentOutOfRangeException>(() => _simulator.Settings.Pages.EmptyChance = 1);
    }

    public void Dispose()
    {
        _client.Dispose();
        _simulator.Defects.ShouldBeEmpty();
        _simulator.Dispose();
    }

    private async Task<List<string>> OutcomesAsync(int calls)
    {
        var before = _simulator.Requests.Total;
        for (var i = 0; i < calls; i++)
            (await _client.SendAsync(("Action", "GetSessionToken"))).Dispose();
        return [.. _simulator.Requests.Entries.Where(entry => entry.Number > before).Select(entry => entry.Outcome)];
    }

    private Task<HttpResponseMessage> CreateKeyAsync()
    {
        var request = _client.Signed(new(HttpMethod.Post, "https://example.com/") { Content = new StringContent("{}", null, "application/x-amz-json-1.1") });
        request.Headers.Add("X-Amz-Target", "TrentService.CreateKey");
        return _client.SendAsync(request);
    }

    private int KeysMade() => _simulator.Account().Region("eu-west-1").KmsKeys.Count(key => !key.AwsManaged);
}
