using System.Diagnostics;
using Xunit;

namespace AmiTools.Testing;

/// <summary>The Python of the machine, for tests that compare with or are driven by Python programs.</summary>
public static class Python
{
    private static readonly Dictionary<string, bool> s_modules = [];

    /// <summary>The interpreter; null where there is none on the PATH.</summary>
    public static string? Program { get; } = Executable.Find("python3") ?? Executable.Find("python");

    /// <summary>Why a test that needs some modules cannot run; null where it can.</summary>
    public static string? WhyNot(params string[] modules)
    {
        if (Program is null)
            return "Needs python3 on the PATH.";
        var missing = modules.Where(module => !Has(module)).ToArray();
        return missing.Length == 0 ? null : $"Needs the Python package {string.Join(" and ", missing)} for {Program}.";
    }

    private static bool Has(string module)
    {
        lock (s_modules)
        {
            if (s_modules.TryGetValue(module, out var known))
                return known;
            var start = new ProcessStartInfo(Program!, ["-c", $"import {module}"]) { RedirectStandardError = true, RedirectStandardOutput = true };
            using var process = Process.Start(start)!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return s_modules[module] = process.ExitCode == 0;
        }
    }
}

/// <summary>A fact that needs Python packages; skipped, and said so, where they are missing.</summary>
public sealed class PythonFactAttribute : FactAttribute
{
    public PythonFactAttribute(params string[] modules) => Skip = Python.WhyNot(modules);
}

/// <summary>A theory that needs Python packages; skipped, and said so, where they are missing.</summary>
public sealed class PythonTheoryAttribute : TheoryAttribute
{
    public PythonTheoryAttribute(params string[] modules) => Skip = Python.WhyNot(modules);
}
