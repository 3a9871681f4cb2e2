using Amazon.EC2.Model;

namespace AmiTools.Simulator;

/// <summary>Reports on who uses an image that the caller owns, counted by account.</summary>
internal static class ImageUsageReports
{
    private const int MostAccounts = 200;

    private static readonly TimeSpan s_lifetime = TimeSpan.FromDays(30);
    private static readonly Pager s_pager = new(1, 1000);

    private static readonly FilterSet<SimUsageReport> s_reportFilters = new FilterSet<SimUsageReport>()
        .Time("creation-time", report => report.CreatedAt)
        .Text("state", report => report.State)
        .Tags(report => report);

    private static readonly FilterSet<SimUsageEntry> s_entryFilters = new FilterSet<SimUsageEntry>()
        .Text("account-id", entry => entry.AccountId)
        .Time("creation-time", entry => entry.Report.CreatedAt)
        .Text("resource-type", entry => entry.ResourceType);

    public static void Register(OperationTable table)
    {
        table.Add<CreateImageUsageReportRequest, CreateImageUsageReportResponse>(Create);
        table.Add<DescribeImageUsageReportsRequest, DescribeImageUsageReportsResponse>(Describe);
        table.Add<DescribeImageUsageReportEntriesRequest, DescribeImageUsageReportEntriesResponse>(DescribeEntries);
        table.Add<DeleteImageUsageReportRequest, DeleteImageUsageReportResponse>(Delete);
    }

    private static CreateImageUsageReportResponse Create(CreateImageUsageReportRequest request, Call call)
    {
        var id = Required.ImageId(request.ImageId);
        var kinds = Required.List(request.ResourceTypes, "ResourceType");
        foreach (var kind in kinds)
            Check(kind);
        if (request.AccountIds is { Count: > MostAccounts })
            throw Errors.InvalidParameterValue($"At most {MostAccounts} accounts can be asked for.");
        foreach (var account in request.AccountIds ?? [])
            ShareTargets.CheckSnapshotAccount(account);
        var tags = Tagging.AtBirth(call, request.TagSpecifications, "image-usage-report")["image-usage-report"].ToList();
        return call.Once(ClientToken.Check(request.ClientToken), () =>
        {
            call.AfterSyntax();
            call.OwnImage(id);
            call.BeforeChange();
            var report = new SimUsageReport
            {
                Id = call.Region.Ids.New("amiur"),
                OwnerId = call.Account.Id,
                CreatedAt = call.Now,
                ImageId = id,
                ExpiresAt = call.Now + s_lifetime,
                ResourceTypes = kinds,
                AccountIds = request.AccountIds ?? [],
            };
            report.Tags.Set(tags);
            var region = call.Region;
            region.UsageReports.Add(report);
            call.Simulator.Schedule(call.Now + call.Settings.Pace.UsageReport, _ => Fill(region, report));
            call.Simulator.Schedule(report.ExpiresAt, _ => region.UsageReports.Remove(report));
            return new CreateImageUsageReportResponse { ReportId = report.Id };
        });
    }

    private static DescribeImageUsageReportsResponse Describe(DescribeImageUsageReportsRequest request, Call call)
    {
        var fits = s_reportFilters.Compile(request.Filters, call);
        var (images, reports) = Asked(call, request.ImageIds, request.ReportIds);
        var page = s_pager.Take(call, request.MaxResults, request.NextToken, call.Region.UsageReports.After, report => IsAsked(report, images, reports) && fits(report));
        return new() { ImageUsageReports = [.. page.Items.Select(report => Show(call, report))], NextToken = page.NextToken };
    }

    private static DescribeImageUsageReportEntriesResponse DescribeEntries(DescribeImageUsageReportEntriesRequest request, Call call)
    {
        var fits = s_entryFilters.Compile(request.Filters, call);
        var (images, reports) = Asked(call, request.ImageIds, request.ReportIds);
        var all = call.Region.UsageReports.Where(report => IsAsked(report, images, reports)).SelectMany(report => report.Entries).ToList();
        var page = s_pager.Take(call, request.MaxResults, request.NextToken, after => all.Where(entry => entry.Sequence > after), fits, entry => entry.Sequence);
        return new() { ImageUsageReportEntries = [.. page.Items.Select(Show)], NextToken = page.NextToken };
    }

