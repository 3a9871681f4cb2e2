using System.Management.Automation;
using AmiTools.Binding;
using AmiTools.Loading;
using AmiTools.Pipeline;

namespace AmiTools.Commands;

/// <summary>Turns the commands of this process back to AWS.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "AmiSimulator", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(SimulatorConnection))]
public sealed class DisconnectAmiSimulatorCommand : AmiCmdlet
{
    /// <summary>Whether to return the simulator as it was at the end.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override async Task RunAsync(CancellationToken stop)
    {
        if (!await OnPipelineAsync(() => ShouldProcess("this session", "Turn every command back to AWS")).ConfigureAwait(false)) return;
        if (EngineHost.Loaded?.Disconnect() is not { } connection)
        {
            throw new AmiException(AmiErrorCodes.SimulatorNotConnected, AmiErrorKind.InvalidState, "No simulator is connected.") { Remedy = "There is nothing to do: commands talk to AWS." };
        }
        SeenResources.Clear();
        if (PassThru) await WriteAsync(connection).ConfigureAwait(false);
    }
}
