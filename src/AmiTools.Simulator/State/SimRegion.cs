namespace AmiTools.Simulator;

/// <summary>Everything that one account has in one region.</summary>
/// <remarks>Not safe for concurrent use by itself: take <see cref="AwsSimulator.Gate"/> while requests may be running.</remarks>
public sealed partial class SimRegion
{
    private readonly List<IResourceStore> _taggable = [];

    internal SimRegion(SimAccount account, AwsRegion place)
    {
        Account = account;
        Place = place;
        Random = SeededRandom.For(Simulator.Seed, $"{account.Id}/{place.Name}");
        Ids = new(Random);

        Images = Taggable<SimImage>();
        Snapshots = Taggable<SimSnapshot>();
        Volumes = Taggable<SimVolume>();
        Instances = Taggable<SimInstance>();
        LaunchTemplates = Taggable<SimLaunchTemplate>();
        Vpcs = Taggable<SimVpc>();
        Subnets = Taggable<SimSubnet>();
        SecurityGroups = Taggable<SimSecurityGroup>();
        KeyPairs = Taggable<SimKeyPair>();
        Addresses = Taggable<SimAddress>();
        BinnedImages = Taggable<SimImage>();
        BinnedSnapshots = Taggable<SimSnapshot>();
        BinnedVolumes = Taggable<SimVolume>();
        RecycleBinRules = new(Simulator.Sequences);
        KmsKeys = new(Simulator.Sequences);

        ImagesByName = Images.AddIndex(image => [image.Name]);
        ImagesBySnapshot = Images.AddIndex(image => image.SnapshotIds);
        SnapshotsByVolume = Snapshots.AddIndex(snapshot => [snapshot.VolumeId]);
        InstancesByImage = Instances.AddIndex(instance => [instance.ImageId]);
    }

    /// <summary>The simulator that it lives in.</summary>
    public AwsSimulator Simulator => Account.Simulator;

    /// <summary>Whose it is.</summary>
    public SimAccount Account { get; }

    /// <summary>Where it is.</summary>
    public AwsRegion Place { get; }

    /// <summary>Code, such as <c>eu-west-1</c>.</summary>
    public string Name => Place.Name;

    /// <summary>Ids for new resources.</summary>
    public IdSource Ids { get; }

    /// <summary>Chance for whatever happens here.</summary>
    public SeededRandom Random { get; }

    /// <summary>Registered images, disabled, pending and failed ones included.</summary>
    public ResourceStore<SimImage> Images { get; }

    /// <summary>Snapshots.</summary>
    public ResourceStore<SimSnapshot> Snapshots { get; }

    /// <summary>Volumes.</summary>
    public ResourceStore<SimVolume> Volumes { get; }

    /// <summary>Instances, terminated ones for as long as AWS shows them.</summary>
    public ResourceStore<SimInstance> Instances { get; }

    /// <summary>Launch templates.</summary>
    public ResourceStore<SimLaunchTemplate> LaunchTemplates { get; }

    /// <summary>Networks.</summary>
    public ResourceStore<SimVpc> Vpcs { get; }

    /// <summary>Subnets.</summary>
    public ResourceStore<SimSubnet> Subnets { get; }

    /// <summary>Security groups.</summary>
    public ResourceStore<SimSecurityGroup> SecurityGroups { get; }

    /// <summary>Key pairs.</summary>
    public ResourceStore<SimKeyPair> KeyPairs { get; }

    /// <summary>Elastic addresses.</summary>
    public ResourceStore<SimAddress> Addresses { get; }

    /// <summary>Images in the Recycle Bin.</summary>
    public ResourceStore<SimImage> BinnedImages { get; }

    /// <summary>Snapshots in the Recycle Bin.</summary>
    public ResourceStore<SimSnapshot> BinnedSnapshots { get; }

    /// <summary>Volumes in the Recycle Bin.</summary>
    public ResourceStore<SimVolume> BinnedVolumes { get; }

    /// <summary>Retention rules of the Recycle Bin.</summary>
    public ResourceStore<SimRecycleBinRule> RecycleBinRules { get; }

    /// <summary>KMS keys; that of EBS is always there.</summary>
    public ResourceStore<SimKmsKey> KmsKeys { get; }

    /// <summary>Registered images by name.</summary>
    public StoreIndex<SimImage> ImagesByName { get; }

    /// <summary>Registered images by snapshot.</summary>
    public StoreIndex<SimImage> ImagesBySnapshot { get; }

    /// <summary>Snapshots by volume.</summary>
    public StoreIndex<SimSnapshot> SnapshotsByVolume { get; }

    /// <summary>Instances by image.</summary>
    public StoreIndex<SimInstance> InstancesByImage { get; }

    /// <summary>Ids of images that were deregistered: AWS answers for them with nothing rather than with an error.</summary>
    public HashSet<string> DeregisteredImages { get; } = new(StringComparer.Ordinal);

    /// <summary>Answers given to client tokens.</summary>
    public IdempotencyTable ClientTokens { get; } = new();

    internal RequestBuckets Buckets { get; } = new();

    /// <summary>Whether new volumes and snapshot copies are encrypted whatever was asked.</summary>
    public bool EncryptByDefault { get; set; }

    /// <summary>ARN of the key for EBS where none is named.</summary>
    public string DefaultKmsKeyArn { get; set; } = "";

    /// <summary><c>block-new-sharing</c> or <c>unblocked</c>, for images.</summary>
    public string ImageBlockPublicAccess { get; set; } = "block-new-sharing";

    /// <summary><c>block-all-sharing</c>, <c>block-new-sharing</c> or <c>unblocked</c>, for snapshots.</summary>
    public string SnapshotBlockPublicAccess { get; set; } = "unblocked";

    /// <summary>Any resource that can have tags, in the bin or not; null where there is none of that id.</summary>
    public SimResource? FindTaggable(string id)
    {
        foreach (var store in _taggable)
        {
            if (store.FindAny(id) is { } found)
                return found;
        }
        return null;
    }

    /// <summary>All resources that can have tags, in order of sequence.</summary>
    public IEnumerable<SimResource> TaggableAfter(long sequence) => ResourceMerge.InOrder(_taggable.Select(store => store.AllAfter(sequence)));

    /// <summary>A key by what KMS takes for one: id, ARN, alias, ARN of an alias. Null where there is none here.</summary>
    public SimKmsKey? FindKey(string keyOrAlias)
    {
        var arnPrefix = Arn("kms", "");
        var name = keyOrAlias.StartsWith(arnPrefix, StringComparison.Ordinal) ? keyOrAlias[arnPrefix.Length..] : keyOrAlias;
        if (name.StartsWith("alias/", StringComparison.Ordinal))
            return KmsKeys.FirstOrDefault(key => key.Aliases.Contains(name));
        return KmsKeys.Find(name.StartsWith("key/", StringComparison.Ordinal) ? name["key/".Length..] : name);
    }

    /// <summary>The full name of something here that names its account.</summary>
    /// <param name="service">Such as <c>ec2</c>.</param>
    /// <param name="resource">Such as <c>instance/i-…</c>.</param>
    public string Arn(string service, string resource) => $"arn:{Place.Partition.Id}:{service}:{Name}:{Account.Id}:{resource}";

    private ResourceStore<T> Taggable<T>()
        where T : SimResource
    {
        var store = new ResourceStore<T>(Simulator.Sequences);
        _taggable.Add(store);
        return store;
    }
}
