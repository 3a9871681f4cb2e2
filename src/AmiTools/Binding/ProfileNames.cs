namespace AmiTools.Binding;

/// <summary>The profiles of the shared AWS configuration files of this user.</summary>
internal static class ProfileNames
{
    public static IEnumerable<string> Read()
    {
        string home = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".aws");
        return Sections(Environment.GetEnvironmentVariable("AWS_CONFIG_FILE") ?? Path.Combine(home, "config"), "profile ")
            .Concat(Sections(Environment.GetEnvironmentVariable("AWS_SHARED_CREDENTIALS_FILE") ?? Path.Combine(home, "credentials"), ""))
            .Distinct().Order(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>In the config file a profile's section is <c>[profile name]</c>, but for <c>[default]</c>; other sections are no profiles.</summary>
    private static IEnumerable<string> Sections(string path, string prefix) => !File.Exists(path) ? [] :
        from line in File.ReadLines(path)
        let text = line.Trim()
        where text is ['[', .., ']']
        let name = text[1..^1].Trim()
        where name == "default" || name.StartsWith(prefix, StringComparison.Ordinal)
        select name == "default" ? name : name[prefix.Length..].Trim();
}
