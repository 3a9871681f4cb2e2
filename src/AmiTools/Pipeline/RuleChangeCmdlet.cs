using System.Management.Automation;
using AmiTools.Binding;

namespace AmiTools.Pipeline;

/// <summary>A command that changes rules of the Recycle Bin.</summary>
public abstract class RuleChangeCmdlet : AmiChangeCmdlet
{
    /// <summary>The rules.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Identifiers")]
    [ResourceReferences("Identifier")]
    [ArgumentCompleter(typeof(RuleIdentifierCompleter))]
    public virtual ResourceReference[]? Identifier { get; set; }

    private protected override ResourceReference[]? Items => Identifier;

    /// <summary>Whether the rules are returned.</summary>
    private protected virtual bool Returns => true;

    /// <summary>What is to be done.</summary>
    private protected abstract RecycleBinRuleChangeOptions Options(SessionOptions session, IReadOnlyList<ResourceReference> rules);

    private protected sealed override async Task RunAsync(SessionOptions session, IReadOnlyList<ResourceReference> batch, CancellationToken stop)
    {
        RecycleBinRuleChangePlan plan = await Engine.PlanAsync(Options(session, batch), EngineEvents, stop).ConfigureAwait(false);
        if (!await ReviewAsync(plan, step => !step.Changes).ConfigureAwait(false)) return;
        await foreach (RecycleBinRule rule in Engine.RunAsync(plan, EngineEvents, stop).ConfigureAwait(false))
        {
            if (Returns) await WriteAsync(rule).ConfigureAwait(false);
        }
    }
}
