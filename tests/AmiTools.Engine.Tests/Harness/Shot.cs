using AmiTools.Simulator;

namespace AmiTools.Engine.Tests.Harness;

/// <summary>What goes wrong once, at one request of a command.</summary>
internal abstract class Shot
{
    /// <summary>Whether the command made that request.</summary>
    public bool Hit { get; private protected set; }

    /// <summary>Runs a command in a new process while it goes wrong. Afterwards nothing does.</summary>
    /// <param name="world">Where.</param>
    /// <param name="command">The command, with the token by which its process dies.</param>
    public abstract Task<Outcome<T>> RunAsync<T>(World world, Func<AmiEngine, CancellationToken, Task<Outcome<T>>> command);
}

/// <summary>A request that fails, and a process that lives on.</summary>
internal sealed class FaultShot(Fault fault, string way, int request) : Shot
{
    public override async Task<Outcome<T>> RunAsync<T>(World world, Func<AmiEngine, CancellationToken, Task<Outcome<T>>> command)
    {
        FaultRule rule = world.Faults.Add(fault, "*", first: request, times: 1);
        Outcome<T> outcome = await command(world.Process(), CancellationToken.None);
        world.Faults.Remove(rule);
        Hit = rule.Hits > 0;
        return outcome.ShouldHaveNoDefect($"{this}");
    }

    public override string ToString() => $"{way} at request {request}";
}

/// <summary>A process that dies.</summary>
internal sealed class KillShot(bool serverActs, int request) : Shot
{
    public override async Task<Outcome<T>> RunAsync<T>(World world, Func<AmiEngine, CancellationToken, Task<Outcome<T>>> command)
    {
        AmiEngine doomed = world.Process(out Wire wire, killAt: request, serverActs);
        Outcome<T> outcome = await command(doomed, wire.Death);
        Hit = wire.Death.IsCancellationRequested;
        return outcome;
    }

    public override string ToString() => $"killed at request {request}, server {(serverActs ? "acted" : "did not act")}";
}
