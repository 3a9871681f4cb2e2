using System.Globalization;
using AmiTools.Engine.Tags;

namespace AmiTools.Engine.Copying;

/// <summary>What AWS's rules say of a copy's options, without a call: of images, and of snapshots.</summary>
internal static class CopyRules
{
    private static readonly TimeSpan s_step = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan s_longest = TimeSpan.FromHours(48);

    // Documented for time-based copies, in MiB a second: of one snapshot, and of all that run between two regions.
    private const double SnapshotRate = 500;
    private const double PairRate = 2000;

    /// <summary>Whether the copies ask for encryption: said, or meant by naming a key.</summary>
    public static bool Encrypts(RegionCopyOptions options) => options.Encrypted ?? (options.KmsKeyId is not null || options.KmsKeyIdByRegion.Count > 0);

    /// <summary>The key for a region; null for the region's default key, or none.</summary>
    public static string? KeyFor(RegionCopyOptions options, string region) => options.KmsKeyIdByRegion.FirstOrDefault(key => key.Key.Equals(region, StringComparison.OrdinalIgnoreCase)).Value ?? options.KmsKeyId;

    /// <summary>Everything that is wrong with the options of images' copies by themselves.</summary>
    public static IEnumerable<AmiException> Problems(CopyOptions options, DateTimeOffset now)
    {
        foreach (AmiException problem in Problems(options)) yield return problem;
        if (options.DeprecateAt is { } date) foreach (AmiException problem in DateProblems(date, now.UtcDateTime)) yield return problem;
    }

    /// <summary>Everything that is wrong with what all copies' options have.</summary>
    public static IEnumerable<AmiException> Problems(RegionCopyOptions options)
    {
        foreach (AmiException tag in TagRules.Problems(options.Tag)) yield return tag;
        if (options.DestinationRegion.Count == 0) yield return Invalid(AmiErrorCodes.InvalidOption, null, "No destination region is given.", "Give -DestinationRegion; wildcards are allowed.");
        if (options.Encrypted == false && (options.KmsKeyId is not null || options.KmsKeyIdByRegion.Count > 0))
        {
            yield return Invalid(AmiErrorCodes.InvalidOption, options.KmsKeyId, "A key is given although the copies are not to be encrypted.", "Leave -KmsKeyId or -Encrypted:$false away.");
        }

        if (options.CompletionDuration is { } duration && (duration < s_step || duration > s_longest || duration.Ticks % s_step.Ticks != 0))
        {
            yield return Invalid(AmiErrorCodes.InvalidOption, duration.ToString(), $"A completion duration of {duration} is not possible: AWS takes 15 minutes to 48 hours in steps of 15 minutes.", "Give -CompletionDuration in quarters of an hour.");
        }
    }

    /// <summary>Where the promised time cannot be kept by the rates that AWS documents; null where it can.</summary>
    /// <param name="options">What is promised.</param>
    /// <param name="sizesGiB">The size of each snapshot that is copied.</param>
    /// <param name="from">The region that all of them are copied from.</param>
    /// <param name="to">The region that they are copied to.</param>
    public static AmiException? DurationProblem(RegionCopyOptions options, IReadOnlyCollection<int> sizesGiB, string from, string to)
    {
        if (options.CompletionDuration is not { } duration) return null;
        double minutes = Math.Max(sizesGiB.DefaultIfEmpty().Max() * 1024 / SnapshotRate / 60, sizesGiB.Sum() * 1024 / PairRate / 60);
        if (minutes <= duration.TotalMinutes) return null;
        return new AmiException(AmiErrorCodes.QuotaExceeded, AmiErrorKind.LimitExceeded,
            $"What is to be copied from {from} to {to} may take {minutes.ToString("0", CultureInfo.InvariantCulture)} minutes and cannot be promised in {duration.TotalMinutes.ToString("0", CultureInfo.InvariantCulture)}: AWS documents quotas of {SnapshotRate} MiB/s for a snapshot and {PairRate} MiB/s for all between two regions.")
        {
            ResourceId = duration.ToString(), Region = to, Remedy = "Give a longer -CompletionDuration, or leave it away.",
        };
    }

    private static IEnumerable<AmiException> DateProblems(DateTime date, DateTime now)
    {
        const int LongestYears = 10;
        if (date <= now) yield return Invalid(AmiErrorCodes.InvalidDate, $"{date:u}", $"The copies cannot be deprecated at {date:u}: that is past.", "Give a -DeprecateAt in the future.");
        else if (date > now.AddYears(LongestYears)) yield return Invalid(AmiErrorCodes.InvalidDate, $"{date:u}", $"The copies cannot be deprecated at {date:u}: AWS takes dates of the next {LongestYears} years.", "Give an earlier -DeprecateAt.");
    }

    private static AmiException Invalid(string code, string? value, string message, string remedy) => new(code, AmiErrorKind.InvalidInput, message) { ResourceId = value, Remedy = remedy };
}
