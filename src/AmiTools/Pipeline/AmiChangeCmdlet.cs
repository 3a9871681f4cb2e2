using System.Management.Automation;

namespace AmiTools.Pipeline;

/// <summary>A command that changes resources: it plans by reading, shows each step, asks where it has to, and carries out what is approved.</summary>
public abstract class AmiChangeCmdlet : AmiItemCmdlet
{
    private PlanReview? _review;

    /// <summary>Answers every question with yes beforehand.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>The file that each change is written to before it is made.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Journal { get; set; }

    private protected override string? JournalPath => (Journal ?? GetVariableValue("AmiToolsJournal")?.ToString()) is { Length: > 0 } path ? GetUnresolvedProviderPathFromPSPath(path) : null;

    private protected override void Prepare()
    {
        base.Prepare();
        _review = new PlanReview(this, Force);
    }

    /// <summary>Reports what would fail and asks for each step. False where nothing is left to carry out.</summary>
    /// <param name="plan">The plan. Its steps are approved, or not, by this.</param>
    /// <param name="isDone">Whether a step finds its result there already: there is nothing to ask then.</param>
    private protected async Task<bool> ReviewAsync<TStep>(Plan<TStep> plan, Func<TStep, bool> isDone) where TStep : PlanStep
    {
        foreach (AmiException problem in plan.Problems) await EngineEvents.FailAsync(problem).ConfigureAwait(false);
        PlanReview review = _review!;
        foreach (TStep step in plan.Steps)
        {
            if (isDone(step))
            {
                await EngineEvents.SayAsync($"{step} (nothing to do)").ConfigureAwait(false);
                step.Approved = !review.OnlyShows;
            }
            else if (await OnPipelineAsync(() => review.Decide(step)).ConfigureAwait(false) is { } refusal)
            {
                await EngineEvents.FailAsync(refusal).ConfigureAwait(false);
            }
        }
        return plan.Steps.Any(step => step.Approved);
    }
}
