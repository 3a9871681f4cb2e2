using System.Runtime.CompilerServices;
using AmiTools.Engine.Ids;
using AmiTools.Engine.Images;
using AmiTools.Engine.Sessions;
using AmiTools.Engine.Snapshots;
using AmiTools.Engine.Waiting;

namespace AmiTools.Engine;

public sealed partial class AmiEngine
{
    /// <inheritdoc />
    public async IAsyncEnumerable<Ami> WaitAsync(WaitOptions options, IEngineEvents events, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        EngineSession session = await _sessions.OpenAsync(options.Session, cancellationToken).ConfigureAwait(false);
        DateTimeOffset deadline = session.Environment.Time.GetUtcNow() + options.Timeout;
        IAsyncEnumerable<Ami> images = new WaitRunner<Ami>(session, options.Session, events).RunAsync(options.ImageId, image => image.IsWellFormed("ami") ? null : ResourceIds.NotAnImage(image), async (image, region, token) =>
        {
            ImageWait wait = new(region, image.Id, $"Wait for {image.Id} in {region.Name}") { Given = image.Given };
            return (await wait.RunAsync(deadline, events, token).ConfigureAwait(false)).ToAmi(region.Name, region.Time.GetUtcNow());
        }, cancellationToken);
        await foreach (Ami image in images.ConfigureAwait(false)) yield return image;
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<EbsSnapshot> WaitAsync(SnapshotWaitOptions options, IEngineEvents events, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        EngineSession session = await _sessions.OpenAsync(options.Session, cancellationToken).ConfigureAwait(false);
        DateTimeOffset deadline = session.Environment.Time.GetUtcNow() + options.Timeout;
        IAsyncEnumerable<EbsSnapshot> snapshots = new WaitRunner<EbsSnapshot>(session, options.Session, events).RunAsync(options.SnapshotId, snapshot => snapshot.IsWellFormed("snap") ? null : ResourceIds.NotASnapshot(snapshot), async (snapshot, region, token) =>
        {
            SnapshotWait wait = new(region, snapshot.Id, $"Wait for {snapshot.Id} in {region.Name}") { Given = snapshot.Given };
            return (await wait.RunAsync(deadline, events, token).ConfigureAwait(false)).ToEbsSnapshot(region.Name);
        }, cancellationToken);
        await foreach (EbsSnapshot snapshot in snapshots.ConfigureAwait(false)) yield return snapshot;
    }
}
