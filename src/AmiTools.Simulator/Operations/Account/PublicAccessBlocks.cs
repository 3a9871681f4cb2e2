using Amazon.EC2.Model;

namespace AmiTools.Simulator;

/// <summary>Whether a region's images and snapshots may be shared with everybody.</summary>
internal static class PublicAccessBlocks
{
    private const string Unblocked = "unblocked";

    public static void Register(OperationTable table)
    {
        table.Add<GetImageBlockPublicAccessStateRequest, GetImageBlockPublicAccessStateResponse>((_, call) =>
            new() { ImageBlockPublicAccessState = call.Region.ImageBlockPublicAccess, ManagedBy = "account" });
        table.Add<EnableImageBlockPublicAccessRequest, EnableImageBlockPublicAccessResponse>((request, call) =>
        {
            var state = request.ImageBlockPublicAccessState!.Value;
            if (state != "block-new-sharing")
                throw Errors.InvalidParameterValue(state, "imageBlockPublicAccessState", "Expected 'block-new-sharing'.");
            call.BeforeChange();
            return new() { ImageBlockPublicAccessState = call.Region.ImageBlockPublicAccess = state };
        });
        table.Add<DisableImageBlockPublicAccessRequest, DisableImageBlockPublicAccessResponse>((_, call) =>
        {
            call.BeforeChange();
            return new() { ImageBlockPublicAccessState = call.Region.ImageBlockPublicAccess = Unblocked };
        });
        table.Add<GetSnapshotBlockPublicAccessStateRequest, GetSnapshotBlockPublicAccessStateResponse>((_, call) =>
            new() { State = call.Region.SnapshotBlockPublicAccess, ManagedBy = "account" });
        table.Add<EnableSnapshotBlockPublicAccessRequest, EnableSnapshotBlockPublicAccessResponse>((request, call) =>
        {
            var state = request.State!.Value;
            if (state is not ("block-all-sharing" or "block-new-sharing"))
                throw Errors.InvalidParameterValue(state, "state", "Expected 'block-all-sharing' or 'block-new-sharing'.");
            call.BeforeChange();
            return new() { State = call.Region.SnapshotBlockPublicAccess = state };
        });
        table.Add<DisableSnapshotBlockPublicAccessRequest, DisableSnapshotBlockPublicAccessResponse>((_, call) =>
        {
            call.BeforeChange();
            return new() { State = call.Region.SnapshotBlockPublicAccess = Unblocked };
        });
    }
}
