namespace AmiTools.Engine.Undo;

/// <summary>One difference between how a resource is and how it was, and the call that takes it away.</summary>
/// <param name="Words">What is brought back, as a part of a sentence: <c>shared with 222233334444 again</c>.</param>
/// <param name="Kind">What sort of change that is.</param>
/// <param name="Before">What this change replaces, so that it can be undone itself.</param>
/// <param name="Make">The call.</param>
internal sealed record Reversal(string Words, AmiChangeKind Kind, AmiFormerState Before, Func<CancellationToken, Task> Make);

/// <summary>Everything that differs, in the order in which it has to be mended, and what cannot be mended.</summary>
/// <param name="Steps">What can.</param>
/// <param name="Lost">What cannot, a sentence each.</param>
internal sealed record Reversals(IReadOnlyList<Reversal> Steps, IReadOnlyList<string> Lost);
