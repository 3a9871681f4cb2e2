using Amazon.EC2.Model;

namespace AmiTools.Simulator;

/// <summary>DescribeLaunchTemplates and DescribeLaunchTemplateVersions.</summary>
internal static class TemplateListing
{
    private static readonly Pager s_pager = new(1, 200);

    private static readonly FilterSet<SimLaunchTemplate> s_templateFilters = new FilterSet<SimLaunchTemplate>()
        .Time("create-time", template => template.CreatedAt)
        .Text("launch-template-name", template => template.Name)
        .Tags(template => template);

    private static readonly FilterSet<SimLaunchTemplateVersion> s_versionFilters = new FilterSet<SimLaunchTemplateVersion>()
        .Time("create-time", version => version.CreatedAt)
        .Flag("ebs-optimized", version => version.Data.EbsOptimized)
        .Text("image-id", version => version.Data.ImageId)
        .Text("instance-type", version => version.Data.InstanceType?.Value)
        .Text("kernel-id", version => version.Data.KernelId)
        .Text("ram-disk-id", version => version.Data.RamDiskId);

    public static void Register(OperationTable table)
    {
        table.Add<DescribeLaunchTemplatesRequest, DescribeLaunchTemplatesResponse>(DescribeTemplates);
        table.Add<DescribeLaunchTemplateVersionsRequest, DescribeLaunchTemplateVersionsResponse>(DescribeVersions);
    }

    public static LaunchTemplate Show(Call call, SimLaunchTemplate template) => new()
    {
        LaunchTemplateId = template.Id,
        LaunchTemplateName = template.Name,
        CreateTime = template.CreatedAt.UtcDateTime,
        CreatedBy = template.CreatedBy,
        DefaultVersionNumber = template.DefaultVersion,
        LatestVersionNumber = template.LatestVersion,
        Tags = Tagging.Show(call, template),
    };

    public static LaunchTemplateVersion Show(SimLaunchTemplate template, SimLaunchTemplateVersion version, ResponseLaunchTemplateData data) => new()
    {
        LaunchTemplateId = template.Id,
        LaunchTemplateName = template.Name,
        VersionNumber = version.Number,
        VersionDescription = version.Description,
        CreateTime = version.CreatedAt.UtcDateTime,
        CreatedBy = version.CreatedBy,
        DefaultVersion = version.Number == template.DefaultVersion,
        LaunchTemplateData = data,
    };

    private static DescribeLaunchTemplatesResponse DescribeTemplates(DescribeLaunchTemplatesRequest request, Call call)
    {
        var ids = Required.Ids(request.LaunchTemplateIds, TemplateLookup.CheckId);
        var fits = s_templateFilters.Compile(request.Filters, call);
        foreach (var name in request.LaunchTemplateNames ?? [])
            TemplateLookup.ByName(call, name);
        var page = Listing.Page(call, s_pager, call.Region.LaunchTemplates, ids, missing => TemplateLookup.NotFound(missing.First()),
            template => (request.LaunchTemplateNames is not { Count: > 0 } names || names.Contains(template.Name)) && fits(template), request.MaxResults, request.NextToken);
        return new() { NextToken = page.NextToken, LaunchTemplates = [.. page.Items.Select(template => Show(call, template))] };
    }

    private static DescribeLaunchTemplateVersionsResponse DescribeVersions(DescribeLaunchTemplateVersionsRequest request, Call call)
    {
        var fits = s_versionFilters.Compile(request.Filters, call);
        var overAll = request.LaunchTemplateId is null && request.LaunchTemplateName is null;
        var asked = request.Versions ?? [];
        if (overAll && (asked.Count == 0 || asked.Any(version => version is not ("$Latest" or "$Default"))))
            throw Errors.MissingParameter("LaunchTemplateId");
        if (asked.Count > 0 && (request.MinVersion ?? request.MaxVersion) is not null)
            throw Errors.InvalidParameterCombination("LaunchTemplateVersion cannot be used with MinVersion or MaxVersion.");
        call.AfterSyntax();
        IEnumerable<SimLaunchTemplate> templates = overAll ? call.Region.LaunchTemplates.Where(call.IsListed) : [TemplateLookup.Own(call, request.LaunchTemplateId, request.LaunchTemplateName)];
        var from = request.MinVersion is { } least ? TemplateLookup.Number(least) : 1;
        var to = request.MaxVersion is { } most ? TemplateLookup.Number(most) : long.MaxValue;
        // The order is lasting: templates by age, and within each its versions, newest first, as AWS shows them.
        var all = templates
            .SelectMany(template => Chosen(template, asked, overAll, from, to).OrderByDescending(version => version.Number).Select(version => (Template: template, Version: version)))
            .Where(pair => fits(pair.Version))
            .Select((pair, index) => (pair.Template, pair.Version, Number: index + 1L))
            .ToList();
        call.BeforeChange();

        var page = s_pager.Take(call, request.MaxResults, request.NextToken, after => all.Where(each => each.Number > after), _ => true, each => each.Number);
        return new()
        {
            NextToken = page.NextToken,
            LaunchTemplateVersions = [.. page.Items.Select(each => Show(each.Template, each.Version, request.ResolveAlias == true ? TemplateData.Resolve(call.Region, each.Version.Data) : each.Version.Data))],
        };
    }

    private static IEnumerable<SimLaunchTemplateVersion> Chosen(SimLaunchTemplate template, List<string> asked, bool overAll, long from, long to) => asked.Count == 0
        ? template.Versions.Where(version => version.Number >= from && version.Number <= to)
        : asked.Select(version => overAll ? TemplateLookup.TryVersion(template, version) : TemplateLookup.Version(template, version)).OfType<SimLaunchTemplateVersion>().Distinct();
}
