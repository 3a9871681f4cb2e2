using System.Diagnostics.CodeAnalysis;

namespace AmiTools.Simulator;

/// <summary>Parameters that must be there.</summary>
internal static class Required
{
    /// <exception cref="AwsErrorException">It is absent or empty.</exception>
    public static string Text([NotNull] string? value, string parameter) =>
        string.IsNullOrEmpty(value) ? throw Errors.MissingParameter(parameter) : value;

    /// <exception cref="AwsErrorException">It is absent or empty.</exception>
    public static List<T> List<T>([NotNull] List<T>? values, string parameter) =>
        values is { Count: > 0 } ? values : throw Errors.MissingParameter(parameter);

    /// <summary>The id of an image, in its proper form.</summary>
    public static string ImageId(string? id)
    {
        ResourceIds.CheckImage(Text(id, "ImageId"));
        return id;
    }

    /// <summary>The id of a snapshot, in its proper form.</summary>
    public static string SnapshotId(string? id, string parameter = "SnapshotId")
    {
        ResourceIds.CheckSnapshot(Text(id, parameter));
        return id;
    }

    /// <summary>The id of a volume, in its proper form.</summary>
    public static string VolumeId(string? id, string parameter = "VolumeId")
    {
        ResourceIds.CheckVolume(Text(id, parameter));
        return id;
    }

    /// <summary>The id of an instance, in its proper form.</summary>
    public static string InstanceId(string? id)
    {
        ResourceIds.CheckInstance(Text(id, "InstanceId"));
        return id;
    }

    /// <summary>The ids that a list operation was given, each in its proper form, each once; at most a thousand.</summary>
    public static IReadOnlyList<string> Ids(List<string>? ids, Action<string> check, int most = 1000)
    {
        if (ids is not { Count: > 0 })
            return [];
        if (ids.Count > most)
            throw Errors.InvalidParameterValue($"The number of ids is {ids.Count}; the maximum is {most}.");
        ids.ForEach(check);
        return [.. ids.Distinct(StringComparer.Ordinal)];
    }
}
