using System.Net;

namespace AmiTools.Simulator;

/// <summary>
/// How the simulated AWS behaves where AWS's own behaviour is not published, differs between accounts, or changed over time. The defaults are the
/// likeliest; whoever uses AWS must survive the others as well. May be changed while the simulator runs.
/// </summary>
public sealed partial class SimulatorSettings
{
    /// <summary>When a dry run is answered.</summary>
    public DryRunOrder DryRun { get; set; } = DryRunOrder.AfterExistence;

    /// <summary>Code for a filter that does not exist: <c>InvalidFilter</c> or <c>InvalidParameterValue</c>.</summary>
    public string UnknownFilterCode { get; set; } = "InvalidFilter";

    /// <summary>Whether a query parameter that an operation does not know is refused (<c>UnknownParameter</c>) or ignored.</summary>
    public bool RefuseUnknownParameters { get; set; } = true;

    /// <summary>EC2's code for a call to a region that the account has not enabled: <c>AuthFailure</c> or <c>OptInRequired</c>.</summary>
    public string NotOptedInCode { get; set; } = "AuthFailure";

    /// <summary>Status of <c>AuthFailure</c>: 401 or 403.</summary>
    public HttpStatusCode AuthFailureStatus { get; set; } = HttpStatusCode.Unauthorized;

    /// <summary>How long EC2 remembers a client token.</summary>
    public TimeSpan ClientTokenLifetime { get; set; } = TimeSpan.FromHours(24);

    /// <summary>Whether the accounts of AWS itself own public images in each region.</summary>
    public bool PublicImages { get; set; } = true;

    /// <summary>How lists are cut into pages.</summary>
    public PageSettings Pages { get; } = new();
}

/// <summary>When a dry run that would succeed is answered with <c>DryRunOperation</c>.</summary>
public enum DryRunOrder
{
    /// <summary>After everything was checked, existence and state included.</summary>
    AfterExistence,

    /// <summary>After permissions and the form of ids, before anything is looked up.</summary>
    BeforeExistence,
}

/// <summary>How lists are cut into pages.</summary>
public sealed class PageSettings
{
    private double _shortChance;
    private double _emptyChance;

    /// <summary>Page size where the request names none; null answers everything at once.</summary>
    public int? DefaultSize { get; set; }

    /// <summary>Whether a page size above the largest is lowered rather than refused.</summary>
    public bool ClampLargeSizes { get; set; } = true;

    /// <summary>Code for a page size out of range: <c>InvalidParameterValue</c> or <c>InvalidMaxResults</c>.</summary>
    public string BadSizeCode { get; set; } = "InvalidParameterValue";

    /// <summary>Code for a token that is forged, expired, or of another request: <c>InvalidNextToken</c>, <c>InvalidPaginationToken</c> or <c>InvalidParameterValue</c>.</summary>
    public string BadTokenCode { get; set; } = "InvalidNextToken";

    /// <summary>How long a token is good for.</summary>
    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How often, from 0 to 0.9, a page has fewer items than it was asked for, and a token all the same.</summary>
    public double ShortChance
    {
        get => _shortChance;
        set => _shortChance = Checked(value);
    }

    /// <summary>How often, from 0 to 0.9, a page has no item at all, and a token all the same.</summary>
    public double EmptyChance
    {
        get => _emptyChance;
        set => _emptyChance = Checked(value);
    }

    internal int Shorten(SeededRandom random, int size) =>
        random.Chance(_emptyChance) ? 0 : size > 1 && random.Chance(_shortChance) ? random.Next(1, size) : size;

    // A chance of one would never come to an end.
    private static double Checked(double chance) =>
        chance is >= 0 and <= 0.9 ? chance : throw new ArgumentOutOfRangeException(nameof(chance), chance, "The chance must be from 0 to 0.9.");
}
