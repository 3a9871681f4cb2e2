using Amazon.EC2.Model;
using AmiTools.Engine.BlockDevices;
using AmiTools.Engine.Images;
using AmiTools.Engine.Instances;
using AmiTools.Engine.Sessions;
using AmiTools.Engine.Tags;

namespace AmiTools.Engine.Backup;

/// <summary>Reads what a backup would do, and everything that would make it fail.</summary>
internal sealed class BackupPlanner(EngineSession session, BackupOptions options)
{
    private readonly List<AmiException> _problems = [];
    private readonly List<BackupStep> _steps = [];

    /// <summary>The plan. Changes nothing.</summary>
    public async Task<BackupPlan> PlanAsync(CancellationToken cancellationToken)
    {
        _problems.AddRange(TagRules.Problems(options.Tag));
        bool isKeyed = options.IdempotencyKey is not { Length: 0 or > TagRules.MaximumValueLength };
        if (!isKeyed) _problems.Add(new AmiException(AmiErrorCodes.InvalidOption, AmiErrorKind.InvalidInput, $"An idempotency key has 1 to {TagRules.MaximumValueLength} characters.") { ResourceId = options.IdempotencyKey, Remedy = "Give a shorter -IdempotencyKey: the number of the job that makes the backup, or its date." });
        BackupNames? names = Names();
        // What is wrong with the options is wrong with every backup; what else is wrong is said along with it.
        bool hopeless = _problems.Count > 0;
        if (names is not null && isKeyed) await ReadAsync(names, cancellationToken).ConfigureAwait(false);
        return new BackupPlan { Options = options, Steps = hopeless ? [] : _steps, Problems = _problems };
    }

    private BackupNames? Names()
    {
        try
        {
            return new BackupNames(options, session.Environment.Time.GetUtcNow().UtcDateTime);
        }
        catch (AmiException problem)
        {
            _problems.Add(problem);
            return null;
        }
    }

    private async Task ReadAsync(BackupNames names, CancellationToken cancellationToken)
    {
        BackupSelection selection = await BackupSelection.OpenAsync(session, options, _problems, cancellationToken).ConfigureAwait(false);
        // Regions are read at a time, and put together in their order.
        var parts = await Task.WhenAll(selection.Regions.Select(region => ReadAsync(selection, region, names, cancellationToken))).ConfigureAwait(false);
        foreach ((List<BackupStep> steps, List<AmiException> problems) in parts)
        {
            _steps.AddRange(steps);
            _problems.AddRange(problems);
        }

        _problems.AddRange(selection.Missing());
    }

    private async Task<(List<BackupStep> Steps, List<AmiException> Problems)> ReadAsync(BackupSelection selection, RegionSession region, BackupNames names, CancellationToken cancellationToken)
    {
        List<BackupStep> steps = [];
        List<AmiException> problems = [];
        try
        {
            IReadOnlyList<BackupSource> sources = await selection.ReadAsync(region, cancellationToken).ConfigureAwait(false);
            if (sources.Count == 0) return (steps, problems);
            ExistingBackups existing = await ExistingBackups.ReadAsync(region, [.. sources.Select(source => names.Pattern(source.Instance))], names.Counts, options.IdempotencyKey, cancellationToken).ConfigureAwait(false);
            StopCheck? stops = options.Consistency == BackupConsistency.Stop ? await StopCheck.ReadAsync(region, [.. sources.Select(source => source.Instance)], cancellationToken).ConfigureAwait(false) : null;
            HashSet<string> taken = [.. existing.Names];
            HashSet<string> planned = [];
            foreach (BackupSource source in sources)
            {
                List<AmiException> own = [];
                BackupStep? step = await StepAsync(source, names, taken, planned, existing, stops, own, cancellationToken).ConfigureAwait(false);
                problems.AddRange(own);
                if (own.Count > 0) step = source.Instance.WasLeftStopped() ? Restart(source) : null;
                if (step is not null) steps.Add(step);
            }
        }
        catch (AmiException failure)
        {
            problems.Add(failure);
        }

        return (steps, problems);
    }

