namespace AmiTools.Engine.Images;

/// <summary>What AWS's word for deregistration protection means. A word that is not known counts as protection: AWS adds words, and who takes one for none destroys.</summary>
/// <param name="IsOn">Whether it is switched on.</param>
/// <param name="HasCooldown">Whether it goes on for a day after it is switched off.</param>
/// <param name="IsRunningOut">Whether it was switched off and that day runs, or ran.</param>
/// <param name="Until">When that day ends, UTC; null where none runs, or AWS's time cannot be read.</param>
internal sealed record ImageProtection(bool IsOn, bool HasCooldown, bool IsRunningOut, DateTime? Until)
{
    /// <summary>AWS's word for none.</summary>
    public const string Off = "disabled";

    /// <summary>AWS's word for the one that ends at once.</summary>
    public const string OnWithoutCooldown = "enabled-without-cooldown";

    /// <summary>AWS's word for the one that ends a day after it is switched off.</summary>
    public const string OnWithCooldown = "enabled-with-cooldown";

    private const string RunningOut = "disabled after ";

    /// <summary>Reads the word. An endpoint that says nothing knows no protection.</summary>
    public static ImageProtection Read(string? word) => word switch
    {
        null or "" or Off => new ImageProtection(false, false, false, null),
        _ when word.StartsWith(RunningOut, StringComparison.Ordinal) => new ImageProtection(false, true, true, ImageMapper.Time(word[RunningOut.Length..])),
        _ => new ImageProtection(true, word == OnWithCooldown, false, null),
    };

    /// <summary>Whether AWS refuses to deregister the image at that time.</summary>
    public bool Refuses(DateTime now) => IsOn || (IsRunningOut && (Until is null || Until > now));
}
