using System.Globalization;
using AmiTools.Engine.Access;
using AmiTools.Engine.Tags;

namespace AmiTools.Engine.Availability;

/// <summary>Who may launch an image, as tags: <c>AmiTools:access-1</c> = <c>1/2 222233334444 333344445555</c>, and so on. Nobody is cut in two, and only characters are used that tags of every service take.</summary>
internal static class KeptAccess
{
    // "50/50 ": the longest that stands in front.
    private const int PrefixLength = 6;

    /// <summary>The tags that hold them; none for nobody.</summary>
    public static IReadOnlyDictionary<string, string> Write(IReadOnlyList<string> principals)
    {
        List<string> parts = [];
        foreach (string who in principals)
        {
            if (parts.Count > 0 && parts[^1].Length + 1 + who.Length <= TagRules.MaximumValueLength - PrefixLength) parts[^1] += $" {who}";
            else parts.Add(who);
        }

        return parts.Select((part, index) => (Key: Key(index + 1), Value: string.Create(CultureInfo.InvariantCulture, $"{index + 1}/{parts.Count} {part}")))
            .ToDictionary(tag => tag.Key, tag => tag.Value, StringComparer.Ordinal);
    }

    /// <summary>Whether an image's tags have room for all of them.</summary>
    public static bool Fits(Ami image, IReadOnlyList<string> principals) =>
        Write(principals).Count + image.Tags.Keys.Count(key => !key.StartsWith(AmiToolsTags.Access, StringComparison.Ordinal) && !TagRules.IsReserved(key)) <= TagRules.MaximumTags;

    /// <summary>Those that the tags hold; nobody where there are none.</summary>
    /// <exception cref="AmiException"><c>InvalidTag</c>: a part is missing or was changed. Nothing is made of the rest.</exception>
    public static IReadOnlyList<string> Read(Ami image)
    {
        if (Keys(image.Tags).Count == 0) return [];
        List<string> principals = [];
        int parts = 1;
        for (int number = 1; number <= parts; number++)
        {
            string[] words = image.Tags.GetValueOrDefault(Key(number), "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words is not [var position, _, ..] || position.Split('/') is not [var own, var all] || own != Number(number) || !int.TryParse(all, NumberStyles.None, CultureInfo.InvariantCulture, out int count)
                || (number > 1 && count != parts) || Principals.Problems(words[1..]).Any()) throw Broken(image, Key(number));
            parts = count;
            principals.AddRange(words[1..]);
        }

        return [.. principals.Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>The same for somebody who only wants to show them: nobody where the tags are broken.</summary>
    public static IReadOnlyList<string> ReadOrNobody(Ami image)
    {
        try
        {
            return Read(image);
        }
        catch (AmiException broken) when (broken.Code == AmiErrorCodes.InvalidTag)
        {
            return [];
        }
    }

    /// <summary>The keys of those tags.</summary>
    public static IReadOnlyList<string> Keys(IReadOnlyDictionary<string, string> tags) => [.. tags.Keys.Where(key => key.StartsWith(AmiToolsTags.Access, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private static string Key(int number) => AmiToolsTags.Access + Number(number);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static AmiException Broken(Ami image, string key) =>
        new(AmiErrorCodes.InvalidTag, AmiErrorKind.InvalidInput, $"Whom {image.ImageId} was shared with cannot be read from its tags: {key} is missing or was changed.")
        {
            ResourceId = image.ImageId, Region = image.Region, Remedy = $"Enable it without -RestoreAccess, and share it with Grant-AmiAccess; the tags {AmiToolsTags.Access}1, ... show who it was.",
        };
}
