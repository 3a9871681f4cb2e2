using AmiTools.Engine.Images;

namespace AmiTools.Engine.Removal;

/// <summary>Why an image is not removed, in words.</summary>
internal static class UsageRefusal
{
    private const int Named = 4;

    /// <summary>The refusal that the reasons make; null where they make none.</summary>
    /// <param name="named">The image.</param>
    /// <param name="reasons">What uses it, and what could not be read.</param>
    /// <param name="force">Whether the user goes past whatever can be gone past.</param>
    public static AmiException? Of(NamedImage named, IReadOnlyList<UsageReason> reasons, bool force)
    {
        UsageReason[] absolute = [.. reasons.Where(reason => reason.IsAbsolute)];
        if (absolute.Length > 0)
            return Make(named, absolute[0].Kind == UsageKinds.AwsBackup ? AmiErrorCodes.ImageManaged : AmiErrorCodes.ImageProtected, AmiErrorKind.InvalidState, Sentence(absolute), absolute[0].Remedy);
        if (force || reasons.Count == 0) return null;
        UsageReason[] uses = [.. reasons.Where(reason => reason.Verdict == UsageVerdict.InUse)];
        UsageReason[] gaps = [.. reasons.Where(reason => reason.Verdict == UsageVerdict.Unknown)];
        return uses.Length > 0
            ? Make(named, AmiErrorCodes.ImageInUse, AmiErrorKind.InUse, Sentence([.. uses, .. gaps]), $"{Remedies(uses)} -Force removes the image all the same.")
            : Make(named, AmiErrorCodes.ImageUsageUnknown, AmiErrorKind.InUse, $"what cannot be read counts as used: {Sentence(gaps)}", $"{Remedies(gaps)} -Force removes the image all the same.");
    }

    /// <summary>The reasons in one sentence; only the first ones of many.</summary>
    public static string Sentence(IReadOnlyList<UsageReason> reasons) =>
        string.Join("; ", reasons.Take(Named).Select(reason => reason.Detail)) + (reasons.Count > Named ? $"; and {reasons.Count - Named} more" : "");

    private static string Remedies(IEnumerable<UsageReason> reasons) => string.Join(" ", reasons.Select(reason => reason.Remedy).OfType<string>().Distinct().Take(Named));

    private static AmiException Make(NamedImage named, string code, AmiErrorKind kind, string why, string? remedy)
    {
        string name = string.IsNullOrEmpty(named.Image.Name) ? "" : $" ({named.Image.Name})";
        return new AmiException(code, kind, $"{named.Image.ImageId}{name} in {named.Region.Name} is not removed: {why}.")
        {
            ResourceId = named.Reference.Given, Region = named.Region.Name, Operation = "DeregisterImage", Remedy = remedy?.Trim(),
        };
    }
}
