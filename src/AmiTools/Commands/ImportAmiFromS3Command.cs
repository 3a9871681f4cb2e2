using System.Management.Automation;
using AmiTools.Binding;
using AmiTools.Pipeline;

namespace AmiTools.Commands;

/// <summary>Makes images of objects that Export-AmiToS3 has stored.</summary>
[Cmdlet(VerbsData.Import, "AmiFromS3", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(AmiImport))]
public sealed class ImportAmiFromS3Command : AmiMakingCmdlet
{
    /// <summary>The bucket.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Bucket")]
    [ValidateNotNullOrEmpty]
    public string BucketName { get; set; } = "";

    /// <summary>The objects' keys.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("Key", "ObjectKeys")]
    [ValidateNotNullOrEmpty]
    public string[] ObjectKey { get; set; } = [];

    /// <summary>The image's name.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    // Of piped objects, bucket and key belong together: what is one item must carry both.
    private protected override ResourceReference[]? Items => [.. ObjectKey.Select(key => new ResourceReference($"{BucketName}/{key}"))];

    private protected override async Task RunAsync(SessionOptions session, IReadOnlyList<ResourceReference> batch, CancellationToken stop)
    {
        ImportOptions options = new() { Session = session, Object = batch, Name = Name, Tag = TagsAttribute.Values(Tag), Wait = Wait, Timeout = Timeout };
        ImportPlan plan = await Engine.PlanAsync(options, EngineEvents, stop).ConfigureAwait(false);
        if (await ReviewAsync(plan, step => step.Existing is not null).ConfigureAwait(false)) await WriteAllAsync(Engine.RunAsync(plan, EngineEvents, stop), stop).ConfigureAwait(false);
    }
}
