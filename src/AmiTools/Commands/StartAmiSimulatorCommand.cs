using System.Management.Automation;
using AmiTools.Loading;
using AmiTools.Pipeline;

namespace AmiTools.Commands;

/// <summary>Serves a simulated AWS to other programs on this machine.</summary>
[Cmdlet(VerbsLifecycle.Start, "AmiSimulator", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(SimulatorServerInfo))]
public sealed class StartAmiSimulatorCommand : SimulatedEstateCmdlet
{
    /// <summary>The TCP port; 0 takes a free one.</summary>
    [Parameter]
    [ValidateRange(0, 65535)]
    public int Port { get; set; }

    private protected override async Task RunAsync(CancellationToken stop)
    {
        string where = Port == 0 ? "a free port of 127.0.0.1" : $"127.0.0.1:{Port}";
        if (!await OnPipelineAsync(() => ShouldProcess(where, $"Serve a simulated AWS ({Scenario})")).ConfigureAwait(false)) return;
        await WriteAsync(EngineHost.Current.StartServer(Options, Port)).ConfigureAwait(false);
    }
}
