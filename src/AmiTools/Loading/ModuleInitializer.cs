using System.Management.Automation;
using System.Runtime.CompilerServices;

namespace AmiTools.Loading;

/// <summary>Runs when the module is imported.</summary>
public sealed class ModuleInitializer : IModuleAssemblyInitializer
{
    /// <summary>Loads the contract's assembly. PowerShell looks for <c>[AmiTools.AmiBackup]</c> in loaded assemblies only, and this one would come with the first command.</summary>
    public void OnImport() => RuntimeHelpers.RunModuleConstructor(typeof(AmiBackup).Module.ModuleHandle);
}
