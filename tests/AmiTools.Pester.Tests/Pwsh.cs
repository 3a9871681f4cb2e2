using System.Diagnostics;
using System.Text;
using AmiTools.Testing;

namespace AmiTools.Pester.Tests;

/// <summary>The pwsh of this machine.</summary>
internal static class Pwsh
{
    private static readonly Lazy<string?> s_missing = new(FindMissing);

    /// <summary>What the machine lacks for the suite, in words; null where nothing is missing.</summary>
    public static string? Missing => s_missing.Value;

    private static string? Program => Executable.Find("pwsh");

    /// <summary>Runs pwsh to its end, or ends it with all that it started when the time is over.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(TimeSpan limit, params string[] arguments)
    {
        ProcessStartInfo start = new(Program!, ["-NoProfile", "-NonInteractive", .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        StringBuilder output = new();
        DataReceivedEventHandler keep = (_, line) =>
        {
            lock (output) output.AppendLine(line.Data);
        };
        process.OutputDataReceived += keep;
        process.ErrorDataReceived += keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using CancellationTokenSource late = new(limit);
        try
        {
            await process.WaitForExitAsync(late.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            lock (output) throw new TimeoutException($"pwsh did not end within {limit}. It wrote:\n{output}");
        }
        lock (output) return (process.ExitCode, output.ToString());
    }

    private static string? FindMissing()
    {
        if (Program is null) return "Needs pwsh 7.4 or later on the PATH.";
        (int exit, string output) = RunAsync(TimeSpan.FromMinutes(2), "-Command", "if ($PSVersionTable.PSVersion -lt [version]'7.4') { 'pwsh'; exit 1 }; Import-Module Pester -MinimumVersion 5.5; if (-not (Get-Module Pester)) { exit 1 }").GetAwaiter().GetResult();
        if (exit == 0) return null;
        return output.Trim() == "pwsh" ? "Needs pwsh 7.4 or later; the one on the PATH is older." : "Needs the PowerShell module Pester 5.5 or later (Install-Module Pester).";
    }
}
