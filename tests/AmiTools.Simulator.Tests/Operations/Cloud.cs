using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.RecycleBin;
using Amazon.Runtime;

namespace AmiTools.Simulator.Tests.Operations;

/// <summary>A simulator with a manual clock, and the project's own clients on its handler: what a test of operations needs.</summary>
internal sealed class Cloud : IDisposable
{
    public const string Home = "eu-west-1";
    public const string Away = "eu-central-1";
    public const string Stranger = "222233334444";

    public Cloud(Action<SimulatorSettings>? configure = null)
    {
        Simulator = new(new() { Clock = SimulatorClock.Manual() });
        configure?.Invoke(Simulator.Settings);
        Region = Simulator.Account().Region(Home);
        Ec2 = Client(Home);
    }

    public AwsSimulator Simulator { get; }

    public SimRegion Region { get; }

    public IAmazonEC2 Ec2 { get; }

    /// <summary>A client of an account; an access key of twelve digits is that account's.</summary>
    public IAmazonEC2 Client(string region, string? account = null) => new AmazonEC2Client(Keys(account), new AmazonEC2Config
    {
        ServiceURL = $"http://ec2.{region}.amazonaws.com",
        AuthenticationRegion = region,
        Handler = Simulator.CreateHandler(),
        MaxErrorRetry = 0,
    });

    public IAmazonRecycleBin Bin(string region = Home) => new AmazonRecycleBinClient(Keys(null), new AmazonRecycleBinConfig
    {
        ServiceURL = $"http://rbin.{region}.amazonaws.com",
        AuthenticationRegion = region,
        Handler = Simulator.CreateHandler(),
        MaxErrorRetry = 0,
    });

    public SimInstance Server(string name = "web", params VolumeSeed[] volumes) => Region.AddInstance(new()
    {
        Name = name,
        Volumes = volumes.Length > 0 ? volumes : [new("/dev/xvda", 8) { DeleteOnTermination = true }],
    });

    public void Step(TimeSpan by) => Simulator.Clock.Step(by);

    /// <summary>Long enough for every snapshot, copy and change of state here.</summary>
    public void Settle() => Step(TimeSpan.FromHours(6));

    public async Task<string> ImageAsync(string name, SimInstance? instance = null)
    {
        var made = await Ec2.CreateImageAsync(new CreateImageRequest { InstanceId = (instance ?? Server()).Id, Name = name, NoReboot = true });
        Settle();
        return made.ImageId!;
    }

    public async Task<Image> DescribeImageAsync(string id, string region = Home, string? account = null) =>
        (await Client(region, account).DescribeImagesAsync(new DescribeImagesRequest { ImageIds = [id] })).Images!.Single();

    public async Task<Snapshot> DescribeSnapshotAsync(string id, string region = Home) =>
        (await Client(region).DescribeSnapshotsAsync(new DescribeSnapshotsRequest { SnapshotIds = [id] })).Snapshots!.Single();

    /// <summary>The code with which a call is refused.</summary>
    public static async Task<string> RefusalAsync(Func<Task> call) => (await Should.ThrowAsync<AmazonServiceException>(call)).ErrorCode;

    public void Dispose()
    {
        // A defect in the simulator would otherwise pass for an error of AWS's.
        Simulator.Defects.ShouldBeEmpty();
        Simulator.Dispose();
    }

    private static BasicAWSCredentials Keys(string? account) => new(account ?? "AKIDEXAMPLE", "secret");
}
