using Amazon.EC2.Model;
using AmiTools.Engine.BlockDevices;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Ids;
using AmiTools.Engine.Images;
using AmiTools.Engine.Instances;
using AmiTools.Engine.Sessions;
using AmiTools.Engine.Text;
using AmiTools.Engine.VolumeRestore;

namespace AmiTools.Engine.RootRestore;

/// <summary>What new root volumes of one region are made of: a snapshot, an image, or for each the snapshot that it was launched from.</summary>
internal sealed class RootSource
{
    private readonly RegionSession _region;
    private readonly RootRestoreOptions _options;
    private readonly Dictionary<string, Snapshot> _snapshots = new(StringComparer.Ordinal);
    private Volume? _snapshotOf;
    private Image? _image;

    private RootSource(RegionSession region, RootRestoreOptions options)
    {
        _region = region;
        _options = options;
    }

    /// <summary>Reads it.</summary>
    /// <returns>The source; or why there is none.</returns>
    public static async Task<(RootSource? Source, AmiException? Problem)> ReadAsync(RegionSession region, RootRestoreOptions options, IEnumerable<RootMachine> machines, CancellationToken cancellationToken)
    {
        RootSource source = new(region, options);
        if (options.From is { Region: { } its } far && its != region.Name)
        {
            return (null, VolumeRestoreRules.Of(far, its, AmiErrorCodes.RegionMismatch, AmiErrorKind.InvalidInput, $"{far.Id} lies in {its}, and the instance in {region.Name}: a root volume is made in the region of its instance.",
                options.Source == RootRestoreSource.Image ? $"Copy the image first: Copy-AmiToRegion {far.Id} {region.Name} -Region {its}." : "AWS takes no copies of snapshots here; copy an image of it, and give -ImageId."));
        }

        AmiException? problem = options.Source switch
        {
            RootRestoreSource.Snapshot => await source.ReadSnapshotAsync(options.From!, cancellationToken).ConfigureAwait(false),
            RootRestoreSource.Image => await source.ReadImageAsync(options.From!, cancellationToken).ConfigureAwait(false),
            _ => await source.ReadSnapshotsAsync(machines.Select(machine => machine.Root?.SnapshotId), cancellationToken).ConfigureAwait(false),
        };
        return problem is null ? (source, null) : (null, problem);
    }

    /// <summary>Everything that speaks against it as the root of the machine.</summary>
    public IEnumerable<AmiException> Refuse(RootMachine machine, InstanceTypeInfo? type)
    {
        if (machine.Root is not { } root) yield break;
        if (_options.Source == RootRestoreSource.LaunchState && string.IsNullOrEmpty(root.SnapshotId))
        {
            yield return machine.Refuse(AmiErrorCodes.RootNotReplaceable, AmiErrorKind.InvalidInput, $"The root volume {root.VolumeId} of {machine.Instance.Title()} was not made of a snapshot: there is no state at launch to go back to.", "Give -SnapshotId or -ImageId.");
        }

        if (Snapshot(machine) is { } snapshot)
        {
            if (VolumeRestoreRules.RefuseSource(snapshot, machine.Given, machine.Region) is { } unusable) yield return unusable;
            if (_options.Source == RootRestoreSource.Snapshot && RootRestoreRules.RefuseStranger(machine, snapshot, _snapshotOf) is { } stranger) yield return stranger;
        }

        if (_image is not null)
        {
            foreach (AmiException difference in RootRestoreRules.Refuse(machine, _image, type)) yield return difference;
        }
    }

    /// <summary>What the user should know and nothing here can tell for certain.</summary>
    public IEnumerable<string> Doubts(RootMachine machine)
    {
        if (_options.Source == RootRestoreSource.Snapshot && Snapshot(machine)?.VolumeId is { } volume && !machine.Had(volume))
            yield return $"Whether {volume}, of which {_options.From!.Id} was taken, was once its root volume cannot be told from here; AWS refuses the snapshot if it was not, before anything is changed.";
    }

