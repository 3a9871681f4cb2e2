using Amazon.EC2;
using Amazon.EC2.Model;
using AmiTools.Engine.Graph;

namespace AmiTools.Engine.Tests.Graph;

/// <summary>Makes estates as AWS would have said them, for answers that no simulated history leads to. All of one account, all lists read to their end unless said otherwise.</summary>
internal sealed class EstateMaker
{
    public const string Account = "111122223333";
    public const string Home = "eu-west-1";
    public const string Away = "us-east-1";
    public const string InstanceId = "i-0123456789abcdef0";
    public const string VolumeId = "vol-0123456789abcdef0";
    public const string NoVolume = "vol-ffffffffffffffff0";

    public static readonly DateTime Made = new(2026, 11, 1, 0, 0, 0, DateTimeKind.Utc);

    public EstateMaker()
    {
        Estate.OwnedBy(Account);
        foreach (RegionEstate region in Estate.Regions)
        {
            foreach (Shelf shelf in region.Shelves.Where(shelf => !shelf.Kind.StartsWith("RecycleBin", StringComparison.Ordinal))) shelf.IsComplete = true;
        }
    }

    public DateTimeOffset? ReadAt { get; init; }

    public Estate Estate { get; } = new([Home, Away]);

    public RegionEstate In(string region) => Estate.In(region)!;

    public EstateMaker Add(string region, params Image[] images)
    {
        In(region).Images.Add(images);
        return this;
    }

    public EstateMaker Add(string region, params Snapshot[] snapshots)
    {
        In(region).Snapshots.Add(snapshots);
        return this;
    }

    public EstateMaker Add(string region, params Volume[] volumes)
    {
        In(region).Volumes.Add(volumes);
        return this;
    }

    public EstateMaker Add(string region, params Instance[] instances)
    {
        In(region).Instances.Add(instances);
        return this;
    }

    public EstateMaker Add(string region, params LaunchTemplateVersion[] versions)
    {
        In(region).Templates.Add(versions);
        return this;
    }

    /// <summary>AWS has been asked for images of that id, whoever owns them.</summary>
    public EstateMaker Asked(string region, string kind, params string[] ids)
    {
        foreach (string id in ids) In(region).Of(kind).Answer(Question.ById(region, kind, id));
        return this;
    }

    public EstateMaker BinWasRead(string region)
    {
        In(region).BinnedImages.IsComplete = true;
        return this;
    }

    public GraphDraft Build(params string[] roots) => GraphBuilder.Build(Estate, new GraphScope([.. roots.Select(id => new GraphRoot(GraphNodeKinds.Image, id, "", new ResourceReference(id)))], GraphDirection.Both, includeRecycleBin: false), ReadAt ?? Made.AddDays(20), TimeSpan.FromMinutes(5));

    public static Image Image(string id, params string[] snapshots) => new()
    {
        ImageId = id, OwnerId = Account, Name = $"name of {id}", State = ImageState.Available, CreationDate = "2026-11-01T00:00:00.000Z",
        BlockDeviceMappings = [.. snapshots.Select((snapshot, i) => new BlockDeviceMapping { DeviceName = $"/dev/sd{(char)('a' + i)}", Ebs = new EbsBlockDevice { SnapshotId = snapshot, VolumeSize = 8 } })],
    };

    public static Snapshot Snapshot(string id, string description = "", string volume = VolumeId) =>
        new() { SnapshotId = id, OwnerId = Account, Description = description, VolumeId = volume, VolumeSize = 8, State = SnapshotState.Completed, StartTime = Made };
}
