using Amazon.AutoScaling.Model;

namespace AmiTools.Simulator;

/// <summary>A launch configuration of Auto Scaling.</summary>
public sealed class SimLaunchConfiguration : SimResource
{
    /// <inheritdoc />
    public override string ResourceType => "launch-configuration";

    /// <summary>Its name, unique in the region.</summary>
    public string Name => Id;

    /// <summary>The image that it launches.</summary>
    public required string ImageId { get; init; }

    /// <summary>Such as <c>t3.medium</c>.</summary>
    public required string InstanceType { get; init; }

    /// <summary>The full name.</summary>
    public required string Arn { get; init; }
}

/// <summary>An Auto Scaling group. It launches nothing here: it only says what it would launch.</summary>
public sealed class SimScalingGroup : SimResource
{
    /// <inheritdoc />
    public override string ResourceType => "auto-scaling-group";

    /// <summary>Its name, unique in the region.</summary>
    public string Name => Id;

    /// <summary>The full name.</summary>
    public required string Arn { get; init; }

    /// <summary>The launch configuration that it uses; null where it uses a template.</summary>
    public string? LaunchConfigurationName { get; init; }

    /// <summary>The launch template that it uses, with its version: a number, <c>$Latest</c> or <c>$Default</c>.</summary>
    public LaunchTemplateSpecification? LaunchTemplate { get; init; }

    /// <summary>Several instance types, each of which may have a template or an image of its own.</summary>
    public MixedInstancesPolicy? MixedInstancesPolicy { get; init; }
}
