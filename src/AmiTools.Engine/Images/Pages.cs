using AmiTools.Engine.Errors;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Images;

/// <summary>Lists that AWS cuts into pages.</summary>
internal static class Pages
{
    /// <summary>All of a list.</summary>
    /// <param name="region">Where.</param>
    /// <param name="operation">The operation that lists it, for the failure of a list that never ends.</param>
    /// <param name="page">Asks for the page of a token; null asks for the first one. An empty page with a token is not the end.</param>
    public static async Task<List<T>> AllAsync<T>(RegionSession region, string operation, Func<string?, Task<(List<T>? Items, string? NextToken)>> page)
    {
        List<T> all = [];
        HashSet<string> tokens = [];
        string? token = null;
        do
        {
            (List<T>? items, string? next) = await page(token).ConfigureAwait(false);
            all.AddRange(items ?? []);
            token = string.IsNullOrEmpty(next) ? null : next;
            if (token is not null && !tokens.Add(token)) throw Failures.EndlessPages(operation, region.Name);
        }
        while (token is not null);
        return all;
    }
}
