using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using AmiTools.Engine.Tags;

namespace AmiTools.Engine.Launching;

/// <summary>A launch configuration as tags: its JSON, cut into the values of <c>AmiTools:launch-1</c>, <c>AmiTools:launch-2</c>, ...</summary>
internal static class LaunchTags
{
    // The default encoder escapes everything but ASCII, so that a cut never halves a character.
    private static readonly JsonSerializerOptions s_json = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>The tags that hold the configuration.</summary>
    public static IReadOnlyDictionary<string, string> Write(LaunchConfiguration configuration) => JsonSerializer.Serialize(configuration, s_json)
        .Chunk(TagRules.MaximumValueLength)
        .Select((part, index) => (Key: Key(index + 1), Value: new string(part)))
        .ToDictionary(tag => tag.Key, tag => tag.Value, StringComparer.Ordinal);

    /// <summary>The configuration that the tags hold; null where they hold none.</summary>
    /// <exception cref="AmiException"><c>InvalidTag</c>: a part is missing or was changed.</exception>
    public static LaunchConfiguration? Read(IReadOnlyDictionary<string, string> tags)
    {
        if (!tags.Keys.Any(key => key.StartsWith(AmiToolsTags.LaunchConfiguration, StringComparison.Ordinal))) return null;
        string json = string.Concat(Enumerable.Range(1, TagRules.MaximumTags).Select(number => tags.GetValueOrDefault(Key(number))).TakeWhile(part => part is not null));
        try
        {
            return JsonSerializer.Deserialize<LaunchConfiguration>(json, s_json);
        }
        catch (JsonException failure)
        {
            throw new AmiException(AmiErrorCodes.InvalidTag, AmiErrorKind.InvalidInput, $"The launch configuration in the tags {AmiToolsTags.LaunchConfiguration}1, ... cannot be read: a part is missing or was changed.", failure)
            {
                ResourceId = AmiToolsTags.LaunchConfiguration,
                Remedy = "Name what the instance is to be launched with.",
            };
        }
    }

    /// <summary>The hash of user data as AWS gives it, in base64; empty where there is none.</summary>
    public static string HashUserData(string? base64) => UserDataCheck.Hash(Convert.FromBase64String(base64 ?? ""));

    private static string Key(int number) => AmiToolsTags.LaunchConfiguration + number.ToString(CultureInfo.InvariantCulture);
}
