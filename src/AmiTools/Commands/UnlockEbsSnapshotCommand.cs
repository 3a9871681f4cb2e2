using System.Management.Automation;
using AmiTools.Pipeline;

namespace AmiTools.Commands;

/// <summary>Takes the locks of snapshots off.</summary>
[Cmdlet(VerbsCommon.Unlock, "EbsSnapshot", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(EbsSnapshotLock))]
public sealed class UnlockEbsSnapshotCommand : SnapshotLockCmdlet
{
    private protected override EbsSnapshotLockOptions Options(SessionOptions session, IReadOnlyList<ResourceReference> snapshots) => new() { Session = session, SnapshotId = snapshots, Unlock = true };
}
