namespace AmiTools.Simulator;

/// <summary>What a request's signature says about it. Signatures are not checked, and their dates are not held against the simulator's clock.</summary>
/// <param name="AccessKeyId">Whose keys.</param>
/// <param name="Region">The region that it is meant for.</param>
/// <param name="Service">Signing name of the service.</param>
/// <param name="SessionToken">Token of temporary keys; null for lasting ones.</param>
internal sealed record SignatureScope(string AccessKeyId, string Region, string Service, string? SessionToken)
{
    private const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>Reads the scope from the header or from the query string; null where the request is not signed.</summary>
    /// <exception cref="AwsErrorException">There is a signature, and it is malformed.</exception>
    public static SignatureScope? Of(WireRequest request)
    {
        if (request.Header("Authorization") is { } header)
        {
            var credential = Field(header, "Credential=");
            if (!header.StartsWith(Algorithm, StringComparison.Ordinal) || credential is null)
                throw Incomplete("Authorization header requires 'Credential' parameter.");
            return Parse(credential, request.Header("X-Amz-Security-Token"));
        }
        string? inQuery = null, token = null;
        foreach (var (name, value) in request.Query)
        {
            if (name == "X-Amz-Credential")
                inQuery = value;
            else if (name == "X-Amz-Security-Token")
                token = value;
        }
        return inQuery is null ? null : Parse(inQuery, token);
    }

    private static SignatureScope Parse(string credential, string? token)
    {
        // An access key has no slash; date, region, service and terminator follow it.
        var parts = credential.Split('/');
        return parts is [{ Length: > 0 } key, _, { Length: > 0 } region, { Length: > 0 } service, "aws4_request"]
            ? new(key, region, service, token)
            : throw Incomplete($"Credential must have exactly 5 slash-delimited elements, got '{credential}'.");
    }

    private static string? Field(string header, string name)
    {
        var at = header.IndexOf(name, StringComparison.Ordinal);
        return at < 0 ? null : header[(at + name.Length)..].Split(',', ' ')[0];
    }

    private static AwsErrorException Incomplete(string message) => new("IncompleteSignature", message, System.Net.HttpStatusCode.BadRequest);
}
