using Amazon.EC2.Model;
using AmiTools.Engine.Ids;
using AmiTools.Engine.Images;
using AmiTools.Engine.Launching;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Restoring;

/// <summary>The backups that are to be launched, each as the image that the region of the launch has of it.</summary>
internal sealed class LaunchSources(EngineSession session, LaunchOptions options)
{
    private readonly List<AmiException> _problems = [];

    /// <summary>What keeps backups from being launched at all.</summary>
    public IReadOnlyList<AmiException> Problems => _problems;

    /// <summary>Reads the images, by the region that they are launched in.</summary>
    public async Task<ILookup<string, LaunchSource>> ReadAsync(CancellationToken cancellationToken)
    {
        if (options.ImageId.Count == 0) _problems.Add(new AmiException(AmiErrorCodes.InvalidOption, AmiErrorKind.InvalidInput, "No image is given.") { Remedy = "Give -ImageId, or pipe images in." });
        string? destination = await DestinationAsync(cancellationToken).ConfigureAwait(false);
        NamedImages images = await NamedImages.ReadAsync(session, options.Session, options.ImageId, session.Settings.NamedResourceWindow, cancellationToken, alsoForeign: true).ConfigureAwait(false);
        _problems.AddRange(images.Problems);
        foreach (MissingImage missing in images.Missing) _problems.Add(await MissingAsync(missing, cancellationToken).ConfigureAwait(false));
        if (options.DestinationRegion is not null && destination is null) return Enumerable.Empty<LaunchSource>().ToLookup(_ => "");

        List<(string Region, LaunchSource Source)> sources = [];
        NamedImage[] elsewhere = [.. images.Found.Where(image => destination is not null && image.Region.Name != destination)];
        foreach (NamedImage named in images.Found.Except(elsewhere)) Take(sources, named, named.Region, named.Image);
        if (elsewhere.Length > 0)
        {
            RegionSession region = session.In(destination!);
            BackupCopies copies = await BackupCopies.ReadAsync(region, [.. elsewhere.Select(named => (named.Region.Name, named.Image.ImageId!))], cancellationToken).ConfigureAwait(false);
            foreach (NamedImage named in elsewhere)
            {
                Image[] all = [.. copies.Of(named.Region.Name, named.Image.ImageId!)];
                if (all.FirstOrDefault(copy => copy.IsAvailable()) is { } copy) Take(sources, named, region, copy);
                else _problems.Add(NoCopy(named, region, all));
            }
        }

        return sources.ToLookup(source => source.Region, source => source.Source, StringComparer.Ordinal);
    }

    private async Task<string?> DestinationAsync(CancellationToken cancellationToken)
    {
        if (options.DestinationRegion is not { } name) return null;
        (IReadOnlyList<string> regions, IReadOnlyList<AmiException> problems) = await session.Regions.ResolveAsync([name], cancellationToken).ConfigureAwait(false);
        _problems.AddRange(problems);
        if (regions.Count > 1) _problems.Add(new AmiException(AmiErrorCodes.InvalidOption, AmiErrorKind.InvalidInput, $"'{name}' means {string.Join(", ", regions)}, and a launch needs one region.") { ResourceId = name, Remedy = "Give one -DestinationRegion." });
        return regions is [var only] ? only : null;
    }

    private void Take(List<(string Region, LaunchSource Source)> sources, NamedImage named, RegionSession region, Image image)
    {
        Ami ami = image.ToAmi(region.Name, region.Time.GetUtcNow());
        if (image.IsAvailable()) sources.Add((region.Name, LaunchSource.Of(named.Reference.Given, ami, $"{named.Region.Name}/{named.Image.ImageId}", options)));
        else _problems.Add(NotAvailable(named.Reference.Given, ami));
    }

    private static AmiException NotAvailable(string given, Ami image) => new(AmiErrorCodes.ImageNotAvailable, AmiErrorKind.InvalidState, $"{image.ImageId} in {image.Region} is {image.State} and cannot be launched{(image.StateReason is { Length: > 0 } reason ? $": {reason}" : "")}.")
    {
        ResourceId = given, Region = image.Region,
        Remedy = image.State switch
        {
            "pending" => $"Wait for it first: Wait-Ami -ImageId {image.ImageId} -Region {image.Region}.",
            "disabled" => $"Enable it first: Enable-Ami {image.ImageId} -Region {image.Region}.",
            _ => "Only available images can be launched.",
        },
    };

    private static AmiException NoCopy(NamedImage named, RegionSession region, Image[] unfinished)
    {
        string id = named.Image.ImageId!;
        string waits = unfinished.Length == 0 ? "" : $": {string.Join(", ", unfinished.Select(copy => $"{copy.ImageId} is {copy.State?.Value}"))}";
        return new AmiException(AmiErrorCodes.NoCopyInRegion, AmiErrorKind.NotFound, $"{id} lies in {named.Region.Name}, and {region.Name} has no copy of it that can be launched{waits}.")
        {
            ResourceId = named.Reference.Given, Region = region.Name,
            Remedy = unfinished.FirstOrDefault(copy => copy.State?.Value == "pending") is { } pending
                ? $"Wait for the copy: Wait-Ami -ImageId {pending.ImageId} -Region {region.Name}."
                : $"Copy it first: Copy-AmiToRegion -ImageId {id} -Region {named.Region.Name} -DestinationRegion {region.Name} -Wait.",
        };
    }

    /// <summary>Somebody who names an image of another region may mean its copy here.</summary>
    private static async Task<AmiException> MissingAsync(MissingImage missing, CancellationToken cancellationToken)
    {
        AmiException notFound = ResourceIds.ImageNotFound(missing.Reference);
        foreach (RegionSession region in missing.Regions)
        {
            try
            {
                BackupCopies copies = await BackupCopies.ReadAsync(region, [("*", missing.Reference.Id)], cancellationToken).ConfigureAwait(false);
                if (copies.Of(null, missing.Reference.Id).FirstOrDefault(copy => copy.IsAvailable()) is not { } copy) continue;
                return new AmiException(notFound.Code, notFound.Kind, $"There is no image {missing.Reference.Id} in {region.Name}; {copy.ImageId} there is its copy.")
                {
                    ResourceId = missing.Reference.Given, Region = region.Name, Remedy = $"Launch the copy: Restore-AmiBackup {copy.ImageId} -Region {region.Name}.",
                };
            }
            catch (AmiException failure) when (!failure.StopsEverything)
            {
                // The hint is worth a try, and no second error.
            }
        }

        return notFound;
    }
}
