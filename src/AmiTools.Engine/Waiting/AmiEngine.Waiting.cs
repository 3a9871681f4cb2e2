using AmiTools.Engine.Ids;
using AmiTools.Engine.Images;
using AmiTools.Engine.Snapshots;
using AmiTools.Engine.Waiting;

namespace AmiTools.Engine;

public sealed partial class AmiEngine
{
    /// <inheritdoc />
    public IAsyncEnumerable<Ami> WaitAsync(WaitOptions options, IEngineEvents events, CancellationToken cancellationToken) => StreamAsync(options.Session, (session, token) =>
    {
        DateTimeOffset deadline = session.Environment.Time.GetUtcNow() + options.Timeout;
        return new WaitRunner<Ami>(session, options.Session, events).RunAsync(options.ImageId, image => image.IsWellFormed("ami") ? null : ResourceIds.NotAnImage(image), async (image, region, stop) =>
        {
            ImageWait wait = new(region, image.Id, $"Wait for {image.Id} in {region.Name}") { Given = image.Given };
            return (await wait.RunAsync(deadline, events, stop).ConfigureAwait(false)).ToAmi(region.Name, region.Time.GetUtcNow());
        }, token);
    }, cancellationToken);

    /// <inheritdoc />
    public IAsyncEnumerable<EbsSnapshot> WaitAsync(SnapshotWaitOptions options, IEngineEvents events, CancellationToken cancellationToken) => StreamAsync(options.Session, (session, token) =>
    {
        DateTimeOffset deadline = session.Environment.Time.GetUtcNow() + options.Timeout;
        return new WaitRunner<EbsSnapshot>(session, options.Session, events).RunAsync(options.SnapshotId, snapshot => snapshot.IsWellFormed("snap") ? null : ResourceIds.NotASnapshot(snapshot), async (snapshot, region, stop) =>
        {
            SnapshotWait wait = new(region, snapshot.Id, $"Wait for {snapshot.Id} in {region.Name}") { Given = snapshot.Given };
            return (await wait.RunAsync(deadline, events, stop).ConfigureAwait(false)).ToEbsSnapshot(region.Name);
        }, token);
    }, cancellationToken);
}
