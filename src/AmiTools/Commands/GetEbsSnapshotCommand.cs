using System.Management.Automation;
using AmiTools.Binding;
using AmiTools.Loading;
using AmiTools.Pipeline;

namespace AmiTools.Commands;

/// <summary>Lists snapshots.</summary>
[Cmdlet(VerbsCommon.Get, "EbsSnapshot")]
[OutputType(typeof(EbsSnapshot))]
public sealed class GetEbsSnapshotCommand : AmiItemCmdlet
{
    /// <summary>Snapshots by id; an image that is piped in stands for its snapshots.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("SnapshotIds")]
    [ResourceReferences("SnapshotId", "ImageId", OrRegion = true)]
    [ArgumentCompleter(typeof(SnapshotIdCompleter))]
    public ResourceReference[]? SnapshotId { get; set; }

    /// <summary>The volumes that they were taken of.</summary>
    [Parameter]
    [Alias("VolumeIds")]
    [ResourceReferences("VolumeId")]
    [ArgumentCompleter(typeof(VolumeIdCompleter))]
    [ValidateNotNullOrEmpty]
    public ResourceReference[] VolumeId { get; set; } = [];

    /// <summary>The images that are made of them.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("ImageIds")]
    [ResourceReferences("ImageId")]
    [ArgumentCompleter(typeof(ImageIdCompleter))]
    [ValidateNotNullOrEmpty]
    public ResourceReference[] ImageId { get; set; } = [];

    /// <summary>Tags that must be there.</summary>
    [Parameter]
    [Alias("Tags")]
    [Tags]
    [ValidateNotNullOrEmpty]
    public IDictionary<string, string?> Tag { get; set; } = new Dictionary<string, string?>();

    /// <summary>Descriptions with wildcards.</summary>
    [Parameter]
    [Alias("Descriptions")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Description { get; set; } = [];

    /// <summary>Whose they are.</summary>
    [Parameter]
    [Alias("Owners", "OwnerIds")]
    [ArgumentCompleter(typeof(OwnerCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Owner { get; set; } = [];

    /// <summary>Only what others share with this account.</summary>
    [Parameter]
    public SwitchParameter SharedWithMe { get; set; }

    /// <summary>AWS's states.</summary>
    [Parameter]
    [Alias("States")]
    [ArgumentCompleter(typeof(SnapshotStateCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] State { get; set; } = [];

    /// <summary>AWS's storage tier.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(StorageTierCompleter))]
    [ValidateNotNullOrEmpty]
    public string? StorageTier { get; set; }

    /// <summary>Only encrypted ones, or with <c>:$false</c> only plain ones.</summary>
    [Parameter]
    public SwitchParameter Encrypted { get; set; }

    /// <summary>Begun before a date, or longer ago than a time.</summary>
    [Parameter]
    [Moment]
    [ValidateNotNull]
    public Moment? OlderThan { get; set; }

    /// <summary>Begun after a date, or not longer ago than a time.</summary>
    [Parameter]
    [Moment]
    [ValidateNotNull]
    public Moment? NewerThan { get; set; }

    private protected override ResourceReference[]? Items => SnapshotId is null && VolumeId.Length + ImageId.Length == 0 ? null : [.. SnapshotId ?? [], .. VolumeId, .. ImageId];

    private protected override Task RunAsync(SessionOptions session, IReadOnlyList<ResourceReference> batch, CancellationToken stop) => FindAsync(session, batch, stop);

    private protected override Task RunWithoutItemsAsync(SessionOptions session, CancellationToken stop) => FindAsync(session, [], stop);

    private Task FindAsync(SessionOptions session, IReadOnlyList<ResourceReference> ids, CancellationToken stop) => WriteAllAsync(
        Engine.FindAsync(
            new EbsSnapshotQuery
            {
                Session = session,
                Id = ids,
                Tag = Tag.AsReadOnly(),
                Description = Description,
                Owner = Owner,
                SharedWithMe = SharedWithMe,
                State = State,
                StorageTier = StorageTier,
                Encrypted = Said(nameof(Encrypted), Encrypted),
                StartedBefore = OlderThan?.Before(EngineHost.UtcNow),
                StartedAfter = NewerThan?.Before(EngineHost.UtcNow),
            },
            EngineEvents, stop), stop);
}
