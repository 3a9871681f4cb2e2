using AmiTools.Aws;
using AmiTools.Simulator;

namespace AmiTools.Host;

/// <summary>A simulator with its estate, and the environment in which sessions talk to it: in the form of the wire, in the simulator's own time, and to nothing else.</summary>
internal sealed class SimulatedEstate : IDisposable
{
    private SimulatedEstate(SimulatorOptions options, AwsSimulator simulator)
    {
        Options = options;
        Simulator = simulator;
        SimulatorKeys keys = simulator.Access.Create();
        Random random = new(options.Seed);
        Environment = new AwsEnvironment
        {
            Time = simulator.Clock,
            Random = random,
            NewId = () => NewId(random),
            Handler = simulator.CreateHandler(),
            Keys = new AwsKeys(keys.AccessKeyId, keys.SecretKey),
            Region = options.Region,
        };
    }

    /// <summary>What it was made with.</summary>
    public SimulatorOptions Options { get; }

    /// <summary>The simulator.</summary>
    public AwsSimulator Simulator { get; }

    /// <summary>Where sessions that are meant for it live.</summary>
    public AwsEnvironment Environment { get; }

    /// <summary>Makes one.</summary>
    /// <exception cref="AmiException"><c>ScenarioNotFound</c>.</exception>
    public static SimulatedEstate Create(SimulatorOptions options)
    {
        if (!Scenarios.Names.Contains(options.Scenario))
        {
            throw new AmiException(AmiErrorCodes.ScenarioNotFound, AmiErrorKind.NotFound, $"There is no scenario '{options.Scenario}'; there are {string.Join(", ", Scenarios.Names)}.") { ResourceId = options.Scenario, Remedy = "Give one of these.", StopsEverything = true };
        }

        AwsSimulator simulator = new(new Simulator.SimulatorOptions { Seed = options.Seed, Clock = options.Speed == 0 ? SimulatorClock.Manual(TimeProvider.System.GetUtcNow()) : SimulatorClock.WallClock(options.Speed) });
        Scenarios.Load(options.Scenario, simulator, Fleet(options));
        return new SimulatedEstate(options, simulator);
    }

    /// <summary>The simulator as it is now.</summary>
    public SimulatorConnection Describe() => new()
    {
        Scenario = Options.Scenario,
        AccountId = Simulator.DefaultAccountId,
        Region = Options.Region,
        Time = Simulator.Clock.GetUtcNow().UtcDateTime,
        Speed = Options.Speed,
        Seed = Options.Seed,
        Requests = Simulator.Requests.Total,
    };

    /// <summary>Ends the clock.</summary>
    public void Dispose()
    {
        Environment.Dispose();
        Simulator.Dispose();
    }

    private static FleetOptions Fleet(SimulatorOptions options)
    {
        FleetOptions usual = new();
        return new FleetOptions
        {
            FirstRegion = options.Region, Regions = Size("Regions", usual.Regions), Instances = Size("Instances", usual.Instances), Images = Size("Images", usual.Images), Snapshots = Size("Snapshots", usual.Snapshots),
        };

        int Size(string name, int otherwise) => options.Size.FirstOrDefault(size => size.Key.Equals(name, StringComparison.OrdinalIgnoreCase)) is { Key: not null } given ? given.Value : otherwise;
    }

    // Ids follow from the seed, so that the same commands give the same output.
    private static Guid NewId(Random random)
    {
        Span<byte> bytes = stackalloc byte[16];
        lock (random) random.NextBytes(bytes);
        return new Guid(bytes);
    }
}
