using AmiTools.Engine.Access;

namespace AmiTools.Engine.Snapshots.Sharing;

/// <summary>What AWS would refuse of a change of who may use a snapshot, said before anything changes.</summary>
internal static class SharingRules
{
    /// <summary>What is wrong with the request by itself.</summary>
    public static IEnumerable<AmiException> Problems(EbsSnapshotAccessOptions options)
    {
        foreach (AmiException problem in Principals.SnapshotProblems(options.Principal)) yield return problem;
        if (options.Principal.Count == 0 && options.Action != AccessAction.Set)
            yield return new AmiException(AmiErrorCodes.InvalidOption, AmiErrorKind.InvalidInput, "Nobody is named.") { Remedy = options.Action == AccessAction.Grant ? "Name the accounts with -To, or give -Public." : "Name the accounts with -From, or give -Public; -Private takes everybody's access." };
    }

    /// <summary>Everything that stands in the way of giving the snapshot to those. Empty where nothing does.</summary>
    /// <param name="facts">The snapshot.</param>
    /// <param name="added">Who is to get it.</param>
    /// <param name="block">Why no snapshot of the region can be public; null where they can.</param>
    public static IEnumerable<AmiException> Refuse(SharingFacts facts, IReadOnlyCollection<string> added, AmiException? block)
    {
        if (added.Count == 0) yield break;
        EbsSnapshot snapshot = facts.Snapshot;
        string at = $"{snapshot} in {snapshot.Region}";
        if (snapshot.State == "error")
            yield return Of(snapshot, AmiErrorCodes.SnapshotNotReady, AmiErrorKind.InvalidState, $"{at} failed, and nobody can use it.", "Take another one: New-EbsSnapshot.");
        if (snapshot.StorageTier == "archive")
            yield return Of(snapshot, AmiErrorCodes.SnapshotArchived, AmiErrorKind.InvalidState, $"{at} is archived, and cannot be shared.", $"Restore it for good, which can take 72 hours: Set-EbsSnapshotTier {snapshot} -Tier standard -Region {snapshot.Region}.");
        if (facts.Key?.IsAwsManaged == true)
            yield return Of(snapshot, AmiErrorCodes.KmsKeyNotShareable, AmiErrorKind.InvalidState, $"{at} is encrypted with AWS's own key ({facts.Key.KmsKeyId}), and what that encrypts cannot be shared.",
                $"Copy it under a key of your own, and share the copy: Copy-EbsSnapshotToRegion {snapshot} -Region {snapshot.Region} -DestinationRegion {snapshot.Region} -KmsKeyId <key>.");
        else if (facts.Key?.Unusable is { } reason)
            yield return Of(snapshot, AmiErrorCodes.KmsKeyNotUsable, AmiErrorKind.InvalidState, $"{at} is encrypted with {facts.Key.KmsKeyId}, which nobody can use: {reason}.", "Enable the key (Enable-KMSKey), or cancel its deletion.");
        if (!added.Contains(AmiPrincipals.Everybody)) yield break;
        if (snapshot.Encrypted) yield return Of(snapshot, AmiErrorCodes.PublicAccessImpossible, AmiErrorKind.InvalidState, $"{at} is encrypted, and nothing encrypted can be public.", "Share it with accounts.");
        if (facts.IsMarketplace) yield return Of(snapshot, AmiErrorCodes.PublicAccessImpossible, AmiErrorKind.InvalidState, $"{at} has a product code of AWS Marketplace, and cannot be public.", "Share it with accounts; they have to subscribe to the product.");
        if (block is not null) yield return Of(snapshot, block.Code, block.Kind, $"{snapshot}: {block.Message}", block.Remedy ?? "");
    }

    private static AmiException Of(EbsSnapshot snapshot, string code, AmiErrorKind kind, string message, string remedy) => new(code, kind, message) { ResourceId = snapshot.SnapshotId, Region = snapshot.Region, Remedy = remedy };
}
