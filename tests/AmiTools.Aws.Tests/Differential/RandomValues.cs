using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AmiTools.Aws.Tests.Differential;

/// <summary>Fills shapes with values of all kinds, from a seed. The values are in the model's terms, as botocore takes and gives them.</summary>
internal sealed class RandomValues(ServiceModel service, Random random)
{
    private static readonly string[] s_texts =
    [
        "", "a", " padded ", "ami-0123456789abcdef0", "arn:aws:rbin:us-east-1:123456789012:rule/6lsJ2Fa9nh9", "a b+c&d=e%20/f?g#h", "<tag attr=\"x\">&amp;</tag>",
        "]]>", "Grüße aus Köln", "日本語", "😀 emoji", "line\nbreak\ttab", "'single' \"double\" \\back", "~tilde*star", "null", "true", "0012", "x.1.Key", "carriage\rreturn",
    ];

    /// <summary>A structure's value: an object with some members.</summary>
    public JsonObject Structure(string shape, bool isRequest, int depth = 0)
    {
        var filled = new JsonObject();
        var isCollapsed = ModelBinding.CollapsedMember(service, shape) is not null;
        foreach (var (name, member, json) in service.Members(shape))
        {
            var isNeeded = isCollapsed || json.TryGetProperty("location", out var location) && location.GetString() == "uri";
            // What is only one value is all or nothing; a dry run and the signed URL are not in the caller's hands.
            if (name is "DryRun" or "PresignedUrl" || !isNeeded && random.NextDouble() < (depth < 2 ? 0.4 : 0.6))
                continue;
            // A request that is signed for another region needs one.
            filled[name] = name == "SourceRegion" ? "eu-west-1" : Value(member, isRequest, depth + 1, isNeeded);
        }
        return filled;
    }

    private JsonNode Value(string shape, bool isRequest, int depth, bool notEmpty) => service.TypeOf(shape) switch
    {
        "structure" => Structure(shape, isRequest, depth),
        "list" => new JsonArray([.. Enumerable.Range(0, random.Next(0, 4)).Select(_ => Value(service.ElementOf(shape), isRequest, depth, notEmpty))]),
        "string" or "blob" => Text(shape, notEmpty),
        "boolean" => random.Next(2) == 0,
        "integer" => Number(random.Next(4)),
        "long" => random.Next(3) == 0 ? random.NextInt64(long.MinValue, long.MaxValue) : random.NextInt64(-1000, 1000),
        "float" or "double" => Math.Round((random.NextDouble() - 0.5) * 10_000, random.Next(0, 6)),
        "timestamp" => Time(),
        var other => throw new NotSupportedException(other),
    };

    private int Number(int kind) => kind switch
    {
        0 => int.MaxValue,
        1 => int.MinValue,
        _ => random.Next(-10, 100_000),
    };

    private string Text(string shape, bool notEmpty)
    {
        if (service.Shapes[shape].TryGetProperty("enum", out var values))
            return random.Next(5) == 0 ? $"brand-new-{random.Next(10)}" : Pick([.. values.EnumerateArray().Select(value => value.GetString()!)]);
        var text = Pick(s_texts);
        return text.Length == 0 && notEmpty ? "x" : text;
    }

    /// <summary>A time of whole seconds, UTC.</summary>
    private string Time() => DateTime.UnixEpoch.AddSeconds(random.NextInt64(0, 4_000_000_000)).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private T Pick<T>(T[] values) => values[random.Next(values.Length)];
}
