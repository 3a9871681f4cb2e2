using AmiTools.Engine.Keys;

namespace AmiTools.Engine.Access;

/// <summary>What AWS would refuse of a change of sharing, said before anything changes.</summary>
internal static class AccessProblems
{
    /// <summary>What is wrong with the request by itself.</summary>
    public static IEnumerable<AmiException> OfRequest(AccessOptions options)
    {
        foreach (AmiException problem in Principals.Problems(options.Principal)) yield return problem;
        if (options.Principal.Count == 0 && options.Action != AccessAction.Set)
            yield return new AmiException(AmiErrorCodes.InvalidOption, AmiErrorKind.InvalidInput, "Nobody is named.") { Remedy = options.Action == AccessAction.Grant ? "Name them with -To, or give -Public." : "Name them with -From, or give -Public; Set-AmiAccess -Private takes everybody's access." };
    }

    /// <summary>What could not be read: who does not know the list cannot say what changes.</summary>
    public static AmiException Unread(ImageAccess access, AmiException failure) => new(failure.Code, failure.Kind, $"{access.Image.ImageId} in {access.Region} is left as it is, because not all of its sharing could be read. {failure.Message}", failure)
    {
        ResourceId = access.Image.ImageId, Region = access.Region.Name, AwsCode = failure.AwsCode, Operation = failure.Operation, RequestId = failure.RequestId, Remedy = failure.Remedy,
    };

    /// <summary>Everything that stands in the way of giving this image to somebody. Empty where nothing does.</summary>
    public static IEnumerable<AmiException> OfGiving(ImageAccess access, AmiAccessChange change, PublicBlocks blocks)
    {
        Ami image = access.Image;
        string id = image.ImageId;
        if (image.State != Images.ImageStates.Available)
        {
            yield return Of(image, AmiErrorCodes.ImageNotAvailable, AmiErrorKind.InvalidState, $"{id} in {image.Region} is {image.State}, and AWS shares only available images.",
                image.State == Images.ImageStates.Disabled ? $"Enable it first: Enable-Ami {id} -Region {image.Region}." : image.State == "pending" ? $"Wait for it: Wait-Ami {id} -Region {image.Region}." : "Make it anew.");
        }

        foreach (KeyFacts key in access.Keys)
        {
            if (key.IsAwsManaged == true) yield return Of(image, AmiErrorCodes.KmsKeyNotShareable, AmiErrorKind.InvalidState, $"{id} in {image.Region} is encrypted with AWS's own key ({key.KmsKeyId}), and what that encrypts cannot be shared.", WayOut(id, image.Region));
            else if (key.Unusable is { } reason) yield return Of(image, AmiErrorCodes.KmsKeyNotUsable, AmiErrorKind.InvalidState, $"{id} in {image.Region} is encrypted with {key.KmsKeyId}, which nobody can use: {reason}.", "Enable the key (Enable-KMSKey), or cancel its deletion.");
        }

        foreach (AmiSnapshotAccessChange snapshot in change.Snapshots.Where(snapshot => snapshot.Added.Count > 0))
        {
            if (access.Snapshots.First(read => read.SnapshotId == snapshot.SnapshotId).Snapshot?.StorageTier?.Value != "archive") continue;
            yield return Of(image, AmiErrorCodes.SnapshotArchived, AmiErrorKind.InvalidState, $"The snapshot {snapshot.SnapshotId} of {id} is archived, and cannot be shared.", "Restore it from the archive, or share the image alone with -ImageOnly.");
        }

        foreach (AmiException problem in OfOpening(access, change, blocks)) yield return problem;
    }

    /// <summary>How to come to an image that can be shared.</summary>
    public static string WayOut(string imageId, string region) => $"Copy it under a key of your own, and share the copy: Copy-AmiToRegion {imageId} -DestinationRegion {region} -Encrypted -KmsKeyId <key>.";

    private static IEnumerable<AmiException> OfOpening(ImageAccess access, AmiAccessChange change, PublicBlocks blocks)
    {
        Ami image = access.Image;
        bool opensImage = change.Added.Contains(AmiPrincipals.Everybody);
        bool opensSnapshots = change.Snapshots.Any(snapshot => snapshot.Added.Contains(AmiPrincipals.Everybody));
        if (!opensImage && !opensSnapshots) yield break;
        if (access.Keys.Count > 0 || image.Encrypted != false && image.BlockDevices.Any(device => device.Encrypted == true))
            yield return Of(image, AmiErrorCodes.PublicAccessImpossible, AmiErrorKind.InvalidState, $"{image.ImageId} in {image.Region} is encrypted, and nothing encrypted can be public.", "Share it with accounts or an organisation, or make an image that is not encrypted.");
        if (access.Aws.ProductCodes?.Any(code => code.ProductCodeType?.Value == "marketplace") == true)
            yield return Of(image, AmiErrorCodes.PublicAccessImpossible, AmiErrorKind.InvalidState, $"{image.ImageId} in {image.Region} has a product code of AWS Marketplace, and cannot be public.", "Share it with accounts; they have to subscribe to the product.");
        foreach (AmiException block in new[] { opensImage ? blocks.Images : null, opensSnapshots ? blocks.Snapshots : null }.OfType<AmiException>())
            yield return Of(image, block.Code, block.Kind, $"{image.ImageId}: {block.Message}", block.Remedy ?? "");
    }

    private static AmiException Of(Ami image, string code, AmiErrorKind kind, string message, string remedy) => new(code, kind, message) { ResourceId = image.ImageId, Region = image.Region, Remedy = remedy };
}

/// <summary>Why nothing can be made public in a region.</summary>
/// <param name="Images">Of images; null where they can.</param>
/// <param name="Snapshots">Of snapshots; null where they can.</param>
internal sealed record PublicBlocks(AmiException? Images, AmiException? Snapshots);
