using System.Runtime.InteropServices;
using AmiTools.Simulator;

#pragma warning disable RS0030 // The executable is the one place that may write to the console.

if (ServerCommandLine.Parse(args, out var problem) is not { } line)
{
    Console.Error.WriteLine(problem);
    Console.Error.WriteLine(ServerCommandLine.Usage);
    return 2;
}
if (line.Help)
{
    Console.WriteLine(ServerCommandLine.Usage);
    return 0;
}

using var simulator = new AwsSimulator(new()
{
    Seed = line.Seed,
    DefaultAccountId = line.AccountId,
    Clock = line.Manual ? SimulatorClock.Manual(TimeProvider.System.GetUtcNow()) : SimulatorClock.WallClock(line.Speed),
});
Scenarios.Load(line.Scenario, simulator, line.Fleet);

var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stopped.TrySetResult();
}
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

try
{
    await using var server = SimulatorServer.Start(simulator, line.Port);
    Console.WriteLine($"listening {server.Address.GetLeftPart(UriPartial.Authority)}");
    await stopped.Task;
}
catch (PortInUseException inUse)
{
    Console.Error.WriteLine(inUse.Message);
    return 1;
}
return 0;
