using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Recovery;

/// <summary>Says on AWS that a recovery test is at work, as long as it is: what no longer says so was left by a process that died.</summary>
internal sealed class DrillLease(RegionSession region, string drillId, IEngineEvents events)
{
    private static readonly TimeSpan s_renewal = TimeSpan.FromMinutes(5);

    /// <summary>Does the work, and renews the tag of the resources meanwhile.</summary>
    public async Task HoldAsync(IReadOnlyList<string> resources, Func<Task> work, CancellationToken cancellationToken)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task renewing = RenewAsync(resources, stop.Token);
        try
        {
            await work().ConfigureAwait(false);
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await renewing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task RenewAsync(IReadOnlyList<string> resources, CancellationToken cancellationToken)
    {
        bool isTold = false;
        while (true)
        {
            await Task.Delay(s_renewal, region.Time, cancellationToken).ConfigureAwait(false);
            Dictionary<string, string> tag = new() { [AmiToolsTags.Drill] = DrillMark.Now(drillId, region.Time).ToString() };
            try
            {
                await region.Tags.AddAsync(resources.ToDictionary(resource => resource, _ => tag), cancellationToken).ConfigureAwait(false);
            }
            catch (AmiException failure) when (!isTold)
            {
                isTold = true;
                await events.WarnAsync($"The tag {AmiToolsTags.Drill} of {string.Join(", ", resources)} in {region.Name} cannot be renewed; another recovery test that begins now may take this one for broken off: {failure.Message}").ConfigureAwait(false);
            }
            catch (AmiException failure)
            {
                await events.SayAsync($"The tag {AmiToolsTags.Drill} still cannot be renewed: {failure.Message}").ConfigureAwait(false);
            }
        }
    }
}
