using System.Management.Automation;
using AmiTools.Binding;
using AmiTools.Pipeline;

namespace AmiTools.Commands;

/// <summary>Waits until images are available.</summary>
[Cmdlet(VerbsLifecycle.Wait, "Ami")]
[OutputType(typeof(Ami))]
public sealed class WaitAmiCommand : AmiItemCmdlet
{
    /// <summary>The images.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ImageIds")]
    [ResourceReferences("ImageId")]
    [ArgumentCompleter(typeof(ImageIdCompleter))]
    public ResourceReference[]? ImageId { get; set; }

    /// <summary>How long to wait at the most.</summary>
    [Parameter]
    [ValidateRange(0.01, 8760)]
    public double TimeoutHours { get; set; } = 24;

    private protected override ResourceReference[]? Items => ImageId;

    /// <summary>A batch may wait for hours, and the image that comes after it must not wait for its end.</summary>
    private protected override int Parallelism => int.MaxValue;

    private protected override Task RunAsync(SessionOptions session, IReadOnlyList<ResourceReference> batch, CancellationToken stop) => WriteAllAsync(
        Engine.WaitAsync(new WaitOptions { Session = session, ImageId = batch, Timeout = TimeSpan.FromHours(TimeoutHours) }, EngineEvents, stop), stop);
}
