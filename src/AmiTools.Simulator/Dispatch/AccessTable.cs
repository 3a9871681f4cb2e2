namespace AmiTools.Simulator;

/// <summary>A pair of keys that the simulator knows.</summary>
/// <param name="AccessKeyId">Goes over the wire.</param>
/// <param name="SecretKey">What clients sign with; the simulator does not check signatures.</param>
/// <param name="SessionToken">Of temporary keys; null for lasting ones.</param>
/// <param name="Expires">When temporary keys end (UTC, simulated); null for lasting ones.</param>
public sealed record SimulatorKeys(string AccessKeyId, string SecretKey, string? SessionToken = null, DateTimeOffset? Expires = null);

/// <summary>Whose keys are whose. Safe for concurrent use.</summary>
/// <remarks>
/// Keys that nobody introduced belong to the default account; an access key id of twelve digits belongs to the account of that number, which is a
/// handy way to be somebody else. With <see cref="Strict"/> both are refused.
/// </remarks>
public sealed class AccessTable
{
    private readonly object _gate = new();
    private readonly AwsSimulator _simulator;
    private readonly IdSource _ids;
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    internal AccessTable(AwsSimulator simulator)
    {
        _simulator = simulator;
        _ids = new(SeededRandom.For(simulator.Seed, "access keys"));
    }

    /// <summary>Whether unknown keys are refused.</summary>
    public bool Strict { get; set; }

    /// <summary>Makes keys of a user.</summary>
    /// <param name="accountId">Twelve digits; null for the default account.</param>
    /// <param name="user">Name of the user.</param>
    public SimulatorKeys Create(string? accountId = null, string user = "admin")
    {
        lock (_gate)
        {
            var account = _simulator.Account(accountId);
            var keys = new SimulatorKeys("AKIA" + NewKeyText(16), _ids.NewText(40));
            _entries[keys.AccessKeyId] = new(keys, User(account, user));
            return keys;
        }
    }

    /// <summary>Ends keys at once: whoever uses them from now on is told that they have expired.</summary>
    public void Expire(SimulatorKeys keys)
    {
        lock (_gate)
        {
            if (_entries.TryGetValue(keys.AccessKeyId, out var entry))
                _entries[keys.AccessKeyId] = entry with { Keys = entry.Keys with { Expires = DateTimeOffset.MinValue } };
        }
    }

    /// <summary>Makes temporary keys.</summary>
    internal SimulatorKeys Issue(Principal principal, TimeSpan lifetime, DateTimeOffset now)
    {
        lock (_gate)
        {
            var keys = new SimulatorKeys("ASIA" + NewKeyText(16), _ids.NewText(40), _ids.NewText(120), now + lifetime);
            _entries[keys.AccessKeyId] = new(keys, principal);
            return keys;
        }
    }

    /// <summary>Who signed.</summary>
    /// <exception cref="AwsErrorException">Unknown or expired keys, or a token that does not belong to them.</exception>
    internal Principal Resolve(SignatureScope scope, string partition, ServiceDialect dialect, DateTimeOffset now)
    {
        lock (_gate)
        {
            if (!_entries.TryGetValue(scope.AccessKeyId, out var entry))
            {
                if (Strict)
                    throw dialect.UnknownKey(_simulator.Settings);
                return User(NamesAccount(scope.AccessKeyId) ? _simulator.Account(scope.AccessKeyId, partition) : _simulator.DefaultAccount(partition), "admin");
            }
            if (entry.Keys.Expires <= now)
                throw dialect.Expired();
            return entry.Keys.SessionToken == scope.SessionToken ? entry.Principal : throw dialect.UnknownKey(_simulator.Settings);
        }
    }

    /// <summary>A stable unique id, as IAM gives each user and role.</summary>
    /// <param name="prefix"><c>AIDA</c> for users, <c>AROA</c> for roles.</param>
    /// <param name="arn">Of the user or role.</param>
    internal string UniqueId(string prefix, string arn) => prefix + new IdSource(SeededRandom.For(_simulator.Seed, arn)).NewText(17).ToUpperInvariant();

    /// <summary>The account that keys seem to belong to, for faults and the log; null where they say nothing.</summary>
    internal string? AccountOf(string accessKeyId)
    {
        lock (_gate)
            return _entries.TryGetValue(accessKeyId, out var entry) ? entry.Principal.AccountId : NamesAccount(accessKeyId) ? accessKeyId : null;
    }

    private static bool NamesAccount(string accessKeyId) => accessKeyId.Length == 12 && accessKeyId.All(char.IsAsciiDigit);

    private Principal User(SimAccount account, string user)
    {
        var arn = $"arn:{account.Partition}:iam::{account.Id}:user/{user}";
        return new(account.Id, arn, UniqueId("AIDA", arn));
    }

    private string NewKeyText(int length) => _ids.NewText(length).ToUpperInvariant();

    private sealed record Entry(SimulatorKeys Keys, Principal Principal);
}
