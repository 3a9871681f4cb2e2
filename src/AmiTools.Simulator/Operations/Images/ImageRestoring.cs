using Amazon.EC2.Model;

namespace AmiTools.Simulator;

/// <summary>CreateRestoreImageTask: an AMI of a stored one, under a new id.</summary>
internal static class ImageRestoring
{
    public static void Register(OperationTable table) => table.Add<CreateRestoreImageTaskRequest, CreateRestoreImageTaskResponse>(Restore);

    private static CreateRestoreImageTaskResponse Restore(CreateRestoreImageTaskRequest request, Call call)
    {
        var bucketName = Required.Text(request.Bucket, "Bucket");
        var key = Required.Text(request.ObjectKey, "ObjectKey");
        if (request.Name is not null)
            ImageName.Require(request.Name);
        var tags = Tagging.AtBirth(call, request.TagSpecifications, "image", "snapshot");
        call.AfterSyntax();

        if (StoredImages.Problem(call, bucketName) is { } problem)
            throw problem;
        if (!call.Simulator.Buckets[bucketName].Objects.TryGetValue(key, out var stored))
            throw new AwsErrorException("NoSuchKey", $"The specified key does not exist: {key}");
        var name = request.Name ?? stored.Image.Name;
        ImageMaking.CheckNew(call, name);
        var size = stored.Image.BlockDevices.Where(device => device.SnapshotId is not null).Sum(device => device.SizeGiB ?? 0);
        if (call.Region.RestoringGiB > 0 && StoredImages.GB(call.Region.RestoringGiB + size) > call.Account.Quotas.RestoringGB)
            throw StoredImages.Full(call, "restored", call.Account.Quotas.RestoringGB);
        call.BeforeChange();

        return new() { ImageId = Begin(call, stored, name, size, tags).Id };
    }

    private static SimImage Begin(Call call, SimStoredImage stored, string name, int size, ILookup<string, KeyValuePair<string, string>> tags)
    {
        var region = call.Region;
        var image = ImageCopying.NewImage(call, stored.Region, stored.Image, name, stored.Image.Description);
        image.Tags.Set(stored.Tags[stored.Image.Id]);
        image.Tags.Set(tags["image"]);
        List<SnapshotJob> jobs = [];
        foreach (var device in stored.Image.BlockDevices)
        {
            var restored = device.Copy();
            if (device.SnapshotId is { } id)
            {
                var snapshot = NewSnapshot(call, device, stored.Tags.GetValueOrDefault(id, []), tags["snapshot"]);
                var bytes = stored.Bytes.GetValueOrDefault(id);
                jobs.Add(new(region.Snapshots.Add(snapshot), call.Settings.Pace.SnapshotOverhead + PaceSettings.Move(bytes, call.Settings.Pace.StoreRate), bytes));
                restored.SnapshotId = snapshot.Id;
                restored.Encrypted = snapshot.Encrypted;
            }
            image.BlockDevices.Add(restored);
        }
        region.Images.Add(image);
        region.RestoringGiB += size;
        SnapshotSet.Begin(region, jobs, together: true, done: (now, failure) =>
        {
            region.RestoringGiB -= size;
            ImageMaking.Finish(region, image, failure, now);
        });
        return image;
    }

    // What was encrypted came into the bucket decrypted: the account's default decides what it is now.
    private static SimSnapshot NewSnapshot(Call call, SimBlockDevice device, IEnumerable<KeyValuePair<string, string>> kept, IEnumerable<KeyValuePair<string, string>> given)
    {
        var encrypted = call.Region.EncryptByDefault || device.Encrypted == true;
        var snapshot = new SimSnapshot
        {
            Id = call.Region.Ids.New("snap"),
            OwnerId = call.Account.Id,
            CreatedAt = call.Now,
            VolumeId = SimSnapshot.NoVolume,
            SizeGiB = device.SizeGiB ?? 1,
            Encrypted = encrypted,
            KmsKeyId = encrypted ? call.Region.DefaultKmsKeyArn : null,
            DataEncryptionKeyId = encrypted ? call.Region.Ids.NewGuid().ToString() : null,
        };
        snapshot.Tags.Set(kept);
        snapshot.Tags.Set(given);
        return snapshot;
    }
}
