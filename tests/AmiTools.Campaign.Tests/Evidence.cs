using System.Text.Json;
using System.Text.RegularExpressions;
using AmiTools.Engine.Receipts;

namespace AmiTools.Campaign.Tests;

/// <summary>Everything that results, errors, warnings and receipts have named.</summary>
internal sealed partial class Evidence(Estate estate)
{
    private readonly HashSet<string> _ids = [];

    /// <summary>What the last command said, for who reads about a violation.</summary>
    public string Last { get; private set; } = "";

    public void Add<T>(Outcome<T> outcome)
    {
        Last = outcome.ToString();
        Note(Last);
        foreach (T result in outcome.Results) Note(JsonSerializer.Serialize(result));
    }

    /// <summary>Whether anybody was told of it.</summary>
    public bool Names(string id)
    {
        if (File.Exists(estate.Journal)) Note(File.ReadAllText(estate.Journal));
        return _ids.Contains(id);
    }

    public IReadOnlyList<AmiChangeReceipt> Receipts() => File.Exists(estate.Journal) ? ChangeJournal.At(estate.Journal).Read(out _) : [];

    private void Note(string text)
    {
        foreach (Match id in Ids().Matches(text)) _ids.Add(id.Value);
    }

    [GeneratedRegex(@"\b(ami|snap|vol|i|lt|sg)-[0-9a-f]{8,17}\b")]
    private static partial Regex Ids();
}
