using System.Management.Automation;
using AmiTools.Binding;
using AmiTools.Loading;
using AmiTools.Pipeline;

namespace AmiTools.Commands;

/// <summary>Turns the commands of this process to a simulated AWS.</summary>
[Cmdlet(VerbsCommunications.Connect, "AmiSimulator", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(SimulatorConnection))]
public sealed class ConnectAmiSimulatorCommand : AmiCmdlet
{
    /// <summary>The estate that it begins with.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(ScenarioCompleter))]
    [ValidateNotNullOrEmpty]
    public string Scenario { get; set; } = "demo";

    /// <summary>Where ids and chances come from.</summary>
    [Parameter]
    public int Seed { get; set; } = 1;

    /// <summary>How many simulated seconds pass in a second.</summary>
    [Parameter]
    [ValidateRange(0d, 1_000_000d)]
    public double Speed { get; set; } = 60;

    /// <summary>The region of a command that names none.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(RegionCompleter))]
    [ValidateNotNullOrEmpty]
    public string Region { get; set; } = "eu-west-1";

    /// <summary>Sizes for the scenario <c>fleet</c>.</summary>
    [Parameter]
    [FleetSizes]
    [ValidateNotNull]
    public IDictionary<string, int> Size { get; set; } = new Dictionary<string, int>();

    private protected override async Task RunAsync(CancellationToken stop)
    {
        if (!await OnPipelineAsync(() => ShouldProcess("this session", $"Turn every command to a simulated AWS ({Scenario})")).ConfigureAwait(false)) return;
        SimulatorConnection connection = EngineHost.Current.Connect(new SimulatorOptions { Scenario = Scenario, Seed = Seed, Speed = Speed, Region = Region, Size = Size.AsReadOnly() });
        SeenResources.Clear();
        await WriteAsync(connection).ConfigureAwait(false);
    }
}
