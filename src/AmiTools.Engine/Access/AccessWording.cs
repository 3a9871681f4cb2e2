using AmiTools.Engine.Keys;
using AmiTools.Engine.Text;

namespace AmiTools.Engine.Access;

/// <summary>Says what a change of sharing does, and what one should know beforehand.</summary>
internal sealed class AccessWording(AccessOptions options)
{
    // Documented; AWS raises it on request, and so it is no more than a warning.
    private const int Entities = 1000;

    private readonly HashSet<string> _toldKeys = new(StringComparer.Ordinal);

    /// <summary>The step of a change.</summary>
    public AccessStep Step(ImageAccess access, AmiAccessChange change, bool gives) => new()
    {
        Outcome = change,
        Target = $"{change.ImageId} ({change.Region})",
        Action = Action(change),
        Caution = Caution(change),
        Warnings = [.. gives ? Giving(access, change) : [], .. Kept(change).Select(kept => $"{kept}.")],
    };

    /// <summary>Which of its snapshots stay shared, and why.</summary>
    public static IEnumerable<string> Kept(AmiAccessChange change) => change.Snapshots.Where(snapshot => snapshot.KeptBecause.Length > 0).Select(snapshot => $"{snapshot.SnapshotId} stays shared: {snapshot.KeptBecause}");

    private static string Action(AmiAccessChange change)
    {
        AmiSnapshotAccessChange[] shared = [.. change.Snapshots.Where(snapshot => snapshot.Added.Count > 0)];
        AmiSnapshotAccessChange[] taken = [.. change.Snapshots.Where(snapshot => snapshot.Removed.Count > 0)];
        List<string> parts = [];
        if (change.Added.Count > 0) parts.Add($"share with {Principals.Show(change.Added)}{(shared.Length > 0 ? $", {Count.Of(shared.Length, "snapshot")} included" : "")}");
        else if (shared.Length > 0) parts.Add($"share {Count.Of(shared.Length, "snapshot")} of it with {Show(shared.SelectMany(snapshot => snapshot.Added))}");
        if (change.Removed.Count > 0) parts.Add($"take from {Principals.Show(change.Removed)}{(taken.Length > 0 ? $", {Count.Of(taken.Length, "snapshot")} included" : "")}");
        else if (taken.Length > 0) parts.Add($"take {Count.Of(taken.Length, "snapshot")} of it from {Show(taken.SelectMany(snapshot => snapshot.Removed))}");
        if (parts.Count == 0) parts.Add($"leave shared with {Principals.Show(change.SharedWith)}, as it is");
        string text = string.Join("; ", parts);
        return char.ToUpperInvariant(text[0]) + text[1..];
    }

    private string? Caution(AmiAccessChange change)
    {
        if (change.Added.Contains(AmiPrincipals.Everybody) || change.Snapshots.Any(snapshot => snapshot.Added.Contains(AmiPrincipals.Everybody)))
            return "Everybody, in every AWS account, may use it then and read all that is on it; copies that others make cannot be taken back.";
        // Revoking says by its name that it throws people out, and PowerShell asks of itself.
        string[] losers = [.. change.Removed.Concat(change.Snapshots.SelectMany(snapshot => snapshot.Removed)).Distinct()];
        return options.Action == AccessAction.Set && losers.Length > 0 ? $"{Principals.Show(losers)} can no longer use it; what launches instances of it there fails." : null;
    }

    private IEnumerable<string> Giving(ImageAccess access, AmiAccessChange change)
    {
        string[] organisations = [.. change.Added.Where(Principals.IsArn)];
        if (organisations.Length > 0 && access.Aws.BlockDeviceMappings is { Count: > 0 } && !options.ImageOnly)
            yield return $"the members of {Principals.Show(organisations)} can launch it and not copy it: AWS shares snapshots with accounts alone, not with organisations. Name those accounts too that are to copy it.";
        if (access.Image.UsageOperation is { } operation && operation != "RunInstances" && !options.ImageOnly)
            yield return $"{access.Image.Platform} is billed with its instances, and AWS does not let other accounts copy such an image; they can launch it.";
        if (change.SharedWith.Count(who => who != AmiPrincipals.Everybody) is var count && count > Entities)
            yield return $"it would be shared with {count}, and AWS takes {Entities} accounts, organisations and units for one image unless the quota was raised.";
        foreach (KeyFacts key in access.Keys.Where(key => _toldKeys.Add(key.KmsKeyId))) yield return KeyPolicy.Advice(key, [.. change.Added.Union(change.Snapshots.SelectMany(snapshot => snapshot.Added))]);
    }

    private static string Show(IEnumerable<string> principals) => Principals.Show([.. principals.Distinct().Order(StringComparer.Ordinal)]);
}
