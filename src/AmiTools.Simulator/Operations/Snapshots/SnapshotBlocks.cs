using System.Net;
using System.Security.Cryptography;
using System.Text;
using Amazon.EBS.Model;

namespace AmiTools.Simulator;

/// <summary>
/// Which blocks snapshots hold, and where two of them differ (EBS direct). Nobody wrote these blocks: how many there are follows from the snapshot's size, and each is thought to be
/// written anew every so often, so that any two snapshots of a lineage differ by the same blocks whatever lies between them.
/// </summary>
internal static class SnapshotBlocks
{
    private const int BlockBytes = 512 * 1024;
    private const long BytesPerGiB = 1L << 30;
    private const int Fewest = 100;
    private const int Most = 10000;

    // AWS's block tokens are good for a week.
    private static readonly TimeSpan s_tokenLife = TimeSpan.FromDays(7);
    private static readonly Pager s_pager = new(Fewest, Most);

    public static void Register(OperationTable table)
    {
        table.Add<ListSnapshotBlocksRequest, ListSnapshotBlocksResponse>(Blocks);
        table.Add<ListChangedBlocksRequest, ListChangedBlocksResponse>(Changes);
    }

    private static ListSnapshotBlocksResponse Blocks(ListSnapshotBlocksRequest request, Call call)
    {
        var snapshot = Find(call, request.SnapshotId);
        var page = Take(call, request.MaxResults, request.NextToken, request.StartingBlockIndex, Count(snapshot), _ => true);
        return new()
        {
            Blocks = [.. page.Items.Select(index => new Block { BlockIndex = index, BlockToken = Token(snapshot, index) })],
            BlockSize = BlockBytes,
            VolumeSize = snapshot.SizeGiB,
            ExpiryTime = (call.Now + s_tokenLife).UtcDateTime,
            NextToken = page.NextToken,
        };
    }

    private static ListChangedBlocksResponse Changes(ListChangedBlocksRequest request, Call call)
    {
        var second = Find(call, request.SecondSnapshotId);
        var first = request.FirstSnapshotId is { } id ? Find(call, id) : null;
        if (first is not null && SimRegion.LineageOf(first) != SimRegion.LineageOf(second))
            throw Invalid("UNRELATED_SNAPSHOTS", "The snapshots are not of the same volume lineage.");
        var (held, now) = (first is null ? 0 : Count(first), Count(second));
        var page = Take(call, request.MaxResults, request.NextToken, request.StartingBlockIndex, Math.Max(held, now), index => index >= held || index >= now || Differs(call, first!, second, index));
        return new()
        {
            ChangedBlocks =
            [
                .. page.Items.Select(index => new ChangedBlock
                {
                    BlockIndex = index,
                    FirstBlockToken = index < held ? Token(first!, index) : null,
                    SecondBlockToken = index < now ? Token(second, index) : null,
                }),
            ],
            BlockSize = BlockBytes,
            VolumeSize = second.SizeGiB,
            ExpiryTime = (call.Now + s_tokenLife).UtcDateTime,
            NextToken = page.NextToken,
        };
    }

    private static Page<int> Take(Call call, int? maxResults, string? token, int? start, int count, Func<int, bool> fits)
    {
        if (maxResults is < Fewest or > Most)
            throw Invalid("INVALID_PARAMETER_VALUE", $"MaxResults is {maxResults}; expected a number from {Fewest} to {Most}.");
        if (start < 0)
            throw Invalid("INVALID_PARAMETER_VALUE", $"StartingBlockIndex is {start}; expected no less than 0.");
        try
        {
            // A page token counts from one: block 0 is the first.
            return s_pager.Take(call, maxResults ?? Most, token, from => Range((int)Math.Max(from, start ?? 0), count), fits, index => index + 1L);
        }
        catch (AwsErrorException error) when (error.Code == call.Settings.Pages.BadTokenCode)
        {
            // EC2 and EBS direct have different names for this.
            throw Invalid("INVALID_PAGE_TOKEN", error.Message);
        }
    }

    private static IEnumerable<int> Range(int from, int count) => from < count ? Enumerable.Range(from, count - from) : [];

    private static SimSnapshot Find(Call call, string? id)
    {
        if (call.Visible(call.Simulator.FindSnapshot(call.Region.Name, id ?? "")) is not { } snapshot || !call.Sees(snapshot))
            throw new AwsErrorException("ResourceNotFoundException", $"The snapshot '{id}' does not exist.", HttpStatusCode.NotFound) { Reason = "SNAPSHOT_NOT_FOUND" };
        call.Require($"ebs:{call.Operation}", call.Region.AnonymousArn($"snapshot/{id}"));
        return snapshot.IsUsableAt(call.Now) ? snapshot : throw Invalid("INVALID_SNAPSHOT_ID", $"The snapshot '{id}' is not completed, or is archived.");
    }

    private static AwsErrorException Invalid(string reason, string message) => new("ValidationException", message) { Reason = reason };

    // One whose full size nobody knows is taken for full.
    private static int Count(SimSnapshot snapshot) => (int)(((snapshot.FullSizeBytes ?? snapshot.SizeGiB * BytesPerGiB) + BlockBytes - 1) / BlockBytes);

    private static bool Differs(Call call, SimSnapshot first, SimSnapshot second, int index)
    {
        // A tenth of the data changes in a day: each block is written every ten days, each at a time of its own.
        var part = Math.Clamp(call.Settings.Pace.ChangedPart, 0.0001, 1);
        var period = TimeSpan.FromDays(1 / part).Ticks;
        var phase = (long)(Phase(SimRegion.LineageOf(second), index) / (double)uint.MaxValue * period);
        return (TakenAt(call.Simulator, first).Ticks + phase) / period != (TakenAt(call.Simulator, second).Ticks + phase) / period;
    }

    /// <summary>The moment whose data it holds: that of the snapshot that it was copied from, through all copies.</summary>
    private static DateTimeOffset TakenAt(AwsSimulator simulator, SimSnapshot snapshot)
    {
        while (snapshot.SourceSnapshotId is { } id && simulator.FindSnapshot(snapshot.SourceRegion ?? "", id) is { } source)
            snapshot = source;
        return snapshot.CreatedAt;
    }

    private static uint Phase(string lineage, int index)
    {
        unchecked
        {
            var hash = 2166136261u;
            foreach (var character in lineage)
                hash = (hash ^ character) * 16777619u;
            hash ^= (uint)index * 2654435761u;
            hash = (hash ^ (hash >> 15)) * 2246822519u;
            return hash ^ (hash >> 13);
        }
    }

    private static string Token(SimSnapshot snapshot, int index) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes($"{snapshot.Id}/{index}")));
}
