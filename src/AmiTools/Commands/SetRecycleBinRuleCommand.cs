using System.Management.Automation;
using AmiTools.Binding;
using AmiTools.Pipeline;

namespace AmiTools.Commands;

/// <summary>Changes what rules of the Recycle Bin say.</summary>
[Cmdlet(VerbsCommon.Set, "RecycleBinRule", DefaultParameterSetName = "Given", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(RecycleBinRule))]
public sealed class SetRecycleBinRuleCommand : RuleChangeCmdlet
{
    /// <inheritdoc/>
    [Parameter(ParameterSetName = "Given", Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = "Piped", Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Identifiers")]
    [ResourceReferences("Identifier", Leaves = SecondPlace.Number)]
    [ArgumentCompleter(typeof(RuleIdentifierCompleter))]
    public override ResourceReference[]? Identifier { get; set; }

    /// <summary>For how many days.</summary>
    [Parameter(ParameterSetName = "Given", Position = 1)]
    [Parameter(ParameterSetName = "Piped", Position = 0)]
    [Alias("RetentionPeriodValue")]
    public int RetentionDays { get; set; }

    /// <summary>The description.</summary>
    [Parameter]
    [ValidateNotNull]
    public string? Description { get; set; }

    /// <summary>Tags of which one must be on the resource.</summary>
    [Parameter]
    [Alias("ResourceTags")]
    [Tags]
    [ValidateNotNull]
    public IDictionary<string, string?>? ResourceTag { get; set; }

    /// <summary>Tags that keep a resource from a rule of the whole region.</summary>
    [Parameter]
    [Alias("ExcludeResourceTags")]
    [Tags]
    [ValidateNotNull]
    public IDictionary<string, string?>? ExcludeResourceTag { get; set; }

    /// <summary>Whether the changed rules are returned.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override bool Returns => PassThru;

    private protected override RecycleBinRuleChangeOptions Options(SessionOptions session, IReadOnlyList<ResourceReference> rules) => new SetRecycleBinRuleOptions
    {
        Session = session, Identifier = rules, Description = Description,
        RetentionDays = Said(nameof(RetentionDays), RetentionDays),
        ResourceTag = ResourceTag is null ? null : TagsAttribute.Values(ResourceTag),
        ExcludeResourceTag = ExcludeResourceTag is null ? null : TagsAttribute.Values(ExcludeResourceTag),
    };
}
