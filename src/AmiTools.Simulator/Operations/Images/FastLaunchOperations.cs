using Amazon.EC2.Model;

namespace AmiTools.Simulator;

/// <summary>Fast launches of Windows images. No instance is launched and no snapshot reserved for it here.</summary>
internal static class FastLaunchOperations
{
    private const string Snapshot = "snapshot";
    private const int LeastParallelLaunches = 6;
    private const int DefaultResources = 5;

    private static readonly Pager s_pager = new(0, 200);

    private static readonly FilterSet<SimFastLaunch> s_filters = new FilterSet<SimFastLaunch>()
        .Text("owner-id", launch => launch.OwnerId)
        .Text("resource-type", _ => Snapshot)
        .Text("state", launch => launch.State);

    public static void Register(OperationTable table)
    {
        table.Add<EnableFastLaunchRequest, EnableFastLaunchResponse>(Enable);
        table.Add<DisableFastLaunchRequest, DisableFastLaunchResponse>(Disable);
        table.Add<DescribeFastLaunchImagesRequest, DescribeFastLaunchImagesResponse>(Describe);
    }

    private static EnableFastLaunchResponse Enable(EnableFastLaunchRequest request, Call call)
    {
        var id = Required.ImageId(request.ImageId);
        if (request.ResourceType is not (null or Snapshot))
            throw Errors.InvalidParameterValue(request.ResourceType, "ResourceType", $"Expected '{Snapshot}'.");
        if (request.MaxParallelLaunches < LeastParallelLaunches)
            throw Errors.InvalidParameterValue($"{request.MaxParallelLaunches}", "MaxParallelLaunches", $"It must be {LeastParallelLaunches} or more.");
        call.AfterSyntax();
        var image = call.SeenImage(id);
        if (image.Platform != "windows")
            throw Errors.InvalidRequest($"The image '{id}' is not a Windows image.");
        call.BeforeChange();
        var launch = call.Region.FastLaunches.Find(id) ?? call.Region.FastLaunches.Add(new()
        {
            Id = id,
            OwnerId = call.Account.Id,
            CreatedAt = call.Now,
            TargetResourceCount = DefaultResources,
            MaxParallelLaunches = LeastParallelLaunches,
            StateSince = call.Now,
        });
        launch.TargetResourceCount = request.SnapshotConfiguration?.TargetResourceCount ?? launch.TargetResourceCount;
        launch.MaxParallelLaunches = request.MaxParallelLaunches ?? launch.MaxParallelLaunches;
        launch.LaunchTemplate = request.LaunchTemplate ?? launch.LaunchTemplate;
        Switch(call, launch, "enabling", at => To(launch, "enabled", at));
        return new()
        {
            ImageId = id, ResourceType = Snapshot, SnapshotConfiguration = Resources(launch), LaunchTemplate = Template(launch), MaxParallelLaunches = launch.MaxParallelLaunches,
            OwnerId = launch.OwnerId, State = launch.State, StateTransitionReason = launch.Reason, StateTransitionTime = launch.StateSince.UtcDateTime,
        };
    }

    private static DisableFastLaunchResponse Disable(DisableFastLaunchRequest request, Call call)
    {
        var id = Required.ImageId(request.ImageId);
        call.AfterSyntax();
        var launch = call.Region.FastLaunches.Find(id) ?? throw Errors.InvalidRequest($"Fast launch is not enabled for the image '{id}'.");
        call.BeforeChange();
        var region = call.Region;
        Switch(call, launch, "disabling", _ => region.FastLaunches.Remove(launch));
        return new()
        {
            ImageId = id, ResourceType = Snapshot, SnapshotConfiguration = Resources(launch), LaunchTemplate = Template(launch), MaxParallelLaunches = launch.MaxParallelLaunches,
            OwnerId = launch.OwnerId, State = launch.State, StateTransitionReason = launch.Reason, StateTransitionTime = launch.StateSince.UtcDateTime,
        };
    }

    private static DescribeFastLaunchImagesResponse Describe(DescribeFastLaunchImagesRequest request, Call call)
    {
        var ids = Required.Ids(request.ImageIds, ResourceIds.CheckImage);
        var fits = s_filters.Compile(request.Filters, call);
        // Zero is as good as none.
        var size = request.MaxResults == 0 ? null : request.MaxResults;
        var page = s_pager.Take(call, size, request.NextToken, call.Region.FastLaunches.After, launch => (ids.Count == 0 || ids.Contains(launch.Id)) && fits(launch));
        return new()
        {
            NextToken = page.NextToken,
            FastLaunchImages =
            [
                .. page.Items.Select(launch => new DescribeFastLaunchImagesSuccessItem
                {
                    ImageId = launch.Id,
                    ResourceType = Snapshot,
                    SnapshotConfiguration = Resources(launch),
                    LaunchTemplate = Template(launch),
                    MaxParallelLaunches = launch.MaxParallelLaunches,
                    OwnerId = launch.OwnerId,
                    State = launch.State,
                    StateTransitionReason = launch.Reason,
                    StateTransitionTime = launch.StateSince.UtcDateTime,
                }),
            ],
        };
    }

    private static void Switch(Call call, SimFastLaunch launch, string state, Action<DateTimeOffset> done)
    {
        To(launch, state, call.Now);
        var version = ++launch.Version;
        call.Simulator.Schedule(call.Now + call.Settings.Pace.FastLaunchSwitch, at =>
        {
            if (launch.Version == version)
                done(at);
        });
    }

    private static void To(SimFastLaunch launch, string state, DateTimeOffset at)
    {
        launch.State = state;
        launch.StateSince = at;
    }

    private static FastLaunchSnapshotConfigurationResponse Resources(SimFastLaunch launch) => new() { TargetResourceCount = launch.TargetResourceCount };

    private static FastLaunchLaunchTemplateSpecificationResponse? Template(SimFastLaunch launch) => launch.LaunchTemplate is not { } template ? null : new()
    {
        LaunchTemplateId = template.LaunchTemplateId,
        LaunchTemplateName = template.LaunchTemplateName,
        Version = template.Version,
    };
}
