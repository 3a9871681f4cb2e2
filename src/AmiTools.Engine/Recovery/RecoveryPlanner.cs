using AmiTools.Engine.Launching;
using AmiTools.Engine.Restoring;
using AmiTools.Engine.Sessions;
using AmiTools.Engine.Text;

namespace AmiTools.Engine.Recovery;

/// <summary>Reads what testing backups would do: the launches with all their checks, and what broken-off tests left in the same regions.</summary>
internal sealed class RecoveryPlanner(EngineSession session, RecoveryTestOptions options, IEngineEvents events)
{
    /// <summary>The plan. Changes nothing.</summary>
    public async Task<RecoveryTestPlan> PlanAsync(CancellationToken cancellationToken)
    {
        LaunchPlanner planner = new(session, Launch());
        var found = await planner.FindAsync(cancellationToken).ConfigureAwait(false);
        List<AmiException> problems = [.. planner.Problems];
        if (options.ConsoleMarker is { } marker && string.IsNullOrWhiteSpace(marker)) return new RecoveryTestPlan { Options = options, Problems = [NoMarker(), .. problems] };
        List<RecoveryTestStep> steps = [];
        foreach ((RegionSession region, IReadOnlyList<FoundLaunch> launches) in found)
        {
            try
            {
                steps.AddRange(await LeftoversAsync(region, cancellationToken).ConfigureAwait(false));
                foreach (FoundLaunch launch in launches)
                {
                    RecoveryDrillStep step = Step(launch);
                    AmiException? refused = await LaunchPreflight.RunAsync(region, launch.Launch, 1, launch.Source.Given, cancellationToken, request => DrillLaunch.Shape(request, step, null, options.Tag)).ConfigureAwait(false);
                    if (refused is not null) problems.Add(refused);
                    else steps.Add(step);
                }
            }
            catch (AmiException failure) when (!failure.StopsEverything)
            {
                problems.Add(failure);
            }
        }

        return new RecoveryTestPlan { Options = options, Steps = steps, Problems = problems };
    }

    /// <summary>A machine that stands for nobody. Without user data it is launched without: what it would do is not what is tested.</summary>
    private LaunchOptions Launch() => new()
    {
        Session = options.Session, ImageId = options.ImageId, DestinationRegion = options.DestinationRegion, AvailabilityZone = options.AvailabilityZone, SubnetId = options.SubnetId, InstanceType = options.InstanceType,
        Map = options.Map, UserData = options.UserData, AllowOtherUserData = options.AllowOtherUserData || options.UserData is null, Tag = options.Tag, Isolated = true,
    };

    private async Task<IEnumerable<RecoveryTestStep>> LeftoversAsync(RegionSession region, CancellationToken cancellationToken)
    {
        IReadOnlyList<DrillParts> drills = await DrillParts.ReadAsync(region, null, cancellationToken).ConfigureAwait(false);
        DateTimeOffset now = region.Time.GetUtcNow();
        foreach (DrillParts drill in drills.Where(drill => drill.Until >= now && drill.Ids.Any()))
        {
            await events.SayAsync($"Another recovery test is at work in {region.Name} until {Times.Minute(drill.Until.UtcDateTime)} at the latest ({string.Join(", ", drill.Ids)}); a test after that removes what it leaves.").ConfigureAwait(false);
        }

        return drills.Where(drill => drill.Until < now && drill.Ids.Any()).Select(drill => new DrillLeftoverStep
        {
            Region = region.Name, DrillId = drill.DrillId, ResourceIds = [.. drill.Ids], Target = $"{string.Join(", ", drill.Ids)} ({region.Name})",
            Action = $"Remove what a recovery test left that was broken off before {Times.Minute(drill.Until.UtcDateTime)}",
        });
    }

    private RecoveryDrillStep Step(FoundLaunch found)
    {
        bool hadUserData = found.Source.Kept?.UserDataHash is { Length: > 0 };
        return new RecoveryDrillStep
        {
            Region = found.Launch.Region, Given = found.Source.Given, Launch = found.Launch, Name = found.Source.Image.Name, Target = found.Target,
            VolumeDevices = [.. found.Source.Image.BlockDevices.Where(device => device.SnapshotId is not null).Select(device => device.DeviceName)],
            Action = $"Test whether it comes up: a {found.Launch.InstanceType} in {found.Launch.AvailabilityZone} ({found.Launch.SubnetId}), cut off from every network, removed afterwards",
            Warnings = [.. found.Warnings, .. hadUserData && options.UserData is null ? ["it is launched without the user data that its instance had"] : Array.Empty<string>()],
        };
    }

    private static AmiException NoMarker() => new(AmiErrorCodes.InvalidOption, AmiErrorKind.InvalidInput, "A text of nothing but spaces is in every console.")
    {
        ResourceId = "ConsoleMarker", Remedy = "Give a -ConsoleMarker that only a machine shows that has come up: 'login:'.",
    };
}
