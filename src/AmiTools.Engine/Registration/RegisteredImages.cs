using Amazon.EC2.Model;
using AmiTools.Engine.Images;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Registration;

/// <summary>What is there already under the name of an image that is to be registered.</summary>
/// <param name="Live">The image itself; null where it is to be registered.</param>
/// <param name="Dead">Failed remnants of it.</param>
/// <param name="Other">Another image that has the name.</param>
internal sealed record RegisteredImages(Image? Live, IReadOnlyList<Image> Dead, Image? Other)
{
    /// <summary>Of the images of the name, those that are registered from the same snapshot or bundle.</summary>
    public static RegisteredImages Of(IEnumerable<Image> named, string? snapshotId, string? imageLocation)
    {
        Image[] images = [.. named];
        Image[] same = [.. images.Where(image => IsOf(image, snapshotId, imageLocation))];
        return new RegisteredImages(
            same.Where(image => !image.IsDead()).MaxBy(image => image.CreatedAt()),
            [.. same.Where(image => image.IsDead())],
            images.FirstOrDefault(image => !same.Contains(image)));
    }

    /// <summary>Whether the image is registered from the snapshot, or from the bundle.</summary>
    public static bool IsOf(Image image, string? snapshotId, string? imageLocation) => snapshotId is not null ? image.RootSnapshotId() == snapshotId : image.ImageLocation == imageLocation;

    /// <summary>In what the image differs from what is to be registered, as parts of a sentence. What the endpoint does not tell is no difference.</summary>
    public static IEnumerable<string> Differences(Image image, AmiMachine machine, IReadOnlyList<AmiBlockDevice> devices)
    {
        AmiMachine there = Machines.Of(image);
        if (there.Architecture is { } architecture && machine.Architecture is not null && architecture != machine.Architecture) yield return $"it is {architecture}, not {machine.Architecture}";
        if (there.VirtualizationType is { } virtualization && virtualization != machine.VirtualizationType) yield return $"it is {virtualization}, not {machine.VirtualizationType}";
        if (there.BootMode is { } mode && machine.BootMode is not null && mode != machine.BootMode) yield return $"it boots with {mode}, not {machine.BootMode}";
        if (there.EnaSupport is { } ena && machine.EnaSupport is not null && ena != machine.EnaSupport) yield return $"its ENA support is {(ena ? "on" : "off")}";
        if (there.TpmSupport != (machine.TpmSupport ?? false)) yield return $"it has {(there.TpmSupport == true ? "a" : "no")} NitroTPM";
        if (there.ImdsSupport != (machine.ImdsSupport ?? false)) yield return $"its instances {(there.ImdsSupport == true ? "must" : "need not")} use IMDSv2";
        AmiBlockDevice[] present = [.. image.Devices()];
        foreach (AmiBlockDevice device in devices)
        {
            AmiBlockDevice? other = present.FirstOrDefault(other => other.DeviceName == device.DeviceName);
            if (other is null) yield return $"it has no {device.DeviceName}";
            else if (other.SnapshotId != device.SnapshotId || other.VirtualName != device.VirtualName) yield return $"its {device.DeviceName} is made of {other.SnapshotId ?? other.VirtualName ?? "nothing"}, not of {device.SnapshotId ?? device.VirtualName ?? "nothing"}";
            else if (other.SizeGiB is not null && device.SizeGiB is not null && other.SizeGiB != device.SizeGiB) yield return $"its {device.DeviceName} has {other.SizeGiB} GiB, not {device.SizeGiB} GiB";
        }

        foreach (AmiBlockDevice other in present.Where(other => other.SnapshotId is not null && !devices.Any(device => device.DeviceName == other.DeviceName))) yield return $"it has {other.DeviceName} besides";
    }

    /// <summary>The image as the command's result.</summary>
    public static AmiRegistration Result(Image image, RegionSession region, string? snapshotId, string? imageLocation, string knownFrom, bool existed, AmiChangeReceipt? receipt = null)
    {
        Ami ami = image.ToAmi(region.Name, region.Time.GetUtcNow());
        return new AmiRegistration
        {
            Region = region.Name, AccountId = ami.AccountId, ImageId = ami.ImageId, Name = ami.Name, State = ami.State, SnapshotId = snapshotId, ImageLocation = imageLocation,
            Architecture = ami.Architecture, BootMode = ami.BootMode, RootDeviceName = ami.RootDeviceName, BlockDevices = ami.BlockDevices, SizeGiB = ami.SizeGiB, KnownFrom = knownFrom,
            CreationDate = ami.CreationDate, AlreadyExisted = existed, Receipt = receipt, Tags = ami.Tags,
        };
    }

    /// <summary>The failure of a name that another image has.</summary>
    public static AmiException Taken(string given, string region, string name, string reason) => new(AmiErrorCodes.ImageNameTaken, AmiErrorKind.AlreadyExists, $"The name '{name}' for an image of {given} is taken in {region}: {reason}.")
    {
        ResourceId = given, Region = region, Remedy = "Give another -Name; {SnapshotId} and {Date} make it one of its own.",
    };
}
