namespace AmiTools.Engine.Text;

/// <summary>Which known words somebody may have meant.</summary>
internal static class CloseMatches
{
    private const int Shown = 3;

    /// <summary>Up to three of the words, the closest first; none where nothing is close.</summary>
    public static string[] Find(string word, IEnumerable<string> known) => [.. known
        .Select(candidate => (Word: candidate, Distance: Distance(word, candidate)))
        .Where(match => match.Distance <= Math.Max(2, word.Length / 3))
        .OrderBy(match => match.Distance).ThenBy(match => match.Word, StringComparer.Ordinal)
        .Take(Shown)
        .Select(match => match.Word)];

    /// <summary>How many letters must be put in, taken out or changed to make the one of the other.</summary>
    private static int Distance(string from, string to)
    {
        int[] row = [.. Enumerable.Range(0, to.Length + 1)];
        for (int i = 1; i <= from.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.Length; j++)
            {
                int above = row[j];
                row[j] = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (from[i - 1] == to[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[^1];
    }
}
