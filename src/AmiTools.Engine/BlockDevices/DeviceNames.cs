using System.Text.RegularExpressions;

namespace AmiTools.Engine.BlockDevices;

/// <summary>Names of devices as EC2 takes them.</summary>
internal static partial class DeviceNames
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyz";

    /// <summary>The letters that EC2 recommends for data volumes, the first ones first: those before <c>f</c> are for roots and instance store, and after <c>p</c> come two letters.</summary>
    private static readonly string[] s_slots = [.. Letters[5..16].Select(letter => letter.ToString()), .. "bc".SelectMany(first => Letters.Select(second => $"{first}{second}"))];

    /// <summary>Whether EC2 takes the name.</summary>
    public static bool IsValid(string name) => Name().IsMatch(name);

    /// <summary>Whether two names mean the same place: <c>/dev/sdf</c>, <c>/dev/xvdf</c> and <c>xvdf</c> do, because the machine sees one of them.</summary>
    public static bool AreSame(string one, string other) => Slot(one) == Slot(other);

    /// <summary>The first name that is free; null where all are taken.</summary>
    /// <param name="taken">Names in use.</param>
    /// <param name="isWindows">Windows and Linux have names of their own.</param>
    public static string? Next(IEnumerable<string> taken, bool isWindows)
    {
        HashSet<string> slots = [.. taken.Select(Slot)];
        return s_slots.FirstOrDefault(slot => !slots.Contains(slot)) is not { } free ? null : isWindows ? $"xvd{free}" : free.Length == 1 ? $"/dev/sd{free}" : $"/dev/xvd{free}";
    }

    private static string Slot(string name) => Name().Match(name) is { Success: true } match ? match.Groups["slot"].Value : name;

    [GeneratedRegex(@"^(/dev/)?(sd|xvd)(?<slot>[a-z]{1,2})\d{0,2}$")]
    private static partial Regex Name();
}
