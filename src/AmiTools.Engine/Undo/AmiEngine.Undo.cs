using AmiTools.Engine.Undo;

namespace AmiTools.Engine;

public sealed partial class AmiEngine
{
    /// <inheritdoc />
    public Task<UndoPlan> PlanAsync(UndoOptions options, IEngineEvents events, CancellationToken cancellationToken) => new UndoPlanner(_sessions).PlanAsync(options, events, cancellationToken);

    /// <inheritdoc />
    public IAsyncEnumerable<AmiUndo> RunAsync(UndoPlan plan, IEngineEvents events, CancellationToken cancellationToken) => new UndoRunner(_sessions).RunAsync(plan, events, cancellationToken);
}
