using Amazon.AutoScaling.Model;

namespace AmiTools.Simulator;

// What Auto Scaling has in a region. There are no operations to make it: it is only looked at.
public sealed partial class SimRegion
{
    private ResourceStore<SimLaunchConfiguration>? _launchConfigurations;
    private ResourceStore<SimScalingGroup>? _scalingGroups;
    private ResourceStore<SimFastLaunch>? _fastLaunches;

    /// <summary>Launch configurations, by name.</summary>
    public ResourceStore<SimLaunchConfiguration> LaunchConfigurations => _launchConfigurations ??= new(Simulator.Sequences);

    /// <summary>Auto Scaling groups, by name.</summary>
    public ResourceStore<SimScalingGroup> ScalingGroups => _scalingGroups ??= new(Simulator.Sequences);

    /// <summary>Windows images that are prepared for fast launches, by image.</summary>
    internal ResourceStore<SimFastLaunch> FastLaunches => _fastLaunches ??= new(Simulator.Sequences);

    /// <summary>Adds a launch configuration.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="imageId">The image that it launches.</param>
    public SimLaunchConfiguration AddLaunchConfiguration(string name, string imageId)
    {
        lock (Simulator.Gate)
        {
            return LaunchConfigurations.Add(new()
            {
                Id = name,
                OwnerId = Account.Id,
                CreatedAt = Simulator.Now,
                ImageId = imageId,
                InstanceType = "t3.micro",
                Arn = Arn("autoscaling", $"launchConfiguration:{Ids.NewGuid()}:launchConfigurationName/{name}"),
            });
        }
    }

    /// <summary>Adds an Auto Scaling group of one of three kinds.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="launchConfiguration">The launch configuration; null where it has none.</param>
    /// <param name="template">The launch template; null where it has none.</param>
    /// <param name="mixed">The policy for several instance types; null where it has none.</param>
    public SimScalingGroup AddScalingGroup(string name, string? launchConfiguration = null, LaunchTemplateSpecification? template = null, MixedInstancesPolicy? mixed = null)
    {
        lock (Simulator.Gate)
        {
            return ScalingGroups.Add(new()
            {
                Id = name,
                OwnerId = Account.Id,
                CreatedAt = Simulator.Now,
                Arn = Arn("autoscaling", $"autoScalingGroup:{Ids.NewGuid()}:autoScalingGroupName/{name}"),
                LaunchConfigurationName = launchConfiguration,
                LaunchTemplate = template,
                MixedInstancesPolicy = mixed,
            });
        }
    }
}
