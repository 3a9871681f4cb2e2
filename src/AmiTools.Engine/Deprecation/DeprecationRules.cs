using AmiTools.Engine.Text;

namespace AmiTools.Engine.Deprecation;

/// <summary>What AWS takes as a deprecation date. Applied before any call, because AWS says less about it.</summary>
internal static class DeprecationRules
{
    /// <summary>How far ahead a date may lie (EC2 user guide).</summary>
    public const int Years = 10;

    /// <summary>How long after its creation a public image may have it at the latest; AWS sets that date by itself when it is made public.</summary>
    public const int PublicYears = 2;

    /// <summary>The whole minute that AWS keeps: the nearest one.</summary>
    public static DateTime ToMinute(DateTime time)
    {
        long ticks = time.Ticks + TimeSpan.TicksPerMinute / 2;
        return new DateTime(ticks - ticks % TimeSpan.TicksPerMinute, DateTimeKind.Utc);
    }

    /// <summary>Why the date cannot be, whatever the image; null where it can.</summary>
    /// <param name="time">The date, to the minute, UTC.</param>
    /// <param name="now">The time, UTC.</param>
    public static AmiException? Refuse(DateTime time, DateTime now) =>
        time <= now ? Invalid($"{Show(time)} is not in the future (it is {Show(now)} now), and AWS takes no date in the past.", "Give a later date.")
        : time > now.AddYears(Years) ? Invalid($"{Show(time)} is more than {Years} years ahead, and AWS takes none after {Show(now.AddYears(Years))}.", "Give an earlier date.")
        : null;

    /// <summary>Why this image cannot have the date, or lose the one that it has; null where it can.</summary>
    /// <param name="image">The image.</param>
    /// <param name="time">The date, to the minute, UTC; null to take the date away.</param>
    public static AmiException? Refuse(Ami image, DateTime? time)
    {
        // Everything that is special concerns public images only, and ends when they are made private.
        if (!image.IsPublic) return null;
        if (time is null)
        {
            return image.DeprecationTime is null ? null
                : Of(image, AmiErrorCodes.ImageIsPublic, AmiErrorKind.InvalidState, $"{image.ImageId} is public, and AWS does not take the deprecation date of a public image away.");
        }

        if (image.CreationDate?.AddYears(PublicYears) is { } limit && time > ToMinute(limit))
            return Of(image, AmiErrorCodes.InvalidDate, AmiErrorKind.InvalidInput, $"{image.ImageId} is public and was made on {Show(image.CreationDate.Value)}: AWS takes no date after {Show(limit)}, {PublicYears} years later.");
        return image.DeprecationTime is { } before && time > before
            ? Of(image, AmiErrorCodes.InvalidDate, AmiErrorKind.InvalidInput, $"{image.ImageId} is public, and the deprecation date of a public image can only be moved to an earlier one than {Show(before)}.")
            : null;
    }

    /// <summary>A date as messages show it.</summary>
    public static string Show(DateTime time) => Times.Minute(time);

    private static AmiException Invalid(string message, string remedy) => new(AmiErrorCodes.InvalidDate, AmiErrorKind.InvalidInput, message) { Remedy = remedy };

    private static AmiException Of(Ami image, string code, AmiErrorKind kind, string message) => new(code, kind, message)
    {
        ResourceId = image.ImageId, Region = image.Region, Remedy = $"Make the image private first: Revoke-AmiAccess {image.ImageId} -Public.",
    };
}
