using System.Reflection;
using System.Runtime.Loader;

namespace AmiTools.Loading;

/// <summary>Where the engine and every AWS assembly live, apart from whatever versions of them the session has loaded.</summary>
internal sealed class EngineLoadContext(string folder) : AssemblyLoadContext("AmiTools")
{
    private static readonly Assembly s_contract = typeof(IAmiHost).Assembly;

    protected override Assembly? Load(AssemblyName name)
    {
        // The contract has one identity on both sides, or no object of the engine would be one that the commands know.
        if (name.Name == s_contract.GetName().Name) return s_contract;
        string path = Path.Combine(folder, $"{name.Name}.dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }
}
