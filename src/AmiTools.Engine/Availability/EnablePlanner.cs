using Amazon.EC2.Model;
using AmiTools.Engine.Access;
using AmiTools.Engine.Errors;
using AmiTools.Engine.Images;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Availability;

/// <summary>Finds out what stands in the way of enabling images, and whom they would be shared with again.</summary>
internal sealed class EnablePlanner(EngineSession session, EnableOptions options)
{
    public async Task<EnablePlan> PlanAsync(CancellationToken cancellationToken)
    {
        NamedImages images = await NamedImages.ReadAsync(session, options.Session, options.ImageId, session.Settings.NamedResourceWindow, cancellationToken).ConfigureAwait(false);
        List<AvailabilityStep> steps = [];
        List<AmiException> problems = [.. images.Problems, .. images.Missing.Select(missing => Ids.ResourceIds.ImageNotFound(missing.Reference))];
        foreach (IGrouping<RegionSession, NamedImage> group in images.Found.GroupBy(named => named.Region))
        {
            try
            {
                Obstacles obstacles = await ReadAsync(group.Key, [.. group.Select(named => named.Image)], cancellationToken).ConfigureAwait(false);
                foreach (NamedImage named in group) Decide(named, obstacles, steps, problems);
            }
            catch (AmiException failure) when (!failure.StopsEverything)
            {
                problems.Add(failure.As(failure.Code, failure.Kind, $"Whether images in {group.Key} can be enabled could not be read: {failure.Message}", group.First().Image.ImageId));
            }
        }

        string[] order = [.. options.ImageId.Select(reference => reference.Id)];
        return new EnablePlan { Options = options, Steps = [.. steps.OrderBy(step => Array.IndexOf(order, step.Image.ImageId))], Problems = problems };
    }

    private async Task<Obstacles> ReadAsync(RegionSession region, Image[] images, CancellationToken cancellationToken)
    {
        Image[] disabled = [.. images.Where(image => image.State?.Value == ImageStates.Disabled)];
        Dictionary<string, Snapshot> snapshots = await region.Snapshots.ByIdAsync(disabled.SelectMany(image => image.SnapshotIds()), cancellationToken).ConfigureAwait(false);
        bool opens = options.RestoreAccess && images.Any(image => image.Tags.ToDictionary().Any(tag => tag.Key.StartsWith(AmiToolsTags.Access, StringComparison.Ordinal) && tag.Value.Split(' ').Contains(AmiPrincipals.Everybody)));
        return new Obstacles(snapshots, opens ? await PublicAccess.OfImagesAsync(region, cancellationToken).ConfigureAwait(false) : null);
    }

    private void Decide(NamedImage named, Obstacles obstacles, List<AvailabilityStep> steps, List<AmiException> problems)
    {
        Ami image = named.Image.ToAmi(named.Region.Name, named.Region.Time.GetUtcNow());
        try
        {
            bool disabled = image.State == ImageStates.Disabled;
            if (!disabled && !named.Image.IsAvailable()) throw NotDisabled(image);
            if (image.SnapshotIds.FirstOrDefault(id => obstacles.Snapshots.GetValueOrDefault(id)?.StorageTier?.Value == "archive") is { } archived) throw Archived(image, archived);
            // Where the tags are broken, that matters only to somebody who wants what they keep.
            IReadOnlyList<string> kept = options.RestoreAccess ? KeptAccess.Read(image) : KeptAccess.ReadOrNobody(image);
            if (options.RestoreAccess && kept.Contains(AmiPrincipals.Everybody) && obstacles.Public is { } blocked) throw blocked.As(blocked.Code, blocked.Kind, $"{image.ImageId} was public. {blocked.Message}", image.ImageId);
            steps.Add(Step(image, disabled, options.RestoreAccess ? kept : [], options.RestoreAccess ? [] : kept));
        }
        catch (AmiException refused)
        {
            problems.Add(refused);
        }
    }

    private static AvailabilityStep Step(Ami image, bool disabled, IReadOnlyList<string> restored, IReadOnlyList<string> kept) => new()
    {
        Image = image,
        Outcome = new AmiAvailability
        {
            Region = image.Region, AccountId = image.AccountId, ImageId = image.ImageId, Name = image.Name, PreviousState = image.State, State = ImageStates.Available,
            RestoredAccess = restored, KeptAccess = kept,
        },
        Target = $"{image.ImageId} ({image.Region})",
        Action = (disabled, restored.Count) switch
        {
            (true, 0) => "Enable",
            (true, _) => $"Enable, and share again with {Principals.Show(restored)}",
            (false, 0) => "Leave enabled, as it is",
            (false, _) => $"Share again with {Principals.Show(restored)}",
        },
        Caution = restored.Contains(AmiPrincipals.Everybody) ? "Everybody may launch it then, and read what is on it." : null,
        Warnings = kept.Count == 0 ? [] : [$"before it was disabled it was shared with {Principals.Show(kept)}, and now it is not. Enable-Ami -RestoreAccess brings that back, also later."],
    };

    private static AmiException NotDisabled(Ami image) => new(AmiErrorCodes.ImageNotAvailable, AmiErrorKind.InvalidState, $"{image.ImageId} in {image.Region} is {image.State}, and only a disabled image can be enabled.")
    {
        ResourceId = image.ImageId, Region = image.Region, Remedy = image.State == "pending" ? $"Wait for it: Wait-Ami {image.ImageId}." : "Remove-Ami removes what failed.",
    };

    private static AmiException Archived(Ami image, string snapshotId) => new(AmiErrorCodes.SnapshotArchived, AmiErrorKind.InvalidState, $"{image.ImageId} in {image.Region} cannot be enabled: its snapshot {snapshotId} is archived, or restored from the archive for a time only.")
    {
        ResourceId = image.ImageId, Region = image.Region, Remedy = $"Restore it for good, which can take 72 hours: Set-EbsSnapshotTier {snapshotId} -Tier standard -Region {image.Region}.",
    };

    /// <param name="Snapshots">The snapshots behind the disabled images.</param>
    /// <param name="Public">Why nothing can be made public; null where it can, or nobody wants that.</param>
    private sealed record Obstacles(IReadOnlyDictionary<string, Snapshot> Snapshots, AmiException? Public);
}
