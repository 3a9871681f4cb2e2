using System.Management.Automation;
using AmiTools.Loading;
using AmiTools.Pipeline;

namespace AmiTools.Commands;

/// <summary>Stops servers that <c>Start-AmiSimulator</c> started in this process.</summary>
[Cmdlet(VerbsLifecycle.Stop, "AmiSimulator", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(SimulatorServerInfo))]
public sealed class StopAmiSimulatorCommand : AmiCmdlet
{
    private readonly TaskCompletionSource<IReadOnlyList<int>> _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<int> _ports = [];
    private bool _isPiped;

    /// <summary>The ports; all servers where none is named.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Ports")]
    [ValidateRange(1, 65535)]
    public int[]? Port { get; set; }

    /// <summary>Whether to return the servers that were stopped.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Prepare() => _isPiped = MyInvocation.ExpectingInput;

    private protected override void TakeRecord() => _ports.AddRange(Port ?? []);

    private protected override void EndInput() =>
        _asked.SetResult(_ports.Count > 0 || _isPiped ? _ports : EngineHost.Loaded?.Servers.Select(server => server.Port).ToArray() ?? []);

    private protected override async Task RunAsync(CancellationToken stop)
    {
        foreach (int port in (await _asked.Task.WaitAsync(stop).ConfigureAwait(false)).Distinct())
        {
            if (!await OnPipelineAsync(() => ShouldProcess($"127.0.0.1:{port}", "Stop the simulated AWS")).ConfigureAwait(false)) continue;
            if (EngineHost.Loaded is { } host && await host.StopServerAsync(port).ConfigureAwait(false) is { } server)
            {
                if (PassThru) await WriteAsync(server).ConfigureAwait(false);
                continue;
            }
            await EngineEvents.FailAsync(new AmiException(AmiErrorCodes.SimulatorNotStarted, AmiErrorKind.NotFound, $"No simulator of this process serves port {port}.")
            {
                ResourceId = $"{port}",
                Remedy = "Start-AmiSimulator starts one; a server of another process is ended there.",
            }).ConfigureAwait(false);
        }
    }
}
