using Amazon.EC2.Model;

namespace AmiTools.Simulator;

/// <summary>CopyImage, which is called in the region that the copy goes to.</summary>
internal static class ImageCopying
{
    public static void Register(OperationTable table) => table.Add<CopyImageRequest, CopyImageResponse>(CopyImage);

    private static CopyImageResponse CopyImage(CopyImageRequest request, Call call)
    {
        var name = ImageName.Require(request.Name);
        var description = ImageName.CheckDescription(request.Description);
        var sourceId = request.SourceImageId!;
        ResourceIds.CheckImage(sourceId);
        var minutes = TimeBasedCopy.Check(request.SnapshotCopyCompletionDurationMinutes, "snapshotCopyCompletionDurationMinutes");
        CopyPlaces.RefuseOthers(request.DestinationOutpostArn, request.DestinationAvailabilityZone, request.DestinationAvailabilityZoneId);
        var tags = Tagging.AtBirth(call, request.TagSpecifications, "image", "snapshot");
        var from = CopyPlaces.Source(call, request.SourceRegion!);
        return call.Once(ClientToken.Check(request.ClientToken), () =>
        {
            call.AfterSyntax();
            var source = FindSource(call, from, sourceId);
            var plan = Plan(call, request, from, source, minutes);
            ImageMaking.CheckNew(call, name);
            CheckQuotas(call, plan.Count);
            var rate = Reserve(call, plan);
            call.BeforeChange();
            return new CopyImageResponse { ImageId = Begin(call, request, from, source, plan, tags, name, description, rate).Id };
        });
    }

    private static SimImage FindSource(Call call, AwsRegion from, string id)
    {
        var image = call.Simulator.FindImage(from.Name, id);
        if (image is null || (image.OwnerId != call.Account.Id && (image.State == "disabled" || !image.LaunchPermissions.Allows(call.Account))))
            throw Errors.ImagesNotFound([id]);
        if (image.State != "available")
            throw new AwsErrorException("InvalidAMIID.Unavailable", $"The image ID '{id}' is not available (current state: '{image.State}')");
        if (image.OwnerId == call.Account.Id)
            return image;
        // Licences go with the account: an image that bills for Windows, RHEL or a Marketplace product stays where it is.
        if (image.ProductCodes.Count > 0 || image.UsageOperation != "RunInstances")
            throw Errors.InvalidRequest("Images with EC2 BillingProduct codes cannot be copied to another AWS account");
        foreach (var snapshotId in image.SnapshotIds)
        {
            if (call.Simulator.FindSnapshot(from.Name, snapshotId) is not { } snapshot || !Lookup.SharedWith(call.Account, snapshot, from.Name))
                throw Errors.InvalidRequest("You do not have permission to access the storage of this ami");
        }
        return image;
    }

    private static List<PlannedCopy> Plan(Call call, CopyImageRequest request, AwsRegion from, SimImage source, int? minutes)
    {
        var plan = new List<PlannedCopy>();
        foreach (var id in source.SnapshotIds)
        {
            var snapshot = call.Simulator.FindSnapshot(from.Name, id) ?? throw Errors.InvalidRequest($"The snapshot '{id}' of the image '{source.Id}' does not exist.");
            if (!snapshot.IsUsableAt(call.Now))
                throw Errors.InvalidRequest($"The snapshot '{id}' of the image '{source.Id}' cannot be read in its present state.");
            var key = CopyPlaces.Key(call, snapshot, from.Name, request.Encrypted, request.KmsKeyId);
            plan.Add(new(snapshot, new(id, from.Name, key, minutes, ForImage: true)));
        }
        if (plan.Count == 0 && (request.Encrypted == true || request.KmsKeyId is not null))
            throw Errors.InvalidRequest("An image without EBS snapshots cannot be encrypted.");
        return plan;
    }

