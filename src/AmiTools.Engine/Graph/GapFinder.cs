namespace AmiTools.Engine.Graph;

/// <summary>Adds up what could not be read.</summary>
internal sealed class GapFinder
{
    public GapFinder(Estate estate, IEnumerable<AmiException> ancestry)
    {
        List<GraphGap> gaps = [];
        List<AmiException> failures = [];
        foreach (RegionEstate region in estate.Regions)
        {
            foreach (Shelf shelf in region.Shelves.Where(shelf => shelf.Failure is not null)) Add(region.Name, shelf.Kind, shelf.Failure!);
            if (region.Templates.Items.Any(version => TemplateEdges.IsAlias(version.LaunchTemplateData?.ImageId ?? ""))) Add(region.Name, GraphGapKinds.LaunchTemplateAlias, region.AliasFailure ?? NotResolved(region.Name));
        }

        foreach (AmiException failure in ancestry) Add(failure.Region ?? "", GraphGapKinds.ImageAncestry, failure);
        Gaps = [.. gaps.OrderBy(gap => gap.Region, StringComparer.Ordinal).ThenBy(gap => gap.Kind, StringComparer.Ordinal)];
        Failures = failures;

        void Add(string region, string kind, AmiException failure)
        {
            gaps.Add(new GraphGap { Region = region, Kind = kind, Code = failure.Code, Reason = failure.Message });
            failures.Add(failure);
        }
    }

    /// <summary>What could not be read, by region and kind.</summary>
    public IReadOnlyList<GraphGap> Gaps { get; }

    /// <summary>The failures behind it.</summary>
    public IReadOnlyList<AmiException> Failures { get; }

    private static AmiException NotResolved(string region) =>
        new(AmiErrorCodes.OperationNotSupported, AmiErrorKind.NotSupported, $"DescribeLaunchTemplateVersions in {region} left parameters (resolve:ssm:...) as they are.")
        {
            Region = region, Operation = "DescribeLaunchTemplateVersions", Remedy = "Allow the caller ssm:GetParameters; until then any image may be in use by those templates.",
        };
}
