using System.Collections.Concurrent;
using System.Management.Automation;
using AmiTools.Binding;
using AmiTools.Pipeline;

namespace AmiTools.Commands;

/// <summary>Carries out retention plans.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "AmiRetentionPlan", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(AmiRetentionResult))]
public sealed class InvokeAmiRetentionPlanCommand : AmiChangeCmdlet
{
    private readonly ConcurrentQueue<AmiRetentionPlan> _plans = [];
    private FailureCount _failures = new();

    /// <summary>The plan, or its JSON.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [RetentionPlan]
    [ValidateNotNull]
    public AmiRetentionPlan? Plan { get; set; }

    /// <summary>After how many failed images nothing more is begun.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int MaxFailure { get; set; } = FailureCount.Default;

    private protected override ResourceReference[]? Items => [.. Plan!.Changes.Select(item => new ResourceReference(item.ImageId, item.Region, item.AccountId))];

    /// <summary>One lot after the other: the failures of all of them are counted together.</summary>
    private protected override int Parallelism => 1;

    private protected override void TakeRecord()
    {
        _plans.Enqueue(Plan!);
        base.TakeRecord();
    }

    private protected override void Prepare()
    {
        base.Prepare();
        _failures = new FailureCount(MaxFailure);
    }

    private protected override async Task RunAsync(SessionOptions session, IReadOnlyList<ResourceReference> batch, CancellationToken stop)
    {
        foreach (AmiRetentionPlan plan in _plans)
        {
            RetentionRunPlan run = await Engine.PlanAsync(new RetentionRunOptions { Session = session, Plan = plan, ImageId = batch, Failures = _failures }, EngineEvents, stop).ConfigureAwait(false);
            if (await ReviewAsync(run, step => step.IsDone).ConfigureAwait(false)) await WriteAllAsync(Engine.RunAsync(run, EngineEvents, stop), stop).ConfigureAwait(false);
        }
    }
}
