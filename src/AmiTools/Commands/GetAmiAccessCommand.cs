using System.Management.Automation;
using AmiTools.Binding;
using AmiTools.Pipeline;

namespace AmiTools.Commands;

/// <summary>Shows who may use images, their snapshots and their keys, and where that does not fit together.</summary>
[Cmdlet(VerbsCommon.Get, "AmiAccess")]
[OutputType(typeof(AmiAccess))]
public sealed class GetAmiAccessCommand : AmiItemCmdlet
{
    /// <summary>The images; all own ones where none is named.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ImageIds")]
    [ResourceReferences("ImageId", OrRegion = true)]
    [ArgumentCompleter(typeof(ImageIdCompleter))]
    public ResourceReference[]? ImageId { get; set; }

    private protected override ResourceReference[]? Items => ImageId;

    private protected override Task RunAsync(SessionOptions session, IReadOnlyList<ResourceReference> batch, CancellationToken stop) =>
        WriteAllAsync(Engine.FindAsync(new AccessQuery { Session = session, ImageId = batch }, EngineEvents, stop), stop);

    private protected override Task RunWithoutItemsAsync(SessionOptions session, CancellationToken stop) =>
        WriteAllAsync(Engine.FindAsync(new AccessQuery { Session = session }, EngineEvents, stop), stop);
}
