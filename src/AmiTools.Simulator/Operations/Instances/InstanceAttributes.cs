using Amazon.EC2.Model;

namespace AmiTools.Simulator;

/// <summary>DescribeInstanceAttribute: one attribute at a time.</summary>
internal static class InstanceAttributes
{
    public static void Register(OperationTable table) => table.Add<DescribeInstanceAttributeRequest, DescribeInstanceAttributeResponse>(Describe);

    private static DescribeInstanceAttributeResponse Describe(DescribeInstanceAttributeRequest request, Call call)
    {
        var id = Required.InstanceId(request.InstanceId);
        var attribute = request.Attribute!.Value;
        call.AfterSyntax();
        var instance = call.OwnInstance(id);
        var answer = new InstanceAttribute { InstanceId = id };
        switch (attribute)
        {
            case "instanceType":
                answer.InstanceType = instance.InstanceType;
                break;
            case "kernel":
                answer.KernelId = null;
                break;
            case "ramdisk":
                answer.RamdiskId = null;
                break;
            case "userData":
                answer.UserData = instance.UserData;
                break;
            case "disableApiTermination":
                answer.DisableApiTermination = instance.DisableApiTermination;
                break;
            case "disableApiStop":
                answer.DisableApiStop = instance.DisableApiStop;
                break;
            case "instanceInitiatedShutdownBehavior":
                answer.InstanceInitiatedShutdownBehavior = instance.ShutdownBehavior;
                break;
            case "rootDeviceName":
                answer.RootDeviceName = instance.RootDeviceName;
                break;
            case "blockDeviceMapping":
                answer.BlockDeviceMappings = InstanceShapes.Devices(instance);
                break;
            case "productCodes":
                answer.ProductCodes = ImageShapes.ShowCodes(instance.ProductCodes);
                break;
            case "sourceDestCheck":
                answer.SourceDestCheck = true;
                break;
            case "groupSet":
                answer.Groups = InstanceShapes.Groups(call, instance);
                break;
            case "ebsOptimized":
                answer.EbsOptimized = instance.EbsOptimized;
                break;
            case "sriovNetSupport":
                answer.SriovNetSupport = instance.SriovNetSupport;
                break;
            case "enaSupport":
                answer.EnaSupport = instance.EnaSupport;
                break;
            case "enclaveOptions":
                answer.EnclaveOptions = new() { Enabled = false };
                break;
            default:
                throw Errors.InvalidParameterValue(attribute, "attribute", "It is not an attribute of an instance.");
        }
        return new() { InstanceAttribute = answer };
    }
}
