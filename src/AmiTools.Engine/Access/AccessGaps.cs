namespace AmiTools.Engine.Access;

/// <summary>Where the sharing of an image and of what is behind it do not fit together.</summary>
internal static class AccessGaps
{
    /// <summary>Whether the image is shared, and a sentence for everything that does not fit.</summary>
    public static (AmiSharing Sharing, IReadOnlyList<string> Gaps) Find(ImageAccess access)
    {
        string id = access.Image.ImageId;
        List<string> gaps = [.. access.Failures.Select(failure => $"Not all could be read: {failure.Message}")];
        if (access.SharedWith is not { } launch) return (AmiSharing.Unknown, gaps);
        int unread = gaps.Count;
        bool snapshotsShared = access.Snapshots.Any(snapshot => snapshot.SharedWith?.Length > 0);
        gaps.AddRange(Missing(id, launch, access.Snapshots));
        gaps.AddRange(Beyond(id, launch, access.Snapshots));
        if (launch.Length > 0) gaps.AddRange(Keys(id, access));
        bool half = gaps.Count > unread;
        string[] organisations = [.. launch.Where(Principals.IsArn)];
        if (organisations.Length > 0 && access.Snapshots.Count > 0)
            gaps.Add($"Of {Principals.Show(organisations)}, only accounts that the snapshots are shared with by their own id can copy it: AWS shares snapshots with accounts alone.");
        return (unread > 0 ? AmiSharing.Unknown : half ? AmiSharing.HalfShared : launch.Length > 0 || snapshotsShared ? AmiSharing.Shared : AmiSharing.Private, gaps);
    }

    /// <summary>Those who may launch it and not copy it.</summary>
    private static IEnumerable<string> Missing(string id, string[] launch, IReadOnlyList<SnapshotAccess> snapshots) => snapshots
        .Where(snapshot => snapshot.SharedWith is not null && !snapshot.SharedWith.Contains(AmiPrincipals.Everybody))
        .Select(snapshot => (snapshot.SnapshotId, Who: launch.Where(who => Principals.FitsSnapshot(who) && !snapshot.SharedWith!.Contains(who)).ToArray()))
        .Where(pair => pair.Who.Length > 0)
        .Select(pair => $"{pair.SnapshotId} is not shared with {Principals.Show(pair.Who)}: they can launch the image and not copy it. Grant-AmiAccess {id} -To {string.Join(",", pair.Who)} mends that.");

    /// <summary>Those who may use a snapshot and not launch the image. Members of an organisation are not known by their ids, and so nobody is accused where there is one.</summary>
    private static IEnumerable<string> Beyond(string id, string[] launch, IReadOnlyList<SnapshotAccess> snapshots) => launch.Contains(AmiPrincipals.Everybody) || launch.Any(Principals.IsArn) ? [] : snapshots
        .Select(snapshot => (snapshot.SnapshotId, Who: (snapshot.SharedWith ?? []).Except(launch).ToArray()))
        .Where(pair => pair.Who.Length > 0)
        .Select(pair => $"{pair.SnapshotId} is shared with {Principals.Show(pair.Who)}, and the image is not. Revoke-AmiAccess {id} -From {string.Join(",", pair.Who)} takes it back.");

    private static IEnumerable<string> Keys(string id, ImageAccess access) => access.Keys
        .Select(key => key.IsAwsManaged == true ? $"Nobody else can use it: it is encrypted with AWS's own key {key.KmsKeyId}. {AccessProblems.WayOut(id, access.Region.Name)}"
            : key.Unusable is { } reason ? $"Nobody can use it: its key {key.KmsKeyId} cannot be used, {reason}."
            : null)
        .OfType<string>();
}
