using AmiTools.Simulator;

namespace AmiTools.Engine.Tests.Harness;

/// <summary>The ways in which a request can fail that a process survives, by the names that theories show.</summary>
public static class FaultWays
{
    /// <summary>All of them.</summary>
    public static TheoryData<string> All => ["Throttle", "InternalError", "InternalErrorAfter", "Unavailable", "CutBefore", "CutAfter", "CutInBody", "Truncate", "EmptyBody", "Html"];

    /// <summary>The fault of that name.</summary>
    public static Fault Of(string way) => way == nameof(Fault.Html) ? Fault.Html() : (Fault)typeof(Fault).GetProperty(way).ShouldNotBeNull($"There is no fault {way}.").GetValue(null)!;
}
