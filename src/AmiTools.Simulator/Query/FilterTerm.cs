using Amazon.EC2.Model;

namespace AmiTools.Simulator;

/// <summary>One filter of a request: a name and the values of which one must fit.</summary>
internal readonly record struct FilterTerm(string Name, IReadOnlyList<string> Values)
{
    /// <summary>The filters of an EC2 request.</summary>
    public static IReadOnlyList<FilterTerm> Of(List<Filter>? filters) =>
        filters is null ? [] : [.. filters.Select(filter => new FilterTerm(filter.Name ?? "", filter.Values ?? []))];
}
