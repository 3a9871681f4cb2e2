namespace AmiTools.Engine.Flow;

/// <summary>Mending after a failure or a stop, when the command's own token may be cancelled already.</summary>
internal static class CleanUp
{
    /// <summary>Runs the work under a token of its own, with a bounded time: real time, because it bounds how long a person waits, and a simulator's clock may run hundreds of times as fast.</summary>
    /// <returns>Null where it was done; else why not.</returns>
    public static async Task<AmiException?> RunAsync(TimeSpan window, Func<CancellationToken, Task> work)
    {
        using CancellationTokenSource stop = new(window, TimeProvider.System);
        try
        {
            await work(stop.Token).ConfigureAwait(false);
            return null;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return new AmiException(AmiErrorCodes.WaitTimedOut, AmiErrorKind.Timeout, $"cleaning up took more than {window.TotalSeconds:0} seconds");
        }
        catch (AmiException failure)
        {
            return failure;
        }
    }
}
