using System.Text.Json;

namespace AmiTools.Aws.Generator.Modelling;

/// <summary>Reads a service model in the form that botocore publishes.</summary>
internal static class ModelReader
{
    /// <exception cref="ModelException">The model has something that the generator has no code for.</exception>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static ServiceModel Read(string file, string json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        var metadata = root.GetProperty("metadata");
        var shapes = ReadShapes(root.GetProperty("shapes"));
        var serviceId = metadata.GetProperty("serviceId").GetString()!;
        var prefix = metadata.GetProperty("endpointPrefix").GetString()!;
        return new ServiceModel
        {
            File = file,
            Identity = ServiceIdentity.Of(serviceId),
            ServiceId = serviceId,
            Protocol = Text(metadata, "protocol") switch
            {
                "ec2" => Protocol.Ec2,
                "query" => Protocol.Query,
                "rest-json" => Protocol.RestJson,
                var other => throw new ModelException($"The protocol '{other}' has no generator."),
            },
            ApiVersion = metadata.GetProperty("apiVersion").GetString()!,
            EndpointPrefix = prefix,
            SigningName = Text(metadata, "signingName") ?? prefix,
            XmlNamespace = Text(metadata, "xmlNamespace"),
            Shapes = shapes,
            Operations = [.. root.GetProperty("operations").EnumerateObject().Select(operation => ReadOperation(operation, shapes))],
        };
    }

    private static Dictionary<string, Shape> ReadShapes(JsonElement json)
    {
        var shapes = json.EnumerateObject().ToDictionary(entry => entry.Name, entry => new Shape(entry.Name, KindOf(entry)));
        foreach (var entry in json.EnumerateObject())
            Fill(shapes[entry.Name], entry.Value, shapes);
        return shapes;
    }

    private static ShapeKind KindOf(JsonProperty shape) => Text(shape.Value, "type") switch
    {
        "structure" => ShapeKind.Structure,
        "list" => ShapeKind.List,
        "string" => ShapeKind.String,
        // AWSSDK.EC2 shows a blob as text: the caller gives base64, and that stands on the wire.
        "blob" => ShapeKind.String,
        "boolean" => ShapeKind.Boolean,
        "integer" => ShapeKind.Integer,
        "long" => ShapeKind.Long,
        "float" => ShapeKind.Float,
        "double" => ShapeKind.Double,
        "timestamp" => ShapeKind.Timestamp,
        var other => throw new ModelException($"The shape '{shape.Name}' is a {other}, which has no generator."),
    };

    private static void Fill(Shape shape, JsonElement json, Dictionary<string, Shape> shapes)
    {
        if (json.TryGetProperty("enum", out var values))
            shape.Values.AddRange(values.EnumerateArray().Select(value => value.GetString()!));

        if (json.TryGetProperty("member", out var element))
        {
            shape.Element = shapes[element.GetProperty("shape").GetString()!];
            shape.ElementName = Text(element, "locationName");
            shape.Flattened = Flag(json, "flattened");
        }

        if (json.TryGetProperty("members", out var members))
        {
            var required = json.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(name => name.GetString()!).ToArray() : [];
            shape.Members.AddRange(members.EnumerateObject().Select(member => ReadMember(member, shapes, required.Contains(member.Name))));
        }

        if (Flag(json, "exception"))
        {
            var error = json.TryGetProperty("error", out var found) ? found : default;
            var known = error.ValueKind == JsonValueKind.Object;
            shape.ErrorCode = (known ? Text(error, "code") : null) ?? shape.Name;
            shape.ErrorStatus = known && error.TryGetProperty("httpStatusCode", out var status) ? status.GetInt32() : null;
        }
    }

    private static Member ReadMember(JsonProperty member, Dictionary<string, Shape> shapes, bool required) =>
        new(member.Name, shapes[member.Value.GetProperty("shape").GetString()!])
        {
            LocationName = Text(member.Value, "locationName"),
            QueryName = Text(member.Value, "queryName"),
            IsRequired = required,
            IsIdempotencyToken = Flag(member.Value, "idempotencyToken"),
            Location = Text(member.Value, "location") switch
            {
                null => MemberLocation.Body,
                "uri" => MemberLocation.Label,
                "querystring" => MemberLocation.Query,
                var other => throw new ModelException($"The member '{member.Name}' stands in the {other}, which has no generator."),
            },
        };

    private static Operation ReadOperation(JsonProperty operation, Dictionary<string, Shape> shapes)
    {
        var json = operation.Value;
        var http = json.GetProperty("http");
        return new Operation
        {
            Name = operation.Name,
            Method = http.GetProperty("method").GetString()!,
            Path = http.GetProperty("requestUri").GetString()!,
            SuccessStatus = http.TryGetProperty("responseCode", out var status) ? status.GetInt32() : 200,
            Input = Text(json, "input") is { } input ? shapes[input] : null,
            Output = Text(json, "output") is { } output ? shapes[output] : null,
            Pagination = json.TryGetProperty("pagination", out var pages)
                ? new Pagination(Text(pages, "input_token")!, Text(pages, "output_token")!, Text(pages, "result_key")!)
                : null,
        };
    }

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static bool Flag(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;
}

/// <summary>A model says something that the generator cannot turn into code.</summary>
internal sealed class ModelException(string message) : Exception(message);
