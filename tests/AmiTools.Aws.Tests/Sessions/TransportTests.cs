using System.Net;
using System.Net.Sockets;
using System.Text;
using Amazon.EC2.Model;
using AmiTools.Testing;

namespace AmiTools.Aws.Tests.Sessions;

public sealed class TransportTests
{
    private const string Region = "eu-west-1";
    private const string Emulator = "http://127.0.0.1:4599";

    private readonly Stage _stage = new();

    [Fact]
    public async Task An_endpoint_that_never_answers_is_given_up_after_twelve_seconds_and_one_attempt()
    {
        _stage.Aws.ThenHang();

        var failure = await DescribeAsync(Emulator);

        failure.Kind.ShouldBe(AwsFailureKind.Timeout);
        failure.Message.ShouldContain("127.0.0.1:4599");
        failure.Message.ShouldContain("12 seconds");
        _stage.Time.Elapsed.ShouldBe(TimeSpan.FromSeconds(12));
        _stage.Aws.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_endpoint_that_answered_before_gets_more_time_and_more_attempts()
    {
        var environment = _stage.Known(timeouts: new());
        _stage.Aws.ThenEc2("DescribeImages", "<imagesSet/>").ThenHang().ThenEc2("DescribeImages", "<imagesSet/>");
        await using var session = await _stage.OpenAsync(environment, new() { EndpointUrl = Emulator });
        await session.Ec2(Region).DescribeImagesAsync(new DescribeImagesRequest());

        await _stage.Time.RunAsync(session.Ec2(Region).DescribeImagesAsync(new DescribeImagesRequest()));

        _stage.Time.Elapsed.ShouldBeInRange(TimeSpan.FromSeconds(75), TimeSpan.FromSeconds(76));
    }

    [Fact]
    public async Task AWS_itself_gets_its_time_at_once()
    {
        _stage.Aws.ThenHang().ThenEc2("DescribeImages", "<imagesSet/>");
        await using var session = await _stage.OpenAsync(_stage.Known(timeouts: new()));

        await _stage.Time.RunAsync(session.Ec2(Region).DescribeImagesAsync(new DescribeImagesRequest()));

        _stage.Time.Elapsed.ShouldBeInRange(TimeSpan.FromSeconds(75), TimeSpan.FromSeconds(76));
    }

    [Fact]
    public async Task A_create_that_is_not_answered_is_not_made_twice()
    {
        _stage.Aws.ThenHang();
        await using var session = await _stage.OpenAsync(_stage.Known(timeouts: new()));

        var failure = await Thrown.FailureAsync(_stage.Time.RunAsync(session.Ec2(Region).CreateSnapshotAsync(new CreateSnapshotRequest { VolumeId = "vol-1" })));

        failure.Kind.ShouldBe(AwsFailureKind.Timeout);
        failure.OutcomeUnknown.ShouldBeTrue();
        _stage.Aws.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_body_that_stops_in_the_middle_is_given_up()
    {
        _stage.Aws.Then(_ => new(HttpStatusCode.OK) { Content = new StreamContent(new StuckStream()) });
        await using var session = await _stage.OpenAsync(_stage.Known(new() { Attempts = 1 }, timeouts: new()));

        var failure = await Thrown.FailureAsync(_stage.Time.RunAsync(session.Ec2(Region).DescribeImagesAsync(new DescribeImagesRequest())));

        failure.Kind.ShouldBe(AwsFailureKind.Timeout);
        _stage.Time.Elapsed.ShouldBe(TimeSpan.FromSeconds(75));
    }

    [Fact]
    public async Task A_simulator_in_the_process_has_no_limit_of_time()
    {
        TaskCompletionSource<HttpResponseMessage> answer = new();
        _stage.Aws.ThenAsync((_, _) => answer.Task);
        await using var session = await _stage.OpenAsync();
        var call = session.Ec2(Region).DescribeImagesAsync(new DescribeImagesRequest());

        _stage.Time.Advance(TimeSpan.FromDays(1));
        _stage.Time.Pending.ShouldBe(0);
        answer.SetResult(ScriptedHandler.Answer(HttpStatusCode.OK, Answers.Ec2("DescribeImages", "<imagesSet/>")));

        (await call).HttpStatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_body_without_end_is_given_up()
    {
        _stage.Aws.Then(_ => new(HttpStatusCode.OK) { Content = new StreamContent(new EndlessStream()) });

        var failure = await DescribeAsync(null, new() { HopelessAttempts = 1 });

        failure.Kind.ShouldBe(AwsFailureKind.BadAnswer);
        failure.Message.ShouldContain("64 MiB");
    }

    [Theory]
    [InlineData(200)]
    [InlineData(302)]
    [InlineData(403)]
    public async Task A_sign_in_page_in_place_of_an_answer_is_told_as_one(int status)
    {
        _stage.Aws.Then((HttpStatusCode)status, Answers.Page, "text/html").Then((HttpStatusCode)status, Answers.Page, "text/html");

        var failure = await DescribeAsync(null);

        failure.Kind.ShouldBe(AwsFailureKind.BadAnswer);
        failure.StatusCode.ShouldBe((HttpStatusCode)status);
        failure.Message.ShouldContain("ec2.eu-west-1.amazonaws.com");
        failure.Message.ShouldNotContain("<");
        _stage.Aws.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_page_that_is_called_xml_is_a_page_all_the_same()
    {
        _stage.Aws.Then(HttpStatusCode.OK, Answers.Page).Then(HttpStatusCode.OK, Answers.Page);

        (await DescribeAsync(null)).Message.ShouldContain("web page");
    }

    [Fact]
    public async Task A_gateways_error_page_is_worth_more_attempts()
    {
        _stage.Aws.Then(HttpStatusCode.BadGateway, Answers.Page, "text/html").Then(HttpStatusCode.BadGateway, Answers.Page, "text/html").Then(HttpStatusCode.BadGateway, Answers.Page, "text/html")
            .ThenEc2("DescribeImages", "<imagesSet/>");
        await using var session = await _stage.OpenAsync();

        await _stage.Time.RunAsync(session.Ec2(Region).DescribeImagesAsync(new DescribeImagesRequest()));

        _stage.Aws.Requests.Count.ShouldBe(4);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(500)]
    [InlineData(501)]
    public async Task An_emulators_error_page_means_that_it_lacks_the_operation_and_names_it(int status)
    {
        _stage.Aws.Then((HttpStatusCode)status, Answers.Page, "text/html");

        var failure = await DescribeAsync(Emulator);

        failure.Kind.ShouldBe(AwsFailureKind.Unsupported);
        failure.Message.ShouldContain("DescribeImages");
        failure.Message.ShouldContain(Emulator);
        _stage.Aws.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_error_page_of_AWS_itself_does_not_mean_that_it_lacks_the_operation()
    {
        for (var i = 0; i < 2; i++)
            _stage.Aws.Then(HttpStatusCode.InternalServerError, Answers.Page, "text/html");

        (await DescribeAsync(null)).Kind.ShouldBe(AwsFailureKind.BadAnswer);
    }

    [Fact]
    public async Task A_truncated_answer_is_asked_for_once_more()
    {
        _stage.Aws.Then(HttpStatusCode.OK, "<DescribeImagesResponse><imagesSet><item><imageId>ami-").Then(HttpStatusCode.OK, Answers.Ec2("DescribeImages", "<imagesSet/>"));
        await using var session = await _stage.OpenAsync();

        await _stage.Time.RunAsync(session.Ec2(Region).DescribeImagesAsync(new DescribeImagesRequest()));

        _stage.Aws.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_truncated_answer_to_a_create_leaves_its_outcome_open()
    {
        _stage.Aws.Then(HttpStatusCode.OK, "<CreateImageResponse><imageId>ami-");
        await using var session = await _stage.OpenAsync();

        var failure = await Thrown.FailureAsync(_stage.Time.RunAsync(session.Ec2(Region).CreateImageAsync(new CreateImageRequest { InstanceId = "i-1", Name = "backup" })));

        failure.Kind.ShouldBe(AwsFailureKind.BadAnswer);
        failure.OutcomeUnknown.ShouldBeTrue();
        _stage.Aws.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_host_that_does_not_exist_is_told_as_such()
    {
        // However often it is tried: a clock that is wound on to the next timer may reach a limit before the answer is taken.
        _stage.Aws.Otherwise = _ => throw new HttpRequestException(HttpRequestError.NameResolutionError, "Name or service not known");

        var failure = await DescribeAsync(null);

        failure.Kind.ShouldBe(AwsFailureKind.Connection);
        failure.Message.ShouldContain("no host ec2.eu-west-1.amazonaws.com");
        failure.OutcomeUnknown.ShouldBeFalse();
    }

    [Fact]
    public async Task A_port_where_nothing_listens_is_refused_on_the_real_network()
    {
        using AwsEnvironment environment = Network();
        await using var session = await AwsSession.OpenAsync(environment, At(FreePort()), default);

        var failure = await Thrown.FailureAsync(_stage.Time.RunAsync(session.Ec2(Region).DescribeImagesAsync(new DescribeImagesRequest())));

        failure.Kind.ShouldBe(AwsFailureKind.Connection);
        failure.OutcomeUnknown.ShouldBeFalse();
        failure.Message.ShouldContain("cannot be reached");
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\nContent-Type: text/xml\r\n\r\n<DescribeImagesResponse>")]
    public async Task A_server_that_hangs_up_on_the_real_network_leaves_the_outcome_open(string before)
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        var served = HangUpAsync(listener, before);
        using AwsEnvironment environment = Network();
        await using var session = await AwsSession.OpenAsync(environment, At(((IPEndPoint)listener.LocalEndpoint).Port), default);

        var failure = await Thrown.FailureAsync(session.Ec2(Region).CreateImageAsync(new CreateImageRequest { InstanceId = "i-1", Name = "backup" }));

        await served;
        failure.Kind.ShouldBe(AwsFailureKind.Connection);
        failure.OutcomeUnknown.ShouldBeTrue();
        failure.Attempts.ShouldBe(1);
    }

    [Fact]
    public void The_network_goes_through_the_proxy_of_the_machine_and_follows_no_redirection()
    {
        using var sockets = AwsEnvironment.Sockets(new());

        // No proxy of its own: .NET then takes HTTPS_PROXY and NO_PROXY, or the system's settings.
        sockets.UseProxy.ShouldBeTrue();
        sockets.Proxy.ShouldBeNull();
        sockets.AllowAutoRedirect.ShouldBeFalse();
        sockets.ConnectTimeout.ShouldBe(TimeSpan.FromSeconds(5));
    }

    private async Task<AwsFailure> DescribeAsync(string? endpoint, RetrySettings? retries = null)
    {
        await using var session = await _stage.OpenAsync(_stage.Known(retries, new()), new() { EndpointUrl = endpoint });
        return await Thrown.FailureAsync(_stage.Time.RunAsync(session.Ec2(Region).DescribeImagesAsync(new DescribeImagesRequest())));
    }

    // Time stands still here but for the waits between attempts: the sockets' own limits are all that runs.
    private AwsEnvironment Network() => new() { Time = _stage.Time, Random = new(1), NewId = () => Guid.Empty, Keys = new("AKIA", "s"), Region = Region, Timeouts = new() { FirstAnswer = Timeout.InfiniteTimeSpan, Answer = Timeout.InfiniteTimeSpan } };

    private static AwsSessionSettings At(int port) => new() { EndpointUrl = $"http://127.0.0.1:{port}" };

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task HangUpAsync(TcpListener listener, string before)
    {
        using var client = await listener.AcceptTcpClientAsync();
        var stream = client.GetStream();
        await stream.ReadAtLeastAsync(new byte[64 * 1024], 1);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(before));
    }

    /// <summary>Gives one byte, and then nothing more and no end.</summary>
    private sealed class StuckStream : ReadOnlyStream
    {
        private bool _begun;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_begun)
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            _begun = true;
            return 1;
        }
    }

    private sealed class EndlessStream : ReadOnlyStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            buffer.Span.Fill((byte)'x');
            return new(buffer.Length);
        }
    }

    private abstract class ReadOnlyStream : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("A body is read asynchronously.");

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
