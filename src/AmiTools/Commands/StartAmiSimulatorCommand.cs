using System.Management.Automation;
using AmiTools.Binding;
using AmiTools.Loading;
using AmiTools.Pipeline;

namespace AmiTools.Commands;

/// <summary>Serves a simulated AWS to other programs on this machine.</summary>
[Cmdlet(VerbsLifecycle.Start, "AmiSimulator", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(SimulatorServerInfo))]
public sealed class StartAmiSimulatorCommand : AmiCmdlet
{
    /// <summary>The estate that it begins with.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(ScenarioCompleter))]
    [ValidateNotNullOrEmpty]
    public string Scenario { get; set; } = "demo";

    /// <summary>The TCP port; 0 takes a free one.</summary>
    [Parameter]
    [ValidateRange(0, 65535)]
    public int Port { get; set; }

    /// <summary>Where ids and chances come from.</summary>
    [Parameter]
    public int Seed { get; set; } = 1;

    /// <summary>How many simulated seconds pass in a second.</summary>
    [Parameter]
    [ValidateRange(0d, 1_000_000d)]
    public double Speed { get; set; } = 60;

    /// <summary>The region that it has most of its estate in.</summary>
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
        string where = Port == 0 ? "a free port of 127.0.0.1" : $"127.0.0.1:{Port}";
        if (!await OnPipelineAsync(() => ShouldProcess(where, $"Serve a simulated AWS ({Scenario})")).ConfigureAwait(false)) return;
        await WriteAsync(EngineHost.Current.StartServer(new SimulatorOptions { Scenario = Scenario, Seed = Seed, Speed = Speed, Region = Region, Size = Size.AsReadOnly() }, Port)).ConfigureAwait(false);
    }
}
