namespace AmiTools.Engine.Access;

/// <summary>What a change makes of one list.</summary>
/// <param name="Added">Who comes onto it.</param>
/// <param name="Removed">Who goes.</param>
/// <param name="Unchanged">Who stays.</param>
internal sealed record AccessDifference(string[] Added, string[] Removed, string[] Unchanged)
{
    /// <summary>The difference between what is there and what the action makes of it.</summary>
    public static AccessDifference Of(AccessAction action, IReadOnlyCollection<string> present, IReadOnlyCollection<string> named)
    {
        string[] wanted = action switch
        {
            AccessAction.Grant => [.. present.Union(named)],
            AccessAction.Revoke => [.. present.Except(named)],
            _ => [.. named],
        };
        return new AccessDifference(Sorted(wanted.Except(present)), Sorted(present.Except(wanted)), Sorted(present.Intersect(wanted)));
    }

    private static string[] Sorted(IEnumerable<string> principals) => [.. principals.Order(StringComparer.Ordinal)];
}
