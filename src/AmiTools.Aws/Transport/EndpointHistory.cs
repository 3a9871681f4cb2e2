using System.Collections.Concurrent;

namespace AmiTools.Aws;

/// <summary>Which endpoints have answered anything so far.</summary>
internal sealed class EndpointHistory
{
    private static readonly string[] s_awsDomains =
    [
        ".amazonaws.com", ".amazonaws.com.cn", ".api.aws", ".api.amazonwebservices.com.cn", ".amazonaws.eu", ".api.amazonwebservices.eu",
        ".c2s.ic.gov", ".sc2s.sgov.gov", ".cloud.adc-e.uk", ".csp.hci.ic.gov",
    ];

    private readonly ConcurrentDictionary<string, bool> _answered = new(StringComparer.OrdinalIgnoreCase);

    public bool HasAnswered(Uri endpoint) => _answered.ContainsKey(endpoint.Authority);

    public void NoteAnswer(Uri endpoint) => _answered.TryAdd(endpoint.Authority, true);

    /// <summary>Whether a host is AWS's own, by the domains of its partitions.</summary>
    public static bool IsAws(Uri endpoint) => s_awsDomains.Any(domain => endpoint.Host.EndsWith(domain, StringComparison.OrdinalIgnoreCase));
}
