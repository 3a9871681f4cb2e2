using System.Runtime.CompilerServices;
using AmiTools.Aws;

namespace AmiTools.Engine.Sessions;

/// <summary>The callers of this process, by the environment that they live in. An environment that nobody uses any more, a disconnected simulator, takes its sessions with it.</summary>
internal sealed class SessionDirectory(Func<SessionOptions, AwsEnvironment> environmentOf, EngineSettings settings)
{
    private readonly ConditionalWeakTable<AwsEnvironment, SessionCache> _caches = [];

    /// <summary>The session that the options mean.</summary>
    /// <exception cref="AmiException"><c>NoCredentials</c>, <c>ProfileNotFound</c>, <c>CredentialsExpired</c>, ...: nothing can be done without it.</exception>
    public Task<EngineSession> OpenAsync(SessionOptions options, CancellationToken cancellationToken) =>
        _caches.GetValue(environmentOf(options), environment => new SessionCache(environment, settings)).OpenAsync(options, cancellationToken);
}
