using System.Management.Automation;
using AmiTools.Binding;
using AmiTools.Loading;
using AmiTools.Pipeline;

namespace AmiTools.Commands;

/// <summary>Finds snapshots that were made for images which are gone.</summary>
[Cmdlet(VerbsCommon.Find, "OrphanSnapshot")]
[OutputType(typeof(OrphanSnapshot))]
public sealed class FindOrphanSnapshotCommand : AmiServiceCmdlet
{
    /// <summary>How sure they are at the least.</summary>
    [Parameter(Position = 0)]
    public OrphanConfidence MinimumConfidence { get; set; }

    /// <summary>Begun before a date, or longer ago than a time.</summary>
    [Parameter]
    [Moment]
    [ValidateNotNull]
    public Moment? OlderThan { get; set; }

    private protected override Task RunAsync(SessionOptions session, CancellationToken stop) =>
        WriteAllAsync(Engine.FindAsync(new OrphanQuery { Session = session, MinimumConfidence = MinimumConfidence, StartedBefore = OlderThan?.Before(EngineHost.UtcNow) }, EngineEvents, stop), stop);
}
