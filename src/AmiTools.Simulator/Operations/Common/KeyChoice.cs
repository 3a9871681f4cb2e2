namespace AmiTools.Simulator;

/// <summary>The KMS key that something new is to be encrypted with. AWS looks at keys late: what cannot be used fails after it was accepted.</summary>
/// <param name="Arn">The key's ARN, or what the caller's words would be as one.</param>
/// <param name="Problem">Why the key cannot be used; null where it can.</param>
internal sealed record KeyChoice(string Arn, string? Problem)
{
    private const string Inaccessible = "Given key ID is not accessible";

    /// <param name="region">Where the new thing is, and whose.</param>
    /// <param name="key">Id, alias or ARN; null for the region's default key.</param>
    public static KeyChoice Of(SimRegion region, string? key)
    {
        var wanted = key ?? region.DefaultKmsKeyArn;
        var found = region.Simulator.FindKey(region, wanted);
        if (found is null)
            return new(wanted.StartsWith("arn:", StringComparison.Ordinal) ? wanted : region.Arn("kms", wanted.StartsWith("alias/", StringComparison.Ordinal) ? wanted : $"key/{wanted}"), Inaccessible);
        return new(found.Arn, found.IsUsableBy(region.Account.Id) ? null : Inaccessible);
    }

    /// <summary>Why an account cannot read what a key encrypts; null where it can.</summary>
    public static string? ReadProblem(SimRegion region, string accountId, string? keyArn) =>
        keyArn is null || region.Simulator.FindKey(region, keyArn) is { } key && key.IsUsableBy(accountId) ? null : Inaccessible;
}
