using System.Globalization;
using Amazon.EC2.Model;
using AmiTools.Engine.Copying;
using AmiTools.Engine.Errors;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Images;
using AmiTools.Engine.Instances;
using AmiTools.Engine.Receipts;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Launching;

/// <summary>
/// The instances of one launch, as many as there are to be whatever happens in between. Each call of RunInstances makes one generation of the set: its token is the set's and the generation's, and its
/// instances carry both and their number as a tag, so that a later run, which AWS may not show everything at once, knows what it has to see before it launches more.
/// </summary>
internal sealed class InstanceSet(RegionSession region, LaunchSpecification launch, string setId, string given, ReceiptBook receipts, IEngineEvents events)
{
    private const int Generations = 50;
    private const int Tries = 3;
    private static readonly TimeSpan s_firstLook = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_longestLook = TimeSpan.FromSeconds(15);

    private readonly InstanceReader _instances = new(region);
    private readonly Dictionary<string, AmiChangeReceipt> _made = new(StringComparer.Ordinal);

    /// <summary>What is changed on each request before it is sent: the same for each.</summary>
    public Action<RunInstancesRequest> Shape { get; init; } = _ => { };

    /// <summary>The receipt of an instance that this launched; null for others.</summary>
    public AmiChangeReceipt? ReceiptOf(Instance instance) => _made.GetValueOrDefault(instance.InstanceId!);

    /// <summary>What stands for everything that the instances are asked to be: the same for the same launch, and no other.</summary>
    public static string IdOf(LaunchSpecification launch, string? key) => ClientToken.Of(
    [
        launch.Region, launch.RestoredFrom, launch.ImageId, launch.InstanceType, launch.SubnetId, string.Join(',', launch.SecurityGroupIds.Order(StringComparer.Ordinal)), launch.KeyName, launch.InstanceProfile, launch.UserData, key,
    ], 0);

    /// <summary>The client token of a generation.</summary>
    public static string Token(string setId, int generation) => ClientToken.Of([setId], generation);

    /// <summary>The instances of these sets that AWS shows, also those that are gone, by set.</summary>
    public static async Task<ILookup<string, Instance>> ReadAsync(RegionSession region, IEnumerable<string> setIds, CancellationToken cancellationToken)
    {
        List<Instance> found = [];
        InstanceReader reader = new(region);
        foreach (string[] batch in setIds.Distinct().Chunk(Query.FilterValues))
        {
            found.AddRange(await reader.EverTaggedAsync(AmiToolsTags.RestoreSet, batch.Select(id => $"{id}/*"), cancellationToken).ConfigureAwait(false));
        }

        return found.ToLookup(instance => Mark.Of(instance)?.SetId ?? "", StringComparer.Ordinal);
    }

    /// <summary>Whether the instance is there, in whatever state it can be started from.</summary>
    public static bool IsLive(Instance instance) => instance.StateName() is "pending" or "running" or "stopping" or "stopped";

    /// <summary>Launches what is missing. All that is missing is launched by one call, of which AWS carries out all or nothing.</summary>
    /// <returns>The instances that are there now, and whether each was before.</returns>
    public async Task<IReadOnlyList<(Instance Instance, bool Existed)>> FillAsync(int count, CancellationToken cancellationToken)
    {
        int floor = 0;
        for (int attempt = 0; attempt < Generations; attempt++)
        {
            List<Instance> seen = await SeeAsync(cancellationToken).ConfigureAwait(false);
            Instance[] live = [.. seen.Where(IsLive)];
            if (live.Length >= count) return [.. live.Select(instance => (instance, true))];
            int generation = Math.Max(floor, seen.Select(instance => Mark.Of(instance)!.Generation + 1).DefaultIfEmpty().Max());
            floor = generation + 1;
            IReadOnlyList<Instance>? made = await LaunchAsync(generation, count - live.Length, cancellationToken).ConfigureAwait(false);
            if (made is null)
            {
                await AwaitAsync(generation, cancellationToken).ConfigureAwait(false);
                continue;
            }

            Instance[] there = await ShowAsync(made, cancellationToken).ConfigureAwait(false);
            // What AWS answers to a token of long ago may be gone by now: then the next generation is made.
            if (there.Any(IsLive) || made.All(IsNew)) return [.. live.Select(instance => (instance, true)), .. there.Select(instance => (instance, false))];
            await events.SayAsync($"AWS answered the launch of {launch.ImageId} with {string.Join(", ", made.Select(instance => instance.InstanceId))}, which are gone; asking for new ones.").ConfigureAwait(false);
        }

        throw new AmiException(AmiErrorCodes.LaunchFailed, AmiErrorKind.Failed, $"AWS answered the launch of {launch.ImageId} in {region.Name} {Generations} times with instances that are gone.")
        {
            ResourceId = given, Region = region.Name, Operation = "RunInstances", Remedy = "Give an -IdempotencyKey.",
        };
    }

    /// <summary>The set as AWS shows it, once the newest generation is there as a whole, or is too old for more of it to come up.</summary>
    private async Task<List<Instance>> SeeAsync(CancellationToken cancellationToken)
    {
        List<Instance> seen = [];
        await Patience.UntilAsync<object>(region.Time, region.Settings.VisibilityWindow, async token =>
        {
            seen = [.. (await ReadAsync(region, [setId], token).ConfigureAwait(false))[setId]];
            IGrouping<int, Instance>? newest = seen.GroupBy(instance => Mark.Of(instance)!.Generation).MaxBy(generation => generation.Key);
            return newest is null || newest.Count() >= newest.Max(instance => Mark.Of(instance)!.Count) || !newest.Any(IsNew) ? seen : null;
        }, s_firstLook, s_longestLook, cancellationToken).ConfigureAwait(false);
        return seen;
    }

