using Amazon.EC2.Model;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Access;

/// <summary>Whether an account's region lets anything be made public. Asked only where somebody wants that.</summary>
internal static class PublicAccess
{
    private const string Unblocked = "unblocked";

    /// <summary>Why images cannot be made public there; null where they can.</summary>
    public static async Task<AmiException?> OfImagesAsync(RegionSession region, CancellationToken cancellationToken)
    {
        GetImageBlockPublicAccessStateResponse state = await region.CallAsync("GetImageBlockPublicAccessState", null, ec2 => ec2.GetImageBlockPublicAccessStateAsync(new GetImageBlockPublicAccessStateRequest(), cancellationToken)).ConfigureAwait(false);
        return Judge(region.Name, "images", state.ImageBlockPublicAccessState, state.ManagedBy?.Value, "Disable-EC2ImageBlockPublicAccess");
    }

    /// <summary>Why snapshots cannot be made public there; null where they can.</summary>
    /// <param name="region">Where.</param>
    /// <param name="hint">What else the remedy says; begins with a space.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public static async Task<AmiException?> OfSnapshotsAsync(RegionSession region, string hint, CancellationToken cancellationToken)
    {
        GetSnapshotBlockPublicAccessStateResponse state = await region.CallAsync("GetSnapshotBlockPublicAccessState", null, ec2 => ec2.GetSnapshotBlockPublicAccessStateAsync(new GetSnapshotBlockPublicAccessStateRequest(), cancellationToken)).ConfigureAwait(false);
        return Judge(region.Name, "snapshots", state.State?.Value, state.ManagedBy?.Value, "Disable-EC2SnapshotBlockPublicAccess", hint);
    }

    private static AmiException? Judge(string region, string what, string? state, string? managedBy, string command, string hint = "") => state is null or "" or Unblocked ? null
        : new AmiException(AmiErrorCodes.PublicAccessBlocked, AmiErrorKind.Denied, $"The account's {what} in {region} cannot be made public: block public access is {state}{(managedBy == "declarative-policy" ? ", by a policy of the organisation" : "")}.")
        {
            ResourceId = AmiPrincipals.Everybody, Region = region,
            Remedy = managedBy == "declarative-policy" ? $"The organisation's declarative policy has to allow it.{hint}" : $"If they are meant to be public, {command} of AWS Tools ends the block.{hint}",
        };
}
