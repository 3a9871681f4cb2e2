using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Receipts;

/// <summary>Writes down each change of a command, with what was there before, and only then lets it be made.</summary>
/// <remarks>Without a journal the receipt is made all the same: it is a part of what the command returns.</remarks>
internal sealed class ReceiptBook(EngineSession session, SessionOptions options)
{
    private readonly ChangeJournal? _journal = options.Journal is { } path ? ChangeJournal.At(path) : null;

    /// <summary>Makes a change.</summary>
    /// <param name="receipt">What is about to be changed, as <see cref="New"/> made it.</param>
    /// <param name="change">The change. What it throws is written down, and thrown on.</param>
    /// <returns>The receipt, with its outcome.</returns>
    /// <exception cref="AmiException"><c>JournalNotWritten</c>: nothing was changed. Or what the change threw.</exception>
    public async Task<AmiChangeReceipt> ChangeAsync(AmiChangeReceipt receipt, Func<Task> change)
    {
        _journal?.Begin(receipt);
        try
        {
            await change().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            End(receipt, ReceiptOutcome.Failed, exception is OperationCanceledException ? "The command was stopped." : exception.Message);
            throw;
        }

        End(receipt, ReceiptOutcome.Done, null);
        return receipt;
    }

    /// <summary>A receipt of a change that is about to be made.</summary>
    public AmiChangeReceipt New(AmiChangeKind kind, string region, string accountId, string resourceId, string name, string detail, AmiFormerState before) => new()
    {
        ReceiptId = session.Environment.NewId().ToString("N"), Time = session.Environment.Time.GetUtcNow().UtcDateTime,
        Kind = kind, Region = region, AccountId = accountId, ResourceId = resourceId, Name = name, Detail = detail, Before = before,
    };

    private void End(AmiChangeReceipt receipt, ReceiptOutcome outcome, string? error)
    {
        receipt.Outcome = outcome;
        receipt.Error = error;
        _journal?.End(receipt, session.Environment.Time.GetUtcNow().UtcDateTime);
    }
}
