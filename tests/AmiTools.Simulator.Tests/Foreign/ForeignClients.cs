using System.Diagnostics;
using System.Text.Json;
using AmiTools.Testing;

namespace AmiTools.Simulator.Tests.Foreign;

/// <summary>A Python process that drives simulators with boto3 and the AWS CLI (foreign.py). One for all tests, started with the first.</summary>
public sealed class ForeignClients : IAsyncLifetime
{
    /// <summary>What is missing on this machine; null where nothing is.</summary>
    public static string? Missing { get; } = FindMissing();

    private readonly SemaphoreSlim _turn = new(1);
    private Process? _process;
    private Task<string>? _errors;

    /// <summary>The checks, and the operations that each covers.</summary>
    public async Task<(IReadOnlyDictionary<string, string[]> Checks, bool HasCli)> ListAsync()
    {
        var answer = await AskAsync(new { list = true });
        return (
            answer.GetProperty("checks").EnumerateObject().ToDictionary(check => check.Name, check => check.Value.EnumerateArray().Select(name => name.GetString()!).ToArray()),
            answer.GetProperty("cli").GetBoolean());
    }

    /// <summary>Runs a check against a simulator, behind a server that lives as long as the check.</summary>
    public async Task RunAsync(string check, AwsSimulator simulator)
    {
        await using var server = SimulatorServer.Start(simulator);
        var answer = await AskAsync(new { check, endpoint = server.Address.GetLeftPart(UriPartial.Authority) });
        var defects = string.Join("\n", simulator.Defects.Select(defect => defect.Exception.ToString()));
        if (answer.TryGetProperty("error", out var error))
            Assert.Fail($"{error.GetString()}\nThe simulator's last requests:\n{string.Join("\n", simulator.Requests.Entries.TakeLast(10))}\n{defects}");
        defects.ShouldBeEmpty();
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_process is null)
            return;
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task<JsonElement> AskAsync(object request)
    {
        await _turn.WaitAsync();
        try
        {
            if (_process is null)
            {
                _process = Process.Start(new ProcessStartInfo(Executable.Find("python3")!, [Path.Combine(AppContext.BaseDirectory, "Foreign", "foreign.py")])
                {
                    RedirectStandardInput = true,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                })!;
                _errors = _process.StandardError.ReadToEndAsync();
            }
            await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(request));
            await _process.StandardInput.FlushAsync();
            var line = await _process.StandardOutput.ReadLineAsync();
            return line is null ? throw new InvalidOperationException($"foreign.py has ended:\n{await _errors!}") : JsonDocument.Parse(line).RootElement.Clone();
        }
        finally
        {
            _turn.Release();
        }
    }

    private static string? FindMissing()
    {
        if (Executable.Find("python3") is not { } python)
            return "Needs python3 on the PATH.";
        using var probe = Process.Start(new ProcessStartInfo(python, ["-c", "import boto3"]) { RedirectStandardError = true })!;
        probe.StandardError.ReadToEnd();
        probe.WaitForExit();
        return probe.ExitCode == 0 ? null : "Needs the Python package boto3.";
    }
}

/// <summary>Tests with foreign clients share one process of theirs.</summary>
[CollectionDefinition(nameof(ForeignClients))]
public sealed class ForeignClientsGroup : ICollectionFixture<ForeignClients>;
