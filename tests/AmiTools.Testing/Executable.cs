namespace AmiTools.Testing;

/// <summary>Programs that a test would use where the machine has them.</summary>
public static class Executable
{
    /// <summary>The full path of a program on the PATH; null where there is none.</summary>
    public static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => OperatingSystem.IsWindows() ? new[] { $"{name}.exe", $"{name}.cmd" } : [name], (folder, file) => Path.Combine(folder, file))
            .FirstOrDefault(File.Exists);
}
