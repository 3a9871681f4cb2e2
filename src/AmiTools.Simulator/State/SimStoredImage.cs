namespace AmiTools.Simulator;

/// <summary>An AMI as one object in a bucket: all of it but what belongs to its account alone.</summary>
/// <param name="Image">The AMI that was stored.</param>
/// <param name="Region">Where that was.</param>
/// <param name="Tags">Its tags at that time; a snapshot's are kept with the snapshot's id.</param>
/// <param name="Bytes">The data of each of its snapshots, by id. Decrypted: the bucket keeps no key of EBS.</param>
public sealed record SimStoredImage(SimImage Image, AwsRegion Region, IReadOnlyDictionary<string, KeyValuePair<string, string>[]> Tags, IReadOnlyDictionary<string, long> Bytes);
