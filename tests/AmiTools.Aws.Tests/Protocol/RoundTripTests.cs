using System.Text.Json.Nodes;
using AmiTools.Aws.Tests.Differential;

namespace AmiTools.Aws.Tests.Protocol;

/// <summary>What the client sends, the simulator's codecs read, and the other way round: every operation, filled at random.</summary>
public sealed class RoundTripTests
{
    private const int CasesPerOperation = 15;

    public static TheoryData<string, string> Operations() => ServiceModels.Operations();

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task A_request_arrives_as_it_was_sent(string service, string operation)
    {
        var model = ServiceModels.All[service];
        var codec = Wire.Codec(model);
        for (var seed = 0; seed < CasesPerOperation; seed++)
        {
            var given = Sample.Request(model, operation, seed);
            var (sent, _) = await Wire.CallAsync(model, operation, ModelBinding.Request(model, operation, given), () => Wire.Nothing(model, operation));
            var received = Wire.AsReceived(sent);

            codec.OperationOf(received).ShouldBe(operation);
            var read = codec.Find(operation)!.Read(received);
            read.DryRun.ShouldBeFalse();
            read.UnknownParameters.ShouldBeEmpty();
            read.RepeatedParameters.ShouldBeEmpty();
            var arrived = ModelBinding.RequestModel(model, operation, read.Request);
            Sample.Compare(given, arrived, model, operation, seed);
        }
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task A_response_arrives_as_it_was_sent(string service, string operation)
    {
        var model = ServiceModels.All[service];
        var codec = Wire.Codec(model).Find(operation)!;
        for (var seed = 0; seed < CasesPerOperation; seed++)
        {
            var given = Sample.Response(model, operation, seed);
            var answer = codec.Write(ModelBinding.Response(model, operation, given), "r-1");
            var request = ModelBinding.Request(model, operation, Sample.Request(model, operation, seed));
            var (_, response) = await Wire.CallAsync(model, operation, request, () => Wire.AsSent(answer));
            var arrived = ModelBinding.ResponseModel(model, operation, response);
            Json.Canonical(arrived).ShouldBe(Json.Canonical(given), $"seed {seed}");
            if (model.Protocol != "rest-json")
                response.ResponseMetadata.RequestId.ShouldBe("r-1");
        }
    }
}

/// <summary>Values for one case of a test over all operations.</summary>
internal static class Sample
{
    public static JsonObject Request(ServiceModel model, string operation, int seed) =>
        model.ShapeOf(operation, "input") is { } shape ? Values(model, operation, seed).Structure(shape, isRequest: true) : [];

    public static JsonObject Response(ServiceModel model, string operation, int seed) =>
        model.ShapeOf(operation, "output") is { } shape ? Values(model, operation, seed + 1_000_000).Structure(shape, isRequest: false) : [];

    /// <summary>Compares a request with what arrived: an absent client token arrives filled in, an empty list does not arrive in every protocol.</summary>
    public static void Compare(JsonObject given, JsonObject arrived, ServiceModel model, string operation, int seed)
    {
        foreach (var (name, _, member) in model.Members(model.ShapeOf(operation, "input")!))
        {
            if (member.TryGetProperty("idempotencyToken", out _) && !given.ContainsKey(name))
                arrived.Remove(name);
        }
        arrived.Remove("PresignedUrl");
        if (!given.ContainsKey("DestinationRegion"))
            arrived.Remove("DestinationRegion");
        Json.Canonical(WithoutEmpty(arrived, model)).ShouldBe(Json.Canonical(WithoutEmpty(given, model)), $"seed {seed}");
    }

    /// <summary>A form has no way to say that a structure is there without members, or, in EC2's protocol, that a list is there without elements.</summary>
    private static JsonNode? WithoutEmpty(JsonNode? node, ServiceModel model) => model.Protocol == "rest-json" ? Query(node) : node switch
    {
        JsonObject obj => Shrink(obj, model),
        JsonArray array => new JsonArray([.. array.Select(item => WithoutEmpty(item, model)).Where(item => item is not JsonObject { Count: 0 })]),
        _ => node?.DeepClone(),
    };

    private static JsonNode? Query(JsonNode? node)
    {
        // A list in a query string is not there when it is empty, and the runtime sorts it.
        var copy = node!.DeepClone().AsObject();
        if (copy["TagKeys"] is JsonArray { Count: 0 })
            copy.Remove("TagKeys");
        else if (copy["TagKeys"] is JsonArray keys)
            copy["TagKeys"] = new JsonArray([.. keys.Select(key => key!.GetValue<string>()).Order(StringComparer.Ordinal).Select(key => JsonValue.Create(key))]);
        return copy;
    }

    private static JsonObject Shrink(JsonObject obj, ServiceModel model)
    {
        var kept = new JsonObject();
        foreach (var (name, value) in obj)
        {
            var shrunk = WithoutEmpty(value, model);
            if (shrunk is not JsonObject { Count: 0 } and not JsonArray { Count: 0 })
                kept[name] = shrunk;
        }
        return kept;
    }

    private static RandomValues Values(ServiceModel model, string operation, int seed) =>
        new(model, new Random(operation.Aggregate(seed, (hash, c) => unchecked(hash * 31 + c))));
}
