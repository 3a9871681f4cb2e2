using Amazon.EC2;
using Amazon.EC2.Model;
using AmiTools.Engine.Images;
using AmiTools.Engine.Tags;

namespace AmiTools.Engine.Recovery;

/// <summary>How the machine of a recovery test differs from one that is to stay.</summary>
internal static class DrillLaunch
{
    /// <summary>Changes the request: into the test's own security group, without a public address, and so that all of it goes when it ends.</summary>
    /// <param name="request">The request.</param>
    /// <param name="step">The test.</param>
    /// <param name="securityGroupId">The test's security group; null before it is made.</param>
    /// <param name="tags">The tags, besides those that the request has.</param>
    public static void Shape(RunInstancesRequest request, RecoveryDrillStep step, string? securityGroupId, IEnumerable<KeyValuePair<string, string>> tags)
    {
        request.NetworkInterfaces =
        [
            new() { DeviceIndex = 0, SubnetId = step.Launch.SubnetId, Groups = securityGroupId is null ? null : [securityGroupId], AssociatePublicIpAddress = false, DeleteOnTermination = true },
        ];
        // AWS takes them in one place only.
        request.SubnetId = null;
        request.SecurityGroupIds = null;
        request.InstanceInitiatedShutdownBehavior = ShutdownBehavior.Terminate;
        request.BlockDeviceMappings = [.. step.VolumeDevices.Select(device => new BlockDeviceMapping { DeviceName = device, Ebs = new EbsBlockDevice { DeleteOnTermination = true } })];
        KeyValuePair<string, string> name = KeyValuePair.Create("Name", $"Recovery test of {step.Launch.ImageId}");
        foreach (TagSpecification specification in request.TagSpecifications ?? []) specification.Tags = TagRules.Merge([name], specification.Tags.ToDictionary(), tags).ToTags();
    }
}
