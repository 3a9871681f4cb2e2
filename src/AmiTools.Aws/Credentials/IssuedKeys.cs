using System.Globalization;

namespace AmiTools.Aws;

/// <summary>The JSON in which the instance's and the container's credential services hand out keys.</summary>
internal static class IssuedKeys
{
    /// <summary>The keys in an answer.</summary>
    /// <exception cref="AwsSessionException"><c>CredentialsFailed</c> where there are none.</exception>
    public static AwsKeys Parse(string json, string source)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if (Text(root, "AccessKeyId") is { } accessKey && Text(root, "SecretAccessKey") is { } secretKey)
                return new(accessKey, secretKey, Text(root, "Token"), Time(root)) { AccountId = Text(root, "AccountId") };
            throw Failed(source, Text(root, "Message") ?? Text(root, "Code") ?? "its answer has no keys", null);
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException)
        {
            throw Failed(source, "its answer cannot be read", exception);
        }
    }

    public static AwsSessionException Failed(string source, string reason, Exception? inner) =>
        new(AwsSessionException.CredentialsFailed, $"{source} gave no credentials: {reason}.", "Give credentials by a profile, by environment variables or by parameters.", inner);

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    private static DateTimeOffset? Time(JsonElement root) =>
        Text(root, "Expiration") is { } end ? DateTimeOffset.Parse(end, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal) : null;
}
