using System.Management.Automation;
using AmiTools.Binding;
using AmiTools.Pipeline;

namespace AmiTools.Commands;

/// <summary>Changes what rules of the Recycle Bin say.</summary>
[Cmdlet(VerbsCommon.Set, "RecycleBinRule", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(RecycleBinRule))]
public sealed class SetRecycleBinRuleCommand : RuleChangeCmdlet
{
    /// <summary>For how many days.</summary>
    [Parameter(Position = 1)]
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
