using Amazon.EC2.Model;
using AmiTools.Engine.Ids;
using AmiTools.Engine.Naming;
using AmiTools.Engine.Sessions;
using AmiTools.Engine.Tags;

namespace AmiTools.Engine.Registration;

/// <summary>Reads whether an image can be registered from a bundle. What is in the bundle is read by AWS alone, and only then.</summary>
internal sealed class BundleRegistrationPlanner(EngineSession session, BundleRegistrationOptions options)
{
    // The attempt, which tells a lost answer from a call that never arrived.
    private const int OwnTags = 1;

    private readonly List<AmiException> _problems = [];
    private readonly List<RegistrationStep> _steps = [];

    /// <summary>The plan. Changes nothing.</summary>
    public async Task<RegistrationPlan> PlanAsync(CancellationToken cancellationToken)
    {
        AmiMachine machine = options.Machine.Over(null);
        BundleManifest? manifest = BundleManifest.Parse(options.ImageLocation, out AmiException? misplaced);
        _problems.AddRange(new[] { misplaced, AmiNameRules.Problem(options.Name), AmiNameRules.DescriptionProblem(options.Description ?? "") }.OfType<AmiException>());
        _problems.AddRange(TagRules.Problems(options.Tag));
        if (options.Tag.Count + OwnTags > TagRules.MaximumTags) _problems.Add(TagRules.TooMany(options.Tag.Count + OwnTags, $" for the image ({OwnTags} is the module's own)"));
        _problems.AddRange(MachineRules.Problems(options.Machine));
        string[] contradictions = [.. Contradictions(machine)];
        if (contradictions.Length > 0) _problems.Add(Problem(AmiErrorCodes.InvalidMachine, $"No image of a bundle can be registered that way: {string.Join("; ", contradictions)}.", "Give properties that go together, or leave them out."));
        _problems.AddRange(options.BlockDevice.Where(device => device.SnapshotId is { } id && !new ResourceReference(id).IsWellFormed("snap")).Select(device => ResourceIds.NotASnapshot(new ResourceReference(device.SnapshotId!))));
        if (_problems.Count == 0) await ReadAsync(manifest!, machine, cancellationToken).ConfigureAwait(false);
        return new RegistrationPlan { Session = options.Session, Wait = options.Wait, Timeout = options.Timeout, Steps = _steps, Problems = _problems };
    }

    private async Task ReadAsync(BundleManifest manifest, AmiMachine machine, CancellationToken cancellationToken)
    {
        Whereabouts where = await Whereabouts.ResolveAsync(session, options.Session, [options.ImageLocation], _problems, cancellationToken).ConfigureAwait(false);
        if (where.Regions.Count > 1) _problems.Add(Problem(AmiErrorCodes.InvalidOption, $"An image of a bundle is registered in one region, and {where.Regions.Count} are named.", "Give one -Region: the bucket's."));
        if (where.Regions is not [var region]) return;
        try
        {
            await ReadAsync(region, manifest, machine, cancellationToken).ConfigureAwait(false);
        }
        catch (AmiException failure) when (!failure.StopsEverything)
        {
            _problems.Add(failure);
        }
    }

    private async Task ReadAsync(RegionSession region, BundleManifest manifest, AmiMachine machine, CancellationToken cancellationToken)
    {
        string[] volumes = [.. options.BlockDevice.Select(device => device.SnapshotId).OfType<string>()];
        SnapshotSources? sources = volumes.Length == 0 ? null : await SnapshotSources.ReadAsync(region, volumes, cancellationToken).ConfigureAwait(false);
        AmiException[] unusable = [.. volumes.Distinct().Select(id => sources!.Problem(new ResourceReference(id, region.Name))).OfType<AmiException>()];
        _problems.AddRange(unusable);
        RegistrationDevices devices = RegistrationDevices.Make(options.BlockDevice, sources?.Own ?? new Dictionary<string, Snapshot>());
        if (devices.Problems.Count > 0) _problems.Add(Problem(AmiErrorCodes.InvalidBlockDevice, $"An image of {manifest.Location} cannot have these devices: {string.Join("; ", devices.Problems)}.", "Give a free device name such as /dev/sdf with a snapshot, a size in GiB, or ephemeral0 to ephemeral23."));

        RegisteredImages match = RegisteredImages.Of(await region.Images.OwnByNameAsync([options.Name], cancellationToken).ConfigureAwait(false), null, manifest.Location);
        string? taken = match.Other is { } other ? $"{other.ImageId} ({other.State?.Value}) has it already"
            : match.Live is { } live && RegisteredImages.Differences(live, machine, devices.Devices).ToArray() is { Length: > 0 } differences ? $"{live.ImageId} is registered from the same bundle in another way: {string.Join("; ", differences)}"
            : null;
        if (taken is not null) _problems.Add(RegisteredImages.Taken(options.ImageLocation.Given, region.Name, options.Name, taken));
        if (_problems.Count == 0) _steps.Add(Step(region, manifest, machine, devices.Devices, match));
    }

    private RegistrationStep Step(RegionSession region, BundleManifest manifest, AmiMachine machine, IReadOnlyList<AmiBlockDevice> devices, RegisteredImages match) => new()
    {
        Region = region.Name,
        Given = options.ImageLocation.Given,
        ImageLocation = manifest.Location,
        Name = options.Name,
        Description = options.Description ?? "",
        Machine = machine,
        BlockDevices = devices,
        Tags = options.Tag,
        Existing = match.Live is { } live ? RegisteredImages.Result(live, region, null, manifest.Location, "", existed: true) : null,
        Target = $"{manifest.Location} ({region.Name})",
        Action = match.Live is { } there ? $"Return {there.ImageId} ({there.State?.Value}), which is registered from it already"
            : $"Register the image '{options.Name}' ({machine.Architecture ?? "the manifest's architecture"}, {machine.VirtualizationType}, instance store){(match.Dead.Count > 0 ? $", in place of the failed {string.Join(", ", match.Dead.Select(image => image.ImageId))}" : "")}",
        Warnings = match.Live is null ? [.. Warnings(machine)] : [],
    };

    // Types with a root on instance store boot in one way only, and none has a TPM.
    private static IEnumerable<string> Contradictions(AmiMachine machine)
    {
        foreach (string contradiction in MachineRules.Contradictions(machine)) yield return contradiction;
        if (machine.Architecture is not (null or "x86_64" or "i386")) yield return $"no instance type of {machine.Architecture} boots from instance store";
        if (machine.BootMode is "uefi" or "uefi-preferred") yield return $"no instance type that boots from instance store boots with {machine.BootMode}";
    }

    private static IEnumerable<string> Warnings(AmiMachine machine)
    {
        yield return $"Only {BundleSteps.Types} boot from instance store. Such instances cannot be stopped, New-AmiBackup cannot back them up, and the Recycle Bin does not keep their images; the bundle must stay in its bucket as long as the image is to launch.";
        foreach (string warning in MachineRules.Warnings(machine)) yield return warning;
    }

    private AmiException Problem(string code, string message, string remedy) => new(code, AmiErrorKind.InvalidInput, message) { ResourceId = options.ImageLocation.Given, Remedy = remedy };
}
