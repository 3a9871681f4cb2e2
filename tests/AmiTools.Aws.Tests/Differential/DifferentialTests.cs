using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using AmiTools.Aws.Tests.Protocol;
using AmiTools.Simulator;
using AmiTools.Testing;

namespace AmiTools.Aws.Tests.Differential;

/// <summary>
/// Both sides of the wire against botocore, which reads the same models with other code: every operation, filled at random from seeds. What is
/// compared are decoded names and typed values; client tokens and signed URLs differ by nature.
/// </summary>
public sealed class DifferentialTests(Botocore botocore) : IClassFixture<Botocore>
{
    private const int CasesPerOperation = 12;

    public static TheoryData<string, string> Operations() => ServiceModels.Operations();

    [PythonTheory("botocore")]
    [MemberData(nameof(Operations))]
    public async Task Our_requests_say_what_those_of_botocore_say(string service, string operation)
    {
        var model = ServiceModels.All[service];
        await ForEachCase(async seed =>
        {
            var value = Sample.Request(model, operation, seed);
            if (await botocore.SerializeAsync(model, operation, value) is not { } theirs)
                return false;
            var (ours, _) = await Wire.CallAsync(model, operation, ModelBinding.Request(model, operation, value), () => Wire.Nothing(model, operation));

            ours.Method.Method.ShouldBe(theirs["method"]!.GetValue<string>());
            var withoutAnswer = WhatTheClientAdds(model, operation, value);
            if (model.Protocol == "rest-json")
            {
                Uri.UnescapeDataString(ours.Url.AbsolutePath).ShouldBe(Uri.UnescapeDataString(theirs["path"]!.GetValue<string>()), $"seed {seed}");
                Pairs(Query(ours.Url)).ShouldBe(Pairs(theirs["query"]!), $"seed {seed}");
                Body(ours.Body).ShouldBe(Body(theirs["body"]!.GetValue<string>()), $"seed {seed}");
            }
            else
            {
                ours.Url.PathAndQuery.ShouldBe("/");
                Pairs(ours.Form.Where(pair => !withoutAnswer.Contains(pair.Key))).ShouldBe(Pairs(theirs["form"]!), $"seed {seed}");
            }
            return true;
        });
    }

    [PythonTheory("botocore")]
    [MemberData(nameof(Operations))]
    public async Task We_read_out_of_a_response_what_botocore_reads(string service, string operation)
    {
        var model = ServiceModels.All[service];
        await ForEachCase(async seed =>
        {
            if (await botocore.RenderAsync(model, operation, Sample.Response(model, operation, seed), style: seed) is not { } rendered)
                return false;
            var (status, type, body) = (rendered["status"]!.GetValue<int>(), rendered["type"]!.GetValue<string>(), rendered["body"]!.GetValue<string>());
            var theirs = await botocore.ParseAsync(model, operation, status, body);
            var request = ModelBinding.Request(model, operation, Sample.Request(model, operation, seed));
            var (_, response) = await Wire.CallAsync(model, operation, request, () => Answers.Response(body, status, type));

            var ours = ModelBinding.ResponseModel(model, operation, response);
            Json.Canonical(ours).ShouldBe(Json.Canonical(theirs!["value"]), $"seed {seed}: {body}");
            if (model.Protocol != "rest-json")
                response.ResponseMetadata.RequestId.ShouldBe(theirs["request_id"]!.GetValue<string>());
            return true;
        });
    }

    [PythonTheory("botocore")]
    [MemberData(nameof(Operations))]
    public async Task The_simulator_reads_the_requests_of_botocore(string service, string operation)
    {
        var model = ServiceModels.All[service];
        var codec = Wire.Codec(model);
        await ForEachCase(async seed =>
        {
            var value = Sample.Request(model, operation, seed);
            if (await botocore.SerializeAsync(model, operation, value) is not { } theirs)
                return false;
            var received = Receive(theirs);
            codec.OperationOf(received).ShouldBe(operation);
            var read = codec.Find(operation)!.Read(received);
            read.UnknownParameters.ShouldBeEmpty();
            Sample.Compare(value, ModelBinding.RequestModel(model, operation, read.Request), model, operation, seed);
            return true;
        });
    }

