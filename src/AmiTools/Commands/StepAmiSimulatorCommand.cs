using System.Management.Automation;
using AmiTools.Binding;
using AmiTools.Loading;
using AmiTools.Pipeline;

namespace AmiTools.Commands;

/// <summary>Moves the clock of the connected simulator forward.</summary>
[Cmdlet(VerbsCommon.Step, "AmiSimulator", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(SimulatorConnection))]
public sealed class StepAmiSimulatorCommand : AmiCmdlet
{
    /// <summary>How far.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Duration]
    public TimeSpan By { get; set; }

    private protected override async Task RunAsync(CancellationToken stop)
    {
        if (!await OnPipelineAsync(() => ShouldProcess("the connected simulator", $"Move its clock forward by {By}")).ConfigureAwait(false)) return;
        await WriteAsync(EngineHost.Current.Step(By)).ConfigureAwait(false);
    }
}
