using System.Management.Automation;
using AmiTools.Binding;
using AmiTools.Loading;
using AmiTools.Pipeline;

namespace AmiTools.Commands;

/// <summary>Turns the commands of this process to a simulated AWS.</summary>
[Cmdlet(VerbsCommunications.Connect, "AmiSimulator", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(SimulatorConnection))]
public sealed class ConnectAmiSimulatorCommand : SimulatedEstateCmdlet
{
    private protected override async Task RunAsync(CancellationToken stop)
    {
        if (!await OnPipelineAsync(() => ShouldProcess("this session", $"Turn every command to a simulated AWS ({Scenario})")).ConfigureAwait(false)) return;
        SimulatorConnection connection = EngineHost.Current.Connect(Options);
        SeenResources.Clear();
        await WriteAsync(connection).ConfigureAwait(false);
    }
}
