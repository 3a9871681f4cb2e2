namespace AmiTools.Aws;

/// <summary>
/// What the runtime knows about a failed call, carried on its exception from the place that knows it to <see cref="AwsErrors.Classify"/>. The SDK's exceptions have no room
/// of their own for it, and wrapping them would hide the types that callers of the SDK expect.
/// </summary>
internal sealed class AttemptNotes
{
    private const string Key = "AmiTools.Attempts";

    /// <summary>The operation's name.</summary>
    public string? Operation { get; init; }

    /// <summary>How often the request went out.</summary>
    public int Attempts { get; init; }

    /// <summary>An attempt before the last one left open whether the server acted.</summary>
    public bool EarlierOutcomeUnknown { get; init; }

    /// <summary>The failed attempt itself never reached the server: it was cancelled while it waited for its turn.</summary>
    public bool LastNeverSent { get; init; }

    public void AttachTo(Exception exception) => exception.Data[Key] = this;

    /// <summary>The notes of an exception or of one that it came from.</summary>
    public static AttemptNotes? Of(Exception exception)
    {
        for (var at = exception; at is not null; at = at.InnerException)
        {
            if (at.Data[Key] is AttemptNotes notes)
                return notes;
        }
        return null;
    }
}
