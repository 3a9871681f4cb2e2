using System.Management.Automation;
using AmiTools.Binding;

namespace AmiTools.Pipeline;

/// <summary>A command that makes a simulated AWS: says what is in it, and how its time passes.</summary>
public abstract class SimulatedEstateCmdlet : AmiCmdlet
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

    /// <summary>The region that it has most of its estate in, and that of a command that names none.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(RegionCompleter))]
    [ValidateNotNullOrEmpty]
    public string Region { get; set; } = "eu-west-1";

    /// <summary>Sizes for the scenario <c>fleet</c>.</summary>
    [Parameter]
    [FleetSizes]
    [ValidateNotNull]
    public IDictionary<string, int> Size { get; set; } = new Dictionary<string, int>();

    private protected SimulatorOptions Options => new() { Scenario = Scenario, Seed = Seed, Speed = Speed, Region = Region, Size = Size.AsReadOnly() };
}
