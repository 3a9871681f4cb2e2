using Amazon.EC2.Model;
using AmiTools.Engine.Launching;
using AmiTools.Engine.Tests.Harness;
using AmiTools.Simulator;
using MetadataOptions = AmiTools.Engine.Launching.MetadataOptions;

namespace AmiTools.Engine.Tests.Restoring;

/// <summary>A web server in production and a backup of it, with the launch configuration that New-AmiBackup keeps.</summary>
internal sealed class RestoreEstate : IDisposable
{
    public const string UserData = "#!/bin/sh\necho hello\n";

    public RestoreEstate(Action<SimulatorSettings>? settings = null, Func<LaunchConfiguration, LaunchConfiguration>? change = null)
    {
        World = new World(settings);
        Web = World.Region().AddInstance(new InstanceSeed { Name = "web-1", KeyName = "operations", Profile = "web", ElasticIp = true, Zone = "eu-west-1a", UserData = UserData, Volumes = [new("/dev/xvda", 8) { DeleteOnTermination = true }] });
        LaunchConfiguration kept = new()
        {
            InstanceType = Web.InstanceType, AvailabilityZone = Web.AvailabilityZone, SubnetId = Web.SubnetId, SecurityGroupIds = [.. Web.SecurityGroupIds], InstanceProfileArn = Web.InstanceProfileArn, KeyName = Web.KeyName,
            EbsOptimized = true, Metadata = new MetadataOptions { Tokens = "required", HopLimit = 3, Endpoint = "enabled", InstanceTags = "enabled" }, UserDataHash = LaunchTags.HashUserData(Web.UserData),
        };
        Dictionary<string, string> tags = new(LaunchTags.Write(change?.Invoke(kept) ?? kept)) { ["Owner"] = "ops", ["Name"] = "web-1", [AmiToolsTags.Instance] = Web.Id };
        Image = World.Region().AddImage(new ImageSeed("nightly") { Instance = Web, Tags = tags });
    }

    public World World { get; }

    public SimInstance Web { get; }

    public SimImage Image { get; }

    public SimRegion Home => World.Region();

    /// <summary>The instances that were launched, and are not gone.</summary>
    public IReadOnlyList<SimInstance> Launched(string region = Harness.World.Home) => World.See(_ => World.Region(region).Instances.Where(instance => instance.Id != Web.Id && instance.State is not ("terminated" or "shutting-down")).ToArray());

    public BackupRestoreOptions Options(
        int count = 1, string? destination = null, string? zone = null, string? subnet = null, string[]? groups = null, string? type = null, string? key = null, string? profile = null, Dictionary<string, string>? map = null,
        byte[]? userData = null, bool anyUserData = false, bool noUserData = false, bool wait = false, TimeSpan? timeout = null, string? idempotencyKey = null, Dictionary<string, string>? tags = null, params string[] images) => new()
    {
        Launch = new LaunchOptions
        {
            Session = Harness.World.In(), ImageId = [.. (images.Length > 0 ? images : [Image.Id]).Select(image => new ResourceReference(image))], DestinationRegion = destination, AvailabilityZone = zone, SubnetId = subnet,
            SecurityGroupId = groups ?? [], InstanceType = type, KeyName = key, InstanceProfile = profile, Map = map ?? [], UserData = noUserData ? null : userData ?? System.Text.Encoding.UTF8.GetBytes(UserData), AllowOtherUserData = anyUserData, Tag = tags ?? [],
        },
        Count = count, Wait = wait, Timeout = timeout ?? TimeSpan.FromHours(1), IdempotencyKey = idempotencyKey,
    };

    /// <summary>Somebody ends an instance.</summary>
    public Task TerminateAsync(string id) => World.ElsewhereAsync(ec2 => ec2.TerminateInstancesAsync(new TerminateInstancesRequest { InstanceIds = [id] }));

    public void Dispose() => World.Dispose();
}
