using Amazon.EC2.Model;
using AmiTools.Engine.Images;
using AmiTools.Engine.Removal;
using AmiTools.Engine.Snapshots;
using AmiTools.Engine.Text;
using AmiTools.Engine.Usage;

namespace AmiTools.Engine.SnapshotRemoval;

/// <summary>What stands against deleting a snapshot. What could not be read stands against it too.</summary>
/// <param name="facts">What is known of the snapshots, their images and locks.</param>
/// <param name="force">Whether the user goes past whatever can be gone past.</param>
internal sealed class SnapshotGuard(SnapshotFacts facts, bool force)
{
    /// <summary>Why the snapshot is not deleted; null where nothing stands against it, or the user goes past it.</summary>
    public AmiException? Refuse(NamedSnapshot named)
    {
        Snapshot snapshot = named.Snapshot;
        string id = snapshot.SnapshotId!;
        string[] users = [.. facts.UsersOf(id).Order(StringComparer.Ordinal)];
        // AWS itself refuses these, disabled images included; no caller gets past them.
        if (users.Length > 0) return Make(named, AmiErrorCodes.SnapshotInUse, AmiErrorKind.InUse, $"{string.Join(", ", users)} {(users.Length == 1 ? "is" : "are")} made of it", $"Remove the image first: Remove-Ami {string.Join(", ", users)} -Region {named.Region.Name} deletes its snapshots too.");
        if (facts.LockOf(id) is { } held)
        {
            string until = held.LockExpiresOn is { } end ? $" until {Times.Minute(end.ToUniversalTime())}" : "";
            return Make(named, AmiErrorCodes.SnapshotLocked, AmiErrorKind.InvalidState, $"it is locked ({held.LockState?.Value}){until}", held.LockState?.Value == "compliance" ? "Nobody can delete it before its lock ends." : $"Unlock it first, or wait until its lock ends: Unlock-EbsSnapshot {id} -Region {named.Region.Name}.");
        }

        if (ServiceTags.IsRecoveryPoint(snapshot.Tags.ToDictionary())) return Make(named, AmiErrorCodes.SnapshotManaged, AmiErrorKind.InvalidState, "it is a recovery point of AWS Backup", "Delete the recovery point in AWS Backup; that removes the snapshot.");
        return force || Hesitation(named) is not { } doubt ? null : Make(named, doubt.Code, doubt.Kind, doubt.Why, $"{doubt.Remedy} -Force deletes the snapshot all the same.".Trim());
    }

    /// <summary>What the user goes past with <c>-Force</c>, as a sentence; null where there is nothing.</summary>
    public string? Overridden(NamedSnapshot named) => force && Hesitation(named) is { } doubt ? $"{named.Snapshot.SnapshotId} is deleted although {doubt.Why}." : null;

    private Doubt? Hesitation(NamedSnapshot named)
    {
        string id = named.Snapshot.SnapshotId!;
        if (facts.NeededBy(id, "").FirstOrDefault() is { } other)
        {
            return other.BinnedUntil is { } until
                ? new Doubt(AmiErrorCodes.SnapshotInUse, AmiErrorKind.InUse, $"{other.ImageId}, which can be restored from the Recycle Bin until {Times.Minute(until)}, needs it", "Without it the image cannot be launched any more.")
                : new Doubt(AmiErrorCodes.SnapshotInUse, AmiErrorKind.InUse, $"it was made for {other.ImageId}, which is there and does not list its snapshots yet", "Wait until the image is finished, or remove it with Remove-Ami.");
        }

        if (ServiceTags.PolicyOf(named.Snapshot.Tags.ToDictionary()) is { } policy)
            return new Doubt(AmiErrorCodes.SnapshotManaged, AmiErrorKind.InvalidState, $"a policy of Data Lifecycle Manager{(policy.Length == 0 ? "" : $" ({policy})")} made it and removes it in its time", "Leave it to the policy, or change the policy.");
        return facts.Gaps().Select(gap => new Doubt(AmiErrorCodes.SnapshotUsageUnknown, AmiErrorKind.InUse, $"not everything could be read, and that counts as used ({gap.Failure.Operation}: {gap.Failure.AwsCode ?? gap.Failure.Code})", gap.Failure.Remedy)).FirstOrDefault();
    }

    private static AmiException Make(NamedSnapshot named, string code, AmiErrorKind kind, string why, string remedy) => new(code, kind, $"{named.Snapshot.Title()} in {named.Region.Name} is not deleted: {why}.")
    {
        ResourceId = named.Reference.Given, Region = named.Region.Name, Operation = "DeleteSnapshot", Remedy = remedy,
    };

    /// <summary>What the user may go past.</summary>
    /// <param name="Code">The code of the refusal.</param>
    /// <param name="Kind">Its kind.</param>
    /// <param name="Why">The reason, as a part of a sentence.</param>
    /// <param name="Remedy">What can be done instead; null where nothing can be said.</param>
    private sealed record Doubt(string Code, AmiErrorKind Kind, string Why, string? Remedy);
}
