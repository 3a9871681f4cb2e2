using Amazon.EC2.Model;
using AmiTools.Engine.Launching;
using AmiTools.Engine.Sessions;
using AmiTools.Engine.Text;

namespace AmiTools.Engine.Restoring;

/// <summary>Reads what launching backups would do: what is there of it, what is missing, and whether AWS would do it.</summary>
internal sealed class BackupRestorePlanner(EngineSession session, BackupRestoreOptions options)
{
    // What the bucket of instances that a caller may launch holds (EC2 user guide, API throttling): a bigger call would be throttled for ever.
    private const int Most = 1000;

    /// <summary>The plan. Launches nothing.</summary>
    public async Task<BackupRestorePlan> PlanAsync(CancellationToken cancellationToken)
    {
        LaunchPlanner planner = new(session, options.Launch);
        AmiException? count = options.Count is >= 1 and <= Most ? null : new AmiException(AmiErrorCodes.InvalidOption, AmiErrorKind.InvalidInput, $"{options.Count} instances cannot be launched.") { ResourceId = $"{options.Count}", Remedy = $"Give a -Count of 1 to {Most}." };
        var found = await planner.FindAsync(cancellationToken).ConfigureAwait(false);
        List<AmiException> problems = [.. count is null ? Array.Empty<AmiException>() : [count], .. planner.Problems];
        if (count is not null) return new BackupRestorePlan { Options = options, Problems = problems };

        List<BackupRestoreStep> steps = [];
        foreach ((RegionSession region, IReadOnlyList<FoundLaunch> launches) in found)
        {
            try
            {
                ILookup<string, Instance> sets = await InstanceSet.ReadAsync(region, launches.Select(launch => InstanceSet.IdOf(launch.Launch, options.IdempotencyKey)), cancellationToken).ConfigureAwait(false);
                foreach (FoundLaunch launch in launches)
                {
                    BackupRestoreStep step = Step(launch, sets);
                    if (step.Missing > 0 && (NoRoom(launch, step.Missing) ?? await LaunchPreflight.RunAsync(region, launch.Launch, step.Missing, launch.Source.Given, cancellationToken).ConfigureAwait(false)) is { } refused) problems.Add(refused);
                    else steps.Add(step);
                }
            }
            catch (AmiException failure) when (!failure.StopsEverything)
            {
                problems.Add(failure);
            }
        }

        return new BackupRestorePlan { Options = options, Steps = steps, Problems = problems };
    }

    private static AmiException? NoRoom(FoundLaunch found, int missing) => found.FreeAddresses is not { } free || free >= missing ? null
        : new AmiException(AmiErrorCodes.LaunchSettingMismatch, AmiErrorKind.LimitExceeded, $"{found.Launch.ImageId} cannot be launched {missing} times in {found.Launch.SubnetId}: of its addresses {free} {(free == 1 ? "is" : "are")} free.")
        {
            ResourceId = found.Source.Given, Region = found.Launch.Region, Remedy = "Give another -SubnetId or a smaller -Count.",
        };

    private BackupRestoreStep Step(FoundLaunch found, ILookup<string, Instance> sets)
    {
        string set = InstanceSet.IdOf(found.Launch, options.IdempotencyKey);
        string[] existing = [.. sets[set].Where(InstanceSet.IsLive).Select(instance => instance.InstanceId!)];
        int missing = Math.Max(0, options.Count - existing.Length);
        string there = existing.Length == 0 ? "" : string.Join(", ", existing);
        return new BackupRestoreStep
        {
            Given = found.Source.Given,
            Launch = found.Launch,
            SetId = set,
            Existing = existing,
            Missing = missing,
            OtherZones = found.OtherZones,
            Target = found.Target,
            Action = missing == 0 ? $"Return {there}, which an earlier run launched so"
                : $"Launch {Count.Of(missing, $"{found.Launch.InstanceType} instance")} {found.How}{(there.Length == 0 ? "" : $"; {there} of {options.Count} {(existing.Length == 1 ? "is" : "are")} there")}",
            Warnings = missing == 0 ? [] : found.Warnings,
        };
    }
}
