using AmiTools.Engine.Errors;
using AmiTools.Engine.Launching;
using AmiTools.Engine.Sessions;
using AmiTools.Engine.Tags;

namespace AmiTools.Engine.Restoring;

/// <summary>Finds for each backup what it is launched with; what is wrong with one is told together with what is wrong with the others.</summary>
internal sealed class LaunchPlanner(EngineSession session, LaunchOptions options)
{
    private readonly List<AmiException> _problems = [.. TagRules.Problems(options.Tag)];

    /// <summary>Everything that keeps backups from being launched.</summary>
    public IReadOnlyList<AmiException> Problems => _problems;

    /// <summary>Finds the launches, region by region.</summary>
    public async Task<IReadOnlyList<(RegionSession Region, IReadOnlyList<FoundLaunch> Launches)>> FindAsync(CancellationToken cancellationToken)
    {
        bool hopeless = _problems.Count > 0;
        LaunchSources sources = new(session, options);
        ILookup<string, LaunchSource> byRegion = await sources.ReadAsync(cancellationToken).ConfigureAwait(false);
        _problems.AddRange(sources.Problems);
        List<(RegionSession, IReadOnlyList<FoundLaunch>)> found = [];
        foreach (IGrouping<string, LaunchSource> group in byRegion)
        {
            RegionSession region = session.In(group.Key);
            try
            {
                found.Add((region, await FindAsync(region, [.. group], cancellationToken).ConfigureAwait(false)));
            }
            catch (AmiException failure) when (!failure.StopsEverything)
            {
                _problems.Add(failure.As(failure.Code, failure.Kind, failure.Message, group.First().Given));
            }
        }

        // What is wrong with the options is wrong with every launch.
        return hopeless ? [] : found;
    }

    private async Task<IReadOnlyList<FoundLaunch>> FindAsync(RegionSession region, LaunchSource[] sources, CancellationToken cancellationToken)
    {
        string? account = sources.Any(source => source.Wishes.InstanceProfile is not null) ? await session.AccountIdAsync(cancellationToken).ConfigureAwait(false) : null;
        LaunchTarget target = await LaunchTarget.ReadAsync(region, [.. sources.Select(source => source.Wishes)], cancellationToken).ConfigureAwait(false);
        List<FoundLaunch> found = [];
        foreach (LaunchSource source in sources)
        {
            LaunchResolver resolver = new(target, options, source, account);
            LaunchSpecification? launch = await resolver.ResolveAsync(cancellationToken).ConfigureAwait(false);
            _problems.AddRange(resolver.Problems);
            if (launch is not null) found.Add(new FoundLaunch(source, launch, resolver.Warnings, [.. target.ZonesByType[launch.InstanceType].Where(zone => zone != launch.AvailabilityZone).Order(StringComparer.Ordinal)], resolver.FreeAddresses));
        }

        return found;
    }
}

/// <summary>A launch that nothing is missing for.</summary>
/// <param name="Source">The backup.</param>
/// <param name="Launch">What it is launched with.</param>
/// <param name="Warnings">What the user should know.</param>
/// <param name="OtherZones">Other zones that offer the instance type.</param>
/// <param name="FreeAddresses">How many addresses the subnet has left; null where AWS does not tell.</param>
internal sealed record FoundLaunch(LaunchSource Source, LaunchSpecification Launch, IReadOnlyList<string> Warnings, IReadOnlyList<string> OtherZones, int? FreeAddresses)
{
    /// <summary>The backup and the region, as a plan names them.</summary>
    public string Target => Launch.RestoredFrom == $"{Launch.Region}/{Launch.ImageId}" ? $"{Launch.ImageId} ({Launch.Region})" : $"{Launch.ImageId} ({Launch.Region}), the copy of {Launch.RestoredFrom.Replace("/", ": ", StringComparison.Ordinal)}";

    /// <summary>What it is launched with, as a plan says it.</summary>
    public string How => string.Join(", ", new[]
    {
        $"in {Launch.AvailabilityZone} ({Launch.SubnetId})", Launch.SecurityGroupIds.Count == 0 ? "the network's default security group" : string.Join(" and ", Launch.SecurityGroupIds),
        Launch.KeyName is { } key ? $"key pair {key}" : "no key pair", Launch.InstanceProfile is { } profile ? $"profile {profile[(profile.LastIndexOf('/') + 1)..]}" : "no profile",
        Launch.UserData is null ? "no user data" : "user data",
    });
}
