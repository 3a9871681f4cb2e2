using Amazon.EC2.Model;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Usage;

/// <summary>What AWS's usage reports say of other accounts. Reports that are there are read; one is only made where that was asked for.</summary>
/// <param name="region">Where.</param>
/// <param name="create">Whether images without a report get one.</param>
internal sealed class UsageReportProbe(RegionSession region, bool create) : BatchProbe<Image>(region, ImagesPerCall, UsageKinds.UsageReport, Subject, image => image.ImageId!)
{
    private const string Subject = "which other accounts use it";
    private const int ImagesPerCall = 200;
    private const string Available = "available";
    private const string Pending = "pending";

    private static readonly TimeSpan s_firstPause = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromMinutes(1);

    protected override async Task<IEnumerable<(string Id, UsageReason Reason)>> ReadAsync(IReadOnlyList<Image> resources, CancellationToken cancellationToken)
    {
        List<(string, UsageReason)> found = [];
        List<ImageUsageReport> reports = await ReportsAsync(new DescribeImageUsageReportsRequest { ImageIds = [.. resources.Select(image => image.ImageId!)] }, cancellationToken).ConfigureAwait(false);
        if (create) reports = await CompleteAsync(resources, reports, found, cancellationToken).ConfigureAwait(false);
        Dictionary<string, ImageUsageReport> newest = reports.Where(report => report.State == Available && report.ImageId is not null).GroupBy(report => report.ImageId!, StringComparer.Ordinal)
            .ToDictionary(image => image.Key, image => image.MaxBy(report => report.CreationTime)!, StringComparer.Ordinal);
        ILookup<string, ImageUsageReportEntry> entries = (await EntriesAsync([.. newest.Values.Select(report => report.ReportId!)], cancellationToken).ConfigureAwait(false)).ToLookup(entry => entry.ReportId ?? "", StringComparer.Ordinal);
        foreach (Image image in resources.Where(image => newest.ContainsKey(image.ImageId!)))
        {
            ImageUsageReport report = newest[image.ImageId!];
            // What the owner's own account has is looked up where it is; a report may be a month old.
            ImageUsageReportEntry[] others = [.. entries[report.ReportId!].Where(entry => entry.UsageCount > 0 && entry.AccountId is not null && entry.AccountId != image.OwnerId)];
            found.AddRange(others.GroupBy(entry => entry.AccountId!).Select(account => (image.ImageId!, Uses(account, report))));
            if (others.Length == 0) found.Add((image.ImageId!, NoOthers(report)));
        }

        return found;
    }

    /// <summary>The reports with those that were missing, as far as they could be made in time.</summary>
    private async Task<List<ImageUsageReport>> CompleteAsync(IReadOnlyList<Image> images, List<ImageUsageReport> reports, List<(string, UsageReason)> found, CancellationToken cancellationToken)
    {
        HashSet<string> has = [.. reports.Where(report => report.State == Available).Select(report => report.ImageId!)];
        Dictionary<string, string> awaited = new(StringComparer.Ordinal);
        foreach (Image image in images.Where(image => !has.Contains(image.ImageId!)))
        {
            try
            {
                awaited[reports.Find(report => report.ImageId == image.ImageId && report.State == Pending)?.ReportId ?? await CreateAsync(image.ImageId!, cancellationToken).ConfigureAwait(false)] = image.ImageId!;
            }
            catch (AmiException failure) when (!failure.StopsEverything)
            {
                found.Add((image.ImageId!, UnreadPlaces.Reason(UsageKinds.UsageReport, Subject, failure)));
            }
        }

        if (awaited.Count == 0) return reports;
        List<ImageUsageReport> made = [];
        await Patience.UntilAsync(Region.Time, Region.Settings.UsageReportWindow, async token =>
        {
            made = await ReportsAsync(new DescribeImageUsageReportsRequest { ReportIds = [.. awaited.Keys] }, token).ConfigureAwait(false);
            return made.Count(report => report.State != Pending) == awaited.Count ? made : null;
        }, s_firstPause, s_longestPause, cancellationToken).ConfigureAwait(false);
        foreach ((string id, string image) in awaited)
        {
            ImageUsageReport? report = made.Find(report => report.ReportId == id);
            if (report?.State != Available) found.Add((image, NotReady(id, report)));
        }

        return [.. reports, .. made];
    }

    private async Task<string> CreateAsync(string imageId, CancellationToken cancellationToken)
    {
        CreateImageUsageReportRequest request = new()
        {
            ImageId = imageId,
            ResourceTypes = [new ImageUsageResourceTypeRequest { ResourceType = "ec2:Instance" }, new ImageUsageResourceTypeRequest { ResourceType = "ec2:LaunchTemplate" }],
        };
        return (await Region.CallAsync("CreateImageUsageReport", imageId, ec2 => ec2.CreateImageUsageReportAsync(request, cancellationToken)).ConfigureAwait(false)).ReportId!;
    }

    private Task<List<ImageUsageReport>> ReportsAsync(DescribeImageUsageReportsRequest request, CancellationToken cancellationToken) =>
        Region.CallAsync("DescribeImageUsageReports", null, ec2 => ec2.Paginators.DescribeImageUsageReports(request).ImageUsageReports.CollectAsync(cancellationToken));

    private async Task<List<ImageUsageReportEntry>> EntriesAsync(List<string> reports, CancellationToken cancellationToken)
    {
        if (reports.Count == 0) return [];
        DescribeImageUsageReportEntriesRequest request = new() { ReportIds = reports };
        return await Region.CallAsync("DescribeImageUsageReportEntries", null, ec2 => ec2.Paginators.DescribeImageUsageReportEntries(request).ImageUsageReportEntries.CollectAsync(cancellationToken)).ConfigureAwait(false);
    }

    private static UsageReason Uses(IGrouping<string, ImageUsageReportEntry> account, ImageUsageReport report) => new()
    {
        Verdict = UsageVerdict.InUse,
        Kind = UsageKinds.UsageReport,
        ResourceId = account.Key,
        Detail = $"account {account.Key} has {string.Join(" and ", account.Select(entry => $"{entry.UsageCount} of {entry.ResourceType?.Split(':')[^1] ?? "unknown kind"}"))} that use it, by the report of {report.CreationTime?.ToUniversalTime():yyyy-MM-dd}",
        Remedy = $"Ask the account to use another image, then delete the report (aws ec2 delete-image-usage-report --report-id {report.ReportId}) and make a new one (Get-AmiUsage -CreateUsageReport).",
    };

    private static UsageReason NoOthers(ImageUsageReport report) => new()
    {
        Verdict = UsageVerdict.Unused, Kind = UsageKinds.UsageReport, ResourceId = report.ReportId, Detail = $"the usage report of {report.CreationTime?.ToUniversalTime():yyyy-MM-dd} names no other account",
    };

    private static UsageReason NotReady(string id, ImageUsageReport? report) => new()
    {
        Verdict = UsageVerdict.Unknown, Kind = UsageKinds.UsageReport, ResourceId = id,
        Detail = report?.StateReason is { Length: > 0 } reason ? $"the usage report {id} failed: {reason}" : $"the usage report {id} is not ready ({report?.State ?? "not seen yet"})",
        Remedy = "Run the command again later; it takes up the same report.",
    };
}
