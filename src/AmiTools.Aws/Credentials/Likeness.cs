namespace AmiTools.Aws;

/// <summary>Whether one name may be a misspelling of another.</summary>
internal static class Likeness
{
    /// <summary>True where they differ by case only, or by at most a third of their letters, or where one begins with the other.</summary>
    public static bool IsClose(string one, string other)
    {
        var shorter = Math.Min(one.Length, other.Length);
        if (shorter == 0)
            return false;
        if (shorter >= 3 && (one.StartsWith(other, StringComparison.OrdinalIgnoreCase) || other.StartsWith(one, StringComparison.OrdinalIgnoreCase)))
            return true;
        return Distance(one.ToLowerInvariant(), other.ToLowerInvariant()) <= Math.Max(1, shorter / 3);
    }

    /// <summary>How many letters must be put in, taken out, changed, or swapped with their neighbour.</summary>
    private static int Distance(string one, string other)
    {
        var rows = new int[one.Length + 1, other.Length + 1];
        for (var i = 0; i <= one.Length; i++)
        {
            for (var j = 0; j <= other.Length; j++)
                rows[i, j] = i == 0 || j == 0 ? i + j : Step(rows, one, other, i, j);
        }
        return rows[one.Length, other.Length];
    }

    private static int Step(int[,] rows, string one, string other, int i, int j)
    {
        var changed = rows[i - 1, j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1);
        var best = Math.Min(changed, Math.Min(rows[i, j - 1], rows[i - 1, j]) + 1);
        var swapped = i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1];
        return swapped ? Math.Min(best, rows[i - 2, j - 2] + 1) : best;
    }
}
