namespace AmiTools.Engine.Retention;

/// <summary>What a policy must be. Everything that is wrong with one is said at once.</summary>
internal static class RetentionPolicyRules
{
    /// <summary>Why the policy cannot be; null where it can.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="zone">Its time zone, where it can be.</param>
    public static AmiException? Refuse(RetentionPolicy policy, out TimeZoneInfo zone)
    {
        List<string> wrong = [];
        zone = TimeZoneInfo.Utc;
        foreach ((string name, double value) in Numbers(policy).Where(number => number.Value < 0 || !double.IsFinite(number.Value))) wrong.Add($"{name} is {value}");
        if (policy.KeepDays > TimeSpan.MaxValue.TotalDays / 2) wrong.Add($"no calendar has {policy.KeepDays} days");
        if (Numbers(policy).All(number => number.Value is 0)) wrong.Add("no rule keeps anything");
        if (policy.Action == RetentionAction.Keep || !Enum.IsDefined(policy.Action)) wrong.Add("nothing is to happen to what is not kept");
        if (!Enum.IsDefined(policy.FamilyBy)) wrong.Add("there is no such kind of family");
        if (policy.FamilyBy == RetentionFamily.Tag && string.IsNullOrEmpty(policy.FamilyTag)) wrong.Add("families by tag need the tag's key");
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(policy.TimeZone, out TimeZoneInfo? found)) wrong.Add($"'{policy.TimeZone}' is no time zone of this machine");
        else zone = found;
        return wrong.Count == 0 ? null : new AmiException(AmiErrorCodes.InvalidOption, AmiErrorKind.InvalidInput, $"That is no policy: {string.Join("; ", wrong)}.")
        {
            StopsEverything = true, Remedy = "Say what is kept, for example -Daily 7 -Weekly 5 -Monthly 12 -TimeZone Europe/Berlin, and what happens to the rest: -Action Deprecate, Disable, Archive or Delete.",
        };
    }

    private static IEnumerable<(string Name, double Value)> Numbers(RetentionPolicy policy) =>
    [
        ("-KeepLast", policy.KeepLast), ("-KeepWithin", policy.KeepDays), ("-Daily", policy.Daily), ("-Weekly", policy.Weekly), ("-Monthly", policy.Monthly), ("-Yearly", policy.Yearly),
    ];
}
