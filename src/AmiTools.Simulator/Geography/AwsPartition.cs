namespace AmiTools.Simulator;

/// <summary>A group of regions with accounts, names and hosts of its own.</summary>
/// <param name="Id">Such as <c>aws</c>; the second part of an ARN.</param>
/// <param name="DnsSuffix">What its hosts end with.</param>
public sealed record AwsPartition(string Id, string DnsSuffix);
