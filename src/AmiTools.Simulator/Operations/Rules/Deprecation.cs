namespace AmiTools.Simulator;

/// <summary>When an AMI may be deprecated.</summary>
internal static class Deprecation
{
    /// <summary>The date AWS will keep: UTC, rounded to the nearest minute; or its refusal.</summary>
    /// <param name="wanted">What the caller asked for.</param>
    /// <param name="now">The simulator's time.</param>
    /// <param name="created">When the image was created.</param>
    /// <param name="isPublic">Whether everybody may launch the image.</param>
    /// <param name="current">The date the image has now, if any: a public image's date can only come nearer.</param>
    internal static DateTimeOffset Decide(DateTimeOffset wanted, DateTimeOffset now, DateTimeOffset created, bool isPublic, DateTimeOffset? current)
    {
        if (wanted < now)
            throw Errors.InvalidParameterValue("The specified deprecation date is in the past.");
        if (wanted > now.AddYears(10))
            throw Errors.InvalidParameterValue("The specified deprecation date is more than 10 years from now.");
        if (isPublic && wanted > PublicLimit(created))
            throw Errors.InvalidParameterValue("The deprecation date of a public AMI can't be more than 2 years from its creation date.");
        DateTimeOffset rounded = RoundToMinute(wanted);
        if (isPublic && current is { } date && rounded > date)
            throw Errors.NotPermitted("The deprecation date of a public AMI can't be extended. Make the AMI private first.");
        return rounded;
    }

    /// <summary>The date that a public AMI gets by itself.</summary>
    internal static DateTimeOffset PublicLimit(DateTimeOffset created) => created.AddYears(2);

    internal static DateTimeOffset RoundToMinute(DateTimeOffset time)
    {
        long ticks = time.UtcTicks + TimeSpan.TicksPerMinute / 2;
        return new DateTimeOffset(ticks - ticks % TimeSpan.TicksPerMinute, TimeSpan.Zero);
    }
}
