namespace AmiTools.Simulator;

/// <summary>
/// One AWS in memory: all regions, any number of accounts, a clock, and faults on request. Talk to it on the wire: through <see cref="CreateHandler"/>
/// without a socket, or through a <see cref="SimulatorServer"/> with any AWS client.
/// </summary>
/// <remarks>
/// One lock guards everything. Requests take it; code that looks at or changes state while requests may be running takes <see cref="Gate"/> as well.
/// To live in the same time as the simulator, use <see cref="Clock"/> as the <see cref="TimeProvider"/> of whatever calls it.
/// </remarks>
public sealed partial class AwsSimulator : IDisposable
{
    private readonly Dictionary<string, SimAccount> _accounts = new(StringComparer.Ordinal);
    private readonly Timeline _timeline = new();
    private readonly List<SimulatorDefect> _defects = [];

    /// <summary>An empty estate: accounts and regions appear with their first use.</summary>
    public AwsSimulator(SimulatorOptions? options = null)
    {
        options ??= new();
        Seed = options.Seed;
        Settings = options.Settings;
        Clock = options.Clock ?? SimulatorClock.Jumping();
        DefaultAccountId = options.DefaultAccountId;
        Furnished = Clock.GetUtcNow().AddDays(-400);
        Faults = new(Seed);
        Access = new(this);
        Gateway = new(this);
        Clock.Moved += CatchUp;
    }

    /// <summary>The lock.</summary>
    public object Gate { get; } = new();

    /// <summary>What ids and chance follow from.</summary>
    public long Seed { get; }

    /// <summary>Its time.</summary>
    public SimulatorClock Clock { get; }

    /// <summary>How it behaves where AWS leaves it open.</summary>
    public SimulatorSettings Settings { get; }

    /// <summary>The account of callers with unknown keys.</summary>
    public string DefaultAccountId { get; }

    /// <summary>What goes wrong, and when.</summary>
    public FaultPlan Faults { get; }

    /// <summary>The requests that came in.</summary>
    public RequestLog Requests { get; } = new();

    /// <summary>Whose keys are whose.</summary>
    public AccessTable Access { get; }

    /// <summary>Mistakes of the simulator itself that showed while it handled requests; a test that finds one here has not tested anything else.</summary>
    public IReadOnlyList<SimulatorDefect> Defects
    {
        get
        {
            lock (Gate)
                return [.. _defects];
        }
    }

    /// <summary>The time (UTC); while a transition runs, the time for which it was scheduled.</summary>
    public DateTimeOffset Now => _timeline.Running ?? Clock.GetUtcNow();

    /// <summary>Since when what AWS itself provides has been there.</summary>
    internal DateTimeOffset Furnished { get; }

    internal SequenceSource Sequences { get; } = new();

    internal OperationTable Operations { get; } = OperationCatalog.All();

    internal Gateway Gateway { get; }

    /// <summary>A handler for an HTTP client: every request that goes through it ends here, whatever its host, without a socket.</summary>
    public HttpMessageHandler CreateHandler() => new SimulatorHandler(this);

    /// <summary>An account, which appears with the first use.</summary>
    /// <param name="id">Twelve digits; null for the default account.</param>
    /// <param name="partition">The partition of a new account.</param>
    public SimAccount Account(string? id = null, string partition = "aws")
    {
        id ??= DefaultAccountId;
        if (id.Length != 12 || !id.All(char.IsAsciiDigit))
            throw new ArgumentException($"'{id}' is no account id: twelve digits are.", nameof(id));
        lock (Gate)
        {
            if (!_accounts.TryGetValue(id, out var account))
                _accounts[id] = account = new(this, id, partition);
            return account;
        }
    }

    /// <summary>The account of a partition that callers with unknown keys get.</summary>
    internal SimAccount DefaultAccount(string partition)
    {
        // No account is in two partitions.
        return Account(partition == "aws" ? null : DerivedAccountId(partition), partition);
    }

    private static string DerivedAccountId(string purpose)
    {
        var random = SeededRandom.For(0, purpose);
        return string.Concat(Enumerable.Range(0, 12).Select(_ => (char)('0' + random.Next(1, 10))));
    }

    /// <summary>All accounts so far, in order of their first use.</summary>
    public IReadOnlyCollection<SimAccount> Accounts => _accounts.Values;

    /// <summary>Has something happen at a time: at once if that has passed.</summary>
    /// <param name="at">When.</param>
    /// <param name="transition">What; is given its own time, and runs under the lock.</param>
    public void Schedule(DateTimeOffset at, Action<DateTimeOffset> transition)
    {
        lock (Gate)
            _timeline.Add(at, transition);
    }

    /// <summary>The image of an id in a region, whoever owns it; null where there is none.</summary>
    public SimImage? FindImage(string region, string id) => FindIn(region, id, r => r.Images);

    /// <summary>The snapshot of an id in a region, whoever owns it; null where there is none.</summary>
    public SimSnapshot? FindSnapshot(string region, string id) => FindIn(region, id, r => r.Snapshots);

    /// <summary>A KMS key as somebody in a region may name it: id, alias, or the ARN of either, also of another account in the same region.</summary>
    public SimKmsKey? FindKey(SimRegion from, string key)
    {
        if (key.Split(':', 6) is not ["arn", _, "kms", var region, var account, var resource])
            return from.FindKey(key);
        return region == from.Name && _accounts.TryGetValue(account, out var owner) ? owner.FindRegion(region)?.FindKey(resource) : null;
    }

    /// <summary>All images of a region after a sequence, whoever owns them, in order.</summary>
    public IEnumerable<SimImage> ImagesAfter(string region, long sequence) => AllIn(region, sequence, r => r.Images);

    /// <summary>All snapshots of a region after a sequence, whoever owns them, in order.</summary>
    public IEnumerable<SimSnapshot> SnapshotsAfter(string region, long sequence) => AllIn(region, sequence, r => r.Snapshots);

    /// <summary>Ends the clock.</summary>
    public void Dispose()
    {
        Clock.Moved -= CatchUp;
        Clock.Dispose();
    }

    internal void Report(SimulatorDefect defect)
    {
        lock (Gate)
            _defects.Add(defect);
    }

    /// <summary>Runs what has become due.</summary>
    internal void CatchUp(DateTimeOffset now)
    {
        lock (Gate)
            _timeline.CatchUp(now);
    }

    private T? FindIn<T>(string region, string id, Func<SimRegion, ResourceStore<T>> store)
        where T : SimResource
    {
        foreach (var account in _accounts.Values)
        {
            if (account.FindRegion(region) is { } place && store(place).Find(id) is { } found)
                return found;
        }
        return null;
    }

    private IEnumerable<T> AllIn<T>(string region, long sequence, Func<SimRegion, ResourceStore<T>> store)
        where T : SimResource =>
        ResourceMerge.InOrder(_accounts.Values.Select(account => account.FindRegion(region)).OfType<SimRegion>().Select(place => store(place).After(sequence)));
}

/// <summary>A mistake of the simulator itself.</summary>
/// <param name="Message">Where it showed.</param>
/// <param name="Exception">What it was.</param>
public sealed record SimulatorDefect(string Message, Exception Exception);
