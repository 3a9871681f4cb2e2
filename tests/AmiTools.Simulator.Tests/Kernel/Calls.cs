namespace AmiTools.Simulator.Tests.Kernel;

/// <summary>Calls for tests of what handlers use, without the wire.</summary>
internal static class Calls
{
    public static AwsSimulator Simulator(SimulatorSettings? settings = null, long seed = 1) =>
        new(new() { Seed = seed, Clock = SimulatorClock.Manual(), Settings = settings ?? new() });

    public static Call To(AwsSimulator simulator, string operation = "DescribeImages", bool dryRun = false, params (string Name, string Value)[] parameters) => new()
    {
        Simulator = simulator,
        Account = simulator.Account(),
        Region = simulator.Account().Region("eu-west-1"),
        Caller = new(simulator.DefaultAccountId, $"arn:aws:iam::{simulator.DefaultAccountId}:user/admin", "AIDATEST"),
        Service = "ec2",
        Operation = operation,
        RequestId = "00000000-0000-0000-0000-000000000000",
        Now = simulator.Now,
        DryRun = dryRun,
        Parameters = [.. parameters.Select(parameter => KeyValuePair.Create(parameter.Name, parameter.Value))],
    };
}
