using System.Management.Automation;
using AmiTools.Binding;
using AmiTools.Pipeline;

namespace AmiTools.Commands;

/// <summary>Draws the lineage of images, snapshots, volumes and instances.</summary>
[Cmdlet(VerbsCommon.Get, "AmiSnapshotGraph")]
[OutputType(typeof(AmiSnapshotGraph))]
public sealed class GetAmiSnapshotGraphCommand : AmiServiceCmdlet
{
    private readonly TaskCompletionSource _allIsGiven = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<ResourceReference> _roots = [];
    private readonly HashSet<string> _pipedRegions = [];
    private (ResourceReference[] Images, ResourceReference[] Snapshots, ResourceReference[] Instances, ResourceReference[] Volumes) _given;

    /// <summary>Images, snapshots, volumes and instances, in any mixture.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [Alias("Id", "Ids")]
    [Lineage]
    [ArgumentCompleter(typeof(LineageCompleter))]
    public ResourceReference[]? InputObject { get; set; }

    /// <summary>Images to begin at.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("ImageIds")]
    [ResourceReferences("ImageId")]
    [ArgumentCompleter(typeof(ImageIdCompleter))]
    [ValidateNotNullOrEmpty]
    public ResourceReference[] ImageId { get; set; } = [];

    /// <summary>Snapshots to begin at.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("SnapshotIds")]
    [ResourceReferences("SnapshotId")]
    [ArgumentCompleter(typeof(SnapshotIdCompleter))]
    [ValidateNotNullOrEmpty]
    public ResourceReference[] SnapshotId { get; set; } = [];

    /// <summary>Instances to begin at.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("InstanceIds")]
    [ResourceReferences("InstanceId", Container = "Instances")]
    [ArgumentCompleter(typeof(InstanceIdCompleter))]
    [ValidateNotNullOrEmpty]
    public ResourceReference[] InstanceId { get; set; } = [];

    /// <summary>Volumes to begin at.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("VolumeIds")]
    [ResourceReferences("VolumeId")]
    [ArgumentCompleter(typeof(VolumeIdCompleter))]
    [ValidateNotNullOrEmpty]
    public ResourceReference[] VolumeId { get; set; } = [];

    /// <summary>Which way to go.</summary>
    [Parameter]
    public GraphDirection Direction { get; set; }

    /// <summary>Whether the Recycle Bin is a part of it.</summary>
    [Parameter]
    public SwitchParameter IncludeRecycleBin { get; set; }

    private protected override void Prepare()
    {
        base.Prepare();
        _given = (ImageId, SnapshotId, InstanceId, VolumeId);
    }

    /// <summary>Of a piped object only what it is itself counts: the other ids that bind by their names are those of its instance, its volume, its image.</summary>
    private protected override void TakeRecord()
    {
        if (InputObject is not null) _roots.AddRange(InputObject.Select(root => root.Region is null && PipedRegion is { } region ? root.In(region) : root));
        else if (PipedRegion is { } only) _pipedRegions.Add(only);
    }

    private protected override void EndInput() => _allIsGiven.TrySetResult();

    private protected override async Task RunAsync(SessionOptions session, CancellationToken stop)
    {
        // One graph of all roots of an account: it shows what they have in common, and reads what they share once.
        await _allIsGiven.Task.WaitAsync(stop).ConfigureAwait(false);
        GraphOptions options = new()
        {
            Session = _pipedRegions.Count == 0 ? session : session.In([.. _pipedRegions]),
            ImageId = In(session, [.. _given.Images, .. OfKind(null)]),
            SnapshotId = In(session, [.. _given.Snapshots, .. OfKind("snap-")]),
            InstanceId = In(session, [.. _given.Instances, .. OfKind("i-")]),
            VolumeId = In(session, [.. _given.Volumes, .. OfKind("vol-")]),
            Direction = Direction,
            IncludeRecycleBin = IncludeRecycleBin,
        };
        bool isNarrowed = MyInvocation.ExpectingInput || _roots.Count + _given.Images.Length + _given.Snapshots.Length + _given.Instances.Length + _given.Volumes.Length > 0;
        // An empty pipeline asks for nothing, least of all for everything; neither does an account that holds none of the roots.
        if (isNarrowed && options.ImageId.Count + options.SnapshotId.Count + options.InstanceId.Count + options.VolumeId.Count + _pipedRegions.Count == 0) return;
        if (await Engine.MapAsync(options, EngineEvents, stop).ConfigureAwait(false) is { } graph) await WriteAsync(graph).ConfigureAwait(false);
    }

    /// <summary>Those that the account of the session may hold.</summary>
    private ResourceReference[] In(SessionOptions session, IEnumerable<ResourceReference> roots) => [.. roots.Where(root => Sessions.For(root).Contains(session))];

    /// <summary>The roots of a kind; for null, images and whatever has the prefix of none.</summary>
    private IEnumerable<ResourceReference> OfKind(string? prefix) => _roots.Where(root => new[] { "snap-", "i-", "vol-" }.FirstOrDefault(known => root.Id.StartsWith(known, StringComparison.Ordinal)) == prefix);
}