    private static void CheckQuotas(Call call, int snapshots)
    {
        if (call.Region.ImageCopies.Count >= call.Account.Quotas.ImageCopies)
            throw Errors.LimitExceeded($"Too many AMI copies in progress. The limit is {call.Account.Quotas.ImageCopies} for this destination region.");
        if (call.Settings.ImageCopiesCountAsSnapshotCopies)
            SnapshotCopying.CheckQuota(call, snapshots);
        if (call.Region.Snapshots.Count + snapshots > call.Account.Quotas.Snapshots)
            throw new AwsErrorException("SnapshotLimitExceeded", "Maximum allowed number of snapshots exceeded.");
    }

    private static double Reserve(Call call, List<PlannedCopy> plan) =>
        plan.Sum(each => SnapshotCopying.Reserve(call.Region, each.Source, each.Request.Minutes));

    private static SimImage Begin(
        Call call,
        CopyImageRequest request,
        AwsRegion from,
        SimImage source,
        List<PlannedCopy> plan,
        ILookup<string, KeyValuePair<string, string>> tags,
        string name,
        string? description,
        double rate)
    {
        var region = call.Region;
        var image = NewImage(call, from, source, name, description ?? (call.Settings.CopiesInheritDescription ? source.Description : null));
        if (request.CopyImageTags == true && source.OwnerId == call.Account.Id)
            image.Tags.Set(source.Tags.Where(tag => !Tagging.IsReserved(tag.Key)));
        image.Tags.Set(tags["image"]);

        var jobs = new List<SnapshotJob>(plan.Count);
        var copies = new Dictionary<string, SimSnapshot>(StringComparer.Ordinal);
        foreach (var (snapshot, wanted) in plan)
        {
            var copy = SnapshotCopying.Begin(region, snapshot, wanted, call.Now);
            copy.Description = RegionSeeding.CopyDescription(image.Id, source.Id, snapshot.Id, call.Now);
            copy.Tags.Set(tags["snapshot"]);
            copies[snapshot.Id] = copy;
            jobs.Add(SnapshotCopying.Job(region, snapshot, copy, wanted));
        }
        foreach (var device in source.BlockDevices)
        {
            var copied = device.Copy();
            if (device.SnapshotId is { } id)
            {
                copied.SnapshotId = copies[id].Id;
                copied.Encrypted = copies[id].Encrypted;
            }
            image.BlockDevices.Add(copied);
        }
        region.Images.Add(image);
        region.ImageCopies.Add(image);
        region.ReservedCopyRate += rate;
        if (jobs.Count == 0)
            End(call.Now, null);
        else
            SnapshotSet.Begin(region, jobs, call.Settings.ImageCopiesCompleteTogether, copy => SnapshotCopying.Settle(region, copy), End);
        return image;

        void End(DateTimeOffset now, string? failure)
        {
            region.ImageCopies.Remove(image);
            region.ReservedCopyRate -= rate;
            ImageMaking.Finish(region, image, failure, now);
        }
    }

    // Deprecation, protection and launch permissions stay behind.
    internal static SimImage NewImage(Call call, AwsRegion from, SimImage source, string name, string? description)
    {
        var image = new SimImage
        {
            Id = call.Region.Ids.New("ami"),
            OwnerId = call.Account.Id,
            CreatedAt = call.Now,
            Name = name,
            Description = description,
            OwnerAlias = call.Account.Alias,
            Architecture = source.Architecture,
            ImageType = source.ImageType,
            Platform = source.Platform,
            PlatformDetails = source.PlatformDetails,
            UsageOperation = source.UsageOperation,
            RootDeviceName = source.RootDeviceName,
            RootDeviceType = source.RootDeviceType,
            VirtualizationType = source.VirtualizationType,
            EnaSupport = source.EnaSupport,
            SriovNetSupport = source.SriovNetSupport,
            BootMode = source.BootMode,
            TpmSupport = source.TpmSupport,
            ImdsSupport = source.ImdsSupport,
            UefiData = source.UefiData,
            KernelId = source.KernelId,
            RamdiskId = source.RamdiskId,
            ImageLocation = $"{call.Account.Id}/{name}",
            SourceImageId = source.Id,
            SourceImageRegion = from.Name,
        };
        image.ProductCodes.AddRange(source.ProductCodes);
        return image;
    }

    private sealed record PlannedCopy(SimSnapshot Source, CopyRequest Request);
}
