using System.Reflection;

namespace AmiTools.Loading;

/// <summary>The one door to the engine. It is loaded when the first command works, and serves every runspace of the process.</summary>
internal static class EngineHost
{
    private static readonly Lazy<IAmiHost> s_host = new(Load, LazyThreadSafetyMode.ExecutionAndPublication);

    public static IAmiHost Current => s_host.Value;

    /// <summary>What is loaded already; null where no command has worked yet. For what must be quick: completion, formatting.</summary>
    public static IAmiHost? Loaded => s_host.IsValueCreated ? s_host.Value : null;

    /// <summary>Now, UTC, by the clock that the resources live by: the connected simulator's, or this machine's.</summary>
    public static DateTime UtcNow => Loaded?.Simulator?.Time ?? TimeProvider.System.GetUtcNow().UtcDateTime;

    private static IAmiHost Load()
    {
        string folder = Path.Combine(Path.GetDirectoryName(typeof(EngineHost).Assembly.Location)!, "engine");
        string path = Path.Combine(folder, "AmiTools.Host.dll");
        if (!File.Exists(path))
        {
            throw new AmiException(AmiErrorCodes.InternalError, AmiErrorKind.Unknown, $"The module is not complete: {path} is missing.")
            {
                Remedy = "Install the module again.",
                StopsEverything = true,
            };
        }
        Assembly assembly = new EngineLoadContext(folder).LoadFromAssemblyPath(path);
        return (IAmiHost)Activator.CreateInstance(assembly.GetType("AmiTools.Host.AmiHost", throwOnError: true)!)!;
    }
}
