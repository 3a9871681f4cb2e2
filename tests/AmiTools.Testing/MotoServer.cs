using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace AmiTools.Testing;

/// <summary>A running <c>moto_server</c>: an EC2 that nobody of this project wrote. Ends with its disposal.</summary>
public sealed class MotoServer : IAsyncDisposable
{
    private readonly Process _process;

    private MotoServer(Process process, string endpoint)
    {
        _process = process;
        Endpoint = endpoint;
    }

    /// <summary>Where it answers.</summary>
    public string Endpoint { get; }

    /// <summary>The program, or null where it is not on the PATH.</summary>
    public static string? Program { get; } = Executable.Find("moto_server");

    /// <summary>Starts one on a free port of 127.0.0.1 and waits until it answers.</summary>
    public static async Task<MotoServer> StartAsync(CancellationToken cancellationToken = default)
    {
        int port = FreePort();
        ProcessStartInfo start = new(Program ?? throw new InvalidOperationException("moto_server is not on the PATH."), ["-H", "127.0.0.1", "-p", $"{port}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Process process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();

        MotoServer server = new(process, $"http://127.0.0.1:{port}");
        using HttpClient http = new();
        for (int attempt = 0; attempt < 300; attempt++)
        {
            if (process.HasExited) throw new InvalidOperationException($"moto_server ended with {process.ExitCode} before it answered.");
            try
            {
                using HttpResponseMessage answer = await http.GetAsync($"{server.Endpoint}/moto-api/", cancellationToken);
                return server;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
                await Task.Delay(100, cancellationToken);
            }
        }
        await server.DisposeAsync();
        throw new TimeoutException("moto_server did not answer within 30 seconds.");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
