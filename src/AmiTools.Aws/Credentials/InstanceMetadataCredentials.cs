using System.Net;

namespace AmiTools.Aws;

/// <summary>The keys of the instance's own role, from the metadata service (version 2 only: version 1 can be tricked into giving them to others).</summary>
internal sealed class InstanceMetadataCredentials(HttpMessageHandler handler, Uri service, TimeProvider time, TimeSpan patience) : TimedCredentials(time)
{
    private const string Name = "The instance's metadata service";
    private const string Roles = "latest/meta-data/iam/security-credentials/";

    private readonly TimeProvider _time = time;

    /// <summary>Where the metadata service answers, by the environment variables that move it or switch it off; null where it is switched off.</summary>
    public static Uri? Address(Func<string, string?> variable)
    {
        if (string.Equals(variable("AWS_EC2_METADATA_DISABLED"), "true", StringComparison.OrdinalIgnoreCase))
            return null;
        if (Uri.TryCreate(variable("AWS_EC2_METADATA_SERVICE_ENDPOINT"), UriKind.Absolute, out var moved))
            return new(moved.AbsoluteUri.TrimEnd('/') + "/");
        return string.Equals(variable("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"), "IPv6", StringComparison.OrdinalIgnoreCase) ? new("http://[fd00:ec2::254]/") : new("http://169.254.169.254/");
    }

    /// <summary>Whether there is a metadata service that has a role. One attempt, over when the patience is.</summary>
    public async Task<bool> IsThereAsync(CancellationToken cancellationToken)
    {
        try
        {
            await GetKeysAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception exception) when (exception is AwsSessionException or HttpRequestException or IOException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // Not on an instance, or on one without a role: both are the normal case at the end of the chain, and the chain says what it looked for.
            return false;
        }
    }

    protected override async Task<AwsKeys> FetchAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = new(patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        using HttpMessageInvoker http = new(handler, disposeHandler: false);
        var session = await AskAsync(http, HttpMethod.Put, "latest/api/token", ("X-aws-ec2-metadata-token-ttl-seconds", "300"), either.Token).ConfigureAwait(false);
        var proof = ("X-aws-ec2-metadata-token", session);
        var role = (await AskAsync(http, HttpMethod.Get, Roles, proof, either.Token).ConfigureAwait(false)).Split('\n')[0].Trim();
        return role.Length == 0
            ? throw IssuedKeys.Failed(Name, "the instance has no role", null)
            : IssuedKeys.Parse(await AskAsync(http, HttpMethod.Get, Roles + role, proof, either.Token).ConfigureAwait(false), Name);
    }

    private async Task<string> AskAsync(HttpMessageInvoker http, HttpMethod method, string path, (string Name, string Value) header, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(method, new Uri(service, path));
        request.Headers.Add(header.Name, header.Value);
        using var response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return response.StatusCode == HttpStatusCode.OK
            ? await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false)
            : throw IssuedKeys.Failed(Name, $"it answers HTTP {(int)response.StatusCode} for {path}", null);
    }
}
