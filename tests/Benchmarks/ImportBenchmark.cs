using System.Diagnostics;
using System.Globalization;
using AmiTools.Testing;

namespace AmiTools.Benchmarks;

/// <summary>What importing the module costs, in a fresh pwsh each time, and what the first command costs beyond that.</summary>
internal sealed class ImportBenchmark : IBenchmark
{
    private const int Runs = 9;

    private const string EmptyModule = "using System.Management.Automation; [Cmdlet(\"Get\", \"Nothing\")] public sealed class GetNothingCommand : PSCmdlet { }";

    public string Name => "import";

    public string Claim => "Importing takes at the most 1.5 times as long as importing a binary module with nothing in it.";

    public string? Missing => Executable.Find("pwsh") is null ? "needs pwsh on the PATH" : Manifest is null ? "needs the built module: run it in the repository" : null;

    private static string? Manifest
    {
        get
        {
            for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            {
                string manifest = Path.Combine(folder.FullName, "AmiTools.psd1");
                if (File.Exists(manifest) && File.Exists(Path.Combine(folder.FullName, "bin", "AmiTools.dll"))) return manifest;
            }
            return null;
        }
    }

    public async Task RunAsync(Report report)
    {
        string folder = Directory.CreateTempSubdirectory("amitools-bench").FullName;
        try
        {
            string empty = Path.Combine(folder, "Empty.psd1");
            await PwshAsync(
                $"Add-Type -OutputAssembly '{folder}/Empty.dll' -TypeDefinition '{EmptyModule}'; " +
                $"New-ModuleManifest -Path '{empty}' -RootModule 'Empty.dll' -CmdletsToExport 'Get-Nothing' -FunctionsToExport @() -AliasesToExport @() -VariablesToExport @()");

            // Turn and turn about, so that what else the machine does falls on all of them.
            List<double> nothing = [], import = [], first = [], again = [];
            for (int run = 0; run < Runs; run++)
            {
                nothing.Add((await TimesAsync($"Import-Module '{empty}'"))[0]);
                double[] times = await TimesAsync($"Import-Module '{Manifest}'", "$null = Connect-AmiSimulator -Speed 0; $null = Get-Ami", "$null = Get-Ami");
                import.Add(times[0]);
                first.Add(times[1]);
                again.Add(times[2]);
            }
            report.Add("import an empty binary module", Median(nothing), "ms");
            report.Add("import AmiTools", Median(import), "ms");
            report.Add("first command: load the engine, make the demo estate, list it", Median(first), "ms");
            report.Add("list it again", Median(again), "ms");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }

    /// <summary>How long each of the scripts takes in one fresh pwsh, in milliseconds.</summary>
    private static async Task<double[]> TimesAsync(params string[] scripts)
    {
        string measured = string.Concat(scripts.Select(script => $"$clock = [System.Diagnostics.Stopwatch]::StartNew(); {script}; $clock.Elapsed.TotalMilliseconds.ToString('R', [cultureinfo]::InvariantCulture); "));
        string output = await PwshAsync(measured);
        double[] times = output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => double.Parse(line, CultureInfo.InvariantCulture)).ToArray();
        return times.Length == scripts.Length ? times : throw new InvalidOperationException($"pwsh wrote something else than times:\n{output}");
    }

    private static async Task<string> PwshAsync(string script)
    {
        ProcessStartInfo start = new(Executable.Find("pwsh")!, ["-NoProfile", "-NonInteractive", "-Command", script]) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"pwsh ended with {process.ExitCode}:\n{output}");
    }
}
