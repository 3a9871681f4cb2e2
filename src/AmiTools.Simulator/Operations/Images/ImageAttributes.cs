using Amazon.EC2.Model;

namespace AmiTools.Simulator;

/// <summary>DescribeImageAttribute: one attribute at a time.</summary>
internal static class ImageAttributes
{
    public static void Register(OperationTable table) => table.Add<DescribeImageAttributeRequest, DescribeImageAttributeResponse>(Describe);

    private static DescribeImageAttributeResponse Describe(DescribeImageAttributeRequest request, Call call)
    {
        var id = Required.ImageId(request.ImageId);
        var attribute = request.Attribute!.Value;
        call.AfterSyntax();
        var image = call.OwnImage(id);
        var answer = new ImageAttribute { ImageId = id };
        switch (attribute)
        {
            case "description":
                answer.Description = image.Description;
                break;
            case "kernel":
                answer.KernelId = image.KernelId;
                break;
            case "ramdisk":
                answer.RamdiskId = image.RamdiskId;
                break;
            case "launchPermission":
                answer.LaunchPermissions = Permissions(image.LaunchPermissions);
                break;
            case "productCodes":
                answer.ProductCodes = ImageShapes.ShowCodes(image.ProductCodes);
                break;
            case "sriovNetSupport":
                answer.SriovNetSupport = image.SriovNetSupport;
                break;
            case "bootMode":
                answer.BootMode = image.BootMode;
                break;
            case "tpmSupport":
                answer.TpmSupport = image.TpmSupport;
                break;
            case "uefiData":
                answer.UefiData = image.UefiData;
                break;
            case "lastLaunchedTime":
                answer.LastLaunchedTime = ImageShapes.LastLaunched(image, call.Now);
                break;
            case "imdsSupport":
                answer.ImdsSupport = image.ImdsSupport;
                break;
            case "deregistrationProtection":
                answer.DeregistrationProtection = ImageShapes.Describe(image.Protection, call.Now);
                break;
            case "blockDeviceMapping":
                throw new AwsErrorException("AuthFailure", "You are not authorized to describe the block device mapping of an image this way. Use DescribeImages.", call.Settings.AuthFailureStatus);
            default:
                throw Errors.InvalidParameterValue(attribute, "attribute", "It is not an attribute of an image.");
        }
        return new() { ImageAttribute = answer };
    }

    private static List<LaunchPermission> Permissions(SimPermissions permissions)
    {
        List<LaunchPermission> all =
        [
            .. permissions.Accounts.Select(user => new LaunchPermission { UserId = user }),
            .. permissions.Organizations.Select(arn => new LaunchPermission { OrganizationArn = arn }),
            .. permissions.OrganizationalUnits.Select(arn => new LaunchPermission { OrganizationalUnitArn = arn }),
        ];
        if (permissions.Public)
            all.Add(new() { Group = ShareTargets.Everybody });
        return all;
    }
}
