using System.Management.Automation;
using AmiTools.Binding;
using AmiTools.Pipeline;

namespace AmiTools.Commands;

/// <summary>Locks rules of the Recycle Bin against change and removal.</summary>
[Cmdlet(VerbsCommon.Lock, "RecycleBinRule", DefaultParameterSetName = "Given", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(RecycleBinRule))]
public sealed class LockRecycleBinRuleCommand : RuleChangeCmdlet
{
    /// <inheritdoc/>
    [Parameter(ParameterSetName = "Given", Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = "Piped", Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Identifiers")]
    [ResourceReferences("Identifier", Leaves = SecondPlace.Number)]
    [ArgumentCompleter(typeof(RuleIdentifierCompleter))]
    public override ResourceReference[]? Identifier { get; set; }

    /// <summary>How many days after its unlocking a rule can be changed again.</summary>
    [Parameter(ParameterSetName = "Given", Mandatory = true, Position = 1)]
    [Parameter(ParameterSetName = "Piped", Mandatory = true, Position = 0)]
    [Alias("UnlockDelayValue")]
    public int UnlockDelayDays { get; set; }

    private protected override RecycleBinRuleChangeOptions Options(SessionOptions session, IReadOnlyList<ResourceReference> rules) =>
        new LockRecycleBinRuleOptions { Session = session, Identifier = rules, UnlockDelayDays = UnlockDelayDays };
}
