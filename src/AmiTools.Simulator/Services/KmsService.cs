using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AmiTools.Simulator;

/// <summary>As much of KMS as checking a key before it is used takes, and making one to be checked.</summary>
internal sealed class KmsService() : SimulatedService("kms")
{
    private const string TargetPrefix = "TrentService.";
    private const string ContentType = "application/x-amz-json-1.1";

    /// <summary>Operations that it has.</summary>
    public static IReadOnlyList<string> Operations { get; } =
        ["DescribeKey", "ListKeys", "ListAliases", "CreateKey", "CreateAlias", "EnableKey", "DisableKey", "ScheduleKeyDeletion"];

    public override string? OperationOf(WireRequest request) =>
        request.Header("X-Amz-Target") is { } target && target.StartsWith(TargetPrefix, StringComparison.Ordinal) ? target[TargetPrefix.Length..] : null;

    public override IReadOnlyList<KeyValuePair<string, string>> ParametersOf(WireRequest request) =>
        JsonMembers.Of(request.Body);

    public override WireResponse Answer(Call call, WireRequest request)
    {
        var input = Read(request);
        JsonObject output = call.Operation switch
        {
            "DescribeKey" => new() { ["KeyMetadata"] = Metadata(call, Key(call, input)) },
            "ListKeys" => ListKeys(call, input),
            "ListAliases" => ListAliases(call, input),
            "CreateKey" => CreateKey(call, input),
            "CreateAlias" => CreateAlias(call, input),
            "EnableKey" => SetState(call, input, "Enabled"),
            "DisableKey" => SetState(call, input, "Disabled"),
            "ScheduleKeyDeletion" => ScheduleDeletion(call, input),
            _ => throw Dialect.UnknownOperation(call.Operation),
        };
        return WireResponse.Text(HttpStatusCode.OK, ContentType, output.ToJsonString());
    }

    public override WireResponse Render(AwsErrorException error, string requestId) => ErrorForms.Json(error, ContentType);

    private static JsonObject ListKeys(Call call, JsonObject input) => ListPage(call, input, "Keys", call.Region.KmsKeys, key =>
        new JsonObject { ["KeyId"] = key.Id, ["KeyArn"] = key.Arn });

    private static JsonObject ListAliases(Call call, JsonObject input)
    {
        var only = input["KeyId"] is null ? null : Key(call, input);
        var aliases = call.Region.KmsKeys.Where(key => only is null || key == only).SelectMany(key => key.Aliases.Select(alias => (alias, key)));
        return ListPage(call, input, "Aliases", aliases, entry => new JsonObject
        {
            ["AliasName"] = entry.alias,
            ["AliasArn"] = call.Region.Arn("kms", entry.alias),
            ["TargetKeyId"] = entry.key.Id,
            ["CreationDate"] = entry.key.CreatedAt.ToUnixTimeMilliseconds() / 1000.0,
            ["LastUpdatedDate"] = entry.key.CreatedAt.ToUnixTimeMilliseconds() / 1000.0,
        });
    }

    private static JsonObject ListPage<T>(Call call, JsonObject input, string member, IEnumerable<T> all, Func<T, JsonObject> show)
    {
        var limit = input["Limit"]?.GetValue<int>() ?? 50;
        if (limit is < 1 or > 1000)
            throw new AwsErrorException("ValidationException", $"1 validation error detected: Value '{limit}' at 'limit' failed to satisfy constraint");
        var from = 0;
        if (input["Marker"]?.GetValue<string>() is { } marker && !int.TryParse(marker, out from))
            throw new AwsErrorException("InvalidMarkerException", "The marker is invalid");
        List<T> items = [.. all.Skip(from).Take(limit + 1)];
        var more = items.Count > limit;
        var page = new JsonObject { [member] = new JsonArray([.. items.Take(limit).Select(show)]), ["Truncated"] = more };
        if (more)
            page["NextMarker"] = (from + limit).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return page;
    }

    private static JsonObject CreateKey(Call call, JsonObject input)
    {
        var key = call.Region.AddKey();
        key.Description = input["Description"]?.GetValue<string>() ?? "";
        return new() { ["KeyMetadata"] = Metadata(call, key) };
    }

