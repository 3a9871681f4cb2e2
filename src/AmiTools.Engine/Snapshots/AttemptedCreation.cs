using Amazon.EC2.Model;
using AmiTools.Engine.Errors;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Images;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Snapshots;

/// <summary>
/// One creation of snapshots by a call that has no token (CreateSnapshot, CreateSnapshots, CopySnapshot), made once whatever happens to the answer: a birth tag tells this attempt's snapshots from others,
/// and nothing is asked for a second time before the first time's result has been looked for as long as AWS may take to show it.
/// </summary>
/// <param name="region">Where.</param>
/// <param name="operation">The operation's name, for messages.</param>
/// <param name="of">What the snapshots are made of, as the user named it.</param>
/// <param name="attempt">The value of the birth tag.</param>
/// <param name="events">Told of what goes on.</param>
internal sealed class AttemptedCreation(RegionSession region, string operation, string of, string attempt, IEngineEvents events)
{
    private const int Tries = 3;
    private static readonly TimeSpan s_firstLook = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_longestLook = TimeSpan.FromSeconds(15);

    private readonly DateTimeOffset _begun = region.Time.GetUtcNow();
    private readonly GrowingPause _busy = new(region.Time, TimeSpan.FromSeconds(15), TimeSpan.FromMinutes(2));

    /// <summary>Until when to try again while AWS has too much to do.</summary>
    public DateTimeOffset BusyUntil { get; init; } = region.Time.GetUtcNow() + region.Settings.BusyWindow;

    /// <summary>Creates the snapshots, or finds those that an answer lost on the way has created.</summary>
    /// <param name="expected">How many there will be.</param>
    /// <param name="create">The call.</param>
    /// <param name="cancellationToken">Cancels it; what AWS has begun by then goes on.</param>
    public async Task<IReadOnlyList<Snapshot>> RunAsync(int expected, Func<Task<IReadOnlyList<Snapshot>>> create, CancellationToken cancellationToken)
    {
        for (int tries = 1; ; tries++)
        {
            try
            {
                return await create().ConfigureAwait(false);
            }
            catch (AmiException failure) when (failure.OutcomeIsUnknown())
            {
                await events.SayAsync($"{operation} for {of} broke off ({failure.Message}); looking whether AWS has begun it.").ConfigureAwait(false);
                if (await OpenOutcome.LookAsync(failure, of, () => LookAsync(expected, cancellationToken)).ConfigureAwait(false) is { } found) return found;
                if (tries == Tries) throw failure.As(AmiErrorCodes.OutcomeUnknown, failure.Kind, $"{operation} for {of} in {region.Name} broke off {Tries} times, and no snapshot of it can be seen: {failure.Message}", of, "Look with Get-EbsSnapshot before you run the command again.");
            }
            catch (AmiException failure) when (failure.IsBusy() && region.Time.GetUtcNow() < BusyUntil)
            {
                await events.SayAsync($"AWS has too much to do for {of} in {region.Name} at the moment ({failure.AwsCode}); trying again.").ConfigureAwait(false);
                await _busy.WaitAsync(cancellationToken).ConfigureAwait(false);
                tries--;
            }
            catch (AmiException failure) when (failure.IsNotFound() && region.Time.GetUtcNow() - _begun < region.Settings.NamedResourceWindow)
            {
                // The plan saw it a moment ago; not every server of AWS has.
                await Task.Delay(s_firstLook, region.Time, cancellationToken).ConfigureAwait(false);
                tries--;
            }
        }
    }

    /// <summary>The snapshots of this attempt; null where none comes up.</summary>
    private async Task<IReadOnlyList<Snapshot>?> LookAsync(int expected, CancellationToken cancellationToken)
    {
        List<Snapshot> found = [];
        // All of a set are begun or none is: where some come up, the others do.
        await Patience.UntilAsync(region.Time, region.Settings.VisibilityWindow, async token =>
        {
            found = await region.Snapshots.OwnAsync([Query.Filter($"tag:{AmiToolsTags.Attempt}", attempt)], token).CollectAsync(token).ConfigureAwait(false);
            return found.Count >= expected ? found : null;
        }, s_firstLook, s_longestLook, cancellationToken).ConfigureAwait(false);
        return found.Count > 0 ? found : null;
    }
}
