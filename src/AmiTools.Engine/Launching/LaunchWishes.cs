namespace AmiTools.Engine.Launching;

/// <summary>What one backup is to be launched with, not yet looked for: what the user says, else what the table puts in the place of what the backup keeps, else what it keeps.</summary>
internal sealed class LaunchWishes
{
    private readonly IReadOnlyDictionary<string, string> _map;

    private LaunchWishes(IReadOnlyDictionary<string, string> map) => _map = map;

    /// <summary>The instance type; null where nobody says it.</summary>
    public string? InstanceType { get; private init; }

    /// <summary>The zone that the user says, or the table; null where the subnet decides.</summary>
    public string? Zone { get; private init; }

    /// <summary>The subnet; null where nobody says it.</summary>
    public string? SubnetId { get; private init; }

    /// <summary>Whether somebody chose the subnet for this launch, so that another one must not be taken in its place.</summary>
    public bool SubnetIsChosen { get; private init; }

    /// <summary>The security groups; null where nobody says any, empty where they were left away.</summary>
    public IReadOnlyList<string>? SecurityGroupIds { get; private init; }

    /// <summary>The key pair's name; null for none.</summary>
    public string? KeyName { get; private init; }

    /// <summary>The name or ARN of the instance profile; null for none.</summary>
    public string? InstanceProfile { get; private init; }

    /// <summary>Puts the three together.</summary>
    public static LaunchWishes Of(LaunchOptions options, LaunchConfiguration? kept)
    {
        LaunchWishes map = new(options.Map);
        string? subnet = map.Placed(kept?.SubnetId);
        return new LaunchWishes(options.Map)
        {
            InstanceType = Given(options.InstanceType) ?? map.Placed(kept?.InstanceType),
            // The zone that the backup keeps is the one of its subnet; only where the table names it, it says more.
            Zone = Given(options.AvailabilityZone) ?? (kept?.AvailabilityZone is { } zone && options.Map.ContainsKey(zone) ? map.Placed(zone) : null),
            SubnetId = Given(options.SubnetId) ?? subnet,
            SubnetIsChosen = Given(options.SubnetId) is not null || (subnet is not null && subnet != kept?.SubnetId),
            SecurityGroupIds = options.Isolated ? [] : options.SecurityGroupId.Count > 0 ? [.. options.SecurityGroupId.Distinct()] : kept?.SecurityGroupIds?.Select(map.Placed).OfType<string>().Distinct().ToArray(),
            KeyName = options.Isolated ? null : options.KeyName is { } key ? Given(key) : map.Placed(kept?.KeyName),
            InstanceProfile = options.Isolated ? null : options.InstanceProfile is { } profile ? Given(profile) : map.PlacedProfile(kept?.InstanceProfileArn),
        };
    }

    private string? Placed(string? kept) => kept is null ? null : _map.TryGetValue(kept, out string? other) ? Given(other) : kept;

    /// <summary>The table may name a profile by its ARN or by its name.</summary>
    private string? PlacedProfile(string? arn) => arn is null || _map.ContainsKey(arn) ? Placed(arn) : _map.TryGetValue(arn[(arn.LastIndexOf('/') + 1)..], out string? other) ? Given(other) : arn;

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
