using Amazon.EC2.Model;
using AmiTools.Engine.Access;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Images;
using AmiTools.Engine.Sessions;
using AmiTools.Engine.Text;

namespace AmiTools.Engine.Undo;

/// <summary>How an image differs from what it was.</summary>
/// <remarks>The order counts: AWS shares no disabled image, and disabling one takes its sharing away, so that enabling comes first and disabling last.</remarks>
internal sealed class ImageReversals(RegionSession region)
{
    private const string Available = "available";
    private readonly SnapshotReversals _snapshots = new(region);

    /// <summary>Reads what differs. What the former state does not know is not read.</summary>
    public async Task<Reversals> FindAsync(FormerResource former, Image image, CancellationToken cancellationToken)
    {
        List<string> lost = [];
        List<Reversal> steps = [];
        Ami now = image.ToAmi(region.Name, region.Time.GetUtcNow());
        AmiFormerState wanted = former.State;
        bool isToBeEnabled = wanted.State == Available && now.State == ImageStates.Disabled;
        bool isToBeDisabled = wanted.State == ImageStates.Disabled && now.State == Available;
        if (isToBeEnabled) steps.Add(Enable(now));
        if (wanted.SharedWith is { } principals && !isToBeDisabled) steps.AddRange(await SharingAsync(now, principals, isToBeEnabled, cancellationToken).ConfigureAwait(false));
        foreach ((string snapshotId, IReadOnlyList<string> accounts) in wanted.SnapshotsSharedWith ?? new Dictionary<string, IReadOnlyList<string>>())
            steps.AddRange(await _snapshots.SharingAsync(snapshotId, now.AccountId, accounts, AmiChangeKind.Access, cancellationToken).ConfigureAwait(false));
        if (former.HasDeprecation && Deprecation(now, wanted.DeprecationTime, lost) is { } deprecation) steps.Add(deprecation);
        if (TagReversal.Find(region, now.ImageId, wanted.Tags, now.Tags) is { } tags) steps.Add(tags);
        if (wanted.DeregistrationProtection is { } protection && Protection(now, protection) is { } switched) steps.Add(switched);
        if (isToBeDisabled) steps.Add(Disable(now));
        return new Reversals(steps, lost);
    }

    private Reversal Enable(Ami now) => new("enabled", AmiChangeKind.Enabled, new AmiFormerState { State = now.State, SharedWith = [] }, async token =>
    {
        await region.CallAsync("EnableImage", now.ImageId, ec2 => ec2.EnableImageAsync(new EnableImageRequest { ImageId = now.ImageId }, token)).ConfigureAwait(false);
        // One of AWS's servers may not know yet that it is enabled, and would not share it.
        await Patience.UntilAsync(region.Time, region.Settings.NamedResourceWindow, async stop => await region.Images.OneAsync(now.ImageId, stop).ConfigureAwait(false) is { } read && read.IsAvailable() ? read : null,
            TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4), token).ConfigureAwait(false);
    });

    private Reversal Disable(Ami now) => new("disabled", AmiChangeKind.Disabled, new AmiFormerState { State = now.State }, token =>
        region.CallAsync("DisableImage", now.ImageId, ec2 => ec2.DisableImageAsync(new DisableImageRequest { ImageId = now.ImageId }, token)));

    private async Task<IEnumerable<Reversal>> SharingAsync(Ami now, IReadOnlyList<string> wanted, bool isDisabled, CancellationToken cancellationToken)
    {
        // A disabled image is shared with nobody.
        string[] current = isDisabled ? [] : await Permissions.OfImageAsync(region, now.ImageId, now.AccountId, cancellationToken).ConfigureAwait(false);
        string[] missing = [.. wanted.Except(current)];
        string[] added = [.. current.Except(wanted)];
        if (missing.Length + added.Length == 0) return [];
        ModifyImageAttributeRequest request = new() { ImageId = now.ImageId, LaunchPermission = new LaunchPermissionModifications { Add = List(missing), Remove = List(added) } };
        return [new Reversal(SnapshotReversals.Words(missing, added), AmiChangeKind.Access, new AmiFormerState { SharedWith = current },
            token => region.CallAsync("ModifyImageAttribute", now.ImageId, ec2 => ec2.ModifyImageAttributeAsync(request, token)))];
    }

    private Reversal? Deprecation(Ami now, DateTime? wanted, List<string> lost)
    {
        if (now.DeprecationTime == wanted) return null;
        AmiFormerState before = new() { DeprecationTime = now.DeprecationTime };
        if (wanted is not { } date)
        {
            DisableImageDeprecationRequest disable = new() { ImageId = now.ImageId };
            return new Reversal("no deprecation date", AmiChangeKind.Deprecation, before, token => region.CallAsync("DisableImageDeprecation", now.ImageId, ec2 => ec2.DisableImageDeprecationAsync(disable, token)));
        }

        if (date <= region.Time.GetUtcNow().UtcDateTime)
        {
            lost.Add(UndoRefusals.Passed(date));
            return null;
        }

        EnableImageDeprecationRequest enable = new() { ImageId = now.ImageId, DeprecateAt = date };
        return new Reversal($"deprecated from {Times.Minute(date)}", AmiChangeKind.Deprecation, before, token => region.CallAsync("EnableImageDeprecation", now.ImageId, ec2 => ec2.EnableImageDeprecationAsync(enable, token)));
    }

    private Reversal? Protection(Ami now, string wanted)
    {
        ImageProtection former = ImageProtection.Read(wanted);
        ImageProtection current = ImageProtection.Read(now.DeregistrationProtection);
        if (former.IsOn == current.IsOn && (!former.IsOn || wanted == now.DeregistrationProtection)) return null;
        AmiFormerState before = new() { DeregistrationProtection = now.DeregistrationProtection };
        EnableImageDeregistrationProtectionRequest enable = new() { ImageId = now.ImageId, WithCooldown = wanted == ImageProtection.OnWithCooldown };
        DisableImageDeregistrationProtectionRequest disable = new() { ImageId = now.ImageId };
        return former.IsOn
            ? new Reversal("protected against deregistration", AmiChangeKind.Protection, before, token => region.CallAsync("EnableImageDeregistrationProtection", now.ImageId, ec2 => ec2.EnableImageDeregistrationProtectionAsync(enable, token)))
            : new Reversal("not protected against deregistration", AmiChangeKind.Protection, before, token => region.CallAsync("DisableImageDeregistrationProtection", now.ImageId, ec2 => ec2.DisableImageDeregistrationProtectionAsync(disable, token)));
    }

    private static List<LaunchPermission>? List(string[] who) => who.Length == 0 ? null : [.. who.Select(Principals.ToLaunchPermission)];
}
