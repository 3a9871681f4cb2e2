using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.Runtime;

namespace AmiTools.Simulator.Tests.Kernel;

/// <summary>Code that polls a simulator in the simulator's own time.</summary>
public sealed class SharedTimeTests
{
    [Fact]
    public async Task Pollers_share_time_and_none_is_overtaken_by_it()
    {
        const int Pollers = 20;
        const int Polls = 50;
        using var simulator = new AwsSimulator();
        using var ec2 = new AmazonEC2Client(
            new BasicAWSCredentials("AKIDEXAMPLE", "secret"),
            new AmazonEC2Config { RegionEndpoint = Amazon.RegionEndpoint.EUWest1, Handler = simulator.CreateHandler(), Time = simulator.Clock });
        using var timeout = new CancellationTokenSource(TimeSpan.FromHours(24), simulator.Clock);
        var start = simulator.Now;

        await Task.WhenAll(Enumerable.Range(0, Pollers).Select(async _ =>
        {
            for (var poll = 0; poll < Polls; poll++)
            {
                await ec2.DescribeRegionsAsync(new DescribeRegionsRequest(), timeout.Token).ConfigureAwait(false);
                await Task.Delay(TimeSpan.FromSeconds(15), simulator.Clock, timeout.Token).ConfigureAwait(false);
            }
        }));

        (simulator.Now - start).ShouldBe(TimeSpan.FromSeconds(15 * Polls));
        simulator.Requests.Count("DescribeRegions").ShouldBe(Pollers * Polls);
        // Each round of polls happened at one instant.
        simulator.Requests.Entries.GroupBy(entry => entry.Time).Select(round => round.Count()).ShouldAllBe(count => count == Pollers);
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_run()
    {
        var first = await RunAsync();
        var second = await RunAsync();

        second.ShouldBe(first);

        static async Task<List<string>> RunAsync()
        {
            using var simulator = new AwsSimulator(new() { Seed = 3 });
            simulator.Faults.Add(Fault.Latency(TimeSpan.FromSeconds(2)), probability: 0.3);
            simulator.Faults.Add(Fault.Throttle, probability: 0.2);
            await Task.WhenAll(new[] { "eu-west-1", "eu-central-1", "us-east-1" }.Select(async region =>
            {
                using var client = new WireClient(simulator) { Region = region };
                for (var i = 0; i < 30; i++)
                {
                    (await client.SendAsync(("Action", "GetSessionToken")).ConfigureAwait(false)).Dispose();
                    await Task.Delay(TimeSpan.FromSeconds(region.Length), simulator.Clock).ConfigureAwait(false);
                }
            }));
            return [.. simulator.Requests.Entries.Select(entry => $"{entry} {entry.RequestId}")];
        }
    }
}
