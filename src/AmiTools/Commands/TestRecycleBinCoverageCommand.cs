using System.Management.Automation;
using AmiTools.Binding;
using AmiTools.Pipeline;

namespace AmiTools.Commands;

/// <summary>Says of images whether they would come back from the Recycle Bin, with each of their snapshots, if they were removed now.</summary>
[Cmdlet(VerbsDiagnostic.Test, "RecycleBinCoverage")]
[OutputType(typeof(RecycleBinCoverage))]
public sealed class TestRecycleBinCoverageCommand : AmiItemCmdlet
{
    /// <summary>The images.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ImageIds")]
    [ResourceReferences("ImageId")]
    [ArgumentCompleter(typeof(ImageIdCompleter))]
    public ResourceReference[]? ImageId { get; set; }

    private protected override ResourceReference[]? Items => ImageId;

    private protected override Task RunAsync(SessionOptions session, IReadOnlyList<ResourceReference> batch, CancellationToken stop) =>
        WriteAllAsync(Engine.FindAsync(new CoverageQuery { Session = session, ImageId = batch }, EngineEvents, stop), stop);
}
