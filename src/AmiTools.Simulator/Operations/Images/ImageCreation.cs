using Amazon.EC2.Model;

namespace AmiTools.Simulator;

/// <summary>CreateImage.</summary>
internal static class ImageCreation
{
    public static void Register(OperationTable table) => table.Add<CreateImageRequest, CreateImageResponse>(CreateImage);

    private static CreateImageResponse CreateImage(CreateImageRequest request, Call call)
    {
        var instanceId = Required.InstanceId(request.InstanceId);
        var name = ImageName.Require(request.Name);
        var description = ImageName.CheckDescription(request.Description);
        var mappings = DeviceMappings.Check(request.BlockDeviceMappings);
        var tags = Tagging.AtBirth(call, request.TagSpecifications, "image", "snapshot");
        if (request.SnapshotLocation?.Value == "local")
            throw new AwsErrorException("UnsupportedOperation", "Local snapshots are only supported for instances in a Local Zone.");
        call.AfterSyntax();

        var instance = call.OwnInstance(instanceId);
        if (instance.State is not ("running" or "stopped"))
            throw Errors.IncorrectInstanceState($"The instance '{instanceId}' is not in a state from which an image can be created (current state: '{instance.State}').");
        if (instance.RootDeviceType != "ebs")
            throw Errors.InvalidParameterValue($"The instance '{instanceId}' does not have an EBS volume attached at the root device.");
        ImageMaking.CheckNew(call, name);
        var noReboot = request.NoReboot == true;
        if (noReboot && instance.NoRebootImages >= call.Settings.ConcurrentNoRebootImages)
            throw new AwsErrorException("ConcurrentCreateImageNoRebootLimitExceeded", "The maximum number of concurrent CreateImage requests for the instance has been reached. Wait for the current CreateImage requests to complete, and then retry your request.");
        var plan = CreateImageDevices.Plan(call, instance, mappings);
        SnapshotTaking.CheckLimits(call, [.. plan.Snapshots.Select(each => each.Volume)]);
        call.BeforeChange();

        if (!noReboot && instance.State == "running")
            InstanceLifecycle.Reboot(call.Simulator, instance, call.Now);
        var image = NewImage(call, instance, name, description);
        image.Tags.Set(tags["image"]);
        var jobs = new List<SnapshotJob>(plan.Snapshots.Count);
        foreach (var (volume, device) in plan.Snapshots)
        {
            var snapshot = SnapshotTaking.Take(call.Region, volume, $"Created by CreateImage({instance.Id}) for {image.Id}", tags["snapshot"], call.Now);
            device.SnapshotId = snapshot.Id;
            jobs.Add(SnapshotTaking.Job(call.Region, volume, snapshot));
        }
        image.BlockDevices.AddRange(plan.Devices);
        call.Region.Images.Add(image);
        instance.NoRebootImages += noReboot ? 1 : 0;
        SnapshotSet.Begin(call.Region, jobs, together: true, done: (now, failure) =>
        {
            instance.NoRebootImages -= noReboot ? 1 : 0;
            ImageMaking.Finish(call.Region, image, failure, now);
        });
        return new() { ImageId = image.Id };
    }

    private static SimImage NewImage(Call call, SimInstance instance, string name, string? description)
    {
        var launchedFrom = call.Simulator.FindImage(call.Region.Name, instance.ImageId);
        var image = new SimImage
        {
            Id = call.Region.Ids.New("ami"),
            OwnerId = call.Account.Id,
            CreatedAt = call.Now,
            Name = name,
            Description = description,
            OwnerAlias = call.Account.Alias,
            Architecture = instance.Architecture,
            Platform = instance.Platform,
            PlatformDetails = instance.PlatformDetails,
            UsageOperation = instance.UsageOperation,
            RootDeviceName = instance.RootDeviceName,
            RootDeviceType = "ebs",
            VirtualizationType = instance.VirtualizationType,
            EnaSupport = instance.EnaSupport,
            SriovNetSupport = instance.SriovNetSupport,
            BootMode = instance.BootMode,
            TpmSupport = instance.TpmSupport,
            ImdsSupport = launchedFrom?.ImdsSupport,
            ImageLocation = $"{call.Account.Id}/{name}",
            SourceInstanceId = instance.Id,
            SourceImageId = instance.ImageId,
            SourceImageRegion = call.Region.Name,
        };
        image.ProductCodes.AddRange(instance.ProductCodes);
        return image;
    }
}
