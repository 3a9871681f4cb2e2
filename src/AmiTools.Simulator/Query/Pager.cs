using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace AmiTools.Simulator;

/// <summary>One page of an answer.</summary>
/// <param name="Items">What is on it; may be none although more follow.</param>
/// <param name="NextToken">What asks for the next one; null on the last.</param>
internal sealed record Page<T>(List<T> Items, string? NextToken);

/// <summary>
/// Cuts a sequence in lasting order into pages. A token says after which sequence number to go on, is bound to the account, region, operation and
/// parameters of the request that got it, and expires.
/// </summary>
/// <param name="Smallest">The least that MaxResults may be.</param>
/// <param name="Largest">The most that it may be.</param>
internal sealed record Pager(int Smallest, int Largest)
{
    // What a next page is asked for with, as EC2 and as EBS direct spell it.
    private static readonly string[] s_paging = ["NextToken", "MaxResults", "pageToken", "maxResults"];

    /// <summary>The range of EC2's big lists.</summary>
    public static Pager Ec2 { get; } = new(5, 1000);

    /// <summary>Takes one page.</summary>
    /// <param name="call">The call, with its parameters.</param>
    /// <param name="maxResults">As it was asked for.</param>
    /// <param name="token">As it was asked for; an empty one is none.</param>
    /// <param name="after">All that there is after a sequence, in order.</param>
    /// <param name="fits">What belongs to the answer.</param>
    /// <exception cref="AwsErrorException">The size or the token is wrong.</exception>
    public Page<T> Take<T>(Call call, int? maxResults, string? token, Func<long, IEnumerable<T>> after, Func<T, bool> fits)
        where T : SimResource =>
        Take(call, maxResults, token, after, fits, resource => resource.Sequence);

    /// <summary>Takes one page of things that are no resources themselves.</summary>
    /// <param name="call">The call, with its parameters.</param>
    /// <param name="maxResults">As it was asked for.</param>
    /// <param name="token">As it was asked for; an empty one is none.</param>
    /// <param name="after">All that there is after a sequence, in order.</param>
    /// <param name="fits">What belongs to the answer.</param>
    /// <param name="sequence">The number above zero that orders them, different for each.</param>
    /// <exception cref="AwsErrorException">The size or the token is wrong.</exception>
    public Page<T> Take<T>(Call call, int? maxResults, string? token, Func<long, IEnumerable<T>> after, Func<T, bool> fits, Func<T, long> sequence)
    {
        var size = Size(call, maxResults);
        var from = string.IsNullOrEmpty(token) ? 0 : Read(call, token);
        if (size is { } full)
            size = call.Settings.Pages.Shorten(call.Region.Random, full);
        var items = new List<T>(Math.Min(size ?? 0, Largest));
        var last = from;
        foreach (var item in after(from))
        {
            if (!fits(item))
                continue;
            if (items.Count == size)
                return new(items, Write(call, last));
            items.Add(item);
            last = sequence(item);
        }
        return new(items, null);
    }

    /// <exception cref="AwsErrorException">The request names ids and a page size.</exception>
    public static void RefuseWithIds(int ids, int? maxResults, string idsName)
    {
        if (ids > 0 && maxResults is not null)
            throw Errors.InvalidParameterCombination($"The parameter {idsName} cannot be used with the parameter maxResults");
    }

    private int? Size(Call call, int? maxResults)
    {
        var asked = maxResults ?? call.Settings.Pages.DefaultSize;
        if (asked is null)
            return null;
        if (asked < Smallest)
            throw new AwsErrorException(call.Settings.Pages.BadSizeCode, $"Value ( {asked} ) for parameter maxResults is invalid. Expecting a value greater than or equal to {Smallest}.");
        if (asked > Largest && !call.Settings.Pages.ClampLargeSizes)
            throw new AwsErrorException(call.Settings.Pages.BadSizeCode, $"Value ( {asked} ) for parameter maxResults is invalid. Expecting a value less than or equal to {Largest}.");
        return Math.Min(asked.Value, Largest);
    }

    private static string Write(Call call, long last)
    {
        Span<byte> bytes = stackalloc byte[32];
        BinaryPrimitives.WriteInt64BigEndian(bytes, last);
        // No token comes twice, also where an empty page leaves the place as it was and the clock stands: a client takes that for a list without end.
        BinaryPrimitives.WriteInt64BigEndian(bytes[8..], call.Now.UtcTicks - call.Region.Random.Next(0, (int)TimeSpan.TicksPerSecond));
        Seal(call, bytes[..16], bytes[16..]);
        return Convert.ToBase64String(bytes);
    }

    private static long Read(Call call, string token)
    {
        Span<byte> bytes = stackalloc byte[33];
        Span<byte> seal = stackalloc byte[16];
        if (!Convert.TryFromBase64String(token, bytes, out var length) || length != 32)
            throw Errors.BadToken(call.Settings.Pages.BadTokenCode);
        Seal(call, bytes[..16], seal);
        var written = BinaryPrimitives.ReadInt64BigEndian(bytes[8..]);
        if (!bytes[16..32].SequenceEqual(seal) || call.Now.UtcTicks - written > call.Settings.Pages.TokenLifetime.Ticks)
            throw Errors.BadToken(call.Settings.Pages.BadTokenCode);
        return BinaryPrimitives.ReadInt64BigEndian(bytes);
    }

    private static void Seal(Call call, ReadOnlySpan<byte> content, Span<byte> seal)
    {
        var bound = Encoding.UTF8.GetBytes($"{call.Simulator.Seed}\n{call.Account.Id}\n{call.Region.Name}\n{call.Operation}\n{call.Path}\n{call.Fingerprint(s_paging)}\n");
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData([.. bound, .. content], hash);
        hash[..seal.Length].CopyTo(seal);
    }
}
