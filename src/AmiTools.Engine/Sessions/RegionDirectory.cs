using System.Collections.Frozen;
using System.IO.Enumeration;
using System.Text.RegularExpressions;
using Amazon.EC2.Model;
using AmiTools.Aws;
using AmiTools.Engine.Text;

namespace AmiTools.Engine.Sessions;

/// <summary>The regions that there are, and which of them the account may use: read once per session, and only where a name alone does not say it.</summary>
internal sealed partial class RegionDirectory(EngineSession session)
{
    private const string NotEnabled = "not-opted-in";

    /// <summary>
    /// Regions that every account has: AWS launched them before regions could be opted in to, and cannot take them away. Naming one of them needs no look into the directory.
    /// </summary>
    private static readonly FrozenSet<string> s_always = new[]
    {
        "us-east-1", "us-east-2", "us-west-1", "us-west-2", "ca-central-1", "sa-east-1", "eu-west-1", "eu-west-2", "eu-west-3", "eu-central-1", "eu-north-1",
        "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-southeast-1", "ap-southeast-2",
        "cn-north-1", "cn-northwest-1", "us-gov-east-1", "us-gov-west-1", "eusc-de-east-1",
    }.ToFrozenSet(StringComparer.Ordinal);

    private readonly SemaphoreSlim _gate = new(1);
    private IReadOnlyList<Region>? _regions;

    /// <summary>The region of a command that names none.</summary>
    /// <exception cref="AmiException"><c>NoRegion</c>.</exception>
    public string Default => session.Aws.DefaultRegion ?? throw new AmiException(AmiErrorCodes.NoRegion, AmiErrorKind.InvalidInput, "No region was given, and none is configured.")
    {
        Remedy = "Give -Region, or set one: Set-DefaultAWSRegion, AWS_REGION, or the profile's region.",
        StopsEverything = true,
    };

    /// <summary>The regions that the names and wildcards mean, each once, in the order given; the default region where nothing is given.</summary>
    /// <returns>The regions, and a failure for each name or wildcard that means none.</returns>
    public async Task<(IReadOnlyList<string> Regions, IReadOnlyList<AmiException> Problems)> ResolveAsync(IReadOnlyList<string> patterns, CancellationToken cancellationToken)
    {
        if (patterns.Count == 0) return ([Default], []);
        List<string> found = [];
        List<AmiException> problems = [];
        foreach (string pattern in patterns.Select(pattern => pattern.Trim().ToLowerInvariant()).Distinct())
        {
            if (s_always.Contains(pattern))
            {
                found.Add(pattern);
            }
            else if (!Pattern().IsMatch(pattern))
            {
                problems.Add(new AmiException(AmiErrorCodes.InvalidRegion, AmiErrorKind.InvalidInput, $"'{pattern}' cannot be a region's name.") { ResourceId = pattern, Remedy = "Region names look like eu-west-1; * and ? are wildcards." });
            }
            else if (await ReadAsync(pattern, patterns, cancellationToken).ConfigureAwait(false) is { } regions)
            {
                Look(pattern, regions, found, problems);
            }
            else
            {
                found.Add(pattern);
            }
        }

        return ([.. found.Distinct()], problems);
    }

    private static void Look(string pattern, IReadOnlyList<Region> regions, List<string> found, List<AmiException> problems)
    {
        Region[] matching = [.. regions.Where(region => FileSystemName.MatchesSimpleExpression(pattern, region.RegionName))];
        string[] enabled = [.. matching.Where(region => region.OptInStatus != NotEnabled).Select(region => region.RegionName!)];
        if (enabled.Length > 0)
        {
            found.AddRange(enabled);
        }
        else if (matching.Length > 0)
        {
            problems.Add(new AmiException(AmiErrorCodes.RegionNotEnabled, AmiErrorKind.Denied, $"The account has not enabled {string.Join(", ", matching.Select(region => region.RegionName))}.")
            {
                ResourceId = pattern, Region = pattern, Remedy = "Enable the region for the account (aws account enable-region), or leave it out.",
            });
        }
        else
        {
            string[] close = CloseMatches.Find(pattern, regions.Select(region => region.RegionName!));
            problems.Add(new AmiException(AmiErrorCodes.RegionNotFound, AmiErrorKind.NotFound, $"There is no region '{pattern}'{(close.Length == 0 ? "" : $"; close to it are {string.Join(", ", close)}")}.")
            {
                ResourceId = pattern, Region = pattern, Remedy = close.Length == 0 ? "Get-Ami -Region * shows what is in all regions." : $"Did you mean {close[0]}?",
            });
        }
    }

    /// <summary>The directory; null where the caller may not read it and the pattern is a plain name, which the first call to it will try then.</summary>
    private async Task<IReadOnlyList<Region>?> ReadAsync(string pattern, IReadOnlyList<string> asked, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return _regions ??= await DescribeAsync(asked, cancellationToken).ConfigureAwait(false);
        }
        catch (AmiException failure) when (failure.Kind is AmiErrorKind.Denied or AmiErrorKind.NotSupported && pattern.AsSpan().IndexOfAny('*', '?') < 0)
        {
            return null;
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<IReadOnlyList<Region>> DescribeAsync(IReadOnlyList<string> asked, CancellationToken cancellationToken)
    {
        // Any region knows all of its partition. The default one may be the very name that is in question, so one that surely exists is asked where there is one.
        string at = new[] { session.Aws.DefaultRegion }.Concat(asked).FirstOrDefault(name => name is not null && s_always.Contains(name)) ?? RegionNames.MainRegionOf(session.Aws.Partition);
        DescribeRegionsResponse response = await session.In(at).CallAsync("DescribeRegions", null, ec2 => ec2.DescribeRegionsAsync(new DescribeRegionsRequest { AllRegions = true }, cancellationToken)).ConfigureAwait(false);
        return [.. (response.Regions ?? []).Where(region => region.RegionName is not null).OrderBy(region => region.RegionName, StringComparer.Ordinal)];
    }

    [GeneratedRegex(@"^[a-z0-9*?-]{1,40}$")]
    private static partial Regex Pattern();
}