    [PythonTheory("botocore")]
    [MemberData(nameof(Operations))]
    public async Task Botocore_reads_the_responses_of_the_simulator(string service, string operation)
    {
        var model = ServiceModels.All[service];
        var codec = Wire.Codec(model).Find(operation)!;
        await ForEachCase(async seed =>
        {
            var value = Sample.Response(model, operation, seed);
            var answer = codec.Write(ModelBinding.Response(model, operation, value), "r-1");
            if (await botocore.ParseAsync(model, operation, (int)answer.Status, Encoding.UTF8.GetString(answer.Body.Span)) is not { } theirs)
                return false;
            Json.Canonical(theirs["value"]).ShouldBe(Json.Canonical(value), $"seed {seed}");
            if (model.Protocol != "rest-json")
                theirs["request_id"]!.GetValue<string>().ShouldBe("r-1");
            return true;
        });
    }

    /// <summary>Fails when not one case could be compared: then the operation was not tested at all.</summary>
    private static async Task ForEachCase(Func<int, Task<bool>> compare)
    {
        var compared = 0;
        for (var seed = 0; seed < CasesPerOperation; seed++)
            compared += await compare(seed) ? 1 : 0;
        compared.ShouldBeGreaterThan(0, "This botocore knows none of the cases.");
    }

    /// <summary>Names of parameters that a client fills in for its caller.</summary>
    private static HashSet<string> WhatTheClientAdds(ServiceModel model, string operation, JsonObject value)
    {
        var added = model.Members(model.ShapeOf(operation, "input")!)
            .Where(member => member.Member.TryGetProperty("idempotencyToken", out _) && !value.ContainsKey(member.Name))
            .Select(member => "ClientToken")
            .ToHashSet();
        if (operation == "CopySnapshot")
        {
            added.Add("PresignedUrl");
            if (!value.ContainsKey("DestinationRegion"))
                added.Add("DestinationRegion");
        }
        return added;
    }

    private static WireRequest Receive(JsonNode request)
    {
        static string Encode(JsonNode pairs) => string.Join('&', pairs.AsArray().Select(pair => $"{Uri.EscapeDataString(pair![0]!.GetValue<string>())}={Uri.EscapeDataString(pair[1]!.GetValue<string>())}"));
        var form = request["form"];
        return new WireRequest
        {
            Method = request["method"]!.GetValue<string>(),
            RawPath = request["path"]!.GetValue<string>(),
            RawQuery = Encode(request["query"]!),
            Headers = form is null ? [] : new Dictionary<string, string> { ["Content-Type"] = "application/x-www-form-urlencoded; charset=utf-8" },
            Body = Encoding.UTF8.GetBytes(form is null ? request["body"]!.GetValue<string>() : Encode(form)),
        };
    }

    private static IEnumerable<KeyValuePair<string, string>> Query(Uri url) => url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('=', 2)).Select(pair => KeyValuePair.Create(Uri.UnescapeDataString(pair[0]), Uri.UnescapeDataString(pair[1])));

    private static string Pairs(JsonNode pairs) => Pairs(pairs.AsArray().Select(pair => KeyValuePair.Create(pair![0]!.GetValue<string>(), pair[1]!.GetValue<string>())));

    private static string Pairs(IEnumerable<KeyValuePair<string, string>> pairs) =>
        string.Join('\n', pairs.Select(pair => $"{pair.Key}={Value(pair.Value)}").Order(StringComparer.Ordinal));

    /// <summary>Numbers with decimals have several spellings.</summary>
    private static string Value(string text) =>
        text.Contains('.', StringComparison.Ordinal) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number.ToString("R", CultureInfo.InvariantCulture)
            : text;

    private static string Body(string body) => body.Length == 0 ? "" : Json.Canonical(JsonNode.Parse(body));
}
