using Amazon.EC2;
using AmiTools.Aws;
using AmiTools.Simulator;

namespace AmiTools.Engine.Tests.Harness;

/// <summary>One simulated AWS, and the processes that work with it: each an engine of its own, over the wire, in the simulator's time.</summary>
internal sealed class World : IDisposable
{
    public const string Home = "eu-west-1";

    private static readonly string[] s_reads = ["Describe", "Get", "List"];

    private readonly List<AwsEnvironment> _environments = [];
    private readonly long _seed;
    private int _processes;

    /// <param name="settings">What is to be otherwise than AWS has it.</param>
    /// <param name="seed">Decides ids and chance.</param>
    public World(Action<SimulatorSettings>? settings = null, long seed = 1)
    {
        _seed = seed;
        Simulator = new AwsSimulator(new Simulator.SimulatorOptions { Clock = SimulatorClock.Jumping(), Seed = seed });
        settings?.Invoke(Simulator.Settings);
    }

    public AwsSimulator Simulator { get; }

    /// <summary>What stands between the processes and AWS and alters what goes through; null for nothing.</summary>
    public Func<HttpMessageHandler, HttpMessageHandler>? Between { get; set; }

    /// <summary>What goes wrong, and when.</summary>
    public FaultPlan Faults => Simulator.Faults;

    /// <summary>The account's state in a region.</summary>
    public SimRegion Region(string name = Home) => Simulator.Account().Region(name);

    /// <summary>A session in a region.</summary>
    public static SessionOptions In(params string[] regions) => new() { Region = regions.Length == 0 ? [Home] : regions };

    /// <summary>A new process: nothing that an earlier one knew is left but what AWS has.</summary>
    public AmiEngine Process(out Wire wire, int killAt = 0, bool serverActs = false)
    {
        HttpMessageHandler simulator = Simulator.CreateHandler();
        wire = new Wire(Between?.Invoke(simulator) ?? simulator) { KillAt = killAt, ServerActs = serverActs };
        AwsEnvironment environment = Environment(wire);
        _environments.Add(environment);
        return new AmiEngine(environment);
    }

    public AmiEngine Process() => Process(out _);

    /// <summary>What another tool does in the same account.</summary>
    public async Task ElsewhereAsync(Func<IAmazonEC2, Task> work)
    {
        using AwsEnvironment environment = Environment(Simulator.CreateHandler());
        await using AwsSession session = await AwsSession.OpenAsync(environment, new AwsSessionSettings(), CancellationToken.None);
        await work(session.Ec2(Home));
    }

    /// <summary>The requests that change something, since the log was cleared. Dry runs change nothing.</summary>
    public IReadOnlyList<LoggedRequest> Changes => [.. Simulator.Requests.Entries.Where(request => !request.Parameters.Any(parameter => parameter.Key == "DryRun") && !s_reads.Any(read => request.Operation.StartsWith(read, StringComparison.Ordinal)))];

    /// <summary>Looks at the state while nobody changes it.</summary>
    public T See<T>(Func<AwsSimulator, T> look)
    {
        lock (Simulator.Gate) return look(Simulator);
    }

    /// <summary>Lets time pass, so that what AWS has begun comes to its end.</summary>
    public void Pass(TimeSpan time) => Simulator.Clock.Step(time);

    /// <summary>From now on reads lag behind writes, tags half as far, and what is new comes and goes meanwhile.</summary>
    public void Lag(int seconds)
    {
        Faults.Consistency.NewIdLag = Faults.Consistency.ListLag = TimeSpan.FromSeconds(seconds);
        Faults.Consistency.TagLag = TimeSpan.FromSeconds(seconds / 2.0);
        Faults.Consistency.Flicker = seconds == 0 ? 0 : 0.3;
    }

    /// <summary>The region's own images of that name.</summary>
    public IReadOnlyList<SimImage> Images(string region, string name) => See(_ => Region(region).Images.Where(image => image.Name == name).ToArray());

    /// <summary>Snapshots that were made since the world began and that no image has.</summary>
    public IReadOnlyList<string> OrphanSnapshots(string region = Home) => See(_ => Region(region).Snapshots.Where(snapshot => !Region(region).Images.Any(image => image.SnapshotIds.Contains(snapshot.Id))).Select(snapshot => $"{snapshot.Id} {snapshot.Description}").ToArray());

    public void Dispose()
    {
        Simulator.Defects.ShouldBeEmpty();
        foreach (AwsEnvironment environment in _environments) environment.Dispose();
        Simulator.Dispose();
    }

    private AwsEnvironment Environment(HttpMessageHandler handler)
    {
        Random random = new(unchecked((int)((_seed - 1) * 7919) + ++_processes));
        return new AwsEnvironment { Time = Simulator.Clock, Random = random, NewId = () => NewId(random), Handler = handler, Keys = new AwsKeys("AKIAIOSFODNN7EXAMPLE", "secret"), Region = Home };
    }

    private static Guid NewId(Random random)
    {
        byte[] bytes = new byte[16];
        lock (random) random.NextBytes(bytes);
        return new Guid(bytes);
    }
}
