using System.Collections.Concurrent;
using AmiTools.Engine.Errors;
using AmiTools.Engine.Ids;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.RecycleBin;

/// <summary>The rules that references name, for commands that change them. A reference that names no region is looked for in all regions of the session.</summary>
internal sealed class NamedRules
{
    private NamedRules(IReadOnlyList<NamedRule> found, IReadOnlyList<AmiException> problems)
    {
        Found = found;
        Problems = problems;
    }

    /// <summary>The rules that there are, in the order in which they were named.</summary>
    public IReadOnlyList<NamedRule> Found { get; }

    /// <summary>Identifiers that are none or that no rule has, regions that are none, and rules that could not be read.</summary>
    public IReadOnlyList<AmiException> Problems { get; }

    /// <summary>Reads them.</summary>
    public static async Task<NamedRules> ReadAsync(EngineSession session, SessionOptions options, IReadOnlyList<ResourceReference> references, CancellationToken cancellationToken)
    {
        List<AmiException> problems = [.. references.Select(RuleRules.Identifier).OfType<AmiException>()];
        Whereabouts where = await Whereabouts.ResolveAsync(session, options, references.Where(reference => RuleRules.Identifier(reference) is null), problems, cancellationToken).ConfigureAwait(false);

        ConcurrentBag<AmiException> failures = [];
        NamedRule?[][] found = await Task.WhenAll(where.References.Select(reference => Task.WhenAll(where.Of(reference).Select(region => OneAsync(reference, region))))).ConfigureAwait(false);
        problems.AddRange(failures);
        foreach ((ResourceReference reference, NamedRule?[] rules) in where.References.Zip(found))
        {
            RegionSession[] regions = where.Of(reference);
            if (regions.Length > 0 && rules.All(rule => rule is null) && !failures.Any(failure => failure.ResourceId == reference.Given)) problems.Add(RuleRules.NotFound(reference, regions.Select(region => region.Name)));
        }

        // The same rule given with its region and without it is one.
        return new NamedRules([.. found.SelectMany(rules => rules).OfType<NamedRule>().DistinctBy(named => (named.Rule.Identifier, named.Region.Name))], problems);

        async Task<NamedRule?> OneAsync(ResourceReference reference, RegionSession region)
        {
            try
            {
                return await RuleReader.OneAsync(region, reference.Id, cancellationToken).ConfigureAwait(false) is { } rule ? new NamedRule(reference, region, rule) : null;
            }
            catch (AmiException failure) when (!failure.StopsEverything)
            {
                failures.Add(failure.As(failure.Code, failure.Kind, $"{reference.Id} could not be looked at: {failure.Message}", reference.Given));
                return null;
            }
        }
    }
}

/// <summary>A rule that a reference names.</summary>
/// <param name="Reference">What the user gave.</param>
/// <param name="Region">Where it is.</param>
/// <param name="Rule">The rule.</param>
internal sealed record NamedRule(ResourceReference Reference, RegionSession Region, RecycleBinRule Rule);
