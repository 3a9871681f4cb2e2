using Amazon.EC2.Model;
using AmiTools.Engine.Ids;
using AmiTools.Engine.Images;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Storing;

/// <summary>Reads which images would be stored, and what keeps AWS from storing them.</summary>
internal sealed class ExportPlanner(EngineSession session, ExportOptions options)
{
    /// <summary>The plan. Changes nothing.</summary>
    public async Task<ExportPlan> PlanAsync(CancellationToken cancellationToken)
    {
        List<AmiException> problems = [.. new[] { BucketRules.Problem(options.BucketName), BucketRules.Problem(options.ObjectTag) }.OfType<AmiException>()];
        if (problems.Count > 0) return new ExportPlan { Options = options, Problems = problems };
        NamedImages images = await NamedImages.ReadAsync(session, options.Session, options.ImageId, session.Settings.NamedResourceWindow, cancellationToken).ConfigureAwait(false);
        problems.AddRange(images.Problems);
        problems.AddRange(images.Missing.Select(missing => ResourceIds.ImageNotFound(missing.Reference)));
        List<ExportStep> steps = [];
        foreach (IGrouping<RegionSession, NamedImage> here in images.Found.GroupBy(named => named.Region))
        {
            NamedImage[] fit = [.. here.Where(named => !Refused(named, problems))];
            try
            {
                ILookup<string, StoreImageTaskResult>? tasks = fit.Length == 0 ? null : await StoreTasks.ReadAsync(here.Key, [.. fit.Select(named => named.Image.ImageId!)], options.BucketName, cancellationToken).ConfigureAwait(false);
                steps.AddRange(fit.Select(named => Step(named, tasks![named.Image.ImageId!].FirstOrDefault())));
            }
            catch (AmiException failure) when (!failure.StopsEverything)
            {
                problems.Add(failure);
            }
        }

        return new ExportPlan { Options = options, Steps = steps, Problems = problems };
    }

    private static bool Refused(NamedImage named, List<AmiException> problems)
    {
        int size = SizeOf(named.Image);
        AmiException? problem = named.Image.RootDeviceType?.Value == "instance-store" ? Problem(named, AmiErrorCodes.InstanceStoreRoot, AmiErrorKind.NotSupported, "boots from instance store, and AWS stores only images with an EBS root; its bundle lies in S3 already", "Copy the bundle, and register it with New-AmiFromBundle.")
            : !named.Image.IsFinished() ? Problem(named, AmiErrorCodes.ImageNotAvailable, AmiErrorKind.InvalidState, $"is {named.Image.State?.Value} and cannot be stored", $"Wait for it first: Wait-Ami -ImageId {named.Image.ImageId} -Region {named.Region.Name}.")
            : BucketRules.GB(size) > BucketRules.MostGB ? Problem(named, AmiErrorCodes.QuotaExceeded, AmiErrorKind.LimitExceeded, $"has {size} GiB ({BucketRules.GB(size):0} GB), and AWS stores {BucketRules.MostGB} GB of one image at the most", "Make an image without the big volumes (New-AmiFromSnapshot), and store that.")
            : null;
        if (problem is not null) problems.Add(problem);
        return problem is not null;
    }

    private ExportStep Step(NamedImage named, StoreImageTaskResult? last)
    {
        Image image = named.Image;
        ExportStep Make(AmiExport? existing) => new()
        {
            Region = named.Region.Name,
            AccountId = image.OwnerId ?? "",
            ImageId = image.ImageId!,
            Name = image.Name ?? "",
            Given = named.Reference.Given,
            SizeGiB = SizeOf(image),
            Existing = existing,
            Target = $"{image.ImageId} ({named.Region.Name})",
            Action = existing is not null
                ? $"Return the task of {Text.Times.Minute(existing.StartTime ?? DateTime.MinValue)} ({existing.State}), which stores it in {existing}"
                : $"Store in s3://{StoreTasks.Name(options.BucketName)}/{StoreTasks.KeyOf(options.BucketName, image.ImageId!)} ({SizeOf(image)} GiB of volumes)",
            Warnings = existing is null ? [.. Warnings(image)] : [],
        };
        ExportStep step = Make(null);
        bool serves = last?.StoreTaskState == StoreTasks.InProgress || (last?.StoreTaskState == StoreTasks.Completed && !options.Overwrite);
        return serves ? Make(last!.ToExport(step, existed: true)) : step;
    }

    private static IEnumerable<string> Warnings(Image image)
    {
        string[] encrypted = [.. image.Devices().Where(device => device.Encrypted == true).Select(device => device.DeviceName)];
        if (encrypted.Length > 0) yield return $"{string.Join(", ", encrypted)} {(encrypted.Length == 1 ? "is" : "are")} encrypted, and the object is not encrypted with that key: AWS decrypts what it stores. Who may read the bucket reads all of it; the bucket's own encryption and policy are what protects it.";
    }

    private static int SizeOf(Image image) => image.Devices().Where(device => device.SnapshotId is not null).Sum(device => device.SizeGiB ?? 0);

    private static AmiException Problem(NamedImage named, string code, AmiErrorKind kind, string message, string remedy) =>
        new(code, kind, $"{named.Image.ImageId} in {named.Region.Name} {message}.") { ResourceId = named.Reference.Given, Region = named.Region.Name, Remedy = remedy };
}
