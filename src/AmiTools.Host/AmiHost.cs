using AmiTools.Aws;
using AmiTools.Engine;
using AmiTools.Simulator;

namespace AmiTools.Host;

/// <summary>
/// The composition root: the one place that knows the engine, AWS and the simulator together. The commands make it by its name from the private load context; there is one per process.
/// </summary>
public sealed class AmiHost : IAmiHost
{
    private readonly object _gate = new();
    private readonly Dictionary<int, RunningServer> _servers = [];
    private readonly AwsEnvironment _aws = new() { Time = TimeProvider.System, Random = new Random(), NewId = Guid.NewGuid };
    private SimulatedEstate? _connected;

    /// <summary>A host whose engine talks to AWS.</summary>
    public AmiHost() => Engine = new AmiEngine(EnvironmentOf);

    /// <inheritdoc />
    public IAmiEngine Engine { get; }

    /// <inheritdoc />
    public SimulatorConnection? Simulator
    {
        get
        {
            lock (_gate) return _connected?.Describe();
        }
    }

    /// <summary>The connected simulator itself, for those who would have something go wrong in it; null where none is connected.</summary>
    public AwsSimulator? Simulation
    {
        get
        {
            lock (_gate) return _connected?.Simulator;
        }
    }

    /// <inheritdoc />
    public IReadOnlyList<SimulatorServerInfo> Servers
    {
        get
        {
            lock (_gate) return [.. _servers.Values.Select(server => server.Info).OrderBy(server => server.Port)];
        }
    }

    /// <inheritdoc />
    public SimulatorConnection Connect(SimulatorOptions options)
    {
        SimulatedEstate estate = SimulatedEstate.Create(options);
        lock (_gate)
        {
            LetGo(_connected);
            _connected = estate;
            return estate.Describe();
        }
    }

    /// <inheritdoc />
    public SimulatorConnection? Disconnect()
    {
        lock (_gate)
        {
            SimulatorConnection? last = _connected?.Describe();
            LetGo(_connected);
            _connected = null;
            return last;
        }
    }

    /// <inheritdoc />
    public SimulatorConnection Step(TimeSpan by)
    {
        if (by < TimeSpan.Zero) throw new AmiException(AmiErrorCodes.InvalidOption, AmiErrorKind.InvalidInput, $"The clock cannot be moved by {by}: time does not go back.") { ResourceId = by.ToString(), Remedy = "Give a time of zero or more." };
        SimulatedEstate? estate;
        lock (_gate) estate = _connected;
        if (estate is null)
        {
            throw new AmiException(AmiErrorCodes.SimulatorNotConnected, AmiErrorKind.InvalidState, "No simulator is connected, and AWS's own time cannot be moved.") { Remedy = "Connect one with Connect-AmiSimulator.", StopsEverything = true };
        }

        // Not under the lock: what becomes due calls back into whoever waited for it.
        estate.Simulator.Clock.Step(by);
        return estate.Describe();
    }

    /// <inheritdoc />
    public SimulatorServerInfo StartServer(SimulatorOptions options, int port)
    {
        lock (_gate)
        {
            SimulatedEstate estate = _connected ?? SimulatedEstate.Create(options);
            try
            {
                RunningServer server = RunningServer.Start(estate, port);
                _servers[server.Info.Port] = server;
                return server.Info;
            }
            catch (PortInUseException inUse)
            {
                if (!ReferenceEquals(estate, _connected)) estate.Dispose();
                throw new AmiException(AmiErrorCodes.PortInUse, AmiErrorKind.InUse, inUse.Message, inUse) { ResourceId = $"{inUse.Port}", Remedy = "Give another -Port, or 0 for a free one.", StopsEverything = true };
            }
        }
    }

    /// <inheritdoc />
    public async Task<SimulatorServerInfo?> StopServerAsync(int port)
    {
        RunningServer? server;
        lock (_gate)
        {
            if (!_servers.Remove(port, out server)) return null;
        }

        await server.Server.DisposeAsync().ConfigureAwait(false);
        lock (_gate)
        {
            if (!ReferenceEquals(server.Estate, _connected)) LetGo(server.Estate);
        }

        return server.Info;
    }

    /// <summary>A session that names an endpoint means that endpoint, also while a simulator is connected.</summary>
    private AwsEnvironment EnvironmentOf(SessionOptions session)
    {
        lock (_gate) return string.IsNullOrEmpty(session.EndpointUrl) && _connected is { } estate ? estate.Environment : _aws;
    }

    /// <summary>Ends an estate that nobody can reach any more.</summary>
    private void LetGo(SimulatedEstate? estate)
    {
        if (estate is not null && !_servers.Values.Any(server => ReferenceEquals(server.Estate, estate))) estate.Dispose();
    }

    /// <summary>A server, and what it serves.</summary>
    private sealed record RunningServer(SimulatorServer Server, SimulatedEstate Estate, SimulatorServerInfo Info)
    {
        public static RunningServer Start(SimulatedEstate estate, int port)
        {
            SimulatorServer server = SimulatorServer.Start(estate.Simulator, port);
            return new RunningServer(server, estate, new SimulatorServerInfo
            {
                EndpointUrl = server.Address.GetLeftPart(UriPartial.Authority), Port = server.Address.Port, Scenario = estate.Options.Scenario, Speed = estate.Options.Speed,
            });
        }
    }
}
