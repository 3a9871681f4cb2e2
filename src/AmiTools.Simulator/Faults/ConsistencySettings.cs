namespace AmiTools.Simulator;

/// <summary>How far what readers see lags behind what was written. All zero by default.</summary>
public sealed class ConsistencySettings
{
    /// <summary>For how long a new resource is not found by its id.</summary>
    public TimeSpan NewIdLag { get; set; }

    /// <summary>For how long a new resource is missing in lists.</summary>
    public TimeSpan ListLag { get; set; }

    /// <summary>For how long changed tags are seen as they were before.</summary>
    public TimeSpan TagLag { get; set; }

    /// <summary>How often, from 0 to 1, a reader is lucky and sees a new resource within the lag, as when only some of AWS's servers know of it.</summary>
    public double Flicker { get; set; }

    internal bool HidesFromLookups(SimResource resource, DateTimeOffset now, SeededRandom random) => Hides(NewIdLag, resource, now, random);

    internal bool HidesFromLists(SimResource resource, DateTimeOffset now, SeededRandom random) => Hides(ListLag, resource, now, random);

    private bool Hides(TimeSpan lag, SimResource resource, DateTimeOffset now, SeededRandom random) =>
        lag > TimeSpan.Zero && now - resource.CreatedAt < lag && !random.Chance(Flicker);
}
