using AmiTools.Engine.Errors;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Images;

/// <summary>Lists that AWS cuts into pages.</summary>
internal static class Pages
{
    /// <summary>All of a list.</summary>
    /// <param name="region">Where.</param>
    /// <param name="operation">The operation that lists it, for the failure of a list that never ends.</param>
    /// <param name="page">Asks for the page of a token; null asks for the first one.</param>
    public static async Task<List<T>> AllAsync<T>(RegionSession region, string operation, Func<string?, Task<(List<T>? Items, string? NextToken)>> page)
    {
        List<T> all = [];
        await foreach (T item in EachAsync(region, operation, page).ConfigureAwait(false)) all.Add(item);
        return all;
    }

    /// <summary>A list as its pages come: the next one is asked for when all of the last one is taken.</summary>
    /// <param name="region">Where.</param>
    /// <param name="operation">The operation that lists it, for the failure of a list that never ends.</param>
    /// <param name="page">Asks for the page of a token; null asks for the first one.</param>
    public static async IAsyncEnumerable<T> EachAsync<T>(RegionSession region, string operation, Func<string?, Task<(List<T>? Items, string? NextToken)>> page)
    {
        HashSet<string> tokens = [];
        string? token = null;
        do
        {
            (List<T>? items, string? next) = await page(token).ConfigureAwait(false);
            // An empty page with a token is not the end; only a missing token is.
            foreach (T item in items ?? []) yield return item;
            token = string.IsNullOrEmpty(next) ? null : next;
            if (token is not null && !tokens.Add(token)) throw Failures.EndlessPages(operation, region.Name);
        }
        while (token is not null);
    }
}
