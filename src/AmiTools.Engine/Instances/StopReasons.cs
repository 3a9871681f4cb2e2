namespace AmiTools.Engine.Instances;

/// <summary>What speaks against stopping an instance.</summary>
/// <param name="Reasons">What it would destroy or change, as parts of a sentence; can be overridden.</param>
/// <param name="Refused">Why AWS itself would refuse; null where it would not.</param>
internal sealed record StopReasons(IReadOnlyList<string> Reasons, string? Refused);
