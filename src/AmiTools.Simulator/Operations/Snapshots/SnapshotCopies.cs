using Amazon.EC2.Model;

namespace AmiTools.Simulator;

/// <summary>CopySnapshot, which is called in the region that the copy goes to.</summary>
internal static class SnapshotCopies
{
    public static void Register(OperationTable table) => table.Add<CopySnapshotRequest, CopySnapshotResponse>(CopySnapshot);

    private static CopySnapshotResponse CopySnapshot(CopySnapshotRequest request, Call call)
    {
        var sourceId = request.SourceSnapshotId!;
        ResourceIds.CheckSnapshot(sourceId);
        var description = ImageName.CheckDescription(request.Description);
        var minutes = TimeBasedCopy.Check(request.CompletionDurationMinutes, "completionDurationMinutes");
        CopyPlaces.RefuseOthers(request.DestinationOutpostArn, request.DestinationAvailabilityZone);
        if (request.Encrypted is null && request.KmsKeyId is not null)
            throw Errors.InvalidParameterDependency("KmsKeyId", "Encrypted");
        CheckPresignedUrl(request);
        var tags = Tagging.AtBirth(call, request.TagSpecifications, "snapshot");
        var from = CopyPlaces.Source(call, request.SourceRegion!);
        call.AfterSyntax();

        var source = FindSource(call, from, sourceId);
        SnapshotCopying.CheckQuota(call, 1);
        if (call.Region.Snapshots.Count >= call.Account.Quotas.Snapshots)
            throw new AwsErrorException("SnapshotLimitExceeded", "Maximum allowed number of snapshots exceeded.");
        var key = source is not null
            ? CopyPlaces.Key(call, source, from.Name, request.Encrypted, request.KmsKeyId)
            : request.Encrypted == true ? KeyChoice.Of(call.Region, request.KmsKeyId) : null;
        var rate = source is null ? 0 : SnapshotCopying.Reserve(call.Region, source, minutes);
        call.BeforeChange();

        var wanted = new CopyRequest(sourceId, from.Name, key, minutes, ForImage: false);
        var copy = SnapshotCopying.Begin(call.Region, source, wanted, call.Now);
        copy.Description = description ?? (call.Settings.CopiesInheritDescription ? source?.Description : null);
        copy.Tags.Set(tags["snapshot"]);
        call.Region.ReservedCopyRate += rate;
        SnapshotSet.Begin(call.Region, [SnapshotCopying.Job(call.Region, source, copy, wanted)], together: false, settled: settled =>
        {
            SnapshotCopying.Settle(call.Region, settled);
            call.Region.ReservedCopyRate -= rate;
        });
        return new() { SnapshotId = copy.Id, Tags = Tagging.Show(call, copy) };
    }

    private static SimSnapshot? FindSource(Call call, AwsRegion from, string id)
    {
        var snapshot = call.Simulator.FindSnapshot(from.Name, id);
        if (snapshot is null || !Lookup.SharedWith(call.Account, snapshot, from.Name))
            return call.Settings.CopySnapshotIsOptimistic ? null : throw Errors.SnapshotNotFound(id);
        return snapshot.IsUsableAt(call.Now)
            ? snapshot
            : throw Errors.IncorrectState($"The snapshot '{id}' is not in a state from which it can be copied (state: '{snapshot.State}', tier: '{snapshot.StorageTier}').");
    }

    /// <summary>SDKs sign a request for the source region and send it along. Nothing is looked up with it here, but it must be one.</summary>
    private static void CheckPresignedUrl(CopySnapshotRequest request)
    {
        if (request.PresignedUrl is not { Length: > 0 } text)
            return;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || !url.Query.Contains("Action=CopySnapshot", StringComparison.Ordinal) || !url.Query.Contains("X-Amz-Signature=", StringComparison.Ordinal))
            throw Errors.InvalidParameterValue("The presigned URL is not one of CopySnapshot.");
    }
}
