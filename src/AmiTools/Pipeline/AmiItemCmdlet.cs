using System.Management.Automation;
using System.Threading.Channels;

namespace AmiTools.Pipeline;

/// <summary>
/// A command that takes resources, one by one or from the pipeline. The work begins with the first of them; those that are there at the same time go into one batch,
/// so that ten thousand ids cost few calls and a slow pipeline has its first result before its last input.
/// </summary>
public abstract class AmiItemCmdlet : AmiServiceCmdlet
{
    /// <summary>More than any single call of AWS takes, and few enough for a plan that somebody reads.</summary>
    private const int BatchSize = 1000;

    /// <summary>How long the next item may take and still be in the batch. PowerShell takes microseconds from one object to the next.</summary>
    private static readonly TimeSpan s_quiet = TimeSpan.FromMilliseconds(25);

    private readonly Channel<ResourceReference> _items = Channel.CreateUnbounded<ResourceReference>(new UnboundedChannelOptions { SingleWriter = true });
    private readonly HashSet<(string Id, string? Region)> _known = [];

    private readonly HashSet<string> _pipedRegions = [];
    private bool _hasItems;
    private bool _isPiped;

    /// <summary>What the parameters of the current record name; null where they name nothing.</summary>
    private protected abstract ResourceReference[]? Items { get; }

    /// <summary>How many batches are worked on at a time.</summary>
    private protected virtual int Parallelism => 4;

    /// <summary>Whether the work can only begin when all input is there.</summary>
    private protected virtual bool WaitsForAll => false;

    /// <summary>Whether the command takes images away: one that a retention plan keeps is refused then.</summary>
    private protected virtual bool TakesAway => false;

    /// <summary>Works on one batch, in one account.</summary>
    private protected abstract Task RunAsync(SessionOptions session, IReadOnlyList<ResourceReference> batch, CancellationToken stop);

    /// <summary>Works where no resource was named, neither on the command line nor by the pipeline, or the pipeline named regions alone. An empty pipeline asks for nothing.</summary>
    private protected virtual Task RunWithoutItemsAsync(SessionOptions session, CancellationToken stop) => Task.CompletedTask;

    private protected override void Prepare()
    {
        base.Prepare();
        _isPiped = MyInvocation.ExpectingInput;
    }

    private protected override void TakeRecord()
    {
        if (Items is null && PipedRegion is { } only) _pipedRegions.Add(only);
        foreach (ResourceReference given in Items ?? [])
        {
            ResourceReference item = given.Region is null && PipedRegion is { } region ? given.In(region) : given;
            _hasItems = true;
            if (_known.Add((item.Id, item.Region))) _items.Writer.TryWrite(item);
            else WriteVerbose($"{item} was given before; it is done once.");
        }
    }

    private protected override void EndInput() => _items.Writer.Complete();

    private protected sealed override Task RunAsync(SessionOptions session, CancellationToken stop) =>
        _pipedRegions.Count > 0 ? RunWithoutItemsAsync(session.In([.. _pipedRegions]), stop) : RunWithoutItemsAsync(session, stop);

    private protected sealed override async Task RunAsync(CancellationToken stop)
    {
        List<Task> running = [];
        using SemaphoreSlim places = new(Parallelism);
        try
        {
            while (await NextBatchAsync(places, stop).ConfigureAwait(false) is { Count: > 0 } batch) running.Add(RunOneAsync(batch, places, stop));
        }
        finally
        {
            await Task.WhenAll(running).ConfigureAwait(false);
        }
        if (_pipedRegions.Count > 0 || (!_hasItems && !_isPiped)) await base.RunAsync(stop).ConfigureAwait(false);
    }

    private async Task RunOneAsync(List<ResourceReference> batch, SemaphoreSlim free, CancellationToken stop)
    {
        try
        {
            await GuardAsync(async () =>
            {
                ILookup<SessionOptions, ResourceReference> places = await PlaceAsync(batch).ConfigureAwait(false);
                await InEachAccountAsync(session => places.Contains(session) ? RunAsync(session, [.. places[session]], stop) : Task.CompletedTask, stop).ConfigureAwait(false);
            }).ConfigureAwait(false);
        }
        finally
        {
            free.Release();
        }
    }

    /// <summary>Which session works on what. What none may work on is an error of its own.</summary>
    private async Task<ILookup<SessionOptions, ResourceReference>> PlaceAsync(List<ResourceReference> batch)
    {
        List<(SessionOptions Session, ResourceReference Item)> places = [];
        foreach (ResourceReference item in batch)
        {
            try
            {
                if (IsElsewhere(item)) throw Elsewhere(item);
                if (TakesAway && item.KeptBecause is { } why) throw Kept(item, why);
                places.AddRange(Sessions.For(item).Select(session => (session, item)));
            }
            catch (AmiException stray)
            {
                await EngineEvents.FailAsync(stray).ConfigureAwait(false);
            }
        }
        return places.ToLookup(place => place.Session, place => place.Item);
    }

    /// <summary>A region on the command line is one that the user insists on: an object of another one is not silently looked for there, nor where it is.</summary>
    private bool IsElsewhere(ResourceReference item) =>
        item.Region is { } region && Sessions.All[0].Region is { Count: > 0 } given && !given.Any(name => WildcardPattern.Get(name, WildcardOptions.IgnoreCase).IsMatch(region));

    private AmiException Elsewhere(ResourceReference item) =>
        new(AmiErrorCodes.RegionMismatch, AmiErrorKind.InvalidInput, $"{item} lies in {item.Region}, and the command says {string.Join(", ", Sessions.All[0].Region)}.")
        {
            ResourceId = item.Given,
            Region = item.Region,
            Remedy = "Leave the region out: every object brings its own.",
        };

    private static AmiException Kept(ResourceReference item, string because) =>
        new(AmiErrorCodes.KeptByPlan, AmiErrorKind.InvalidInput, $"{item} is left alone: the retention plan that it came from keeps it ({because}).")
        {
            ResourceId = item.Given, Region = item.Region, Remedy = "Hand over the plan's Changes in place of its Items, or have Invoke-AmiRetentionPlan carry the plan out. To go against the plan, name the image by its id.",
        };

    /// <summary>Waits for an item and a free place, and takes everything that has come until then. Empty when nothing will come any more.</summary>
    private async Task<List<ResourceReference>> NextBatchAsync(SemaphoreSlim places, CancellationToken stop)
    {
        List<ResourceReference> batch = [];
        if (!await _items.Reader.WaitToReadAsync(stop).ConfigureAwait(false)) return batch;
        await places.WaitAsync(stop).ConfigureAwait(false);
        do
        {
            while ((WaitsForAll || batch.Count < BatchSize) && _items.Reader.TryRead(out ResourceReference? item)) batch.Add(item);
        }
        while (WaitsForAll ? await _items.Reader.WaitToReadAsync(stop).ConfigureAwait(false) : batch.Count < BatchSize && await ComesSoonAsync(stop).ConfigureAwait(false));
        return batch;
    }

    private async Task<bool> ComesSoonAsync(CancellationToken stop)
    {
        Task<bool> next = _items.Reader.WaitToReadAsync(stop).AsTask();
        try
        {
            return await next.WaitAsync(s_quiet, TimeProvider.System, stop).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
