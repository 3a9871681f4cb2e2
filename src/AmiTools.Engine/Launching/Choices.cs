using Amazon.EC2.Model;
using AmiTools.Engine.Images;

namespace AmiTools.Engine.Launching;

/// <summary>What could be taken in the place of something missing, as a message names it.</summary>
internal static class Choices
{
    private const int Shown = 6;

    /// <summary>The first few, and how many more there are.</summary>
    public static string Text(IEnumerable<string> choices)
    {
        string[] all = [.. choices];
        return all.Length == 0 ? "none" : string.Join(", ", all.Take(Shown)) + (all.Length > Shown ? $" and {all.Length - Shown} more" : "");
    }

    /// <summary><c>subnet-0abc 'private-a' (eu-west-1a, 4000 free addresses)</c>.</summary>
    public static string Text(Subnet subnet) =>
        $"{subnet.SubnetId}{Named(subnet.Tags.ToDictionary().GetValueOrDefault("Name"))} ({subnet.AvailabilityZone}{(subnet.AvailableIpAddressCount is { } free ? $", {free} free addresses" : "")})";

    /// <summary><c>sg-0abc 'web'</c>.</summary>
    public static string Text(SecurityGroup group) => $"{group.GroupId}{Named(group.GroupName)}";

    private static string Named(string? name) => string.IsNullOrEmpty(name) ? "" : $" '{name}'";
}
