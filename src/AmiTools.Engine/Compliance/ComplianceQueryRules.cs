namespace AmiTools.Engine.Compliance;

/// <summary>What can be said of a query before any call.</summary>
internal static class ComplianceQueryRules
{
    /// <exception cref="AmiException"><c>InvalidOption</c>, with all that is wrong.</exception>
    public static void Check(ComplianceQuery query)
    {
        List<string> problems = [];
        if (query.MaxAge <= TimeSpan.Zero) problems.Add("-MaxAge must be longer than nothing");
        if (query.MinRegion < 1) problems.Add($"-MinRegion must be 1 or more, and is {query.MinRegion}");
        if (query.InstanceId.Count > 0 && query.Tag.Count > 0) problems.Add("-InstanceId and -Tag cannot be given together");
        if (problems.Count > 0) throw Invalid($"This cannot be tested: {string.Join("; ", problems)}.", "Correct the parameters: Get-Help Test-AmiCompliance -Full.");
    }

    /// <summary>More regions are asked for than backups count in.</summary>
    public static AmiException TooManyRegions(int asked, IReadOnlyCollection<string> regions) => Invalid(
        $"No instance can have good backups in {asked} regions, because backups count in {regions.Count} only: {string.Join(", ", regions)}.", "Give -MinRegion a smaller number, or -BackupRegion more regions.");

    private static AmiException Invalid(string message, string remedy) => new(AmiErrorCodes.InvalidOption, AmiErrorKind.InvalidInput, message) { Remedy = remedy, StopsEverything = true };
}
