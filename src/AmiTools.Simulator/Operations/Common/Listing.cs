namespace AmiTools.Simulator;

/// <summary>What the lists of an account's own resources have in common.</summary>
internal static class Listing
{
    /// <summary>The resources of given ids, in order; whoever names one that is not there gets an error for all that are missing.</summary>
    public static IReadOnlyList<T> Named<T>(Call call, ResourceStore<T> store, IReadOnlyList<string> ids, Func<IReadOnlyCollection<string>, AwsErrorException> missing)
        where T : SimResource
    {
        List<string> absent = [.. ids.Where(id => call.Visible(store.Find(id)) is null)];
        if (absent.Count > 0)
            throw missing(absent);
        return [.. ids.Select(id => store.Find(id)!).OrderBy(resource => resource.Sequence)];
    }

    /// <summary>One page of a store: of all in it, or of the ids that were named.</summary>
    public static Page<T> Page<T>(
        Call call,
        Pager pager,
        ResourceStore<T> store,
        IReadOnlyList<string> ids,
        Func<IReadOnlyCollection<string>, AwsErrorException> missing,
        Func<T, bool> fits,
        int? maxResults,
        string? token)
        where T : SimResource
    {
        call.AfterSyntax();
        if (ids.Count > 0)
        {
            var named = Named(call, store, ids, missing);
            call.BeforeChange();
            return pager.Take(call, maxResults, token, after => named.Where(resource => resource.Sequence > after), fits);
        }
        call.BeforeChange();
        return pager.Take(call, maxResults, token, store.After, resource => call.IsListed(resource) && fits(resource));
    }

    /// <summary>Everything in a store, or what was named: for lists that have no pages.</summary>
    public static List<T> All<T>(Call call, ResourceStore<T> store, IReadOnlyList<string> ids, Func<IReadOnlyCollection<string>, AwsErrorException> missing, Func<T, bool> fits)
        where T : SimResource
    {
        call.AfterSyntax();
        var all = ids.Count > 0 ? Named(call, store, ids, missing) : store.Where(call.IsListed);
        call.BeforeChange();
        return [.. all.Where(fits)];
    }
}
