using System.Runtime.CompilerServices;
using AmiTools.Aws;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine;

/// <summary>The verbs of the module over AWS's API. Each capability is in a folder of its own, and has a part of this class there.</summary>
public sealed partial class AmiEngine : IAmiEngine
{
    private readonly SessionDirectory _sessions;

    /// <summary>Makes an engine.</summary>
    /// <param name="environment">Where time, ids, chance and, for a simulator, the answers come from.</param>
    /// <param name="settings">How patient it is; null for the settings that fit AWS.</param>
    public AmiEngine(AwsEnvironment environment, EngineSettings? settings = null) : this(_ => environment, settings)
    {
    }

    /// <summary>Makes an engine whose sessions live in several environments: on AWS, on a simulator.</summary>
    /// <param name="environment">Says, as each command begins, where its session lives.</param>
    /// <param name="settings">How patient it is; null for the settings that fit AWS.</param>
    public AmiEngine(Func<SessionOptions, AwsEnvironment> environment, EngineSettings? settings = null) => _sessions = new SessionDirectory(environment, settings ?? new EngineSettings());

    /// <inheritdoc />
    public async Task<IReadOnlyList<string>> ResolveRegionsAsync(SessionOptions session, CancellationToken cancellationToken)
    {
        EngineSession opened = await _sessions.OpenAsync(session, cancellationToken).ConfigureAwait(false);
        (IReadOnlyList<string> regions, IReadOnlyList<AmiException> problems) = await opened.Regions.ResolveAsync(session.Region, cancellationToken).ConfigureAwait(false);
        return problems.Count == 0 ? regions : throw problems[0];
    }

    /// <summary>What comes of work in a session, which is opened when the first result is asked for.</summary>
    private async IAsyncEnumerable<T> StreamAsync<T>(SessionOptions options, Func<EngineSession, CancellationToken, IAsyncEnumerable<T>> work, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        EngineSession session = await _sessions.OpenAsync(options, cancellationToken).ConfigureAwait(false);
        await foreach (T result in work(session, cancellationToken).ConfigureAwait(false)) yield return result;
    }
}
