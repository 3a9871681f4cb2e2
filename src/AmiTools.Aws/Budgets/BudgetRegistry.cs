using System.Collections.Concurrent;

namespace AmiTools.Aws;

/// <summary>All token buckets and gates of a process, so that commands that run side by side stay below AWS's limits together.</summary>
public sealed class BudgetRegistry
{
    private readonly ConcurrentDictionary<(BudgetScope Scope, string Name), TokenBucket> _buckets = new();
    private readonly ConcurrentDictionary<(string Name, int Places), Gate> _gates = new();
    private readonly ConcurrentDictionary<string, string> _accounts = new(StringComparer.Ordinal);
    private readonly TimeProvider _time;

    /// <summary>An empty registry: every bucket begins full.</summary>
    /// <param name="time">What buckets refill by.</param>
    public BudgetRegistry(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        _time = time;
    }

    /// <summary>The bucket of a name, made at its first use.</summary>
    public TokenBucket Bucket(BudgetScope scope, string name, BucketSize size) => _buckets.GetOrAdd((scope, name), static (_, made) => new(made.size, made.time), (size, time: _time));

    /// <summary>
    /// The gate of a name, made at its first use: what AWS counts while it runs, as the 20 snapshot copies per destination region. Put whatever the quota is counted by into the name.
    /// </summary>
    /// <param name="name">What the gate guards.</param>
    /// <param name="places">How many may be inside.</param>
    public Gate Gate(string name, int places) => _gates.GetOrAdd((name, places), static key => new(key.Places));

    /// <summary>Notes which account an access key belongs to, so that all keys of an account share its buckets from then on.</summary>
    public void NoteAccount(string accessKey, string accountId) => _accounts[accessKey] = accountId;

    /// <summary>The account of an access key as far as it is known, otherwise the key.</summary>
    public string OwnerOf(string accessKey) => _accounts.TryGetValue(accessKey, out var account) ? account : accessKey;
}