    private static JsonObject CreateAlias(Call call, JsonObject input)
    {
        var alias = Required(input, "AliasName");
        if (!alias.StartsWith("alias/", StringComparison.Ordinal) || alias.StartsWith("alias/aws/", StringComparison.Ordinal))
            throw new AwsErrorException("InvalidAliasNameException", "Alias must start with the prefix \"alias/\". Please see the documentation.");
        if (call.Region.FindKey(alias) is not null)
            throw new AwsErrorException("AlreadyExistsException", $"An alias with the name {call.Region.Arn("kms", alias)} already exists");
        var id = Required(input, "TargetKeyId");
        (call.Region.FindKey(id) ?? throw KeyNotFound(call, id)).Aliases.Add(alias);
        return [];
    }

    private static JsonObject SetState(Call call, JsonObject input, string state)
    {
        var key = Key(call, input);
        if (key.State == "PendingDeletion")
            throw new AwsErrorException("KMSInvalidStateException", $"{key.Arn} is pending deletion.");
        key.State = state;
        return [];
    }

    private static JsonObject ScheduleDeletion(Call call, JsonObject input)
    {
        var key = Key(call, input);
        var days = input["PendingWindowInDays"]?.GetValue<int>() ?? 30;
        if (days is < 7 or > 30)
            throw new AwsErrorException("ValidationException", "PendingWindowInDays must be between 7 and 30");
        key.State = "PendingDeletion";
        var end = call.Now.AddDays(days);
        call.Simulator.Schedule(end, _ => call.Region.KmsKeys.Remove(key));
        return new() { ["KeyId"] = key.Arn, ["DeletionDate"] = end.ToUnixTimeSeconds(), ["KeyState"] = key.State, ["PendingWindowInDays"] = days };
    }

    private static JsonObject Metadata(Call call, SimKmsKey key) => new()
    {
        ["AWSAccountId"] = key.OwnerId,
        ["KeyId"] = key.Id,
        ["Arn"] = key.Arn,
        ["CreationDate"] = key.CreatedAt.ToUnixTimeMilliseconds() / 1000.0,
        ["Enabled"] = key.State == "Enabled",
        ["Description"] = key.Description,
        ["KeyUsage"] = "ENCRYPT_DECRYPT",
        ["KeyState"] = key.State,
        ["Origin"] = "AWS_KMS",
        ["KeyManager"] = key.AwsManaged ? "AWS" : "CUSTOMER",
        ["CustomerMasterKeySpec"] = "SYMMETRIC_DEFAULT",
        ["KeySpec"] = "SYMMETRIC_DEFAULT",
        ["EncryptionAlgorithms"] = new JsonArray("SYMMETRIC_DEFAULT"),
        ["MultiRegion"] = key.Id.StartsWith("mrk-", StringComparison.Ordinal),
    };

    private static SimKmsKey Key(Call call, JsonObject input)
    {
        var id = Required(input, "KeyId");
        var key = call.Simulator.FindKey(call.Region, id) ?? throw KeyNotFound(call, id);
        if (key.OwnerId != call.Account.Id && !key.SharedWith.Contains(call.Account.Id))
            throw new AwsErrorException("AccessDeniedException", $"User: {call.Caller.Arn} is not authorized to perform: kms:{call.Operation} on resource: {key.Arn} because no resource-based policy allows the kms:{call.Operation} action");
        return key;
    }

    private static AwsErrorException KeyNotFound(Call call, string id)
    {
        if (id.StartsWith("arn:", StringComparison.Ordinal))
            return new("NotFoundException", id.Split(':') is [_, _, _, var region, ..] && region != call.Region.Name ? $"Invalid arn {region}" : $"Key '{id}' does not exist");
        return id.StartsWith("alias/", StringComparison.Ordinal)
            ? new("NotFoundException", $"Alias {call.Region.Arn("kms", id)} is not found.")
            : new("NotFoundException", $"Key '{call.Region.Arn("kms", "key/" + id)}' does not exist");
    }

    private static string Required(JsonObject input, string member) =>
        input[member]?.GetValue<string>() is { Length: > 0 } value
            ? value
            : throw new AwsErrorException("ValidationException", $"1 validation error detected: Value null at '{member}' failed to satisfy constraint: Member must not be null");

    private static JsonObject Read(WireRequest request)
    {
        if (request.Body.Length == 0)
            return [];
        try
        {
            return JsonNode.Parse(request.Body.Span) as JsonObject ?? throw Malformed();
        }
        catch (JsonException)
        {
            throw Malformed();
        }

        static AwsErrorException Malformed() => new("SerializationException", "The body is no JSON object");
    }
}
