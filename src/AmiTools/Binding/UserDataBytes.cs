using System.Management.Automation;
using System.Text;

namespace AmiTools.Binding;

/// <summary>User data as people give it: text, or a file of any bytes.</summary>
internal static class UserDataBytes
{
    /// <summary>The bytes; null where nothing is given.</summary>
    /// <exception cref="AmiException"><c>InvalidOption</c>: both are given, or the file cannot be read.</exception>
    public static byte[]? Read(PSCmdlet cmdlet, string? text, string? file)
    {
        if (text is not null && file is not null) throw Invalid("-UserData and -UserDataFile cannot be given together: each is the user data.", null, null);
        if (file is null) return text is null ? null : Encoding.UTF8.GetBytes(text);
        try
        {
            // As PowerShell finds files: from its own location, which is not the process's.
            return File.ReadAllBytes(cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(file));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException or ProviderNotFoundException or System.Management.Automation.DriveNotFoundException or ArgumentException)
        {
            throw Invalid($"The user data cannot be read from '{file}': {exception.Message}", file, exception);
        }
    }

    private static AmiException Invalid(string message, string? file, Exception? inner) =>
        new(AmiErrorCodes.InvalidOption, AmiErrorKind.InvalidInput, message, inner) { ResourceId = file, Remedy = "Give the user data with -UserData or with the path of a file that can be read.", StopsEverything = true };
}
