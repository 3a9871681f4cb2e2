using System.Management.Automation;
using AmiTools.Pipeline;

namespace AmiTools.Commands;

/// <summary>Removes rules of the Recycle Bin.</summary>
[Cmdlet(VerbsCommon.Remove, "RecycleBinRule", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(RecycleBinRule))]
public sealed class RemoveRecycleBinRuleCommand : RuleChangeCmdlet
{
    /// <summary>Whether the rules are returned as they were.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override bool Returns => PassThru;

    private protected override RecycleBinRuleChangeOptions Options(SessionOptions session, IReadOnlyList<ResourceReference> rules) => new RemoveRecycleBinRuleOptions { Session = session, Identifier = rules };
}
