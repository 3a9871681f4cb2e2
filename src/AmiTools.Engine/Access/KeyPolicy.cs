using System.Text.Json;
using System.Text.Json.Nodes;
using AmiTools.Engine.Keys;

namespace AmiTools.Engine.Access;

/// <summary>What a key's policy has to say for those that an image is shared with.</summary>
internal static class KeyPolicy
{
    private static readonly JsonSerializerOptions s_json = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // What launching from a shared encrypted image, and copying it, asks of its key.
    private static readonly string[] s_actions = ["kms:DescribeKey", "kms:CreateGrant", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKeyWithoutPlaintext"];

    /// <summary>What one should know who shares something that a key of his encrypts.</summary>
    public static string Advice(KeyFacts key, IReadOnlyCollection<string> principals) =>
        $"{(key.Unread is { } failure ? $"whether its key can be shared could not be read ({failure.Operation}: {failure.AwsCode ?? failure.Code}). " : "")}It is encrypted with {key.KmsKeyId}, which sharing does not share. Unless the key's policy says so already, it needs: {Statements(key.KmsKeyId, principals)}";

    /// <summary>The statements, as a JSON array; empty for nobody. Everybody cannot be let in: what is encrypted is never public.</summary>
    /// <param name="key">The key's ARN, whose partition counts.</param>
    /// <param name="principals">Accounts and ARNs of organisations and organisational units.</param>
    public static string Statements(string key, IReadOnlyCollection<string> principals)
    {
        string partition = key.Split(':') is ["arn", var named, ..] ? named : "aws";
        string[] accounts = [.. principals.Where(Principals.IsAccount)];
        JsonArray statements = [];
        if (accounts.Length > 0) statements.Add(Statement("UseOfSharedImagesByAccounts", new JsonArray([.. accounts.Select(account => JsonValue.Create($"arn:{partition}:iam::{account}:root"))])));
        foreach (string arn in principals.Where(Principals.IsArn))
        {
            JsonObject statement = Statement("UseOfSharedImagesBy" + string.Concat(arn[(arn.LastIndexOf('/') + 1)..].Where(char.IsAsciiLetterOrDigit)), JsonValue.Create("*"));
            statement["Condition"] = Condition(arn);
            statements.Add(statement);
        }

        return statements.Count == 0 ? "" : statements.ToJsonString(s_json);
    }

    private static JsonObject Statement(string id, JsonNode principal) => new()
    {
        ["Sid"] = id,
        ["Effect"] = "Allow",
        ["Principal"] = new JsonObject { ["AWS"] = principal },
        ["Action"] = new JsonArray([.. s_actions.Select(action => JsonValue.Create(action))]),
        ["Resource"] = "*",
    };

    private static JsonObject Condition(string arn)
    {
        string[] path = arn[(arn.IndexOf('/', StringComparison.Ordinal) + 1)..].Split('/');
        return path is [var organization, var unit]
            ? new JsonObject { ["ForAnyValue:StringLike"] = new JsonObject { ["aws:PrincipalOrgPaths"] = $"{organization}/*/{unit}/*" } }
            : new JsonObject { ["StringEquals"] = new JsonObject { ["aws:PrincipalOrgID"] = path[0] } };
    }
}
