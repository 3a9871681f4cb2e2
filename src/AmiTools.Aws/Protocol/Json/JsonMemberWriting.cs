namespace AmiTools.Aws.Protocol;

/// <summary>Writes members of JSON objects; those that are null are left out.</summary>
internal static class JsonMemberWriting
{
    public static void WriteMember(this Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }

    public static void WriteMember(this Utf8JsonWriter json, string name, bool? value)
    {
        if (value is { } given)
            json.WriteBoolean(name, given);
    }

    public static void WriteMember(this Utf8JsonWriter json, string name, int? value)
    {
        if (value is { } given)
            json.WriteNumber(name, given);
    }

    public static void WriteMember(this Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } given)
            json.WriteNumber(name, given);
    }

    public static void WriteMember(this Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } given)
            json.WriteNumber(name, given);
    }

    /// <summary>As seconds since 1970.</summary>
    public static void WriteMember(this Utf8JsonWriter json, string name, DateTime? value)
    {
        if (value is { } given)
            json.WriteNumber(name, WireTime.ToEpoch(given));
    }

    public static void WriteMember(this Utf8JsonWriter json, string name, List<string>? values)
    {
        if (values is null)
            return;
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }

    public static void WriteMember<T>(this Utf8JsonWriter json, string name, T? value, Action<Utf8JsonWriter, T> write)
        where T : class
    {
        if (value is null)
            return;
        json.WritePropertyName(name);
        write(json, value);
    }

    public static void WriteMember<T>(this Utf8JsonWriter json, string name, List<T>? values, Action<Utf8JsonWriter, T> write)
        where T : class
    {
        if (values is null)
            return;
        json.WriteStartArray(name);
        foreach (var value in values)
            write(json, value);
        json.WriteEndArray();
    }
}
