namespace AmiTools.Engine.Errors;

/// <summary>What is known of a call whose answer was lost. Nobody may take for not done what may be done.</summary>
internal static class OpenOutcome
{
    /// <summary>Looks what became of the call. Where that fails too, what is told is that the call's outcome is open, not that the look failed.</summary>
    /// <param name="lost">What the call ended with.</param>
    /// <param name="resourceId">What the user gave.</param>
    /// <param name="look">Looks.</param>
    /// <exception cref="AmiException"><c>OutcomeUnknown</c>.</exception>
    public static async Task<T> LookAsync<T>(AmiException lost, string resourceId, Func<Task<T>> look)
    {
        try
        {
            return await look().ConfigureAwait(false);
        }
        catch (AmiException unread)
        {
            throw unread.As(AmiErrorCodes.OutcomeUnknown, unread.Kind, $"{lost.Operation} for {resourceId} broke off ({lost.Message}), and whether AWS has carried it out could not be read: {unread.Message}", resourceId,
                $"{unread.Remedy} Run the same command again when that can be read: it finds what was done.".Trim());
        }
    }

    /// <summary>Whether the failure of a call that was made again with the same token leaves open what became of the first one: AWS was not reached, or refused the caller before it looked at the token.</summary>
    public static bool LeavesOpen(this AmiException again) => again.OutcomeIsUnknown() || again.Kind is AmiErrorKind.Connection or AmiErrorKind.Authentication or AmiErrorKind.Denied;
}
