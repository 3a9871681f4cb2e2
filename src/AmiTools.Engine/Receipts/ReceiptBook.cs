using AmiTools.Engine.Errors;
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
            End(receipt, OutcomeOf(exception), Words(exception));
            throw;
        }

        End(receipt, ReceiptOutcome.Done, null);
        return receipt;
    }

    /// <summary>Makes something that was not there.</summary>
    /// <param name="receipt">What is about to be made, as <see cref="NewCreationAsync"/> made it. It gets its resource's id and its outcome.</param>
    /// <param name="create">Makes it. What it throws is written down, and thrown on.</param>
    /// <param name="id">What AWS calls it; null where it was there already.</param>
    /// <exception cref="AmiException"><c>JournalNotWritten</c>: nothing was made. Or what the creation threw.</exception>
    public Task<T> CreateAsync<T>(AmiChangeReceipt receipt, Func<Task<T>> create, Func<T, string?> id) => CreateAsync([receipt], create, (made, _) => id(made));

    /// <summary>Makes several things by one call.</summary>
    /// <param name="receipts">What is about to be made, a receipt each.</param>
    /// <param name="create">Makes them.</param>
    /// <param name="id">What AWS calls the one of a receipt; null where it was not made by this.</param>
    /// <exception cref="AmiException"><c>JournalNotWritten</c>: nothing was made. Or what the creation threw.</exception>
    public async Task<T> CreateAsync<T>(IReadOnlyCollection<AmiChangeReceipt> receipts, Func<Task<T>> create, Func<T, AmiChangeReceipt, string?> id)
    {
        foreach (AmiChangeReceipt receipt in receipts) _journal?.Begin(receipt);
        T made;
        try
        {
            made = await create().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            foreach (AmiChangeReceipt receipt in receipts) End(receipt, OutcomeOf(exception), Words(exception));
            throw;
        }

        // Where the journal cannot be written any more, the failure is all that still names what was made: each of it.
        List<AmiException> unwritten = [];
        foreach (AmiChangeReceipt receipt in receipts)
        {
            receipt.ResourceId = id(made, receipt) ?? "";
            try
            {
                End(receipt, receipt.ResourceId.Length > 0 ? ReceiptOutcome.Done : ReceiptOutcome.Failed, receipt.ResourceId.Length > 0 ? null : "It was not made by this command.");
            }
            catch (AmiException failure)
            {
                unwritten.Add(failure);
            }
        }

        return unwritten switch
        {
            [] => made,
            [var only] => throw only,
            _ => throw unwritten[0].As(unwritten[0].Code, unwritten[0].Kind, string.Join(" ", unwritten.Select(failure => failure.Message))),
        };
    }

    /// <summary>A receipt of something that is about to be made; what it will be called is not known yet.</summary>
    public async Task<AmiChangeReceipt> NewCreationAsync(string region, string name, string detail, CancellationToken cancellationToken) =>
        New(AmiChangeKind.Created, region, await session.AccountIdAsync(cancellationToken).ConfigureAwait(false), "", name, detail, new AmiFormerState());

    /// <summary>A receipt of a change that is about to be made.</summary>
    public AmiChangeReceipt New(AmiChangeKind kind, string region, string accountId, string resourceId, string name, string detail, AmiFormerState before) => new()
    {
        ReceiptId = session.Environment.NewId().ToString("N"), Time = session.Environment.Time.GetUtcNow().UtcDateTime,
        Kind = kind, Region = region, AccountId = accountId, ResourceId = resourceId, Name = name, Detail = detail, Before = before,
    };

    /// <summary>What was stopped, or lasts longer than it is waited for, or whose answer was lost, may be carried out: what is told as failed is not looked for by anybody.</summary>
    private static ReceiptOutcome OutcomeOf(Exception exception) =>
        exception is AmiException failure && failure.Code is not (AmiErrorCodes.OutcomeUnknown or AmiErrorCodes.WaitTimedOut) && !failure.OutcomeIsUnknown() ? ReceiptOutcome.Failed : ReceiptOutcome.Begun;

    private static string Words(Exception exception) => exception is OperationCanceledException ? "The command was stopped." : exception.Message;

    private void End(AmiChangeReceipt receipt, ReceiptOutcome outcome, string? error)
    {
        receipt.Outcome = outcome;
        receipt.Error = error;
        _journal?.End(receipt, session.Environment.Time.GetUtcNow().UtcDateTime);
    }
}
