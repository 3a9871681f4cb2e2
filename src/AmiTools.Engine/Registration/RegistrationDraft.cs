using Amazon.EC2.Model;
using AmiTools.Engine.Sessions;
using AmiTools.Engine.Text;

namespace AmiTools.Engine.Registration;

/// <summary>An image that is to be registered from one snapshot: its machine, as given and as found, and its devices.</summary>
internal sealed class RegistrationDraft
{
    private readonly ResourceReference _reference;
    private readonly FoundMachine? _found;
    private readonly FoundMachine? _known;
    private readonly SnapshotRegistrationOptions _options;

    /// <summary>Puts it together. Nothing is called.</summary>
    /// <param name="region">Where.</param>
    /// <param name="reference">What the user gave.</param>
    /// <param name="root">The snapshot.</param>
    /// <param name="found">The machine that was found for it.</param>
    /// <param name="like">The machine of an image that the user named; it counts in place of the one that was found.</param>
    /// <param name="options">What was asked for.</param>
    /// <param name="snapshots">The snapshots that can be used, by id.</param>
    public RegistrationDraft(RegionSession region, ResourceReference reference, Snapshot root, FoundMachine? found, FoundMachine? like, SnapshotRegistrationOptions options, IReadOnlyDictionary<string, Snapshot> snapshots)
    {
        Region = region;
        Root = root;
        _reference = reference;
        _found = found;
        _known = like ?? found;
        _options = options;
        Machine = options.Machine.Over(_known?.Machine);
        // What differs by the root's name cannot be said without one; the missing name is a problem of its own then.
        Devices = RegistrationDevices.Make(root, Machine.RootDeviceName ?? "/dev/sda1", found?.Root, options.Size, options.BlockDevice, snapshots);
    }

    public RegionSession Region { get; }

    public Snapshot Root { get; }

    public string Given => _reference.Given;

    /// <summary>The whole machine.</summary>
    public AmiMachine Machine { get; }

    /// <summary>The devices.</summary>
    public RegistrationDevices Devices { get; }

    /// <summary>Everything that keeps the image from being registered.</summary>
    public IEnumerable<AmiException> Problems()
    {
        string[] missing = [.. MachineRules.Missing(Machine, _known is not null)];
        if (missing.Length > 0) yield return Unknown(missing);
        string[] contradictions = [.. MachineRules.Contradictions(Machine)];
        if (contradictions.Length > 0) yield return Problem(AmiErrorCodes.InvalidMachine, $"No image of {Root.SnapshotId} can be registered that way: {string.Join("; ", contradictions)}.", "Give properties that go together, or leave out what the snapshot's own image says.");
        if (Devices.Problems.Count > 0) yield return Problem(AmiErrorCodes.InvalidBlockDevice, $"An image of {Root.SnapshotId} cannot have these devices: {string.Join("; ", Devices.Problems)}.", "Give a free device name such as /dev/sdf with a snapshot, a size in GiB, or ephemeral0 to ephemeral23.");
    }

    /// <summary>The step that registers it, or finds it there.</summary>
    public RegistrationStep Step(string name, string description, IReadOnlyDictionary<string, string> tags, RegisteredImages match) => new()
    {
        Region = Region.Name,
        Given = Given,
        SnapshotId = Root.SnapshotId,
        Name = name,
        Description = description,
        Machine = Machine,
        KnownFrom = _known?.From ?? "",
        BlockDevices = Devices.Devices,
        Tags = tags,
        Existing = match.Live is { } live ? RegisteredImages.Result(live, Region, Root.SnapshotId, null, _known?.From ?? "", existed: true) : null,
        Target = $"{Root.SnapshotId} ({Region.Name})",
        Action = match.Live is { } there ? $"Return {there.ImageId} ({there.State?.Value}), which is registered from it already" : Action(name, match),
        Warnings = match.Live is null ? [.. Warnings()] : [],
    };

    private string Action(string name, RegisteredImages match)
    {
        string known = _known is null ? "" : $", as {_known.From} has it";
        string boots = Machine.BootMode is { } mode ? $", {mode}" : "";
        string size = $"{Count.Of(Devices.Devices.Count(device => device.VirtualName is null), "volume")}, {Devices.Devices.Sum(device => device.SizeGiB ?? 0)} GiB";
        string replaced = match.Dead.Count > 0 ? $", in place of the failed {string.Join(", ", match.Dead.Select(image => image.ImageId))}" : "";
        return $"Register the image '{name}' ({Machine.Architecture}, {Machine.VirtualizationType}{boots}, {Machine.RootDeviceName}; {size}){known}{replaced}";
    }

    private IEnumerable<string> Warnings()
    {
        if (_found?.DataDevice is { } device) yield return $"{Root.SnapshotId} is {device} of {_found.From}, which boots from another volume: where there is no system on it, no instance of this image comes up. Restore-EbsVolume makes a volume of it.";
        if (BillingCodes.Loss(_found?.Platform, _found?.UsageOperation) is { } loss) yield return $"{char.ToUpperInvariant(loss[0])}{loss[1..]}. Launch from an image that has them ({_found!.From}) and replace the root volume, or make the image of a running instance with New-AmiBackup.";
        else if (_found is null) yield return "Nothing tells which system is on it. Where it is Windows, or a Linux that AWS bills for (Red Hat, SUSE), the image has no billing codes, and instances of it may not be licensed.";
        foreach (string warning in MachineRules.Warnings(Machine)) yield return warning;
        string[] left = [.. (_found?.Others ?? []).Where(other => !Devices.Devices.Any(device => device.DeviceName == other.DeviceName)).Select(other => $"{other.DeviceName} ({other.SnapshotId})")];
        if (left.Length > 0) yield return $"{char.ToUpperInvariant(_found!.From[0])}{_found.From[1..]} also has {string.Join(", ", left)}, which this image goes without; -BlockDevice takes them along.";
        if (Devices.Devices[0].SizeGiB > Root.VolumeSize) yield return $"The root volume is bigger than its snapshot ({Devices.Devices[0].SizeGiB} GiB, not {Root.VolumeSize}): its file system is extended in the instance, by cloud-init or by hand.";
        if (Devices.Devices.Any(device => device.VirtualName is not null)) yield return "Instance store is there only on instance types that have it, comes empty, and is lost with a stop.";
    }

    private AmiException Unknown(string[] missing) => Problem(AmiErrorCodes.MachineUnknown,
        $"Nothing tells what machine the system on {Root.SnapshotId} needs: {(_known is null ? "no image boots from it, and neither its description nor its volume leads to an instance or an image that is still there" : $"{_known.From} does not say it")}. To be given: {string.Join(", ", missing)}.",
        $"Name an image of the same system with -LikeImageId, or give what is missing: New-AmiFromSnapshot {Root.SnapshotId} {string.Join(' ', missing.Select(Example))}.");

    private static string Example(string missing) => missing.Split(' ')[0] switch
    {
        "-Architecture" => "-Architecture x86_64",
        "-RootDeviceName" => "-RootDeviceName /dev/xvda",
        "-BootMode" => "-BootMode legacy-bios",
        var name => name,
    };

    private AmiException Problem(string code, string message, string remedy) => new(code, AmiErrorKind.InvalidInput, message) { ResourceId = Given, Region = Region.Name, Remedy = remedy };
}
