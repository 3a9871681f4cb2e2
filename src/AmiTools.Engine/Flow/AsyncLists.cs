namespace AmiTools.Engine.Flow;

/// <summary>What .NET 10 has and .NET 8 has not.</summary>
internal static class AsyncLists
{
    /// <summary>All of it, when it has all come.</summary>
    public static async Task<List<T>> CollectAsync<T>(this IAsyncEnumerable<T> items, CancellationToken cancellationToken)
    {
        List<T> list = [];
        await foreach (T item in items.WithCancellation(cancellationToken).ConfigureAwait(false)) list.Add(item);
        return list;
    }
}
