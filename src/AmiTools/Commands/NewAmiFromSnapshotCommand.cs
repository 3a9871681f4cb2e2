using System.Management.Automation;
using AmiTools.Binding;
using AmiTools.Pipeline;

namespace AmiTools.Commands;

/// <summary>Registers images from snapshots of root volumes.</summary>
[Cmdlet(VerbsCommon.New, "AmiFromSnapshot", DefaultParameterSetName = "Given", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(AmiRegistration))]
public sealed class NewAmiFromSnapshotCommand : AmiRegistrationCmdlet
{
    /// <summary>The snapshots of root volumes.</summary>
    [Parameter(ParameterSetName = "Given", Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = "Piped", Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("SnapshotIds")]
    [ResourceReferences("SnapshotId", Leaves = SecondPlace.Template)]
    [ArgumentCompleter(typeof(SnapshotIdCompleter))]
    public ResourceReference[]? SnapshotId { get; set; }

    /// <summary>The name's template.</summary>
    [Parameter(ParameterSetName = "Given", Position = 1)]
    [Parameter(ParameterSetName = "Piped", Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = SnapshotRegistrationOptions.DefaultName;

    /// <summary>The root volume's size in GiB.</summary>
    [Parameter]
    [Size]
    public int? Size { get; set; }

    /// <summary>An image of the same system.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ImageIdCompleter))]
    [ValidateNotNullOrEmpty]
    public string? LikeImageId { get; set; }

    /// <summary>The UEFI variables.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? UefiData { get; set; }

    /// <summary>Whether the snapshot's tags are put on the image too.</summary>
    [Parameter]
    [Alias("CopyTags")]
    public SwitchParameter CopyTag { get; set; }

    private protected override ResourceReference[]? Items => SnapshotId;

    private protected override async Task RunAsync(SessionOptions session, IReadOnlyList<ResourceReference> batch, CancellationToken stop)
    {
        SnapshotRegistrationOptions options = new()
        {
            Session = session,
            SnapshotId = batch,
            Name = Name,
            Description = Description,
            Size = Size,
            BlockDevice = BlockDevice,
            Machine = Machine(UefiData),
            LikeImageId = LikeImageId,
            Tag = TagsAttribute.Values(Tag),
            CopyTag = CopyTag,
            Wait = Wait,
            Timeout = Timeout,
        };
        await RegisterAsync(await Engine.PlanAsync(options, EngineEvents, stop).ConfigureAwait(false), stop).ConfigureAwait(false);
    }
}
