using System.Net;

namespace AmiTools.Aws;

/// <summary>The keys of a task's or a pod's role, from the address that its environment variables name.</summary>
internal sealed class ContainerCredentials : TimedCredentials
{
    private const string Name = "The container's credential service";
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);
    private static readonly IPAddress[] s_services = [IPAddress.Parse("169.254.170.2"), IPAddress.Parse("169.254.170.23"), IPAddress.Parse("fd00:ec2::23")];

    private readonly HttpMessageHandler _handler;
    private readonly Func<string, string?> _variable;
    private readonly TimeProvider _time;
    private readonly Uri _address;

    private ContainerCredentials(HttpMessageHandler handler, Uri address, Func<string, string?> variable, TimeProvider time) : base(time)
    {
        _handler = handler;
        _address = address;
        _variable = variable;
        _time = time;
    }

    /// <summary>The credentials that the environment variables name; null where they name none.</summary>
    /// <exception cref="AwsSessionException"><c>CredentialsFailed</c> where the address is one that keys must not be asked of.</exception>
    public static ContainerCredentials? From(Func<string, string?> variable, HttpMessageHandler handler, TimeProvider time)
    {
        if (variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") is { Length: > 0 } relative)
            return new(handler, new Uri(new Uri("http://169.254.170.2"), relative), variable, time);
        if (variable("AWS_CONTAINER_CREDENTIALS_FULL_URI") is not { Length: > 0 } full)
            return null;
        if (!Uri.TryCreate(full, UriKind.Absolute, out var address) || !IsAllowed(address))
            throw IssuedKeys.Failed(Name, $"'{full}' is neither https nor an address of the container's own host", null);
        return new(handler, address, variable, time);
    }

    protected override async Task<AwsKeys> FetchAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = new(s_patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using HttpMessageInvoker http = new(_handler, disposeHandler: false);
            using HttpRequestMessage request = new(HttpMethod.Get, _address);
            if (await AuthorizationAsync(either.Token).ConfigureAwait(false) is { Length: > 0 } authorization)
                request.Headers.TryAddWithoutValidation("Authorization", authorization);
            using var response = await http.SendAsync(request, either.Token).ConfigureAwait(false);
            return response.StatusCode == HttpStatusCode.OK
                ? IssuedKeys.Parse(await response.Content.ReadAsStringAsync(either.Token).ConfigureAwait(false), Name)
                : throw IssuedKeys.Failed(Name, $"it answers HTTP {(int)response.StatusCode}", null);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or UnauthorizedAccessException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw IssuedKeys.Failed(Name, limit.IsCancellationRequested ? $"no answer within {s_patience.TotalSeconds:0} seconds" : exception.Message.TrimEnd('.'), exception);
        }
    }

    // Plain http would show the keys to the network: only hosts that are this machine, or AWS's link-local services, may be asked so.
    private static bool IsAllowed(Uri address) =>
        address.Scheme == Uri.UriSchemeHttps
        || (address.Scheme == Uri.UriSchemeHttp && (address.IsLoopback || (IPAddress.TryParse(address.DnsSafeHost, out var host) && s_services.Contains(host))));

    // The token file is replaced from outside: read at each refresh.
    private async Task<string?> AuthorizationAsync(CancellationToken cancellationToken) =>
        _variable("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE") is { Length: > 0 } file
            ? (await File.ReadAllTextAsync(file, cancellationToken).ConfigureAwait(false)).Trim()
            : _variable("AWS_CONTAINER_AUTHORIZATION_TOKEN");
}
