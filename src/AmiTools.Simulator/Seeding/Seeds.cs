namespace AmiTools.Simulator;

/// <summary>A volume to be there.</summary>
/// <param name="Device">Such as <c>/dev/sdf</c>.</param>
/// <param name="SizeGiB">GiB.</param>
public sealed record VolumeSeed(string Device, int SizeGiB)
{
    /// <summary>Such as <c>gp3</c>.</summary>
    public string VolumeType { get; init; } = "gp3";

    /// <summary>How much of it is in use, from 0 to 1.</summary>
    public double Used { get; init; } = 0.4;

    /// <summary>The key that encrypts it; null: not encrypted.</summary>
    public SimKmsKey? Key { get; init; }

    /// <summary>Whether it goes with its instance.</summary>
    public bool DeleteOnTermination { get; init; }

    /// <summary>Its tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
}

/// <summary>An instance to be there.</summary>
public sealed record InstanceSeed
{
    /// <summary>Its <c>Name</c> tag; null for none.</summary>
    public string? Name { get; init; }

    /// <summary>What it was launched from; null: the newest public Linux image of its architecture.</summary>
    public SimImage? Image { get; init; }

    /// <summary><c>x86_64</c> or <c>arm64</c>, where no image says it.</summary>
    public string Architecture { get; init; } = "x86_64";

    /// <summary>Such as <c>t3.medium</c>.</summary>
    public string InstanceType { get; init; } = "t3.medium";

    /// <summary>Such as <c>eu-west-1b</c>; null: the first zone.</summary>
    public string? Zone { get; init; }

    /// <summary><c>running</c>, <c>stopped</c>, ...</summary>
    public string State { get; init; } = "running";

    /// <summary>How long ago it was launched.</summary>
    public TimeSpan Age { get; init; } = TimeSpan.FromDays(100);

    /// <summary>Its volumes, the root first; none: one as the image has it.</summary>
    public IReadOnlyList<VolumeSeed> Volumes { get; init; } = [];

    /// <summary>Instance-store devices: device name to virtual name.</summary>
    public IReadOnlyDictionary<string, string> InstanceStore { get; init; } = new Dictionary<string, string>();

    /// <summary>Its tags, beside <see cref="Name"/>.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>Name of the key pair, which appears if it is not there.</summary>
    public string? KeyName { get; init; }

    /// <summary>Name of the instance profile.</summary>
    public string? Profile { get; init; }

    /// <summary>Plain text; kept as base64.</summary>
    public string? UserData { get; init; }

    /// <summary><c>spot</c>; null for on demand.</summary>
    public string? Lifecycle { get; init; }

    /// <summary>Whether it has an elastic address rather than one that goes when it stops.</summary>
    public bool ElasticIp { get; init; }

    /// <summary>Whether stopping it is refused.</summary>
    public bool StopProtection { get; init; }
}

/// <summary>An image to be there, made from snapshots that appear with it.</summary>
public sealed record ImageSeed(string Name)
{
    /// <summary>The instance that CreateImage made it from; its volumes decide the devices. Null: <see cref="Volumes"/> do.</summary>
    public SimInstance? Instance { get; init; }

    /// <summary>Its devices, the root first, where it was not made from an instance.</summary>
    public IReadOnlyList<VolumeSeed> Volumes { get; init; } = [new("/dev/xvda", 8)];

    /// <summary>What its owner says about it.</summary>
    public string? Description { get; init; }

    /// <summary>How long ago it was made.</summary>
    public TimeSpan Age { get; init; } = TimeSpan.FromDays(7);

    /// <summary><c>available</c>, <c>disabled</c>, <c>failed</c>, <c>pending</c>.</summary>
    public string State { get; init; } = "available";

    /// <summary><c>x86_64</c>, <c>arm64</c>, ... where it was not made from an instance.</summary>
    public string Architecture { get; init; } = "x86_64";

    /// <summary>Whether it is Windows, where it was not made from an instance.</summary>
    public bool Windows { get; init; }

    /// <summary>When it is deprecated, counted from its birth; null: never.</summary>
    public TimeSpan? DeprecatedAfter { get; init; }

    /// <summary>Accounts that it is shared with, its snapshots included.</summary>
    public IReadOnlyList<string> SharedWith { get; init; } = [];

    /// <summary>Whether everybody may launch it.</summary>
    public bool Public { get; init; }

    /// <summary>Its tags, which its snapshots get too.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
}

/// <summary>A snapshot to be there on its own.</summary>
/// <param name="SizeGiB">GiB of its volume.</param>
public sealed record SnapshotSeed(int SizeGiB)
{
    /// <summary>The volume that it was taken of; null: one that no longer exists.</summary>
    public SimVolume? Volume { get; init; }

    /// <summary>What its maker says about it.</summary>
    public string? Description { get; init; }

    /// <summary>How long ago it was taken.</summary>
    public TimeSpan Age { get; init; } = TimeSpan.FromDays(7);

    /// <summary><c>completed</c>, <c>pending</c>, <c>error</c>.</summary>
    public string State { get; init; } = "completed";

    /// <summary>The key that encrypts it; null: not encrypted.</summary>
    public SimKmsKey? Key { get; init; }

    /// <summary>How much of the volume was in use, from 0 to 1.</summary>
    public double Used { get; init; } = 0.4;

    /// <summary>Its tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
}
