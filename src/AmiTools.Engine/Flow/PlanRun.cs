using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Flow;

/// <summary>Carries out what of a plan is approved: many steps at a time, and one that fails does not hold back the others.</summary>
internal static class PlanRun
{
    /// <summary>The steps that may be carried out, in order.</summary>
    public static TStep[] Approved<TStep>(this Plan<TStep> plan) where TStep : PlanStep => [.. plan.Steps.Where(step => step.Approved)];

    /// <summary>Carries out the approved steps, and yields the result of each as it is ready.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="session">The caller.</param>
    /// <param name="events">Told of failures.</param>
    /// <param name="item">What a step is about, as its failure is told.</param>
    /// <param name="work">What is done for one.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <param name="waits">Whether a step may wait for hours: then none holds back another's beginning.</param>
    public static IAsyncEnumerable<TResult> RunAsync<TStep, TResult>(this Plan<TStep> plan, EngineSession session, IEngineEvents events, Func<TStep, (string? Id, string Region)> item,
        Func<TStep, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken, bool waits = false) where TStep : PlanStep =>
        plan.RunAsync<TStep, TResult>(session, events, item, async (step, emit, token) => await emit(await work(step, token).ConfigureAwait(false)).ConfigureAwait(false), cancellationToken, waits);

    /// <summary>Carries out the approved steps, of which each emits any number of results.</summary>
    public static IAsyncEnumerable<TResult> RunAsync<TStep, TResult>(this Plan<TStep> plan, EngineSession session, IEngineEvents events, Func<TStep, (string? Id, string Region)> item,
        Func<TStep, Func<TResult, ValueTask>, CancellationToken, Task> work, CancellationToken cancellationToken, bool waits = false) where TStep : PlanStep
    {
        TStep[] steps = plan.Approved();
        return ParallelStream.RunAsync<TStep, TResult>(steps, waits ? Math.Max(1, steps.Length) : session.Settings.Parallelism, (step, emit, token) =>
        {
            (string? id, string region) = item(step);
            return Item.RunAsync(events, id, region, () => work(step, emit, token));
        }, cancellationToken: cancellationToken);
    }

    /// <summary>Carries out the approved steps of a copy, all at a time: each waits for its places and its turn by itself, and one that waits must not hold back one in another region.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="session">The caller.</param>
    /// <param name="events">Told of failures.</param>
    /// <param name="destination">The region that a step copies to.</param>
    /// <param name="given">What a step copies, as its failure is told.</param>
    /// <param name="look">Reads what a region has already. Anew: hours may have passed between the plan and the answer to its question, and another run may have been at work.</param>
    /// <param name="work">Makes a copy.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    public static IAsyncEnumerable<TResult> RunByDestinationAsync<TStep, TThere, TResult>(this Plan<TStep> plan, EngineSession session, IEngineEvents events, Func<TStep, string> destination, Func<TStep, string?> given,
        Func<RegionSession, IReadOnlyList<TStep>, CancellationToken, Task<TThere>> look, Func<RegionSession, TStep, TThere, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken) where TStep : PlanStep
    {
        IGrouping<string, TStep>[] destinations = [.. plan.Approved().GroupBy(destination)];
        return ParallelStream.RunAsync<IGrouping<string, TStep>, TResult>(destinations, Math.Max(1, destinations.Length), (there, emit, token) => Item.RunAsync(events, null, there.Key, async () =>
        {
            RegionSession region = session.In(there.Key);
            TStep[] steps = [.. there];
            TThere existing = await look(region, steps, token).ConfigureAwait(false);
            ParallelOptions all = new() { MaxDegreeOfParallelism = steps.Length, CancellationToken = token };
            await Parallel.ForEachAsync(steps, all, async (step, stop) => await Item.RunAsync(events, given(step), region.Name, async () =>
                await emit(await work(region, step, existing, stop).ConfigureAwait(false)).ConfigureAwait(false)).ConfigureAwait(false)).ConfigureAwait(false);
        }), cancellationToken: cancellationToken);
    }
}
