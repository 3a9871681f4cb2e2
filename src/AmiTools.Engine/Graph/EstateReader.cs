using System.Collections.Concurrent;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Graph;

/// <summary>Reads an estate, all regions and kinds at a time.</summary>
internal sealed class EstateReader
{
    private readonly Estate _estate;
    private readonly IEngineEvents _events;
    private readonly int _parallelism;
    private readonly Dictionary<(string Region, string Kind), ShelfReader> _readers = [];
    private readonly ConcurrentDictionary<string, int> _pages = new(StringComparer.Ordinal);

    public EstateReader(EngineSession session, Estate estate, IEngineEvents events)
    {
        _estate = estate;
        _events = events;
        _parallelism = session.Settings.Parallelism;
        foreach (RegionEstate region in estate.Regions) AddReaders(region, new EstatePages(session.In(region.Name), region, estate));
    }

    /// <summary>Reads what the questions need; those that are answered already cost nothing.</summary>
    public async Task AnswerAsync(IEnumerable<Question> questions, CancellationToken cancellationToken)
    {
        ParallelOptions options = new() { MaxDegreeOfParallelism = _parallelism, CancellationToken = cancellationToken };
        IGrouping<(string, string), Question>[] shelves = [.. questions.Distinct().GroupBy(question => (question.Region, question.Kind))];
        await Parallel.ForEachAsync(shelves, options, async (shelf, token) => await _readers[shelf.Key].AnswerAsync([.. shelf], token).ConfigureAwait(false)).ConfigureAwait(false);
    }

    /// <summary>Says that all reading is done.</summary>
    public void Done()
    {
        foreach (string region in _pages.Keys) Report(region, completed: true);
    }

    private void AddReaders(RegionEstate region, EstatePages pages)
    {
        Add(region.Images, pages.ImagesAsync, "DescribeImages");
        Add(region.Snapshots, pages.SnapshotsAsync, "DescribeSnapshots");
        Add(region.Volumes, pages.VolumesAsync, "DescribeVolumes");
        Add(region.Instances, pages.InstancesAsync, "DescribeInstances");
        Add(region.Templates, pages.TemplatesAsync, "DescribeLaunchTemplateVersions");
        Add(region.BinnedImages, pages.BinnedImagesAsync, "ListImagesInRecycleBin");
        Add(region.BinnedSnapshots, pages.BinnedSnapshotsAsync, "ListSnapshotsInRecycleBin");
        Add(region.BinnedVolumes, pages.BinnedVolumesAsync, "ListVolumesInRecycleBin");
    }

    private void Add<T>(Shelf<T> shelf, Func<Listing, CancellationToken, Task<Page<T>>> list, string operation)
        where T : class => _readers.Add((shelf.Region, shelf.Kind), new ShelfReader<T>(shelf, list, operation, () => PageRead(shelf.Region)));

    private void PageRead(string region)
    {
        _pages.AddOrUpdate(region, 1, (_, pages) => pages + 1);
        Report(region, completed: false);
    }

    private void Report(string region, bool completed) => _events.Progress(new ProgressReport
    {
        Key = $"graph {region}", Activity = $"Read {region}", Status = $"{_pages[region]} pages, {_estate.In(region)!.Shelves.Sum(shelf => shelf.Count)} resources", Completed = completed,
    });
}
