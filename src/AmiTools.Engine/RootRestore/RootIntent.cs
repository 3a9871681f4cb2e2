using AmiTools.Engine.VolumeRestore;

namespace AmiTools.Engine.RootRestore;

/// <summary>What makes two replacements of a root volume the same one.</summary>
internal static class RootIntent
{
    /// <summary>The key of one instance's replacement.</summary>
    public static string KeyOf(RootRestoreOptions options, string instanceId) =>
        IntentKey.Of("root", instanceId, options.Source.ToString(), options.From?.Id, options.DeleteReplacedRootVolume.ToString(), IntentKey.Number(options.InitializationRate), options.IdempotencyKey);
}
