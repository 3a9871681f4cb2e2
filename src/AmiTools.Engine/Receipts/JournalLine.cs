using System.Text.Json;
using System.Text.Json.Serialization;

namespace AmiTools.Engine.Receipts;

/// <summary>One line of a journal: a change that is about to be made, or how one ended.</summary>
internal sealed class JournalLine
{
    private static readonly JsonSerializerOptions s_options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>The form of the lines. Readers refuse a later one, because they could not know what they miss.</summary>
    public int Version { get; init; } = 1;

    /// <summary>The change that is about to be made; null in a line that tells an end.</summary>
    public AmiChangeReceipt? Receipt { get; init; }

    /// <summary>Which change ended.</summary>
    public string? ReceiptId { get; init; }

    /// <summary>What was made: only AWS's answer has named it.</summary>
    public string? ResourceId { get; init; }

    /// <summary>How.</summary>
    public ReceiptOutcome? Outcome { get; init; }

    /// <summary>Why it failed.</summary>
    public string? Error { get; init; }

    /// <summary>When it ended, UTC.</summary>
    public DateTime? Time { get; init; }

    /// <summary>The line, without its end.</summary>
    public byte[] ToUtf8() => JsonSerializer.SerializeToUtf8Bytes(this, s_options);

    /// <summary>Reads a line.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static JournalLine? Read(string line) => JsonSerializer.Deserialize<JournalLine>(line, s_options);
}
