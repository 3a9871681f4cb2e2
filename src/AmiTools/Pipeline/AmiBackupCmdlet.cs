using System.Management.Automation;

namespace AmiTools.Pipeline;

/// <summary>A command that takes backups, of instances or of volumes.</summary>
public abstract class AmiBackupCmdlet : AmiMakingCmdlet
{
    /// <summary>What makes two backups the same one.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? IdempotencyKey { get; set; }
}
