namespace AmiTools.Aws.Generator.Modelling;

/// <summary>
/// Where the .NET SDK departs from the model, for the operations that are generated here. The names that users of AWSSDK.EC2 know depend on it,
/// so that the generated clients can be exchanged for the SDK's.
/// </summary>
internal static class SdkCustomizations
{
    /// <summary>Structures that are shown as their only member.</summary>
    private static readonly Dictionary<string, string> s_collapsed = new()
    {
        ["AttributeValue"] = "Value",
        ["BlobAttributeValue"] = "Value",
        ["AttributeBooleanValue"] = "Value",
        ["RunInstancesMonitoringEnabled"] = "Enabled",
    };

    private static readonly Dictionary<string, string> s_propertyNames = new()
    {
        ["InstanceStatus.InstanceStatus"] = "Status",
        ["PrefixListId.PrefixListId"] = "Id",
    };

    /// <summary>Responses with one property that holds the whole output shape.</summary>
    private static readonly Dictionary<string, string> s_wrapped = new()
    {
        ["AttachVolume"] = "Attachment",
        ["CreateSnapshot"] = "Snapshot",
        ["CreateVolume"] = "Volume",
        ["DescribeImageAttribute"] = "ImageAttribute",
        ["DescribeInstanceAttribute"] = "InstanceAttribute",
        ["DetachVolume"] = "Attachment",
        ["RunInstances"] = "Reservation",
    };

    /// <summary>Operations that can be called without a request.</summary>
    private static readonly HashSet<string> s_withoutRequest =
    [
        "DescribeAddresses", "DescribeAvailabilityZones", "DescribeImages", "DescribeInstanceStatus", "DescribeInstances", "DescribeKeyPairs",
        "DescribeRegions", "DescribeSecurityGroups", "DescribeSnapshots", "DescribeSubnets", "DescribeTags", "DescribeVolumeStatus",
        "DescribeVolumes", "DescribeVpcs", "DescribeAutoScalingGroups", "DescribeLaunchConfigurations",
    ];

    /// <summary>Constructors that fill properties, in order; the one without parameters comes besides.</summary>
    private static readonly Dictionary<string, string[][]> s_constructors = new()
    {
        ["Filter"] = [["Name", "Values"], ["Name"]],
        ["Tag"] = [["Key", "Value"], ["Key"]],
        ["Placement"] = [["AvailabilityZone"]],
        ["AttachVolumeRequest"] = [["VolumeId", "InstanceId", "Device"]],
        ["CreateImageRequest"] = [["InstanceId", "Name"]],
        ["CreateSecurityGroupRequest"] = [["GroupName", "Description"]],
        ["CreateSnapshotRequest"] = [["VolumeId", "Description"]],
        ["CreateTagsRequest"] = [["Resources", "Tags"]],
        ["DeleteSecurityGroupRequest"] = [["GroupName"]],
        ["DeleteSnapshotRequest"] = [["SnapshotId"]],
        ["DeleteTagsRequest"] = [["Resources"]],
        ["DeleteVolumeRequest"] = [["VolumeId"]],
        ["DeregisterImageRequest"] = [["ImageId"]],
        ["DescribeImageAttributeRequest"] = [["ImageId", "Attribute"]],
        ["DescribeInstanceAttributeRequest"] = [["InstanceId", "Attribute"]],
        ["DescribeSnapshotAttributeRequest"] = [["SnapshotId", "Attribute"]],
        ["DescribeTagsRequest"] = [["Filters"]],
        ["DescribeVolumesRequest"] = [["VolumeIds"]],
        ["DetachVolumeRequest"] = [["VolumeId"]],
        ["GetConsoleOutputRequest"] = [["InstanceId"]],
        ["ModifyImageAttributeRequest"] = [["ImageId", "Attribute"]],
        ["ModifySnapshotAttributeRequest"] = [["SnapshotId", "Attribute", "OperationType"]],
        ["RebootInstancesRequest"] = [["InstanceIds"]],
        ["RegisterImageRequest"] = [["ImageLocation"]],
        ["ResetImageAttributeRequest"] = [["ImageId", "Attribute"]],
        ["ResetSnapshotAttributeRequest"] = [["SnapshotId", "Attribute"]],
        ["RunInstancesRequest"] = [["ImageId", "MinCount", "MaxCount"]],
        ["StartInstancesRequest"] = [["InstanceIds"]],
        ["StopInstancesRequest"] = [["InstanceIds"]],
        ["TerminateInstancesRequest"] = [["InstanceIds"]],
    };

    /// <summary>The member that a structure is shown as; null where it is a class.</summary>
    public static Member? Collapsed(Shape shape) =>
        shape.Kind == ShapeKind.Structure && s_collapsed.TryGetValue(shape.Name, out var only) ? shape.Members.Single(member => member.Name == only) : null;

    /// <summary>A dry run always ends in an error, so the SDK does not have it.</summary>
    public static bool IsLeftOut(Member member) => member.Name == "DryRun";

    /// <summary>The client computes it.</summary>
    public static bool IsInternal(Shape owner, Member member) => owner.Name == "CopySnapshotRequest" && member.Name == "PresignedUrl";

    public static string PropertyName(Shape owner, Member member) =>
        s_propertyNames.TryGetValue($"{owner.Name}.{member.Name}", out var name) ? name : Naming.Capitalised(member.Name);

    /// <summary>The property that holds the whole output; null where the response has the output's members itself.</summary>
    public static string? WrappingProperty(Operation operation) => s_wrapped.TryGetValue(operation.Name, out var property) ? property : null;

    public static bool HasOverloadWithoutRequest(Operation operation) => s_withoutRequest.Contains(operation.Name);

    public static IReadOnlyList<string[]> Constructors(ServiceModel service, string className) =>
        service.Protocol == Protocol.Ec2 && s_constructors.TryGetValue(className, out var forms) ? forms : [];
}
