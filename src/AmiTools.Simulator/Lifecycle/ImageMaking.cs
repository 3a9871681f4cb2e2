namespace AmiTools.Simulator;

/// <summary>Images on their way from <c>pending</c> to <c>available</c> or <c>failed</c>.</summary>
internal static class ImageMaking
{
    /// <summary>What AWS gives as the code of a failure that was not the caller's own doing at the time of the call.</summary>
    private const string FailureCode = "Client.InternalError";

    /// <summary>Ends an image's making when its snapshots are done.</summary>
    /// <param name="region">Where it is.</param>
    /// <param name="image">Which.</param>
    /// <param name="failure">Why a snapshot failed; null where none did.</param>
    /// <param name="now">The time.</param>
    public static void Finish(SimRegion region, SimImage image, string? failure, DateTimeOffset now)
    {
        if (failure is not null)
        {
            Fail(region, image, failure);
            return;
        }
        region.Simulator.Schedule(now + region.Simulator.Settings.Pace.ImageOverhead, _ =>
        {
            if (IsPending(region, image))
                image.State = "available";
        });
    }

    /// <summary>Fails a pending image.</summary>
    public static void Fail(SimRegion region, SimImage image, string reason)
    {
        if (!IsPending(region, image))
            return;
        image.State = "failed";
        image.StateReasonCode = FailureCode;
        image.StateReasonMessage = reason;
    }

    /// <exception cref="AwsErrorException">The name is taken, or the account has too many images.</exception>
    public static void CheckNew(Call call, string name)
    {
        CheckName(call, name);
        if (call.Region.Images.Count + call.Region.BinnedImages.Count >= call.Account.Quotas.Images)
            throw Errors.LimitExceeded($"The maximum number of AMIs ({call.Account.Quotas.Images}) for this account and region has been reached.");
    }

    /// <exception cref="AwsErrorException">The name is taken, or not free yet.</exception>
    public static void CheckName(Call call, string name)
    {
        CheckHolder(call, name);
        if (call.Region.ReleasedNames.TryGetValue(name, out var released) && call.Now - released.At < call.Settings.NameReleaseLag)
            throw Errors.NameTaken(name, released.ImageId);
    }

    /// <exception cref="AwsErrorException">A registered image has the name.</exception>
    public static void CheckHolder(Call call, string name)
    {
        var holder = call.Region.ImagesByName[name].FirstOrDefault(image => image.State != "failed" || call.Settings.FailedImagesKeepTheirName);
        if (holder is not null)
            throw Errors.NameTaken(name, holder.Id);
    }

    // Deregistering a pending image cancels it, and it may have been restored or replaced by then.
    private static bool IsPending(SimRegion region, SimImage image) => region.Images.Find(image.Id) == image && image.State == "pending";
}
