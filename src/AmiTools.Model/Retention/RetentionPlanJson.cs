using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AmiTools;

/// <summary>Retention plans as JSON, and the canonical form that their hash is made of.</summary>
internal static class RetentionPlanJson
{
    private static readonly JsonSerializerOptions s_read = new() { PropertyNameCaseInsensitive = true, Converters = { new JsonStringEnumConverter() } };

    /// <summary>The hash of everything that the plan says.</summary>
    public static string HashOf(AmiRetentionPlan plan) => Convert.ToHexString(SHA256.HashData(Utf8(plan, indented: false, hash: null))).ToLowerInvariant();

    /// <summary>The plan for readers.</summary>
    public static string Write(AmiRetentionPlan plan) => System.Text.Encoding.UTF8.GetString(Utf8(plan, indented: true, plan.Hash));

    /// <summary>Reads a plan, however its JSON is formatted.</summary>
    public static AmiRetentionPlan Read(string json)
    {
        try
        {
            AmiRetentionPlan plan = JsonSerializer.Deserialize<AmiRetentionPlan>(json, s_read) ?? throw Invalid("It is empty.", null);
            return plan.Version <= AmiRetentionPlan.CurrentVersion ? plan : throw Invalid($"It has the form {plan.Version}, and this version of the module knows none after {AmiRetentionPlan.CurrentVersion}.", null);
        }
        catch (JsonException exception)
        {
            throw Invalid(exception.Message, exception);
        }
    }

    private static AmiException Invalid(string why, Exception? inner) => new(AmiErrorCodes.InvalidPlan, AmiErrorKind.InvalidInput, $"That is no retention plan. {why}", inner)
    {
        Remedy = "Write it with (Get-AmiRetentionPlan ...).ToJson() and read it with Get-Content -Raw; ConvertTo-Json needs -Depth 4.",
    };

    /// <summary>The plan in its one order: the same content gives the same bytes, whoever reads it in whatever order and format.</summary>
    private static byte[] Utf8(AmiRetentionPlan plan, bool indented, string? hash)
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter json = new(bytes, new JsonWriterOptions { Indented = indented, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteNumber("version", plan.Version);
            json.WriteString("madeAt", Time(plan.MadeAt));
            Policy(json, plan.Policy);
            json.WriteStartArray("items");
            foreach (AmiRetentionItem item in plan.Items.OrderBy(item => item.AccountId, StringComparer.Ordinal).ThenBy(item => item.Region, StringComparer.Ordinal).ThenBy(item => item.ImageId, StringComparer.Ordinal)) Item(json, item);
            json.WriteEndArray();
            if (hash is not null) json.WriteString("hash", hash);
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    private static void Policy(Utf8JsonWriter json, RetentionPolicy policy)
    {
        json.WriteStartObject("policy");
        json.WriteNumber("keepLast", policy.KeepLast);
        json.WriteNumber("keepDays", policy.KeepDays);
        json.WriteNumber("daily", policy.Daily);
        json.WriteNumber("weekly", policy.Weekly);
        json.WriteNumber("monthly", policy.Monthly);
        json.WriteNumber("yearly", policy.Yearly);
        json.WriteString("timeZone", policy.TimeZone);
        json.WriteString("familyBy", policy.FamilyBy.ToString());
        json.WriteString("familyTag", policy.FamilyTag);
        json.WriteString("action", policy.Action.ToString());
        json.WriteBoolean("allowPermanent", policy.AllowPermanent);
        json.WriteEndObject();
    }

    private static void Item(Utf8JsonWriter json, AmiRetentionItem item)
    {
        json.WriteStartObject();
        json.WriteString("region", item.Region);
        json.WriteString("accountId", item.AccountId);
        json.WriteString("imageId", item.ImageId);
        json.WriteString("name", item.Name);
        json.WriteString("family", item.Family);
        json.WriteString("backup", item.Backup);
        if (item.BackupTime is { } time) json.WriteString("backupTime", Time(time));
        else json.WriteNull("backupTime");
        json.WriteString("state", item.State);
        json.WriteNumber("sizeGiB", item.SizeGiB);
        json.WriteStartArray("snapshotIds");
        foreach (string id in item.SnapshotIds) json.WriteStringValue(id);
        json.WriteEndArray();
        json.WriteString("action", item.Action.ToString());
        json.WriteString("because", item.Because);
        json.WriteString("fingerprint", item.Fingerprint);
        json.WriteEndObject();
    }

    private static string Time(DateTime time) => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}
