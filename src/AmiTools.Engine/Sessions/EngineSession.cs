using System.Collections.Concurrent;
using AmiTools.Aws;
using AmiTools.Engine.Errors;

namespace AmiTools.Engine.Sessions;

/// <summary>One caller: who calls AWS, through which endpoint.</summary>
internal sealed class EngineSession
{
    private readonly ConcurrentDictionary<string, Lazy<RegionSession>> _regions = new(StringComparer.Ordinal);

    /// <summary>Makes one of an opened session.</summary>
    public EngineSession(AwsSession aws, AwsEnvironment environment, EngineSettings settings)
    {
        Aws = aws;
        Environment = environment;
        Settings = settings;
        Regions = new RegionDirectory(this);
    }

    /// <summary>The clients.</summary>
    public AwsSession Aws { get; }

    /// <summary>Where time, ids and chance come from.</summary>
    public AwsEnvironment Environment { get; }

    /// <summary>How patient the engine is.</summary>
    public EngineSettings Settings { get; }

    /// <summary>The regions that there are.</summary>
    public RegionDirectory Regions { get; }

    /// <summary>The account that calls; empty where the endpoint does not tell.</summary>
    /// <exception cref="AmiException">It could not be asked for.</exception>
    public async Task<string> AccountIdAsync(CancellationToken cancellationToken) => await AskAsync(() => Aws.TryAccountIdAsync(cancellationToken)).ConfigureAwait(false) ?? "";

    /// <summary>The account that calls, for work that cannot be done without it.</summary>
    /// <exception cref="AmiException">It could not be asked for, or the endpoint does not tell.</exception>
    public Task<string> RequireAccountIdAsync(CancellationToken cancellationToken) => AskAsync(() => Aws.AccountIdAsync(cancellationToken));

    /// <summary>One region as this caller sees it.</summary>
    public RegionSession In(string region) => _regions.GetOrAdd(region, name => new Lazy<RegionSession>(() => new RegionSession(this, name))).Value;

    private static async Task<T> AskAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw Failures.From(exception, "GetCallerIdentity", null, null);
        }
    }
}
