using System.Diagnostics;
using System.Text.Json;
using AmiTools.Testing;

namespace AmiTools.Benchmarks;

/// <summary>Python scripts with boto3, to compare with.</summary>
internal static class Boto3
{
    private static readonly string? s_python = Executable.Find("python3");

    /// <summary>Runs a script with an endpoint and regions as its arguments; the JSON that it prints, null where the machine has no boto3.</summary>
    public static async Task<JsonElement?> RunAsync(string script, string endpoint, IReadOnlyList<string> regions)
    {
        if (s_python is null) return null;
        ProcessStartInfo start = new(s_python, ["-c", script, endpoint, .. regions]) { RedirectStandardOutput = true };
        using Process python = Process.Start(start)!;
        string answer = await python.StandardOutput.ReadToEndAsync();
        await python.WaitForExitAsync();
        return python.ExitCode == 0 ? JsonDocument.Parse(answer).RootElement : null;
    }
}
