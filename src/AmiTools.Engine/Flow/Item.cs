namespace AmiTools.Engine.Flow;

/// <summary>One item of many: its failure is told, and the others go on.</summary>
internal static class Item
{
    /// <summary>Does the work of one item.</summary>
    /// <param name="events">Told of the failure.</param>
    /// <param name="resourceId">What the user gave.</param>
    /// <param name="region">Where.</param>
    /// <param name="work">The work.</param>
    public static async Task RunAsync(IEngineEvents events, string? resourceId, string? region, Func<Task> work)
    {
        AmiException failure;
        try
        {
            await work().ConfigureAwait(false);
            return;
        }
        catch (AmiException exception)
        {
            failure = exception;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // A mistake of ours is one item's failure too, and keeps its stack for whoever reports it.
            failure = new AmiException(AmiErrorCodes.InternalError, AmiErrorKind.Unknown, $"Something went wrong that should not: {exception.Message}", exception)
            {
                ResourceId = resourceId, Region = region, Remedy = "Please report this with the details of the error ($Error[0].Exception.InnerException).",
            };
        }

        await events.FailAsync(failure).ConfigureAwait(false);
    }
}
