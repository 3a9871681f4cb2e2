using System.Runtime.CompilerServices;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Waiting;

/// <summary>Waits for resources that somebody names, all at a time: they share the poller's calls, and one that takes hours must not hold back one that is done.</summary>
/// <typeparam name="T">What is returned of each.</typeparam>
/// <param name="session">The caller.</param>
/// <param name="options">Whose region counts for references that name none.</param>
/// <param name="events">Told of those that fail.</param>
internal sealed class WaitRunner<T>(EngineSession session, SessionOptions options, IEngineEvents events) where T : class
{
    /// <summary>Yields each when it is done.</summary>
    /// <param name="references">What is waited for.</param>
    /// <param name="refuse">Why a reference cannot be one; null where it can.</param>
    /// <param name="wait">Waits for one.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async IAsyncEnumerable<T> RunAsync(
        IReadOnlyList<ResourceReference> references,
        Func<ResourceReference, AmiException?> refuse,
        Func<ResourceReference, RegionSession, CancellationToken, Task<T>> wait,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<(ResourceReference Reference, RegionSession Region)> items = [];
        foreach (ResourceReference reference in references.DistinctBy(reference => (reference.Id, reference.Region)))
        {
            await Item.RunAsync(events, reference.Given, reference.Region, async () =>
            {
                if (refuse(reference) is { } refusal) throw refusal;
                items.Add((reference, await RegionAsync(reference, cancellationToken).ConfigureAwait(false)));
            }).ConfigureAwait(false);
        }

        await foreach (T done in ParallelStream.RunAsync<(ResourceReference Reference, RegionSession Region), T>(items, Math.Max(1, items.Count),
            (item, emit, token) => Item.RunAsync(events, item.Reference.Given, item.Region.Name, async () => await emit(await wait(item.Reference, item.Region, token).ConfigureAwait(false)).ConfigureAwait(false)),
            cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            yield return done;
        }
    }

    private async Task<RegionSession> RegionAsync(ResourceReference reference, CancellationToken cancellationToken)
    {
        (IReadOnlyList<string> regions, IReadOnlyList<AmiException> problems) = await session.Regions.ResolveAsync(reference.Region is { } known ? [known] : options.Region, cancellationToken).ConfigureAwait(false);
        if (problems.Count > 0) throw problems[0];
        return regions is [var only] ? session.In(only) : throw new AmiException(AmiErrorCodes.InvalidOption, AmiErrorKind.InvalidInput, $"{reference.Id} may lie in {string.Join(", ", regions)}; waiting needs one region.")
        {
            ResourceId = reference.Given, Remedy = "Give one -Region, or pipe the object that names it.",
        };
    }
}