    /// <summary>The key by which the new root will be encrypted: that of the old one, else that of a snapshot of it. Null where it will not be, or where that is AWS's choice.</summary>
    public string? KeyFor(RootMachine machine) => NullIfEmpty(machine.Root is { Encrypted: true } root ? root.KmsKeyId : _options.Source == RootRestoreSource.Snapshot && Snapshot(machine) is { Encrypted: true } snapshot ? snapshot.KmsKeyId : null);

    /// <summary>The size of the new root in GiB.</summary>
    public int SizeFor(RootMachine machine) => Math.Max(machine.Root?.Size ?? 0, _image?.Devices().FirstOrDefault(device => DeviceNames.AreSame(device.DeviceName, _image.RootDeviceName ?? ""))?.SizeGiB ?? 0);

    /// <summary>The source as messages show it.</summary>
    public string Describe(RootMachine machine) => _options.Source switch
    {
        RootRestoreSource.Image => $"of the image {_image!.ImageId} ({_image.Name})",
        RootRestoreSource.Snapshot => $"of {_options.From!.Id}{(Snapshot(machine)?.StartTime is { } taken ? $" of {Times.Minute(taken.ToUniversalTime())}" : "")}",
        _ => $"as it was launched, of {machine.Root?.SnapshotId}",
    };

    private Snapshot? Snapshot(RootMachine machine) => _snapshots.GetValueOrDefault(_options.Source switch
    {
        RootRestoreSource.Snapshot => _options.From!.Id,
        RootRestoreSource.Image => _image!.RootSnapshotId() ?? "",
        _ => machine.Root?.SnapshotId ?? "",
    });

    private async Task<AmiException?> ReadSnapshotAsync(ResourceReference given, CancellationToken cancellationToken)
    {
        Snapshot? snapshot = await Patience.UntilAsync(_region.Time, _region.Settings.NamedResourceWindow,
            async token => (await _region.Snapshots.UsableAsync([given.Id], token).ConfigureAwait(false)).GetValueOrDefault(given.Id), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4), cancellationToken).ConfigureAwait(false);
        if (snapshot is null) return ResourceIds.SnapshotNotFound(new ResourceReference(given.Given, _region.Name));
        _snapshots[given.Id] = snapshot;
        if (!SnapshotOrigin.IsDummy(snapshot.VolumeId)) _snapshotOf = await _region.VolumeAsync(snapshot.VolumeId!, cancellationToken).ConfigureAwait(false);
        return null;
    }

    private async Task<AmiException?> ReadImageAsync(ResourceReference given, CancellationToken cancellationToken)
    {
        _image = await Patience.UntilAsync(_region.Time, _region.Settings.NamedResourceWindow, token => _region.Images.OneAsync(given.Id, token), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4), cancellationToken).ConfigureAwait(false);
        if (_image is null) return ResourceIds.ImageNotFound(new ResourceReference(given.Given, _region.Name));
        if (_image.State?.Value != "available")
        {
            return VolumeRestoreRules.Of(given, _region.Name, AmiErrorCodes.ImageNotAvailable, AmiErrorKind.InvalidState, $"{given.Id} in {_region.Name} is {_image.State?.Value}, and a root volume is made of an image that is available.",
                _image.State?.Value switch { "disabled" => $"Enable it: Enable-Ami {given.Id} -Region {_region.Name}.", "pending" => $"Wait for it: Wait-Ami {given.Id} -Region {_region.Name}.", _ => "Take another image." });
        }

        return await ReadSnapshotsAsync([_image.RootSnapshotId()], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Those that can be seen: of a public image's snapshots that is none, and AWS uses them all the same.</summary>
    private async Task<AmiException?> ReadSnapshotsAsync(IEnumerable<string?> ids, CancellationToken cancellationToken)
    {
        foreach ((string id, Snapshot snapshot) in await _region.Snapshots.UsableAsync(ids.Where(id => !string.IsNullOrEmpty(id)).OfType<string>(), cancellationToken).ConfigureAwait(false)) _snapshots[id] = snapshot;
        return null;
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
