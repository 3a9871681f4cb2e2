using Amazon.EC2.Model;

namespace AmiTools.Engine.Graph;

/// <summary>One page of a list as it is asked for.</summary>
/// <param name="Filter">What narrows the list; null for everything.</param>
/// <param name="AnyOwner">Whether resources of other accounts are listed too. Only ever with ids: without, that is the whole world's.</param>
/// <param name="Token">Where the list goes on; null for its beginning.</param>
internal sealed record Listing(Filter? Filter = null, bool AnyOwner = false, string? Token = null)
{
    /// <summary>The filter as requests take it.</summary>
    public List<Filter>? Filters => Filter is null ? null : [Filter];
}

/// <summary>One page of a list.</summary>
/// <param name="Items">What is on it. An empty page is not the end.</param>
/// <param name="NextToken">Where the list goes on; null at its end.</param>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? NextToken);
