namespace AmiTools.Simulator;

/// <summary>An AWS account.</summary>
public sealed class SimAccount
{
    private readonly Dictionary<string, SimRegion> _regions = new(StringComparer.Ordinal);
    private readonly HashSet<string> _optIns = new(StringComparer.Ordinal);

    internal SimAccount(AwsSimulator simulator, string id, string partition)
    {
        Simulator = simulator;
        Id = id;
        Partition = partition;
    }

    /// <summary>The simulator that it lives in.</summary>
    public AwsSimulator Simulator { get; }

    /// <summary>Twelve digits.</summary>
    public string Id { get; }

    /// <summary>The partition that it belongs to, such as <c>aws</c>.</summary>
    public string Partition { get; }

    /// <summary><c>amazon</c> and the like; null for ordinary accounts.</summary>
    public string? Alias { get; internal set; }

    /// <summary>The organisation that it is a member of; null without one.</summary>
    public string? OrganizationArn { get; private set; }

    /// <summary>The organisational units above it, all levels.</summary>
    public List<string> OrganizationalUnitArns { get; } = [];

    /// <summary>How much of what it may have. Changeable.</summary>
    public SimQuotas Quotas { get; } = new();

    /// <summary>What it may not do.</summary>
    public SimPolicy Policy { get; } = new();

    /// <summary>Its state in a region, which appears with the first use.</summary>
    /// <exception cref="ArgumentException">AWS has no such region, or has it in another partition.</exception>
    public SimRegion Region(string name)
    {
        lock (Simulator.Gate)
        {
            if (_regions.TryGetValue(name, out var region))
                return region;
            var place = AwsGeography.Get(name);
            if (place.Partition.Id != Partition)
                throw new ArgumentException($"{name} is in the partition {place.Partition.Id}, account {Id} in {Partition}.", nameof(name));
            _regions[name] = region = new SimRegion(this, place);
            region.Furnish();
            Simulator.FurnishPublicImages(place);
            return region;
        }
    }

    /// <summary>The regions that it has used so far.</summary>
    public IReadOnlyCollection<SimRegion> UsedRegions => _regions.Values;

    /// <summary>Its state in a region where it has used it; null otherwise.</summary>
    internal SimRegion? FindRegion(string name) => _regions.GetValueOrDefault(name);

    /// <summary>Enables a region that must be enabled.</summary>
    public SimAccount OptIn(string region)
    {
        _optIns.Add(AwsGeography.Get(region).Name);
        return this;
    }

    /// <summary><c>opt-in-not-required</c>, <c>opted-in</c> or <c>not-opted-in</c>.</summary>
    public string OptInStatus(AwsRegion region) =>
        !region.OptInRequired ? "opt-in-not-required" : _optIns.Contains(region.Name) ? "opted-in" : "not-opted-in";

    /// <summary>Whether it may call a region.</summary>
    public bool MayUse(AwsRegion region) => region.Partition.Id == Partition && OptInStatus(region) != "not-opted-in";

    /// <summary>Makes it a member of an organisation and of units in it.</summary>
    public SimAccount JoinOrganization(string organizationArn, params string[] organizationalUnitArns)
    {
        OrganizationArn = organizationArn;
        OrganizationalUnitArns.Clear();
        OrganizationalUnitArns.AddRange(organizationalUnitArns);
        return this;
    }
}
