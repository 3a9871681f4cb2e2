namespace AmiTools.Simulator;

/// <summary>One request as the simulator saw it.</summary>
/// <param name="Number">From 1, in order of arrival.</param>
/// <param name="Time">When it was answered (UTC, simulated).</param>
/// <param name="Service">Signing name, such as <c>ec2</c>.</param>
/// <param name="Operation">Such as <c>DescribeImages</c>; empty where it could not be told.</param>
/// <param name="Region">The region that it was signed for; empty where it was not signed.</param>
/// <param name="AccountId">The caller's account; empty where it could not be told.</param>
/// <param name="Outcome"><c>OK</c>, the error code that was answered, or the name of the fault that hit it.</param>
/// <param name="Status">HTTP status; 0 where no answer arrived.</param>
/// <param name="RequestId">As it was answered.</param>
/// <param name="Parameters">The request's parameters as they came; of a JSON body its members.</param>
public sealed record LoggedRequest(
    long Number,
    DateTimeOffset Time,
    string Service,
    string Operation,
    string Region,
    string AccountId,
    string Outcome,
    int Status,
    string RequestId,
    IReadOnlyList<KeyValuePair<string, string>> Parameters)
{
    /// <summary>A parameter's value; null where the request had none of that name.</summary>
    public string? this[string parameter] =>
        Parameters.Where(pair => pair.Key == parameter).Select(pair => pair.Value).FirstOrDefault();

    /// <inheritdoc />
    public override string ToString() => $"{Number} {Time:HH:mm:ss.fff} {Service}:{Operation} {Region} {AccountId} {Outcome}";
}

/// <summary>The requests that came in, oldest first. Keeps the newest ones only (<see cref="Capacity"/>) but counts all. Safe for concurrent use.</summary>
public sealed class RequestLog
{
    private readonly object _gate = new();
    private readonly Queue<LoggedRequest> _entries = new();
    private readonly Dictionary<(string Operation, string Region), int> _counts = [];
    private long _number;

    /// <summary>How many requests are kept.</summary>
    public int Capacity { get; set; } = 100_000;

    /// <summary>How many requests there were in all.</summary>
    public long Total
    {
        get
        {
            lock (_gate)
                return _number;
        }
    }

    /// <summary>The requests that are kept.</summary>
    public IReadOnlyList<LoggedRequest> Entries
    {
        get
        {
            lock (_gate)
                return [.. _entries];
        }
    }

    /// <summary>How many requests there were since the start or the last <see cref="Clear"/>, whatever became of them.</summary>
    /// <param name="operation">Such as <c>DescribeImages</c>; null: any.</param>
    /// <param name="region">Code of a region; null: any.</param>
    public int Count(string? operation = null, string? region = null)
    {
        lock (_gate)
            return _counts.Where(count => (operation ?? count.Key.Operation) == count.Key.Operation && (region ?? count.Key.Region) == count.Key.Region).Sum(count => count.Value);
    }

    /// <summary>The kept requests of an operation.</summary>
    public IReadOnlyList<LoggedRequest> Of(string operation)
    {
        lock (_gate)
            return [.. _entries.Where(entry => entry.Operation == operation)];
    }

    /// <summary>Forgets requests and counts; the numbers go on.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _entries.Clear();
            _counts.Clear();
        }
    }

    internal void Add(Func<long, LoggedRequest> entry)
    {
        lock (_gate)
        {
            var request = entry(++_number);
            _entries.Enqueue(request);
            while (_entries.Count > Capacity)
                _entries.Dequeue();
            var key = (request.Operation, request.Region);
            _counts[key] = _counts.GetValueOrDefault(key) + 1;
        }
    }
}
