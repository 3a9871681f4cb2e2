using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Waiting;

/// <summary>One wait for one resource: what is the same for all kinds.</summary>
/// <typeparam name="TLook">What one look at it sees.</typeparam>
internal abstract class ResourceWait<TLook>(RegionSession region, RegionWatch<TLook> watch, string id) where TLook : class, ILook
{
    private DateTimeOffset? _missingSince;
    private int _failures;
    private bool _reported;

    /// <summary>What the user named it by; the id where he named it by that.</summary>
    public string? Given { get; init; }

    /// <summary>How long it may be missing before that counts. Longer for one that was made a moment ago.</summary>
    public TimeSpan MissingWindow { get; init; } = region.Settings.NamedResourceWindow;

    /// <summary>Where.</summary>
    protected RegionSession Region => region;

    /// <summary>The resource.</summary>
    protected string Id => id;

    /// <summary>Whether any look saw it.</summary>
    protected bool WasThere { get; private set; }

    /// <summary>Whether nothing will change by waiting any more, of one that is there.</summary>
    protected abstract bool IsEnded(TLook look);

    /// <summary>How far it is.</summary>
    protected abstract ProgressReport Report(TLook look);

    /// <summary>The report that ends it.</summary>
    protected abstract ProgressReport End(string status);

    /// <summary>What is said where the time is over.</summary>
    protected abstract AmiException TimedOut();

    /// <summary>Whether the looks so far settle it: well, badly, or because no look tells anything.</summary>
    protected bool IsOver(TLook look)
    {
        if (look.IsThere) return IsEnded(look);
        if (look.Failure is { } failure) return !IsPassing(failure) || _failures >= region.Settings.PollFailures;
        // AWS's reads are not of one mind for a while: one that misses it does not mean that it is gone.
        return look.At - _missingSince >= MissingWindow;
    }

    /// <summary>Looks until that is enough, and returns the last look.</summary>
    /// <exception cref="AmiException"><c>WaitTimedOut</c>.</exception>
    protected async Task<TLook> LookAsync(Func<TLook, bool> isEnough, DateTimeOffset deadline, IEngineEvents events, CancellationToken cancellationToken)
    {
        TimeSpan left = deadline - region.Time.GetUtcNow();
        using CancellationTokenSource timeout = new(left > TimeSpan.Zero ? left : TimeSpan.Zero, region.Time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        string end = "ended";
        try
        {
            return await watch.UntilAsync(id, look => Enough(look, isEnough, events), either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            end = "timed out";
            throw TimedOut();
        }
        finally
        {
            // A bar that was never shown need not be taken away.
            if (_reported) events.Progress(End(end));
        }
    }

    private bool Enough(TLook look, Func<TLook, bool> isEnough, IEngineEvents events)
    {
        Count(look);
        if (isEnough(look)) return true;
        _reported = true;
        events.Progress(Report(look));
        return false;
    }

    private void Count(TLook look)
    {
        _failures = look.Failure is null ? 0 : _failures + 1;
        WasThere |= look.IsThere;
        if (look.Failure is null) _missingSince = look.IsThere ? null : _missingSince ?? look.At;
    }

    /// <summary>Whether a wait goes on: what the retries could not mend may still mend itself while hours of waiting lie ahead.</summary>
    protected static bool IsPassing(AmiException failure) => failure.Kind is AmiErrorKind.Connection or AmiErrorKind.Service or AmiErrorKind.LimitExceeded or AmiErrorKind.InvalidAnswer;
}