    private async Task<BackupStep?> StepAsync(
        BackupSource source, BackupNames names, HashSet<string> taken, HashSet<string> planned, ExistingBackups existing, StopCheck? stops, List<AmiException> problems, CancellationToken cancellationToken)
    {
        Instance instance = source.Instance;
        problems.AddRange(Unfit(source));
        if (BackupTags.Problem(instance, options) is { } tags) problems.Add(tags);
        DevicePlan devices = source.Devices(options);
        problems.AddRange(devices.Problems);
        if (Name(source, names, taken, problems) is not { } named) return null;
        BackupMatch match = existing.Of(source.InstanceId, named.Name);
        if (match.Live is { } live) return Existing(source, named.Name, live);
        if (match.Other is { } other) problems.Add(Taken(source, named.Name, $"{other.ImageId} ({other.State?.Value}) has it already"));
        else if (!planned.Add(named.Name)) problems.Add(Taken(source, named.Name, "another instance of this command would get it too"));
        taken.Add(named.Name);
        StopReasons? stop = stops is null ? null : await stops.OfAsync(instance, cancellationToken).ConfigureAwait(false);
        if (StopProblem(source, stop) is { } refused) problems.Add(refused);
        return new BackupStep
        {
            InstanceId = source.InstanceId,
            Region = source.Region.Name,
            Name = named.Name,
            Description = named.Description,
            BlockDevices = devices.Devices,
            Target = BackupTexts.Target(source),
            Action = BackupTexts.Action(source, named.Name, devices, match, options),
            Caution = BackupTexts.Caution(source, stop, options),
            Warnings = [.. BackupTexts.Warnings(source, devices, options)],
        };
    }

    private static BackupStep Existing(BackupSource source, string name, Image live) => new()
    {
        InstanceId = source.InstanceId,
        Region = source.Region.Name,
        Name = live.Name ?? name,
        Description = live.Description ?? "",
        BlockDevices = [.. live.Devices()],
        Target = BackupTexts.Target(source),
        Action = BackupTexts.Existing(source, live),
        Existing = live.ToBackup(source.Region, source.Instance, existed: true),
    };

    private static BackupStep Restart(BackupSource source) => new()
    {
        InstanceId = source.InstanceId,
        Region = source.Region.Name,
        Name = "",
        Target = BackupTexts.Target(source),
        Action = "Start it again: an earlier backup was broken off and left it stopped",
        OnlyRestarts = true,
    };

    private static (string Name, string Description)? Name(BackupSource source, BackupNames names, HashSet<string> taken, List<AmiException> problems)
    {
        try
        {
            return (names.Name(source.Instance, taken), names.Description(source.Instance));
        }
        catch (AmiException problem)
        {
            problems.Add(problem);
            return null;
        }
    }

    private static IEnumerable<AmiException> Unfit(BackupSource source)
    {
        if (source.Instance.StateName() is "shutting-down" or "terminated")
        {
            yield return new AmiException(AmiErrorCodes.InstanceNotReady, AmiErrorKind.InvalidState, $"{source.Instance.Title()} in {source.Region.Name} is {source.Instance.StateName()}; a backup needs one that is running or stopped.")
            {
                ResourceId = source.Given, Region = source.Region.Name, Remedy = "Its earlier backups are shown by Get-Ami -InstanceId.",
            };
        }

        if (source.Instance.RootDeviceType?.Value == "instance-store")
        {
            yield return new AmiException(AmiErrorCodes.InstanceStoreRoot, AmiErrorKind.NotSupported, $"The root volume of {source.Instance.Title()} is instance store: AWS makes images only of instances with an EBS root.")
            {
                ResourceId = source.Given, Region = source.Region.Name, Remedy = "Bundle it on the instance with the AMI tools, and register the bundle with New-AmiFromBundle.",
            };
        }
    }

    private AmiException? StopProblem(BackupSource source, StopReasons? stop)
    {
        if (stop is null) return null;
        string[] reasons = [.. (stop.Refused is { } refused ? new[] { refused } : []).Concat(options.Force ? [] : stop.Reasons)];
        return reasons.Length == 0 ? null : new AmiException(AmiErrorCodes.StopRefused, AmiErrorKind.InvalidState, $"{source.Instance.Title()} in {source.Region.Name} is not stopped for its backup: {string.Join("; ", reasons)}.")
        {
            ResourceId = source.Given, Region = source.Region.Name,
            Remedy = stop.Refused is null ? "Back it up with -Consistency NoReboot or Reboot, or stop it all the same with -Force." : "Switch stop protection off first, or back it up with -Consistency NoReboot or Reboot.",
        };
    }

    private static AmiException Taken(BackupSource source, string name, string reason) => new(AmiErrorCodes.ImageNameTaken, AmiErrorKind.AlreadyExists, $"The name '{name}' for the backup of {source.Instance.Title()} is taken in {source.Region.Name}: {reason}.")
    {
        ResourceId = source.Given, Region = source.Region.Name, Remedy = "Give another -Name; {InstanceId}, {Date} and {Counter} make it a new one.",
    };
}
