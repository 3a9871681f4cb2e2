using AmiTools.Campaign.Tests.Workloads;

namespace AmiTools.Campaign.Tests.Invariants;

/// <summary>When an invariant is looked at.</summary>
internal enum Phase
{
    /// <summary>The processes that things went wrong for are over.</summary>
    Broken,

    /// <summary>One more process has run, and nothing went wrong for it.</summary>
    Mended,

    /// <summary>And one more, which had nothing to do.</summary>
    Repeated,

    /// <summary>All has been undone.</summary>
    Undone,
}

/// <summary>What is true whatever goes wrong.</summary>
internal abstract class Invariant
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Invariant> All { get; } = [new InUseLives(), new AllIsNamed(), new NoDuplicate(), new LastGoodCopyLives(), new SharingIsWhole(), new MachinesRun(), new Converges(), new UndoIsExact()];

    public string Name => GetType().Name;

    /// <summary>What is against it, one line each.</summary>
    public abstract IEnumerable<string> Violations(Moment moment);
}

/// <summary>What an invariant may look at.</summary>
/// <param name="Phase">Which moment it is.</param>
/// <param name="Scenario">The scenario.</param>
/// <param name="Before">What there was.</param>
/// <param name="Now">What there is.</param>
/// <param name="Evidence">What has been told.</param>
/// <param name="Verdict">What the last process came to.</param>
/// <param name="Defects">What processes said or ended with, since the last look, that nothing excuses.</param>
/// <param name="Changes">The requests of the last process that change something.</param>
internal sealed record Moment(Phase Phase, Scenario Scenario, Inventory Before, Inventory Now, Evidence Evidence, Verdict Verdict, IReadOnlyList<string> Defects, IReadOnlyList<string> Changes)
{
    public IEnumerable<ImageFact> NewImages => Now.Images.Values.Where(image => !Before.Images.ContainsKey(image.Id));
}
