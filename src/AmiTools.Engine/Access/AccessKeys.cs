using AmiTools.Engine.Keys;

namespace AmiTools.Engine.Access;

/// <summary>Keys as the module shows them to somebody who shares.</summary>
internal static class AccessKeys
{
    /// <summary>The keys, with what their policies have to say for those that use them.</summary>
    public static AmiKeyAccess[] Show(IEnumerable<KeyFacts> keys, IReadOnlyCollection<string> principals) => [.. keys.Select(key => new AmiKeyAccess
    {
        KmsKeyId = key.KmsKeyId, State = key.State, IsAwsManaged = key.IsAwsManaged, PolicyStatement = key.IsAwsManaged == true ? "" : KeyPolicy.Statements(key.KmsKeyId, principals),
    })];
}
