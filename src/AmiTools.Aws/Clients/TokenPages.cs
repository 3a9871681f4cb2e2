using System.Runtime.CompilerServices;
using Amazon.Runtime;

namespace AmiTools.Aws;

/// <summary>
/// The pages of a listing. Only the token says whether there are more: a page can be empty and have one. It can be enumerated more than once, and
/// leaves the caller's request as it is.
/// </summary>
internal sealed class TokenPages<TRequest, TResponse>(AwsServiceClient client, TRequest request) : IPaginator<TResponse>
{
    /// <summary>Sends a request.</summary>
    public required Func<TRequest, CancellationToken, Task<TResponse>> Send { get; init; }

    /// <summary>A copy of a request that goes on from a token.</summary>
    public required Func<TRequest, string?, TRequest> From { get; init; }

    /// <summary>The token that the caller's request goes on from.</summary>
    public required Func<TRequest, string?> Start { get; init; }

    /// <summary>The token in a response.</summary>
    public required Func<TResponse, string?> Next { get; init; }

    /// <inheritdoc />
    public async IAsyncEnumerable<TResponse> PaginateAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var token = Start(request);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        do
        {
            if (!string.IsNullOrEmpty(token) && !seen.Add(token))
                throw client.Fault(AwsErrorCodes.RepeatedPageToken, $"{typeof(TRequest).Name}: the listing gave the same token twice and would never end.");
            var response = await Send(From(request, token), cancellationToken).ConfigureAwait(false);
            token = Next(response);
            yield return response;
        }
        while (!string.IsNullOrEmpty(token));
    }
}
