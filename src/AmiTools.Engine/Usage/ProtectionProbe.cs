using Amazon.EC2.Model;
using AmiTools.Engine.Images;
using AmiTools.Engine.Text;

namespace AmiTools.Engine.Usage;

/// <summary>Deregistration protection, which no caller gets past, and which can go on for a day after it was switched off. Reads nothing but what is known of the image.</summary>
internal sealed class ProtectionProbe(TimeProvider time) : IUsageProbe<Image>
{
    public Task<ILookup<string, UsageReason>> AskAsync(IReadOnlyList<Image> resources, CancellationToken cancellationToken) => Task.FromResult(resources
        .Select(image => (image.ImageId, Reason: Reason(image)))
        .Where(pair => pair.Reason is not null)
        .ToLookup(pair => pair.ImageId!, pair => pair.Reason!, StringComparer.Ordinal));

    /// <summary>The reason in AWS's words for protection; null where there is none.</summary>
    private UsageReason? Reason(Image image)
    {
        ImageProtection protection = ImageProtection.Read(image.DeregistrationProtection);
        if (!protection.Refuses(time.GetUtcNow().UtcDateTime)) return null;
        if (protection.Until is { } end) return Protected($"its protection against deregistration goes on until {Times.Minute(end)}, although it was switched off", $"Try again after {Times.Minute(end)}.");
        return Protected($"it is protected against deregistration ({image.DeregistrationProtection})", protection.IsRunningOut
            ? "Wait until the cooldown is over."
            : $"Switch the protection off: Set-AmiProtection {image.ImageId} -Disable. With a cooldown it goes on for 24 hours more.");
    }

    private static UsageReason Protected(string detail, string remedy) => new()
    {
        Verdict = UsageVerdict.InUse, Kind = UsageKinds.DeregistrationProtection, Detail = detail, IsAbsolute = true, Remedy = remedy,
    };
}
