using System.Globalization;

namespace AmiTools.Engine.Recovery;

/// <summary>What the tag of a recovery test says: whose the resource is, and until when that test is surely at work.</summary>
internal sealed record DrillMark(string DrillId, DateTimeOffset Until)
{
    private const string Form = "yyyy-MM-ddTHH:mm:ssZ";

    /// <summary>How long a test counts as at work after it has last said so.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromMinutes(15);

    /// <summary>Reads a tag's value; null where it is none of the module's.</summary>
    public static DrillMark? Of(string? value) =>
        value?.Split('/') is [{ Length: > 0 } id, var until] && DateTimeOffset.TryParseExact(until, Form, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) ? new DrillMark(id, time) : null;

    /// <summary>The mark of a test that is at work now.</summary>
    public static DrillMark Now(string drillId, TimeProvider time) => new(drillId, time.GetUtcNow() + Length);

    /// <summary>The tag's value.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{DrillId}/{Until.UtcDateTime.ToString(Form, CultureInfo.InvariantCulture)}");
}
