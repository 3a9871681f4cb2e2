namespace AmiTools.Aws.Generator.Emitting;

/// <summary>A generated file.</summary>
/// <param name="Key">Its path within the service's folder, without an ending.</param>
/// <param name="Value">Its text.</param>
internal sealed record SourceFile(string Key, CodeWriter Value);