    /// <summary>Waits until the instances of a generation come up that an earlier run asked for in another number; for nothing, where they are gone and forgotten.</summary>
    private async Task AwaitAsync(int generation, CancellationToken cancellationToken)
    {
        await events.SayAsync($"An earlier run has launched {launch.ImageId} in {region.Name} already; waiting until AWS shows its instances.").ConfigureAwait(false);
        await Patience.UntilAsync<object>(region.Time, region.Settings.VisibilityWindow,
            async token => (await ReadAsync(region, [setId], token).ConfigureAwait(false))[setId].FirstOrDefault(instance => Mark.Of(instance)!.Generation >= generation), s_firstLook, s_longestLook, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes the call, written down before; null where AWS knows its token from a call that asked for something else.</summary>
    private async Task<IReadOnlyList<Instance>?> LaunchAsync(int generation, int count, CancellationToken cancellationToken)
    {
        Mark mark = new(setId, generation, count);
        List<AmiChangeReceipt> each = [];
        for (int number = 1; number <= count; number++)
        {
            each.Add(await receipts.NewCreationAsync(region.Name, "", $"Launch a {launch.InstanceType} from {launch.ImageId}, {number} of {count} with the tag {AmiToolsTags.RestoreSet} = {mark}", cancellationToken).ConfigureAwait(false));
        }

        // A token of long ago is answered with instances of long ago, which this call has not made.
        IReadOnlyList<Instance>? made = await receipts.CreateAsync(each, () => CallAsync(mark, cancellationToken), (all, receipt) => all?.ElementAtOrDefault(each.IndexOf(receipt)) is { } instance && IsNew(instance) ? instance.InstanceId : null).ConfigureAwait(false);
        foreach (AmiChangeReceipt receipt in each.Where(receipt => receipt.Outcome == ReceiptOutcome.Done)) _made[receipt.ResourceId] = receipt;
        return made;
    }

    private async Task<IReadOnlyList<Instance>?> CallAsync(Mark mark, CancellationToken cancellationToken)
    {
        RunInstancesRequest request = launch.ToRequest(mark.Count, Token(setId, mark.Generation), [KeyValuePair.Create(AmiToolsTags.RestoreSet, mark.ToString())]);
        Shape(request);
        for (int tries = 1; ; tries++)
        {
            try
            {
                RunInstancesResponse response = await region.CallAsync("RunInstances", given, ec2 => ec2.RunInstancesAsync(request, cancellationToken)).ConfigureAwait(false);
                return response.Reservation?.Instances is { Count: > 0 } instances ? instances
                    : throw Failures.AnsweredWithout("an instance", "RunInstances", region.Name, given);
            }
            catch (AmiException failure) when (failure.AwsCode == "IdempotentParameterMismatch")
            {
                return null;
            }
            catch (AmiException failure) when (failure.OutcomeIsUnknown() && tries < Tries)
            {
                // The same token again: whether the first call arrived or not, the instances are launched once.
                await events.SayAsync($"The launch of {launch.ImageId} in {region.Name} broke off ({failure.Message}); asking again with the same token.").ConfigureAwait(false);
                await Task.Delay(s_longestLook, region.Time, cancellationToken).ConfigureAwait(false);
            }
            catch (AmiException failure) when (failure.OutcomeIsUnknown() || (tries > 1 && failure.LeavesOpen()))
            {
                throw failure.As(AmiErrorCodes.OutcomeUnknown, failure.Kind, $"The launch of {launch.ImageId} in {region.Name} broke off, and what became of it is not known: {failure.Message}", given, "Run the command again: it finds what was launched, and launches what was not.");
            }
        }
    }

    /// <summary>The instances when AWS shows them, with their tags; those that it does not show in time as it answered them.</summary>
    private async Task<Instance[]> ShowAsync(IReadOnlyList<Instance> made, CancellationToken cancellationToken)
    {
        string[] ids = [.. made.Select(instance => instance.InstanceId!)];
        Dictionary<string, Instance> shown = [];
        await Patience.UntilAsync<object>(region.Time, region.Settings.VisibilityWindow, async token =>
        {
            shown = await _instances.ByIdAsync(ids, token).ConfigureAwait(false);
            return shown.Count == ids.Length || !made.All(IsNew) ? shown : null;
        }, s_firstLook, s_longestLook, cancellationToken).ConfigureAwait(false);
        // An instance of long ago that AWS does not show any more is gone.
        return [.. made.Where(instance => shown.ContainsKey(instance.InstanceId!) || IsNew(instance)).Select(instance => shown.GetValueOrDefault(instance.InstanceId!, instance))];
    }

    private bool IsNew(Instance instance) => instance.LaunchTime is not { } time || region.Time.GetUtcNow().UtcDateTime - time.ToUniversalTime() < region.Settings.VisibilityWindow;

    /// <summary>The set, the generation and the number of its instances, as the tag says them.</summary>
    private sealed record Mark(string SetId, int Generation, int Count)
    {
        public static Mark? Of(Instance instance) => instance.Tag(AmiToolsTags.RestoreSet)?.Split('/') is [var set, var generation, var count]
            && int.TryParse(generation, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out int size)
            ? new Mark(set, number, size) : null;

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{SetId}/{Generation}/{Count}");
    }
}
