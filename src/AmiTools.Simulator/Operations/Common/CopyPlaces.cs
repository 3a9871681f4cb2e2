namespace AmiTools.Simulator;

/// <summary>Where copies come from and may go to, and under which key.</summary>
internal static class CopyPlaces
{
    /// <summary>The region that is copied from.</summary>
    /// <exception cref="AwsErrorException">There is none of that name within reach.</exception>
    public static AwsRegion Source(Call call, string name)
    {
        var place = AwsGeography.Find(name);
        if (place is null || place.Partition.Id != call.Account.Partition)
            throw new AwsErrorException("InvalidRegion", $"The source region '{name}' is not valid for this request.");
        return call.Account.MayUse(place) ? place : throw new AwsErrorException("InvalidRegion", $"The source region '{name}' is not enabled for this account.");
    }

    /// <summary>The simulator has neither Outposts nor Local Zones.</summary>
    public static void RefuseOthers(params string?[] destinations)
    {
        var given = destinations.Count(destination => destination is not null);
        if (given > 1)
            throw Errors.InvalidParameterCombination("Only one of DestinationOutpostArn, DestinationAvailabilityZone and DestinationAvailabilityZoneId may be specified.");
        if (given == 1)
            throw new AwsErrorException("UnsupportedOperation", "Copies to Outposts and Local Zones are not supported.");
    }

    /// <summary>The key of a copy to the region that was called; null for a plain copy.</summary>
    public static KeyChoice? Key(Call call, SimSnapshot source, string sourceRegion, bool? encrypted, string? keyId)
    {
        var matrix = new CopyEncryption(source.KmsKeyId, source.OwnerId == call.Account.Id, sourceRegion == call.Region.Name, call.Region.EncryptByDefault);
        return matrix.Decide(encrypted, keyId) switch
        {
            null => null,
            CopyEncryption.DefaultKey => KeyChoice.Of(call.Region, null),
            var key => KeyChoice.Of(call.Region, key),
        };
    }
}
