namespace AmiTools.Engine.Graph;

/// <summary>What the edges of a resource say of it.</summary>
/// <param name="SharedBy">How many images it backs.</param>
/// <param name="IsOrphan">Whether all images that it was made for are gone; null where that is not known.</param>
/// <param name="IsBilledHere">Whether the caller pays for it.</param>
/// <param name="Problems">What is wrong with it.</param>
internal sealed record NodeFindings(int SharedBy, bool? IsOrphan, bool IsBilledHere, IReadOnlyList<GraphProblem> Problems);
