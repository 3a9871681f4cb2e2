using System.Management.Automation;
using AmiTools.Binding;
using AmiTools.Pipeline;

namespace AmiTools.Commands;

/// <summary>Makes a retention rule of the Recycle Bin.</summary>
[Cmdlet(VerbsCommon.New, "RecycleBinRule", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(RecycleBinRule))]
public sealed class NewRecycleBinRuleCommand : AmiChangeCmdlet
{
    /// <summary>Image, Snapshot or Volume; a rule is made for each.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("ResourceTypes")]
    [BinResourceTypes]
    [ArgumentCompleter(typeof(BinResourceTypeCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] ResourceType { get; set; } = [];

    /// <summary>For how many days.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [Alias("RetentionPeriodValue")]
    public int RetentionDays { get; set; }

    /// <summary>The description.</summary>
    [Parameter]
    public string? Description { get; set; }

    /// <summary>Tags of which one must be on the resource.</summary>
    [Parameter]
    [Alias("ResourceTags")]
    [Tags]
    [ValidateNotNullOrEmpty]
    public IDictionary<string, string?> ResourceTag { get; set; } = new Dictionary<string, string?>();

    /// <summary>Tags that keep a resource from a rule of the whole region.</summary>
    [Parameter]
    [Alias("ExcludeResourceTags")]
    [Tags]
    [ValidateNotNullOrEmpty]
    public IDictionary<string, string?> ExcludeResourceTag { get; set; } = new Dictionary<string, string?>();

    /// <summary>Tags for the rule itself.</summary>
    [Parameter]
    [Alias("Tags")]
    [Tags]
    [ValidateNotNullOrEmpty]
    public IDictionary<string, string?> Tag { get; set; } = new Dictionary<string, string?>();

    private protected override ResourceReference[]? Items => null;

    private protected override Task RunAsync(SessionOptions session, IReadOnlyList<ResourceReference> batch, CancellationToken stop) => Task.CompletedTask;

    private protected override async Task RunWithoutItemsAsync(SessionOptions session, CancellationToken stop)
    {
        NewRecycleBinRuleOptions options = new()
        {
            Session = session, ResourceType = ResourceType, RetentionDays = RetentionDays, Description = Description,
            ResourceTag = TagsAttribute.Values(ResourceTag), ExcludeResourceTag = TagsAttribute.Values(ExcludeResourceTag), Tag = TagsAttribute.Values(Tag),
        };
        RecycleBinRulePlan plan = await Engine.PlanAsync(options, EngineEvents, stop).ConfigureAwait(false);
        if (await ReviewAsync(plan, step => step.Existing is not null).ConfigureAwait(false)) await WriteAllAsync(Engine.RunAsync(plan, EngineEvents, stop), stop).ConfigureAwait(false);
    }
}
