using System.Runtime.CompilerServices;
using Amazon.EC2.Model;
using AmiTools.Engine.Availability;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Ids;
using AmiTools.Engine.Images;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Access;

/// <summary>Shows who may use images: those that are named, or all own ones.</summary>
internal sealed class AccessFinder(EngineSession session, AccessQuery query, IEngineEvents events)
{
    private const int Regions = 8;

    private readonly AccessReader _reader = new();

    public async IAsyncEnumerable<AmiAccess> FindAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<(RegionSession Region, Image[] Images)> batches = [];
        if (query.ImageId.Count > 0)
        {
            NamedImages images = await NamedImages.ReadAsync(session, query.Session, query.ImageId, session.Settings.NamedResourceWindow, cancellationToken).ConfigureAwait(false);
            foreach (AmiException problem in images.Problems.Concat(images.Missing.Select(missing => ResourceIds.ImageNotFound(missing.Reference)))) await events.FailAsync(problem).ConfigureAwait(false);
            batches.AddRange(images.Found.GroupBy(named => named.Region).Select(group => (group.Key, group.Select(named => named.Image).ToArray())));
        }
        else
        {
            (IReadOnlyList<string> regions, IReadOnlyList<AmiException> problems) = await session.Regions.ResolveAsync(query.Session.Region, cancellationToken).ConfigureAwait(false);
            foreach (AmiException problem in problems) await events.FailAsync(problem).ConfigureAwait(false);
            batches.AddRange(regions.Select(region => (session.In(region), Array.Empty<Image>())));
        }

        await foreach (AmiAccess access in ParallelStream.RunAsync<(RegionSession Region, Image[] Images), AmiAccess>(batches, Regions,
            (batch, emit, token) => Item.RunAsync(events, null, batch.Region.Name, async () =>
            {
                Image[] images = query.ImageId.Count > 0 ? batch.Images : [.. await batch.Region.Images.OwnAsync([], token).CollectAsync(token).ConfigureAwait(false)];
                // Batches, so that the first result does not wait for the snapshots of the last.
                foreach (Image[] some in images.Chunk(Query.FilterValues))
                    await _reader.ReadAsync(batch.Region, some, AccessParts.Snapshots | AccessParts.Encryption, read => emit(Show(read)), token).ConfigureAwait(false);
            }), cancellationToken: cancellationToken).ConfigureAwait(false)) yield return access;
    }

    private static AmiAccess Show(ImageAccess access)
    {
        (AmiSharing sharing, IReadOnlyList<string> gaps) = AccessGaps.Find(access);
        return new AmiAccess
        {
            Region = access.Image.Region, AccountId = access.Image.AccountId, ImageId = access.Image.ImageId, Name = access.Image.Name, State = access.Image.State,
            Sharing = sharing, SharedWith = access.SharedWith ?? [], Gaps = gaps, KeptAccess = KeptAccess.ReadOrNobody(access.Image),
            Snapshots = [.. access.Snapshots.Select(snapshot => new AmiSnapshotAccess { SnapshotId = snapshot.SnapshotId, IsKnown = snapshot.SharedWith is not null, SharedWith = snapshot.SharedWith ?? [], KmsKeyId = snapshot.KmsKeyId })],
            Keys = AccessKeys.Show(access.Keys, access.SharedWith ?? []),
        };
    }
}
