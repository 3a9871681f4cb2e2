namespace AmiTools.Aws.Tests.Sessions;

/// <summary>A folder of AWS configuration files, gone with its disposal.</summary>
internal sealed class ProfileFiles : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("amitools-profiles-");

    public ProfileFiles(string credentials, string config = "")
    {
        Location = Write("credentials", credentials);
        Write("config", config);
    }

    /// <summary>The credentials file.</summary>
    public string Location { get; }

    public string Write(string name, string content)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, content);
        return path;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
