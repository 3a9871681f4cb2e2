using System.Management.Automation;
using System.Management.Automation.Host;

namespace AmiTools.Pipeline;

/// <summary>Whether somebody sits in front of it.</summary>
internal static class Screen
{
    /// <summary>False in hosts without a screen (jobs, services, <c>PowerShell.Create()</c>) and under <c>pwsh -NonInteractive</c>.</summary>
    public static bool IsWatched(PSCmdlet cmdlet)
    {
        if (cmdlet.Host.Name == "ConsoleHost" && Environment.GetCommandLineArgs().Any(argument => argument.StartsWith("-noni", StringComparison.OrdinalIgnoreCase))) return false;
        try
        {
            _ = cmdlet.Host.UI.RawUI.BufferSize;
            return true;
        }
        catch (HostException)
        {
            // What PowerShell's host for programs answers: it has no screen.
            return false;
        }
    }
}
