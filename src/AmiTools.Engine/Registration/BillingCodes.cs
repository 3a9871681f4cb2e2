namespace AmiTools.Engine.Registration;

/// <summary>The codes by which AWS bills an image's system. An image that is registered anew has none, and nothing puts them back.</summary>
internal static class BillingCodes
{
    // What AWS says of images that it bills nothing extra for.
    private const string Plain = "RunInstances";

    /// <summary>What is lost by registering anew, as a sentence without its end; null where nothing is.</summary>
    /// <param name="platform">AWS's platform details of the system.</param>
    /// <param name="usageOperation">AWS's usage operation of the system.</param>
    public static string? Loss(string? platform, string? usageOperation) => string.IsNullOrEmpty(usageOperation) || usageOperation == Plain ? null
        : $"an image that is registered from snapshots loses its billing codes ({platform}, {usageOperation}), and instances of it may not be licensed";
}
