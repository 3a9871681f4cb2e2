using System.Collections.Concurrent;
using Amazon.KeyManagementService.Model;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Keys;

/// <summary>Reads each key once, however many snapshots it encrypts. A key that cannot be read is unknown, and no failure.</summary>
internal sealed class KeyReader
{
    private readonly ConcurrentDictionary<(string Region, string Key), Lazy<Task<KeyFacts>>> _keys = [];

    /// <summary>What is known of the key.</summary>
    public Task<KeyFacts> ReadAsync(RegionSession region, string key, CancellationToken cancellationToken) =>
        _keys.GetOrAdd((region.Name, key), _ => new Lazy<Task<KeyFacts>>(() => AskAsync(region, key, cancellationToken))).Value;

    private static async Task<KeyFacts> AskAsync(RegionSession region, string key, CancellationToken cancellationToken)
    {
        try
        {
            DescribeKeyResponse response = await region.CallKmsAsync("DescribeKey", key, kms => kms.DescribeKeyAsync(new DescribeKeyRequest { KeyId = key }, cancellationToken)).ConfigureAwait(false);
            return KeyFacts.Of(key, response.KeyMetadata);
        }
        catch (AmiException failure) when (!failure.StopsEverything)
        {
            return KeyFacts.Unknown(key, failure);
        }
    }
}
