using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace AmiTools.Engine.Flow;

/// <summary>Work on many items at a time whose results come in the order in which they are ready.</summary>
internal static class ParallelStream
{
    /// <summary>Runs the work on every item and yields what it emits. Leaving the enumeration early cancels the work and waits for it.</summary>
    /// <param name="items">The items.</param>
    /// <param name="degree">How many at a time.</param>
    /// <param name="work">What is done with one; it emits any number of results. What it throws ends everything.</param>
    /// <param name="capacity">How many results may lie ready before the work waits for them to be taken.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    public static async IAsyncEnumerable<TResult> RunAsync<TItem, TResult>(
        IReadOnlyCollection<TItem> items,
        int degree,
        Func<TItem, Func<TResult, ValueTask>, CancellationToken, Task> work,
        int capacity = 1000,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (items.Count == 0) yield break;
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Channel<TResult> results = Channel.CreateBounded<TResult>(new BoundedChannelOptions(capacity) { SingleReader = true });
        Task producer = Task.Run(() => ProduceAsync(items, degree, work, results.Writer, stop.Token), CancellationToken.None);
        try
        {
            await foreach (TResult result in results.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false)) yield return result;
        }
        finally
        {
            // Where the reader went away, nobody takes results any more: the work must not wait for that.
            await stop.CancelAsync().ConfigureAwait(false);
            await producer.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await producer.ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private static async Task ProduceAsync<TItem, TResult>(IReadOnlyCollection<TItem> items, int degree, Func<TItem, Func<TResult, ValueTask>, CancellationToken, Task> work, ChannelWriter<TResult> results, CancellationToken cancellationToken)
    {
        try
        {
            ParallelOptions options = new() { MaxDegreeOfParallelism = degree, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(items, options, async (item, token) => await work(item, result => results.WriteAsync(result, token), token).ConfigureAwait(false)).ConfigureAwait(false);
        }
        finally
        {
            results.Complete();
        }
    }
}
