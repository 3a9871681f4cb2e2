namespace AmiTools.Simulator;

/// <summary>What AWS takes for an id: a prefix and 8 or 17 lower-case hexadecimal digits.</summary>
internal static class ResourceIds
{
    public static bool IsWellFormed(string id, string prefix) =>
        id.Length is var length
        && (length == prefix.Length + 9 || length == prefix.Length + 18)
        && id.StartsWith(prefix, StringComparison.Ordinal)
        && id[prefix.Length] == '-'
        && id.AsSpan(prefix.Length + 1).IndexOfAnyExcept("0123456789abcdef") < 0;

    /// <exception cref="AwsErrorException">The id is none of an image.</exception>
    public static void CheckImage(string id)
    {
        if (!IsWellFormed(id, "ami"))
            throw new AwsErrorException("InvalidAMIID.Malformed", $"Invalid id: \"{id}\" (expecting \"ami-...\")");
    }

    /// <exception cref="AwsErrorException">The id is none of a snapshot.</exception>
    public static void CheckSnapshot(string id)
    {
        if (!IsWellFormed(id, "snap"))
            throw new AwsErrorException("InvalidSnapshotID.Malformed", $"The snapshot ID '{id}' is malformed");
    }

    /// <exception cref="AwsErrorException">The id is none of a volume.</exception>
    public static void CheckVolume(string id)
    {
        if (!IsWellFormed(id, "vol"))
            throw new AwsErrorException("InvalidVolumeID.Malformed", $"Invalid id: \"{id}\" (expecting \"vol-...\")");
    }

    /// <exception cref="AwsErrorException">The id is none of an instance.</exception>
    public static void CheckInstance(string id)
    {
        if (!IsWellFormed(id, "i"))
            throw new AwsErrorException("InvalidInstanceID.Malformed", $"Invalid id: \"{id}\" (expecting \"i-...\")");
    }

    /// <summary>Checks an id of a kind that says nothing special about a wrong one.</summary>
    /// <param name="id">As it was given.</param>
    /// <param name="prefix">Such as <c>lt</c>.</param>
    /// <param name="kind">Such as <c>LaunchTemplateId</c>, which stands in the error code.</param>
    /// <exception cref="AwsErrorException">The id is none of this kind.</exception>
    public static void Check(string id, string prefix, string kind)
    {
        if (!IsWellFormed(id, prefix))
            throw new AwsErrorException($"Invalid{kind}.Malformed", $"Invalid id: \"{id}\" (expecting \"{prefix}-...\")");
    }
}
