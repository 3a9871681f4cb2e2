namespace AmiTools.Simulator;

/// <summary>The preparation of one Windows image for fast launches. Its id is the image's.</summary>
internal sealed class SimFastLaunch : SimResource
{
    /// <inheritdoc />
    public override string ResourceType => "fast-launch";

    public required int TargetResourceCount { get; set; }

    public required int MaxParallelLaunches { get; set; }

    public Amazon.EC2.Model.FastLaunchLaunchTemplateSpecificationRequest? LaunchTemplate { get; set; }

    /// <summary><c>enabling</c>, <c>enabled</c> or <c>disabling</c>; one that is disabled is gone.</summary>
    public string State { get; set; } = "enabling";

    public string Reason { get; set; } = "Client.UserInitiated";

    public required DateTimeOffset StateSince { get; set; }

    /// <summary>Counts switches, so that what was scheduled before one knows that it is out of date.</summary>
    public int Version { get; set; }
}
