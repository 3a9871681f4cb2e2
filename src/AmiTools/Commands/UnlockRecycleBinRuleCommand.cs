using System.Management.Automation;
using AmiTools.Pipeline;

namespace AmiTools.Commands;

/// <summary>Begins to unlock rules of the Recycle Bin.</summary>
[Cmdlet(VerbsCommon.Unlock, "RecycleBinRule", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(RecycleBinRule))]
public sealed class UnlockRecycleBinRuleCommand : RuleChangeCmdlet
{
    private protected override RecycleBinRuleChangeOptions Options(SessionOptions session, IReadOnlyList<ResourceReference> rules) => new UnlockRecycleBinRuleOptions { Session = session, Identifier = rules };
}
