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

    /// <summary>For how long what was deleted is in the Recycle Bin without being found there: neither in its lists nor by who restores it.</summary>
    public TimeSpan BinLag { get; set; }

    /// <summary>How often, from 0 to 1, a reader is lucky and sees a new or deleted resource within the lag, as when only some of AWS's servers know of it.</summary>
    public double Flicker { get; set; }

    internal bool HidesFromLookups(SimResource resource, DateTimeOffset now, SeededRandom random) => Hides(NewIdLag, resource, now, random);

    internal bool HidesFromLists(SimResource resource, DateTimeOffset now, SeededRandom random) => Hides(ListLag, resource, now, random);

    internal bool HidesInBin(SimResource resource, DateTimeOffset now, SeededRandom random) => resource.Bin is { } stay && Hides(BinLag, stay.Entered, now, random);

    private bool Hides(TimeSpan lag, SimResource resource, DateTimeOffset now, SeededRandom random) => Hides(lag, resource.CreatedAt, now, random);

    private bool Hides(TimeSpan lag, DateTimeOffset since, DateTimeOffset now, SeededRandom random) => lag > TimeSpan.Zero && now - since < lag && !random.Chance(Flicker);
}
