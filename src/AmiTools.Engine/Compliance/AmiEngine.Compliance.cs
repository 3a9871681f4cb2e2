using System.Runtime.CompilerServices;
using AmiTools.Engine.Compliance;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine;

public sealed partial class AmiEngine
{
    /// <inheritdoc />
    public async IAsyncEnumerable<AmiCompliance> TestAsync(ComplianceQuery query, IEngineEvents events, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // What cannot be meant costs no call.
        ComplianceQueryRules.Check(query);
        EngineSession session = await _sessions.OpenAsync(query.Session, cancellationToken).ConfigureAwait(false);
        foreach (AmiCompliance compliance in await new ComplianceRunner(session, query, events).RunAsync(cancellationToken).ConfigureAwait(false)) yield return compliance;
    }
}
