namespace AmiTools.Engine.Usage;

/// <summary>Places that could not be read, as reasons.</summary>
internal static class UnreadPlaces
{
    /// <summary>The reason that says so.</summary>
    /// <param name="kind">What was looked for, one of <see cref="UsageKinds"/>.</param>
    /// <param name="subject">What was looked for, as the subject of a sentence: <c>whether instances use it</c>.</param>
    /// <param name="failure">Why it could not be read.</param>
    public static UsageReason Reason(string kind, string subject, AmiException failure) => new()
    {
        Verdict = UsageVerdict.Unknown,
        Kind = kind,
        Detail = $"{subject} could not be read ({failure.Operation}: {failure.AwsCode ?? failure.Code})",
        Remedy = failure.Remedy,
    };
}
