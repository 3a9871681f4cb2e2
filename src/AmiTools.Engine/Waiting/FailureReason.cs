using Amazon.EC2.Model;

namespace AmiTools.Engine.Waiting;

/// <summary>Why an image ended badly, in AWS's words.</summary>
internal static class FailureReason
{
    /// <summary>The image's reason and those of its snapshots, as a sentence.</summary>
    public static string Of(Image image, IEnumerable<Snapshot> snapshots, AmiException? unread = null)
    {
        string?[] reasons =
        [
            image.StateReason?.Message ?? image.StateReason?.Code,
            .. snapshots.Where(snapshot => snapshot.State?.Value == "error").Select(snapshot => $"{snapshot.SnapshotId}: {snapshot.StateMessage ?? "ended in error"}"),
            unread is null ? null : $"what its snapshots say cannot be read ({unread.Message})",
        ];
        string[] known = [.. reasons.OfType<string>().Where(reason => reason.Length > 0).Distinct()];
        return known.Length == 0 ? "AWS gives no reason." : string.Join("; ", known.Select(reason => reason.TrimEnd('.'))) + ".";
    }
}
