using Amazon.EC2.Model;
using AmiTools.Engine.Images;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Graph;

/// <summary>The lists of one region that a graph is made of, page by page.</summary>
internal sealed class EstatePages(RegionSession region, RegionEstate shelves, Estate estate)
{
    private const int TemplatePageSize = 200;
    private const int VolumeBinPageSize = 500;

    private bool _resolveAliases = true;

    public async Task<Page<Image>> ImagesAsync(Listing listing, CancellationToken cancellationToken)
    {
        DescribeImagesRequest request = new()
        {
            Owners = listing.AnyOwner ? null : ["self"], Filters = listing.Filters, IncludeDeprecated = true, IncludeDisabled = true, MaxResults = Query.PageSize, NextToken = listing.Token,
        };
        DescribeImagesResponse page = await region.CallAsync("DescribeImages", null, ec2 => ec2.DescribeImagesAsync(request, cancellationToken)).ConfigureAwait(false);
        List<Image> images = page.Images ?? [];
        if (!listing.AnyOwner && images.Count > 0) estate.OwnedBy(images[0].OwnerId);
        // AWS goes on showing images for a while after they were deregistered.
        return new Page<Image>([.. images.Where(image => image.State?.Value != "deregistered")], page.NextToken);
    }

    public async Task<Page<Snapshot>> SnapshotsAsync(Listing listing, CancellationToken cancellationToken)
    {
        DescribeSnapshotsRequest request = new() { OwnerIds = listing.AnyOwner ? null : ["self"], Filters = listing.Filters, MaxResults = Query.PageSize, NextToken = listing.Token };
        DescribeSnapshotsResponse page = await region.CallAsync("DescribeSnapshots", null, ec2 => ec2.DescribeSnapshotsAsync(request, cancellationToken)).ConfigureAwait(false);
        List<Snapshot> snapshots = page.Snapshots ?? [];
        if (!listing.AnyOwner && snapshots.Count > 0) estate.OwnedBy(snapshots[0].OwnerId);
        return new Page<Snapshot>(snapshots, page.NextToken);
    }

    public async Task<Page<Volume>> VolumesAsync(Listing listing, CancellationToken cancellationToken)
    {
        DescribeVolumesRequest request = new() { Filters = listing.Filters, MaxResults = Query.PageSize, NextToken = listing.Token };
        DescribeVolumesResponse page = await region.CallAsync("DescribeVolumes", null, ec2 => ec2.DescribeVolumesAsync(request, cancellationToken)).ConfigureAwait(false);
        return new Page<Volume>(page.Volumes ?? [], page.NextToken);
    }

    public async Task<Page<Instance>> InstancesAsync(Listing listing, CancellationToken cancellationToken)
    {
        DescribeInstancesRequest request = new() { Filters = listing.Filters, MaxResults = Query.PageSize, NextToken = listing.Token };
        DescribeInstancesResponse page = await region.CallAsync("DescribeInstances", null, ec2 => ec2.DescribeInstancesAsync(request, cancellationToken)).ConfigureAwait(false);
        List<Reservation> reservations = page.Reservations ?? [];
        if (reservations.Count > 0) estate.OwnedBy(reservations[0].OwnerId);
        return new Page<Instance>([.. reservations.SelectMany(reservation => reservation.Instances ?? [])], page.NextToken);
    }

    /// <summary>The latest and the default version of every launch template: without a template's id AWS lists these two and no others.</summary>
    /// <remarks>
    /// The parameters that templates may name in place of images (<c>resolve:ssm:...</c>) are resolved by AWS. Where the endpoint does not know that, or the caller may not read the parameters, they stay as they are,
    /// and everything else is still read.
    /// </remarks>
    public async Task<Page<LaunchTemplateVersion>> TemplatesAsync(Listing listing, CancellationToken cancellationToken)
    {
        DescribeLaunchTemplateVersionsRequest request = new()
        {
            Versions = ["$Latest", "$Default"], ResolveAlias = _resolveAliases ? true : null, MaxResults = TemplatePageSize, NextToken = listing.Token,
        };
        try
        {
            DescribeLaunchTemplateVersionsResponse page = await region.CallAsync("DescribeLaunchTemplateVersions", null, ec2 => ec2.DescribeLaunchTemplateVersionsAsync(request, cancellationToken)).ConfigureAwait(false);
            return new Page<LaunchTemplateVersion>(page.LaunchTemplateVersions ?? [], page.NextToken);
        }
        catch (AmiException failure) when (_resolveAliases && listing.Token is null && failure.Kind is AmiErrorKind.InvalidInput or AmiErrorKind.Denied or AmiErrorKind.NotFound or AmiErrorKind.NotSupported)
        {
            _resolveAliases = false;
            shelves.AliasFailure = failure;
            return await TemplatesAsync(listing, cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task<Page<ImageRecycleBinInfo>> BinnedImagesAsync(Listing listing, CancellationToken cancellationToken)
    {
        ListImagesInRecycleBinRequest request = new() { MaxResults = Query.PageSize, NextToken = listing.Token };
        ListImagesInRecycleBinResponse page = await region.CallAsync("ListImagesInRecycleBin", null, ec2 => ec2.ListImagesInRecycleBinAsync(request, cancellationToken)).ConfigureAwait(false);
        return new Page<ImageRecycleBinInfo>(page.Images ?? [], page.NextToken);
    }

    public async Task<Page<SnapshotRecycleBinInfo>> BinnedSnapshotsAsync(Listing listing, CancellationToken cancellationToken)
    {
        ListSnapshotsInRecycleBinRequest request = new() { MaxResults = Query.PageSize, NextToken = listing.Token };
        ListSnapshotsInRecycleBinResponse page = await region.CallAsync("ListSnapshotsInRecycleBin", null, ec2 => ec2.ListSnapshotsInRecycleBinAsync(request, cancellationToken)).ConfigureAwait(false);
        return new Page<SnapshotRecycleBinInfo>(page.Snapshots ?? [], page.NextToken);
    }

    public async Task<Page<VolumeRecycleBinInfo>> BinnedVolumesAsync(Listing listing, CancellationToken cancellationToken)
    {
        ListVolumesInRecycleBinRequest request = new() { MaxResults = VolumeBinPageSize, NextToken = listing.Token };
        ListVolumesInRecycleBinResponse page = await region.CallAsync("ListVolumesInRecycleBin", null, ec2 => ec2.ListVolumesInRecycleBinAsync(request, cancellationToken)).ConfigureAwait(false);
        return new Page<VolumeRecycleBinInfo>(page.Volumes ?? [], page.NextToken);
    }
}
