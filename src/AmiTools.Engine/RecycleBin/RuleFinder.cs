using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.RecycleBin;

/// <summary>Lists the rules of the Recycle Bin.</summary>
internal sealed class RuleFinder(SessionDirectory sessions)
{
    public async IAsyncEnumerable<RecycleBinRule> FindAsync(RecycleBinRuleQuery query, IEngineEvents events, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        EngineSession session = await sessions.OpenAsync(query.Session, cancellationToken).ConfigureAwait(false);
        List<string> regions = await BinRegions.ResolveAsync(session, query.Session, [], events, cancellationToken).ConfigureAwait(false);
        ConcurrentDictionary<string, bool> found = new(StringComparer.Ordinal);
        bool complete = true;
        await foreach (RecycleBinRule rule in ParallelStream.RunAsync<string, RecycleBinRule>(regions, session.Settings.Parallelism, RegionAsync, cancellationToken: cancellationToken).ConfigureAwait(false)) yield return rule;

        if (!complete) yield break;
        foreach (string identifier in query.Identifier.Distinct().Where(identifier => !found.ContainsKey(identifier)))
        {
            await events.FailAsync(RuleRules.NotFound(new ResourceReference(identifier), regions)).ConfigureAwait(false);
        }

        async Task RegionAsync(string name, Func<RecycleBinRule, ValueTask> emit, CancellationToken token)
        {
            RegionSession region = session.In(name);
            try
            {
                if (query.Identifier.Count > 0)
                {
                    foreach (string identifier in query.Identifier.Distinct())
                    {
                        if (await RuleReader.OneAsync(region, identifier, token).ConfigureAwait(false) is not { } rule || (query.ResourceType.Count > 0 && !query.ResourceType.Contains(rule.ResourceType))) continue;
                        found[identifier] = true;
                        await emit(rule).ConfigureAwait(false);
                    }

                    return;
                }

                string[] types = [.. (query.ResourceType.Count > 0 ? query.ResourceType : RecycleBinResourceType.All).Distinct()];
                RecycleBinRule[][] rules = await Task.WhenAll(types.Select(type => RuleReader.ReadAsync(region, type, token))).ConfigureAwait(false);
                foreach (RecycleBinRule rule in rules.SelectMany(found => found)) await emit(rule).ConfigureAwait(false);
                string[] off = [.. types.Where((_, index) => rules[index].Length == 0)];
                if (off.Length > 0) await events.WarnAsync($"The Recycle Bin of {name} is switched off for {string.Join(", ", off)}: there is no rule, and what is deleted is gone for good.").ConfigureAwait(false);
            }
            catch (AmiException failure) when (!failure.StopsEverything)
            {
                complete = false;
                await events.FailAsync(failure).ConfigureAwait(false);
            }
        }
    }
}
