using System.Management.Automation;
using AmiTools.Binding;
using AmiTools.Pipeline;

namespace AmiTools.Commands;

/// <summary>Lists what lies in the Recycle Bin.</summary>
[Cmdlet(VerbsCommon.Get, "RecycleBinItem")]
[OutputType(typeof(RecycleBinItem))]
public sealed class GetRecycleBinItemCommand : AmiItemCmdlet
{
    /// <summary>Images, snapshots and volumes by id.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Ids", "ImageId", "SnapshotId", "VolumeId")]
    [ResourceReferences("Id", "ImageId", "SnapshotId", "VolumeId", OrRegion = true)]
    public ResourceReference[]? Id { get; set; }

    /// <summary>Image, Snapshot or Volume.</summary>
    [Parameter]
    [Alias("ResourceTypes")]
    [BinResourceTypes]
    [ArgumentCompleter(typeof(BinResourceTypeCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] ResourceType { get; set; } = [];

    /// <summary>Names of images, with wildcards.</summary>
    [Parameter]
    [Alias("Names")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    private protected override ResourceReference[]? Items => Id;

    private protected override Task RunAsync(SessionOptions session, IReadOnlyList<ResourceReference> batch, CancellationToken stop) => FindAsync(session, batch, stop);

    private protected override Task RunWithoutItemsAsync(SessionOptions session, CancellationToken stop) => FindAsync(session, [], stop);

    private Task FindAsync(SessionOptions session, IReadOnlyList<ResourceReference> items, CancellationToken stop) =>
        WriteAllAsync(Engine.FindAsync(new RecycleBinQuery { Session = session, Id = items, ResourceType = ResourceType, Name = Name }, EngineEvents, stop), stop);
}