    private static DeleteImageUsageReportResponse Delete(DeleteImageUsageReportRequest request, Call call)
    {
        CheckId(Required.Text(request.ReportId, "ReportId"));
        call.AfterSyntax();
        var report = call.Region.UsageReports.Find(request.ReportId) ?? throw NotFound(request.ReportId);
        call.BeforeChange();
        call.Region.UsageReports.Remove(report);
        return new() { Return = true };
    }

    /// <summary>Counts at the time when the report is made.</summary>
    private static void Fill(SimRegion region, SimUsageReport report)
    {
        foreach (var account in region.Simulator.Accounts)
        {
            if ((report.AccountIds.Count > 0 && !report.AccountIds.Contains(account.Id)) || account.FindRegion(region.Name) is not { } place)
                continue;
            foreach (var kind in report.ResourceTypes)
            {
                var count = kind.ResourceType == ImageUse.Instance
                    ? ImageUse.Instances(place, report.ImageId, null).LongCount()
                    : ImageUse.Templates(place, report.ImageId, ImageUse.Depth(kind.ResourceTypeOptions?.Find(option => option.OptionName == "version-depth")?.OptionValues)).LongCount();
                if (count > 0)
                    report.Entries.Add(new(report, account.Id, kind.ResourceType!, count, region.Simulator.Sequences.Next()));
            }
        }
        report.State = "available";
    }

    private static void Check(ImageUsageResourceTypeRequest kind)
    {
        if (kind.ResourceType is not (ImageUse.Instance or ImageUse.LaunchTemplate))
            throw Errors.InvalidParameterValue(kind.ResourceType ?? "", "resourceType", $"Expected '{ImageUse.Instance}' or '{ImageUse.LaunchTemplate}'.");
        foreach (var option in kind.ResourceTypeOptions ?? [])
        {
            if (kind.ResourceType != ImageUse.LaunchTemplate || option.OptionName != "version-depth")
                throw Errors.InvalidParameterValue(option.OptionName ?? "", "optionName", $"It is not an option of '{kind.ResourceType}'.");
            ImageUse.Depth(option.OptionValues);
        }
    }

    private static (List<string> Images, List<string> Reports) Asked(Call call, List<string>? images, List<string>? reports)
    {
        images?.ForEach(ResourceIds.CheckImage);
        foreach (var id in reports ?? [])
        {
            CheckId(id);
            if (!call.Region.UsageReports.Contains(id))
                throw NotFound(id);
        }
        return (images ?? [], reports ?? []);
    }

    private static bool IsAsked(SimUsageReport report, List<string> images, List<string> reports) =>
        (images.Count == 0 || images.Contains(report.ImageId)) && (reports.Count == 0 || reports.Contains(report.Id));

    private static ImageUsageReport Show(Call call, SimUsageReport report) => new()
    {
        ReportId = report.Id,
        ImageId = report.ImageId,
        State = report.State,
        StateReason = report.StateReason,
        CreationTime = report.CreatedAt.UtcDateTime,
        ExpirationTime = report.ExpiresAt.UtcDateTime,
        AccountIds = report.AccountIds.Count == 0 ? null : [.. report.AccountIds],
        ResourceTypes =
        [
            .. report.ResourceTypes.Select(kind => new ImageUsageResourceType
            {
                ResourceType = kind.ResourceType,
                ResourceTypeOptions = kind.ResourceTypeOptions is not { Count: > 0 } options ? null : [.. options.Select(option => new ImageUsageResourceTypeOption { OptionName = option.OptionName, OptionValues = option.OptionValues })],
            }),
        ],
        Tags = Tagging.Show(call, report),
    };

    private static ImageUsageReportEntry Show(SimUsageEntry entry) => new()
    {
        ReportId = entry.Report.Id,
        ImageId = entry.Report.ImageId,
        ReportCreationTime = entry.Report.CreatedAt.UtcDateTime,
        AccountId = entry.AccountId,
        ResourceType = entry.ResourceType,
        UsageCount = entry.Count,
    };

    private static void CheckId(string id) => ResourceIds.Check(id, "amiur", "ImageUsageReportId");

    private static AwsErrorException NotFound(string id) => new("InvalidImageUsageReportId.NotFound", $"The image usage report ID '{id}' does not exist");
}
