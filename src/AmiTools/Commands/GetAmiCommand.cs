using System.Management.Automation;
using AmiTools.Binding;
using AmiTools.Loading;
using AmiTools.Pipeline;

namespace AmiTools.Commands;

/// <summary>Lists images.</summary>
[Cmdlet(VerbsCommon.Get, "Ami")]
[OutputType(typeof(Ami))]
public sealed class GetAmiCommand : AmiItemCmdlet
{
    /// <summary>Images by id.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ImageIds")]
    [ResourceReferences("ImageId", OrRegion = true)]
    [ArgumentCompleter(typeof(ImageIdCompleter))]
    public ResourceReference[]? ImageId { get; set; }

    /// <summary>Names with wildcards.</summary>
    [Parameter]
    [Alias("Names")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <summary>Whose images are listed.</summary>
    [Parameter]
    public AmiVisibility? Visibility { get; set; }

    /// <summary>Owners.</summary>
    [Parameter]
    [Alias("Owners")]
    [ArgumentCompleter(typeof(ImageOwnerCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Owner { get; set; } = [];

    /// <summary>AWS's own filters.</summary>
    [Parameter]
    [Alias("Filters")]
    [Filters]
    [ValidateNotNullOrEmpty]
    public IDictionary<string, string[]> Filter { get; set; } = new Dictionary<string, string[]>();

    /// <summary>Whether deprecated images of others are listed too.</summary>
    [Parameter]
    public SwitchParameter IncludeDeprecated { get; set; }

    /// <summary>Tags that must be there.</summary>
    [Parameter]
    [Alias("Tags")]
    [Tags]
    [ValidateNotNullOrEmpty]
    public IDictionary<string, string?> Tag { get; set; } = new Dictionary<string, string?>();

    /// <summary>The instances that the images were made of.</summary>
    [Parameter]
    [Alias("InstanceIds")]
    [ResourceReferences("InstanceId", Container = "Instances")]
    [ArgumentCompleter(typeof(InstanceIdCompleter))]
    [ValidateNotNullOrEmpty]
    public ResourceReference[] InstanceId { get; set; } = [];

    /// <summary>AWS's states.</summary>
    [Parameter]
    [Alias("States")]
    [ArgumentCompleter(typeof(ImageStateCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] State { get; set; } = [];

    /// <summary>AWS's architectures.</summary>
    [Parameter]
    [Alias("Architectures")]
    [ArgumentCompleter(typeof(ArchitectureCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Architecture { get; set; } = [];

    /// <summary>The operating system.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(PlatformCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string? Platform { get; set; }

    /// <summary>Where the root is kept.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(RootDeviceTypeCompleter))]
    [ValidateNotNullOrEmpty]
    public string? RootDeviceType { get; set; }

    /// <summary>Made before a date, or longer ago than a time.</summary>
    [Parameter]
    [Moment]
    [ValidateNotNull]
    public Moment? OlderThan { get; set; }

    /// <summary>Only the newest of each machine.</summary>
    [Parameter]
    public SwitchParameter Latest { get; set; }

    private protected override ResourceReference[]? Items => ImageId;

    private protected override Task RunAsync(SessionOptions session, IReadOnlyList<ResourceReference> batch, CancellationToken stop) => FindAsync(session, batch, stop);

    private protected override Task RunWithoutItemsAsync(SessionOptions session, CancellationToken stop) => FindAsync(session, [], stop);

    private Task FindAsync(SessionOptions session, IReadOnlyList<ResourceReference> images, CancellationToken stop) => WriteAllAsync(
        Engine.FindAsync(
            new AmiQuery
            {
                Session = session,
                ImageId = images,
                Name = Name,
                Visibility = Visibility,
                Owner = Owner,
                Filter = Filter.ToDictionary(filter => filter.Key, filter => (IReadOnlyList<string>)filter.Value, StringComparer.Ordinal),
                IncludeDeprecated = IncludeDeprecated,
                Tag = Tag.AsReadOnly(),
                InstanceId = InstanceId,
                State = State,
                Architecture = Architecture,
                Platform = Platform,
                RootDeviceType = RootDeviceType,
                CreatedBefore = OlderThan?.Before(EngineHost.UtcNow),
                Latest = Latest,
            },
            EngineEvents, stop), stop);
}
