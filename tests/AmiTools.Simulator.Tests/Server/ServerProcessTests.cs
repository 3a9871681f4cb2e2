using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace AmiTools.Simulator.Tests.Server;

public sealed class ServerProcessTests
{
    [SkippableTheory]
    [InlineData(ServerProcess.Interrupt)]
    [InlineData(ServerProcess.Terminate)]
    public async Task It_listens_answers_and_ends_cleanly_on_a_signal(int signal)
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no signals to send.");
        Skip.If(ServerProcess.IsIgnored(signal), "Ctrl+C is ignored here: the tests run as a background job.");
        await using var server = await ServerProcess.StartAsync("--port", "0", "--scenario", "demo");
        using var http = new HttpClient();
        using (var answer = await http.GetAsync($"{server.Address}/_simulator/status"))
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);

        server.Signal(signal);
        var (exitCode, output, errors) = await server.EndAsync();

        exitCode.ShouldBe(0);
        output.ShouldBeEmpty();
        errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_busy_port_is_one_line_and_a_failure()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        await using var server = ServerProcess.Launch("--port", $"{port}");
        var (exitCode, output, errors) = await server.EndAsync();

        exitCode.ShouldBe(1);
        output.ShouldBeEmpty();
        errors.Trim().ShouldNotContain("\n");
        errors.ShouldContain($"Port {port} on 127.0.0.1 is in use");
    }

    [Theory]
    [InlineData("There is no option '--nonsense'.", "--nonsense")]
    [InlineData("--port needs a value.", "--port")]
    [InlineData("'65536' is no value for --port.", "--port", "65536")]
    [InlineData("'-1' is no value for --port.", "--port", "-1")]
    [InlineData("'zero' is no value for --speed.", "--speed", "zero")]
    [InlineData("'0' is no value for --speed.", "--speed", "0")]
    [InlineData("'nothing' is no value for --scenario.", "--scenario", "nothing")]
    [InlineData("'12' is no value for --account.", "--account", "12")]
    [InlineData("'18' is no value for --regions.", "--regions", "18")]
    public void A_wrong_argument_is_named(string expected, params string[] arguments)
    {
        ServerCommandLine.Parse(arguments, out var problem).ShouldBeNull();
        problem.ShouldBe(expected);
    }

    [Fact]
    public void Arguments_are_understood()
    {
        var line = ServerCommandLine.Parse(["--port", "0", "--scenario", "fleet", "--speed", "2.5", "--seed", "-3", "--account", "123456789012", "--manual", "--images", "10"], out var problem)!;

        problem.ShouldBeNull();
        line.ShouldBe(new() { Port = 0, Scenario = "fleet", Speed = 2.5, Seed = -3, AccountId = "123456789012", Manual = true, Fleet = new() { Images = 10 } });
        ServerCommandLine.Parse([], out _)!.ShouldBe(new() { Port = 4599, Scenario = "demo", Speed = 60 });
    }

    [Fact]
    public async Task Wrong_arguments_end_with_usage_and_code_2()
    {
        await using var server = ServerProcess.Launch("--speed", "fast");
        var (exitCode, output, errors) = await server.EndAsync();

        exitCode.ShouldBe(2);
        output.ShouldBeEmpty();
        errors.ShouldStartWith("'fast' is no value for --speed.");
        errors.ShouldContain("Usage:");
    }

    [Fact]
    public async Task Help_is_help()
    {
        await using var server = ServerProcess.Launch("--help");
        var (exitCode, output, errors) = await server.EndAsync();

        exitCode.ShouldBe(0);
        output.ShouldStartWith("Usage:");
        errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Time_stands_still_until_it_is_stepped()
    {
        await using var server = await ServerProcess.StartAsync("--port", "0", "--scenario", "empty", "--manual");
        using var http = new HttpClient();
        var before = await TimeAsync();

        (await TimeAsync()).ShouldBe(before);
        using (var answer = await http.PostAsync($"{server.Address}/_simulator/step", new FormUrlEncodedContent([new("seconds", "3600")])))
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await TimeAsync()).ShouldBe(before.AddHours(1));
        using (var answer = await http.PostAsync($"{server.Address}/_simulator/step", new FormUrlEncodedContent([new("seconds", "-1")])))
            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await TimeAsync()).ShouldBe(before.AddHours(1));

        async Task<DateTimeOffset> TimeAsync() =>
            JsonDocument.Parse(await http.GetStringAsync($"{server.Address}/_simulator/status")).RootElement.GetProperty("time").GetDateTimeOffset();
    }
}
