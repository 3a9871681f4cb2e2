using System.Text;

namespace AmiTools.Simulator;

/// <summary>Chance from a seed: the same numbers on every machine and runtime (SplitMix64). Not safe for concurrent use.</summary>
public sealed class SeededRandom
{
    private ulong _state;

    /// <param name="seed">The same seed gives the same sequence.</param>
    public SeededRandom(long seed) => _state = (ulong)seed;

    /// <summary>A source of its own for a purpose, so that what one purpose draws does not move another.</summary>
    /// <param name="seed">The same seed gives the same sequence.</param>
    /// <param name="purpose">Any text; the same text and seed give the same source.</param>
    public static SeededRandom For(long seed, string purpose)
    {
        // FNV-1a: string.GetHashCode differs from process to process.
        var hash = 14695981039346656037UL;
        foreach (var b in Encoding.UTF8.GetBytes(purpose))
            hash = (hash ^ b) * 1099511628211UL;
        return new((long)(hash ^ Mix((ulong)seed)));
    }

    /// <summary>The next 64 bits.</summary>
    public ulong Next() => Mix(_state += 0x9E3779B97F4A7C15UL);

    /// <summary>A number from zero to below one.</summary>
    public double NextDouble() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A whole number from <paramref name="from"/> to below <paramref name="to"/>.</summary>
    public int Next(int from, int to)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(from, to);
        return from + (int)(Next() % (ulong)((long)to - from));
    }

    /// <summary>One of the given values.</summary>
    public T Pick<T>(IReadOnlyList<T> values) => values[Next(0, values.Count)];

    /// <summary>True with a probability from 0 to 1.</summary>
    public bool Chance(double probability) => probability > 0 && NextDouble() < probability;

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
