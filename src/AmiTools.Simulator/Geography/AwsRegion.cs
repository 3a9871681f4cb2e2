namespace AmiTools.Simulator;

/// <summary>A region as AWS publishes it: nothing in it belongs to an account.</summary>
/// <param name="Name">Code, such as <c>eu-west-1</c>.</param>
/// <param name="DisplayName">Such as <c>Europe (Ireland)</c>.</param>
/// <param name="Partition">The partition that it is in.</param>
/// <param name="ZoneIdPrefix">What zone ids begin with, such as <c>euw1</c>.</param>
/// <param name="ZoneCount">How many availability zones it has.</param>
/// <param name="OptInRequired">Whether an account must enable it before use.</param>
public sealed record AwsRegion(string Name, string DisplayName, AwsPartition Partition, string ZoneIdPrefix, int ZoneCount, bool OptInRequired)
{
    /// <summary>Names of the zones, such as <c>eu-west-1a</c>.</summary>
    public IReadOnlyList<string> Zones { get; } = [.. Enumerable.Range(0, ZoneCount).Select(i => Name + (char)('a' + i))];

    /// <summary>Whether this region has a zone of that name.</summary>
    public bool HasZone(string zone) => Zones.Contains(zone);

    /// <summary>The id of a zone, such as <c>euw1-az1</c>. Here ids follow the letters; with AWS each account has its own order.</summary>
    public string ZoneId(string zone) => $"{ZoneIdPrefix}-az{zone[^1] - 'a' + 1}";

    /// <summary>The zone of an id; null where there is none.</summary>
    public string? ZoneOfId(string zoneId) => Zones.FirstOrDefault(zone => ZoneId(zone) == zoneId);

    /// <summary>The host of a service, as DescribeRegions shows it.</summary>
    public string Host(string service) => $"{service}.{Name}.{Partition.DnsSuffix}";
}
