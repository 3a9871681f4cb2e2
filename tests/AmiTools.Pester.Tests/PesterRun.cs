using System.Reflection;
using System.Xml.Linq;

namespace AmiTools.Pester.Tests;

/// <summary>One run of the whole suite in a pwsh of its own, for all tests of this project.</summary>
public sealed class PesterRun : IAsyncLifetime
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(20);

    /// <summary>The folder of the suite.</summary>
    public static string Folder { get; } = Path.Combine(
        typeof(PesterRun).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(value => value.Key == "RepositoryRoot").Value!, "tests", "Pester");

    /// <summary>The test files, by name.</summary>
    public static IEnumerable<string> Files => Directory.GetFiles(Folder, "*.Tests.ps1").Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal);

    /// <summary>What pwsh wrote.</summary>
    public string Output { get; private set; } = "";

    /// <summary>0 where everything passed.</summary>
    public int ExitCode { get; private set; }

    private XDocument? Results { get; set; }

    /// <summary>Runs the suite, where the machine can.</summary>
    public async Task InitializeAsync()
    {
        if (Pwsh.Missing is not null) return;
        string results = Path.Combine(AppContext.BaseDirectory, "pester-results.xml");
        File.Delete(results);
        (ExitCode, Output) = await Pwsh.RunAsync(s_limit, "-File", Path.Combine(Folder, "Invoke-Suite.ps1"), "-ResultPath", results);
        if (File.Exists(results)) Results = XDocument.Load(results);
    }

    /// <summary>The test cases of a file.</summary>
    public IReadOnlyList<PesterCase> CasesOf(string file) =>
        Results?.Descendants("test-suite").Where(suite => Path.GetFileName((string?)suite.Attribute("name")) == file)
            .SelectMany(suite => suite.Descendants("test-case")).Select(PesterCase.Read).ToArray() ?? [];

    /// <summary>Nothing is left running: the run has ended.</summary>
    public Task DisposeAsync() => Task.CompletedTask;
}

/// <summary>One <c>It</c> of the suite.</summary>
public sealed record PesterCase(string Name, string Result, string Message)
{
    internal static PesterCase Read(XElement test) => new((string)test.Attribute("description")!, (string)test.Attribute("result")!, $"{(string?)test.Descendants("message").FirstOrDefault()}\n{(string?)test.Descendants("stack-trace").FirstOrDefault()}".Trim());
}
