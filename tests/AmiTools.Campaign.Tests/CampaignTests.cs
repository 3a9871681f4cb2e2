using AmiTools.Campaign.Tests.Mutants;

namespace AmiTools.Campaign.Tests;

public sealed class CampaignTests
{
    /// <summary>How many seeds the suite plays. `dotnet run --project tests/AmiTools.Campaign.Tests -c Release` plays as many as it is told.</summary>
    private const int Seeds = 300;

    [Fact]
    public async Task Whatever_goes_wrong_the_invariants_hold()
    {
        Figures figures = await Figures.PlayAsync(1, Seeds);
        figures.Broken.ShouldBeEmpty(string.Join("\n\n", figures.Broken.Take(3)));
        // A campaign in which nothing went wrong would prove nothing.
        figures.Kills.ShouldBeGreaterThan(Seeds / 10);
        figures.Hits.Values.Sum().ShouldBeGreaterThan(Seeds);
    }

    [Theory]
    [MemberData(nameof(Mutants))]
    public async Task The_campaign_finds(int mutant)
    {
        Mutant defect = Mutant.All[mutant];
        for (int seed = 1; seed <= 40; seed++)
        {
            Report report = await CampaignRun.PlayAsync(seed, defect);
            if (report.Violations.Any(violation => violation.Invariant == defect.Breaks.Name)) return;
        }

        Assert.Fail($"Nobody noticed an engine that {defect}: {defect.Breaks.Name} should have, in forty seeds.");
    }

    [Fact]
    public void Each_invariant_has_a_defect_that_breaks_it() =>
        Mutant.All.Select(mutant => mutant.Breaks.Name).Distinct().ShouldBe(Invariants.Invariant.All.Select(invariant => invariant.Name), ignoreOrder: true);

    public static TheoryData<int> Mutants() => [.. Enumerable.Range(0, Mutant.All.Count)];
}
