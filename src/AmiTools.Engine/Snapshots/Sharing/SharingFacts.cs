using Amazon.EC2;
using Amazon.EC2.Model;
using AmiTools.Engine.Access;
using AmiTools.Engine.Errors;
using AmiTools.Engine.Keys;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Snapshots.Sharing;

/// <summary>What is known of a snapshot's sharing, and of what decides whether it can be shared.</summary>
/// <param name="Snapshot">The snapshot.</param>
/// <param name="SharedWith">Who may use it besides its owner.</param>
/// <param name="Key">The key that encrypts it; null where it is not encrypted, or nobody is given anything.</param>
/// <param name="IsMarketplace">Whether it has a product code of AWS Marketplace. Only read where it is to be public.</param>
internal sealed record SharingFacts(EbsSnapshot Snapshot, string[] SharedWith, KeyFacts? Key, bool IsMarketplace)
{
    /// <summary>Reads it.</summary>
    /// <exception cref="AmiException">With whom it is shared, or its product codes, could not be read. A key that cannot be read is unknown, and no failure.</exception>
    public static async Task<SharingFacts> ReadAsync(RegionSession region, EbsSnapshot snapshot, KeyReader keys, bool gives, bool opens, CancellationToken cancellationToken)
    {
        try
        {
            string[] sharedWith = await Permissions.OfSnapshotAsync(region, snapshot.SnapshotId, snapshot.AccountId, cancellationToken).ConfigureAwait(false);
            KeyFacts? key = gives && snapshot.KmsKeyId is { } arn ? await keys.ReadAsync(region, arn, cancellationToken).ConfigureAwait(false) : null;
            return new SharingFacts(snapshot, sharedWith, key, opens && await IsMarketplaceAsync(region, snapshot.SnapshotId, cancellationToken).ConfigureAwait(false));
        }
        catch (AmiException failure) when (!failure.StopsEverything)
        {
            throw failure.As(failure.Code, failure.Kind, $"{snapshot} in {region} is left as it is, because not all of its sharing could be read. {failure.Message}");
        }
    }

    private static async Task<bool> IsMarketplaceAsync(RegionSession region, string id, CancellationToken cancellationToken)
    {
        DescribeSnapshotAttributeRequest request = new() { SnapshotId = id, Attribute = SnapshotAttributeName.ProductCodes };
        DescribeSnapshotAttributeResponse response = await region.CallAsync("DescribeSnapshotAttribute", id, ec2 => ec2.DescribeSnapshotAttributeAsync(request, cancellationToken)).ConfigureAwait(false);
        return response.ProductCodes?.Any(code => code.ProductCodeType?.Value == "marketplace") == true;
    }
}
