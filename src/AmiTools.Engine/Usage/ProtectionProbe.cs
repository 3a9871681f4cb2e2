using Amazon.EC2.Model;
using AmiTools.Engine.Images;

namespace AmiTools.Engine.Usage;

/// <summary>Deregistration protection, which no caller gets past, and which can go on for a day after it was switched off. Reads nothing but what is known of the image.</summary>
internal sealed class ProtectionProbe(TimeProvider time) : IUsageProbe
{
    private const string Off = "disabled";
    private const string RunningOut = "disabled after ";

    public Task<ILookup<string, UsageReason>> AskAsync(IReadOnlyList<Image> images, CancellationToken cancellationToken) => Task.FromResult(images
        .Select(image => (image.ImageId, Reason: Reason(image.DeregistrationProtection)))
        .Where(pair => pair.Reason is not null)
        .ToLookup(pair => pair.ImageId!, pair => pair.Reason!, StringComparer.Ordinal));

    /// <summary>The reason in AWS's words for protection; null where there is none. An endpoint that says nothing knows no protection, and AWS refuses by itself.</summary>
    private UsageReason? Reason(string? protection)
    {
        if (string.IsNullOrEmpty(protection) || protection == Off) return null;
        if (!protection.StartsWith(RunningOut, StringComparison.Ordinal))
            return Protected($"it is protected against deregistration ({protection})", "Switch the protection off: aws ec2 disable-image-deregistration-protection. With a cooldown it goes on for 24 hours more.");
        if (ImageMapper.Time(protection[RunningOut.Length..]) is not { } end)
            return Protected($"it is protected against deregistration ({protection})", "Wait until the cooldown is over.");
        return end <= time.GetUtcNow().UtcDateTime ? null : Protected($"its protection against deregistration goes on until {end:yyyy-MM-dd HH:mm} UTC, although it was switched off", $"Try again after {end:yyyy-MM-dd HH:mm} UTC.");
    }

    private static UsageReason Protected(string detail, string remedy) => new()
    {
        Verdict = UsageVerdict.InUse, Kind = UsageKinds.DeregistrationProtection, Detail = detail, IsAbsolute = true, Remedy = remedy,
    };
}
