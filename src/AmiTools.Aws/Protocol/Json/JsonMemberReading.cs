using System.Globalization;

namespace AmiTools.Aws.Protocol;

/// <summary>Reads members of JSON objects straight into values. A JSON null is a C# null. What has another type than it should is refused.</summary>
internal static class JsonMemberReading
{
    /// <summary>Whether the current token begins an object; false where it is null.</summary>
    /// <exception cref="WireFormatException">It is neither.</exception>
    public static bool EnterObject(this ref Utf8JsonReader json) => json.TokenType switch
    {
        JsonTokenType.StartObject => true,
        JsonTokenType.Null => false,
        var other => throw Unexpected("an object", other),
    };

    /// <summary>Goes to the value of the next member and returns the member's name; null at the object's end.</summary>
    public static string? NextMember(this ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.EndObject)
            return null;
        var name = json.GetString()!;
        json.Read();
        return name;
    }

    public static string? ReadString(this ref Utf8JsonReader json) => json.TokenType switch
    {
        JsonTokenType.String => json.GetString(),
        JsonTokenType.Null => null,
        var other => throw Unexpected("a text", other),
    };

    public static T? ReadConstant<T>(this ref Utf8JsonReader json, Func<string, T> make)
        where T : class =>
        json.ReadString() is { } text ? make(text) : null;

    public static bool? ReadBoolean(this ref Utf8JsonReader json) => json.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        JsonTokenType.Null => null,
        var other => throw Unexpected("true or false", other),
    };

    public static int? ReadInteger(this ref Utf8JsonReader json) => json.TokenType switch
    {
        JsonTokenType.Number when json.TryGetInt32(out var value) => value,
        JsonTokenType.Null => null,
        var other => throw Unexpected("a whole number", other),
    };

    public static long? ReadLong(this ref Utf8JsonReader json) => json.TokenType switch
    {
        JsonTokenType.Number when json.TryGetInt64(out var value) => value,
        JsonTokenType.Null => null,
        var other => throw Unexpected("a whole number", other),
    };

    public static double? ReadDouble(this ref Utf8JsonReader json) => json.TokenType switch
    {
        JsonTokenType.Number when json.TryGetDouble(out var value) => value,
        JsonTokenType.Null => null,
        var other => throw Unexpected("a number", other),
    };

    /// <summary>A time in UTC, given as seconds since 1970 or as text.</summary>
    public static DateTime? ReadTimestamp(this ref Utf8JsonReader json) => json.TokenType switch
    {
        JsonTokenType.Number when json.TryGetDouble(out var seconds) => WireTime.FromEpoch(seconds),
        JsonTokenType.String when WireTime.TryParse(json.GetString()!, out var time) => time,
        JsonTokenType.Null => null,
        var other => throw Unexpected("a time", other),
    };

    public static List<string>? ReadStrings(this ref Utf8JsonReader json) => json.ReadList(static (ref Utf8JsonReader item) => item.ReadString());

    /// <summary>The elements of an array, without those that are null.</summary>
    public static List<T>? ReadList<T>(this ref Utf8JsonReader json, JsonRead<T> read)
        where T : class
    {
        if (json.TokenType == JsonTokenType.Null)
            return null;
        if (json.TokenType != JsonTokenType.StartArray)
            throw Unexpected("a list", json.TokenType);
        var list = new List<T>();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (read(ref json) is { } item)
                list.Add(item);
        }
        return list;
    }

    private static WireFormatException Unexpected(string wanted, JsonTokenType found) =>
        new(string.Create(CultureInfo.InvariantCulture, $"The body should have {wanted} where it has {found}."));
}
