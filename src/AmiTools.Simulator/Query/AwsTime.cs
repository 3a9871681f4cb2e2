using System.Globalization;

namespace AmiTools.Simulator;

/// <summary>Times in EC2's text form: UTC with milliseconds.</summary>
internal static class AwsTime
{
    public static string Format(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
