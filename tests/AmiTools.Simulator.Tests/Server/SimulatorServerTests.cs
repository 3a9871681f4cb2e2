using System.Net;
using System.Net.Sockets;
using AmiTools.Simulator.Tests.Kernel;

namespace AmiTools.Simulator.Tests.Server;

public sealed class SimulatorServerTests : IAsyncLifetime
{
    private readonly AwsSimulator _simulator = Calls.Simulator();
    private readonly HttpClient _http = new();
    private SimulatorServer _server = null!;

    public Task InitializeAsync()
    {
        _server = SimulatorServer.Start(_simulator);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _http.Dispose();
        _simulator.Defects.ShouldBeEmpty();
        _simulator.Dispose();
    }

    [Fact]
    public async Task It_answers_as_the_handler_does()
    {
        using var answer = await _http.SendAsync(Identity());

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await WireClient.TextAsync(answer, "Account")).ShouldBe("111122223333");
        answer.Headers.GetValues("x-amzn-RequestId").Single().ShouldBe(await WireClient.TextAsync(answer, "RequestId"));
    }

    [Fact]
    public void It_listens_on_loopback_only()
    {
        _server.Address.Host.ShouldBe("127.0.0.1");
        foreach (var address in Dns.GetHostAddresses(Dns.GetHostName()).Where(address => address.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(address)))
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            Should.Throw<SocketException>(() => socket.Connect(address, _server.Address.Port));
        }
    }

    [Fact]
    public void A_port_in_use_is_said_to_be_so()
    {
        var port = _server.Address.Port;

        Should.Throw<PortInUseException>(() => SimulatorServer.Start(_simulator, port)).Port.ShouldBe(port);
        Should.Throw<ArgumentOutOfRangeException>(() => SimulatorServer.Start(_simulator, 65536));
    }

    [Fact]
    public async Task Many_requests_at_once_are_all_answered()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => _http.SendAsync(Identity())));

        answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.OK);
        _simulator.Requests.Count("GetCallerIdentity").ShouldBe(200);
    }

    [Fact]
    public async Task A_slow_answer_does_not_hold_up_the_others()
    {
        _simulator.Faults.Add(Fault.Latency(TimeSpan.FromHours(1)), times: 1);
        var slow = _http.SendAsync(Identity());
        // The slow one has come in when the plan has used its only hit.
        SpinWait.SpinUntil(() => _simulator.Faults.Rules[0].Hits == 1, TimeSpan.FromMinutes(1)).ShouldBeTrue();

        using (var quick = await _http.SendAsync(Identity()))
            quick.StatusCode.ShouldBe(HttpStatusCode.OK);
        slow.IsCompleted.ShouldBeFalse();
        // Its wait begins just after its hit is counted, so time goes on until it is over.
        while (!slow.IsCompleted)
            _simulator.Clock.Step(TimeSpan.FromHours(1));
        using var late = await slow;
        late.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Cut_connections_and_broken_bodies_break_on_the_socket_too()
    {
        _simulator.Faults.Add(Fault.CutAfter, times: 1);
        await Should.ThrowAsync<HttpRequestException>(_http.SendAsync(Identity()));

        _simulator.Faults.Clear();
        _simulator.Faults.Add(Fault.CutInBody, times: 1);
        await Should.ThrowAsync<HttpRequestException>(_http.SendAsync(Identity()));

        _simulator.Faults.Clear();
        _simulator.Faults.Add(Fault.EmptyBody, times: 1);
        using var empty = await _http.SendAsync(Identity());
        (await empty.Content.ReadAsStringAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Stopping_gives_up_who_waits()
    {
        _simulator.Faults.Add(Fault.Hang);
        var waiting = _http.SendAsync(Identity());
        SpinWait.SpinUntil(() => _simulator.Faults.Rules[0].Hits == 1, TimeSpan.FromMinutes(1)).ShouldBeTrue();

        await _server.DisposeAsync();
        await _server.DisposeAsync();

        await Should.ThrowAsync<HttpRequestException>(waiting);
        await Should.ThrowAsync<HttpRequestException>(_http.SendAsync(Identity()));
    }

    [Fact]
    public async Task Encoded_slashes_stay_encoded()
    {
        using var client = new WireClient(_simulator) { Service = "rbin" };
        using var request = client.Signed(new(HttpMethod.Get, new Uri(_server.Address, "/tags/arn%3Aaws%3Arbin%3Aeu-west-1%3A111122223333%3Arule%2Fabc")));
        using var answer = await _http.SendAsync(request);

        _simulator.Requests.Entries.Single().Operation.ShouldBe("ListTagsForResource");
    }

    private HttpRequestMessage Identity()
    {
        using var client = new WireClient(_simulator);
        return client.Signed(new(HttpMethod.Post, _server.Address)
        {
            Content = new FormUrlEncodedContent([new("Action", "GetCallerIdentity"), new("Version", "2011-06-15")]),
        });
    }
}
