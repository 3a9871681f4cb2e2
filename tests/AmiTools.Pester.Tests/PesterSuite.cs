using Xunit.Abstractions;

namespace AmiTools.Pester.Tests;

/// <summary>The Pester suite, as a part of <c>dotnet test</c>: a row for each of its files.</summary>
public sealed class PesterSuite(PesterRun run, ITestOutputHelper output) : IClassFixture<PesterRun>
{
    public static TheoryData<string> Files
    {
        get
        {
            TheoryData<string> files = [];
            foreach (string file in PesterRun.Files) files.Add(file);
            return files;
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Files))]
    public void Passes(string file)
    {
        Skip.IfNot(Pwsh.Missing is null, Pwsh.Missing);
        IReadOnlyList<PesterCase> cases = run.CasesOf(file);
        cases.ShouldNotBeEmpty($"{file} has no results. pwsh wrote:\n{run.Output}");
        foreach (IGrouping<string, PesterCase> result in cases.GroupBy(test => test.Result)) output.WriteLine($"{result.Key}: {result.Count()}");
        PesterCase[] failed = cases.Where(test => test.Result is not ("Success" or "Ignored" or "Skipped")).ToArray();
        failed.ShouldBeEmpty(string.Join("\n\n", failed.Select(test => $"{test.Name}\n{test.Message}")));
    }

    [SkippableFact]
    public void The_suite_ran_to_its_end()
    {
        Skip.IfNot(Pwsh.Missing is null, Pwsh.Missing);
        run.ExitCode.ShouldBe(0, run.Output);
    }
}
