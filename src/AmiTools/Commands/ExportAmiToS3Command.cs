using System.Management.Automation;
using AmiTools.Binding;
using AmiTools.Pipeline;

namespace AmiTools.Commands;

/// <summary>Stores images as objects in an S3 bucket.</summary>
[Cmdlet(VerbsData.Export, "AmiToS3", DefaultParameterSetName = "Given", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(AmiExport))]
public sealed class ExportAmiToS3Command : AmiChangeCmdlet
{
    /// <summary>The images.</summary>
    [Parameter(ParameterSetName = "Given", Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = "Piped", Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ImageIds")]
    [ResourceReferences("ImageId", Leaves = SecondPlace.Bucket)]
    [ArgumentCompleter(typeof(ImageIdCompleter))]
    public ResourceReference[]? ImageId { get; set; }

    /// <summary>The bucket.</summary>
    [Parameter(ParameterSetName = "Given", Mandatory = true, Position = 1)]
    [Parameter(ParameterSetName = "Piped", Mandatory = true, Position = 0)]
    [Alias("Bucket")]
    [ValidateNotNullOrEmpty]
    public string BucketName { get; set; } = "";

    /// <summary>Tags for the objects.</summary>
    [Parameter]
    [Alias("ObjectTags")]
    [Tags]
    [ValidateNotNull]
    public IDictionary<string, string?> ObjectTag { get; set; } = new Dictionary<string, string?>();

    /// <summary>Whether what is stored already is stored again.</summary>
    [Parameter]
    public SwitchParameter Overwrite { get; set; }

    /// <summary>Whether to wait until the objects are there.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>How long to wait at the most.</summary>
    [Parameter]
    [ValidateRange(0.01, 8760)]
    public double TimeoutHours { get; set; } = 24;

    private protected override ResourceReference[]? Items => ImageId;

    private protected override async Task RunAsync(SessionOptions session, IReadOnlyList<ResourceReference> batch, CancellationToken stop)
    {
        ExportOptions options = new()
        {
            Session = session, ImageId = batch, BucketName = BucketName, ObjectTag = TagsAttribute.Values(ObjectTag), Overwrite = Overwrite, Wait = Wait, Timeout = TimeSpan.FromHours(TimeoutHours),
        };
        ExportPlan plan = await Engine.PlanAsync(options, EngineEvents, stop).ConfigureAwait(false);
        if (await ReviewAsync(plan, step => step.Existing is not null).ConfigureAwait(false)) await WriteAllAsync(Engine.RunAsync(plan, EngineEvents, stop), stop).ConfigureAwait(false);
    }
}
