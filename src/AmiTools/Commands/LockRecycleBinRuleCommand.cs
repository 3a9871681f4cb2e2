using System.Management.Automation;
using AmiTools.Pipeline;

namespace AmiTools.Commands;

/// <summary>Locks rules of the Recycle Bin against change and removal.</summary>
[Cmdlet(VerbsCommon.Lock, "RecycleBinRule", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(RecycleBinRule))]
public sealed class LockRecycleBinRuleCommand : RuleChangeCmdlet
{
    /// <summary>How many days after its unlocking a rule can be changed again.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [Alias("UnlockDelayValue")]
    public int UnlockDelayDays { get; set; }

    private protected override RecycleBinRuleChangeOptions Options(SessionOptions session, IReadOnlyList<ResourceReference> rules) =>
        new LockRecycleBinRuleOptions { Session = session, Identifier = rules, UnlockDelayDays = UnlockDelayDays };
}
