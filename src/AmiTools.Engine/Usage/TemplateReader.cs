using System.Collections.Concurrent;
using System.Globalization;
using Amazon.EC2.Model;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Usage;

/// <summary>Reads launch templates of one region, over all of them at a time where the endpoint lets that be, with <c>resolve:ssm:</c> resolved where the parameter is there.</summary>
internal sealed class TemplateReader(RegionSession region)
{
    private const int PageSize = 200;
    private const string Alias = "resolve:";

    // Without a template's id AWS takes these two words only.
    private static readonly string[] s_inForce = ["$Latest", "$Default"];

    /// <summary>Whether this is an alias that nobody has resolved, and so could be any image.</summary>
    public static bool IsAlias(string image) => image.StartsWith(Alias, StringComparison.Ordinal);

    /// <summary>The latest and the default version of each template.</summary>
    public async Task<IReadOnlyCollection<LaunchTemplateVersion>> InForceAsync(CancellationToken cancellationToken)
    {
        DescribeLaunchTemplateVersionsRequest all = new() { Versions = [.. s_inForce], MaxResults = PageSize };
        try
        {
            return await ReadAsync(all, cancellationToken).ConfigureAwait(false);
        }
        catch (AmiException failure) when (failure.Kind == AmiErrorKind.InvalidInput)
        {
            // An endpoint that takes one template a call only.
            LaunchTemplate[] templates = await TemplatesAsync(cancellationToken).ConfigureAwait(false);
            return await EachAsync(templates, template => new DescribeLaunchTemplateVersionsRequest { LaunchTemplateId = template.LaunchTemplateId, Versions = [.. s_inForce] }, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The newest versions of each template: a call for each.</summary>
    /// <param name="depth">How many of each.</param>
    /// <param name="cancellationToken">Cancels the reads.</param>
    public async Task<IReadOnlyCollection<LaunchTemplateVersion>> NewestAsync(int depth, CancellationToken cancellationToken)
    {
        LaunchTemplate[] templates = await TemplatesAsync(cancellationToken).ConfigureAwait(false);
        return await EachAsync(templates, template => new DescribeLaunchTemplateVersionsRequest
        {
            LaunchTemplateId = template.LaunchTemplateId, MinVersion = Math.Max(1, (template.LatestVersionNumber ?? depth) - depth + 1).ToString(CultureInfo.InvariantCulture), MaxResults = PageSize,
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Single versions of templates: a call for each template. One that is gone has none.</summary>
    public Task<IReadOnlyCollection<LaunchTemplateVersion>> PinnedAsync(IReadOnlyCollection<PinnedVersions> pinned, CancellationToken cancellationToken) =>
        EachAsync(pinned, template => new DescribeLaunchTemplateVersionsRequest { LaunchTemplateId = template.Id, LaunchTemplateName = template.Id is null ? template.Name : null, Versions = [.. template.Versions] }, cancellationToken);

    private async Task<IReadOnlyCollection<LaunchTemplateVersion>> EachAsync<T>(IReadOnlyCollection<T> templates, Func<T, DescribeLaunchTemplateVersionsRequest> requestFor, CancellationToken cancellationToken)
    {
        ConcurrentBag<LaunchTemplateVersion> found = [];
        ParallelOptions options = new() { MaxDegreeOfParallelism = region.Settings.Parallelism, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(templates, options, async (template, token) =>
        {
            foreach (LaunchTemplateVersion version in await ThoseThatAreThereAsync(requestFor(template), token).ConfigureAwait(false)) found.Add(version);
        }).ConfigureAwait(false);
        return found;
    }

    private async Task<IReadOnlyCollection<LaunchTemplateVersion>> ThoseThatAreThereAsync(DescribeLaunchTemplateVersionsRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (AmiException failure) when (failure.Kind == AmiErrorKind.NotFound)
        {
            // One version that was deleted fails the call for the others too. A single one launches nothing any more.
            if (request.Versions is not { Count: > 1 } versions) return [];
            IEnumerable<DescribeLaunchTemplateVersionsRequest> single = versions.Select(version => new DescribeLaunchTemplateVersionsRequest { LaunchTemplateId = request.LaunchTemplateId, LaunchTemplateName = request.LaunchTemplateName, Versions = [version] });
            return [.. (await Task.WhenAll(single.Select(each => ThoseThatAreThereAsync(each, cancellationToken))).ConfigureAwait(false)).SelectMany(found => found)];
        }
    }

    /// <summary>The versions with their aliases resolved. One parameter that is not there fails a whole call: the others are then resolved template by template.</summary>
    private async Task<IReadOnlyCollection<LaunchTemplateVersion>> ReadAsync(DescribeLaunchTemplateVersionsRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await PagesAsync(request, resolve: true, cancellationToken).ConfigureAwait(false);
        }
        catch (AmiException failure) when (failure.Kind == AmiErrorKind.InvalidInput)
        {
            List<LaunchTemplateVersion> plain = await PagesAsync(request, resolve: false, cancellationToken).ConfigureAwait(false);
            return [.. await Task.WhenAll(plain.Select(version => version.LaunchTemplateData?.ImageId is { } image && IsAlias(image) ? ResolveAsync(version, cancellationToken) : Task.FromResult(version))).ConfigureAwait(false)];
        }
    }

    private async Task<LaunchTemplateVersion> ResolveAsync(LaunchTemplateVersion version, CancellationToken cancellationToken)
    {
        try
        {
            DescribeLaunchTemplateVersionsRequest one = new() { LaunchTemplateId = version.LaunchTemplateId, Versions = [$"{version.VersionNumber}"] };
            return (await PagesAsync(one, resolve: true, cancellationToken).ConfigureAwait(false)).FirstOrDefault() ?? version;
        }
        catch (AmiException failure) when (failure.Kind is AmiErrorKind.InvalidInput or AmiErrorKind.NotFound)
        {
            return version;
        }
    }

    private Task<List<LaunchTemplateVersion>> PagesAsync(DescribeLaunchTemplateVersionsRequest request, bool resolve, CancellationToken cancellationToken)
    {
        request.NextToken = null;
        // Turns resolve:ssm: into an image's id without asking Systems Manager ourselves.
        request.ResolveAlias = resolve ? true : null;
        return region.CallAsync("DescribeLaunchTemplateVersions", request.LaunchTemplateId ?? request.LaunchTemplateName, ec2 => ec2.Paginators.DescribeLaunchTemplateVersions(request).LaunchTemplateVersions.CollectAsync(cancellationToken));
    }

    private async Task<LaunchTemplate[]> TemplatesAsync(CancellationToken cancellationToken)
    {
        DescribeLaunchTemplatesRequest request = new() { MaxResults = PageSize };
        return [.. await region.CallAsync("DescribeLaunchTemplates", null, ec2 => ec2.Paginators.DescribeLaunchTemplates(request).LaunchTemplates.CollectAsync(cancellationToken)).ConfigureAwait(false)];
    }
}

/// <summary>Versions of one launch template that something names by their numbers.</summary>
/// <param name="Id">The template's id; null where only its name is known.</param>
/// <param name="Name">Its name; null where only its id is known.</param>
/// <param name="Versions">The numbers.</param>
internal sealed record PinnedVersions(string? Id, string? Name, IReadOnlyCollection<string> Versions);
