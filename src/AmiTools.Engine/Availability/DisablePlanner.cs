using System.Collections.Concurrent;
using AmiTools.Engine.Access;
using AmiTools.Engine.Errors;
using AmiTools.Engine.Images;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Availability;

/// <summary>Finds out whom disabling would throw out, and whether that can be written down first.</summary>
internal sealed class DisablePlanner(EngineSession session, DisableOptions options)
{
    public async Task<DisablePlan> PlanAsync(CancellationToken cancellationToken)
    {
        NamedImages images = await NamedImages.ReadAsync(session, options.Session, options.ImageId, session.Settings.NamedResourceWindow, cancellationToken).ConfigureAwait(false);
        ConcurrentDictionary<NamedImage, AvailabilityStep> steps = [];
        ConcurrentDictionary<NamedImage, AmiException> refused = [];
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = session.Settings.Parallelism, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(images.Found, parallel, async (named, token) =>
        {
            try
            {
                steps[named] = await StepAsync(named, token).ConfigureAwait(false);
            }
            catch (AmiException failure) when (!failure.StopsEverything)
            {
                refused[named] = failure;
            }
        }).ConfigureAwait(false);
        return new DisablePlan
        {
            Options = options,
            Steps = [.. images.Found.Where(steps.ContainsKey).Select(named => steps[named])],
            Problems = [.. images.Problems, .. images.Missing.Select(missing => Ids.ResourceIds.ImageNotFound(missing.Reference)), .. images.Found.Where(refused.ContainsKey).Select(named => refused[named])],
        };
    }

    private async Task<AvailabilityStep> StepAsync(NamedImage named, CancellationToken cancellationToken)
    {
        Ami image = named.Image.ToAmi(named.Region.Name, named.Region.Time.GetUtcNow());
        if (image.State == ImageStates.Disabled) return Step(image, [], [], "Leave disabled, as it is", []);
        if (!named.Image.IsAvailable()) throw NotReady(image);
        string[] sharedWith = await SharingAsync(named.Region, image, cancellationToken).ConfigureAwait(false);
        List<string> warnings = [];
        bool fits = KeptAccess.Fits(image, sharedWith);
        if (!fits && options.Session.Journal is null) throw TooLong(image, sharedWith);
        if (!fits) warnings.Add($"the {sharedWith.Length} that it is shared with do not fit into its tags. Only the journal {options.Session.Journal} keeps them: Undo-AmiChange brings them back, and Enable-Ami -RestoreAccess cannot.");
        AmiSnapshotAccess[] snapshots = await Task.WhenAll(image.SnapshotIds.Select(id => SnapshotAsync(named.Region, id, image, warnings, cancellationToken))).ConfigureAwait(false);
        string[] stillShared = [.. snapshots.Where(snapshot => snapshot.SharedWith.Count > 0).Select(snapshot => snapshot.SnapshotId)];
        if (stillShared.Length > 0)
            warnings.Add($"{string.Join(", ", stillShared)} stay{(stillShared.Length == 1 ? "s" : "")} shared with {Principals.Show([.. snapshots.SelectMany(snapshot => snapshot.SharedWith).Distinct()])}: disabling an image does not touch its snapshots. Revoke-AmiAccess takes that back.");
        if (sharedWith.Length == 0 && KeptAccess.Keys(image.Tags) is { Count: > 0 } old)
            warnings.Add($"nobody may launch it now, and its tags {string.Join(", ", old)} name whom it was shared with earlier. They stay, and Enable-Ami -RestoreAccess would share it with them again.");
        return Step(image, sharedWith, snapshots, sharedWith.Length == 0 ? "Disable; nobody else may launch it" : $"Disable, and take it from {Principals.Show(sharedWith)}; {(fits ? "its tags keep" : "the journal keeps")} who that is", warnings, fits);
    }

    private static async Task<string[]> SharingAsync(RegionSession region, Ami image, CancellationToken cancellationToken)
    {
        try
        {
            return await Permissions.OfImageAsync(region, image.ImageId, image.AccountId, cancellationToken).ConfigureAwait(false);
        }
        catch (AmiException failure) when (!failure.StopsEverything)
        {
            throw failure.As(AmiErrorCodes.AccessNotKept, failure.Kind, $"{image.ImageId} in {image.Region} is not disabled: AWS takes its launch permissions, and with whom it is shared could not be read to be kept. {failure.Message}", image.ImageId);
        }
    }

    private static async Task<AmiSnapshotAccess> SnapshotAsync(RegionSession region, string snapshotId, Ami image, List<string> warnings, CancellationToken cancellationToken)
    {
        try
        {
            return new AmiSnapshotAccess { SnapshotId = snapshotId, SharedWith = await Permissions.OfSnapshotAsync(region, snapshotId, image.AccountId, cancellationToken).ConfigureAwait(false) };
        }
        catch (AmiException failure) when (!failure.StopsEverything)
        {
            lock (warnings) warnings.Add($"with whom {snapshotId} is shared could not be read, and stays as it is. {failure.Message}");
            return new AmiSnapshotAccess { SnapshotId = snapshotId, IsKnown = false };
        }
    }

    /// <summary>The refusal to disable an image whose sharing nothing would keep.</summary>
    public static AmiException TooLong(Ami image, IReadOnlyList<string> sharedWith) =>
        new(AmiErrorCodes.AccessNotKept, AmiErrorKind.LimitExceeded, $"{image.ImageId} in {image.Region} is not disabled: AWS takes its launch permissions, and all {sharedWith.Count} of them do not fit into the tags that are left.")
        {
            ResourceId = image.ImageId, Region = image.Region,
            Remedy = "Give -Journal a file, which keeps them; or take tags from the image, or share it with the organisation or its units in place of single accounts.",
        };

    private static AvailabilityStep Step(Ami image, IReadOnlyList<string> sharedWith, IReadOnlyList<AmiSnapshotAccess> snapshots, string action, IReadOnlyList<string> warnings, bool fits = true) => new()
    {
        Image = image,
        Outcome = new AmiAvailability
        {
            Region = image.Region, AccountId = image.AccountId, ImageId = image.ImageId, Name = image.Name, PreviousState = image.State, State = ImageStates.Disabled,
            RemovedAccess = sharedWith, KeptAccess = !fits ? [] : sharedWith.Count > 0 ? sharedWith : KeptAccess.ReadOrNobody(image), Snapshots = snapshots,
        },
        Target = $"{image.ImageId} ({image.Region})", Action = action, Warnings = warnings,
    };

    private static AmiException NotReady(Ami image) => new(AmiErrorCodes.ImageNotAvailable, AmiErrorKind.InvalidState, $"{image.ImageId} in {image.Region} is {image.State}, and only an available image can be disabled.")
    {
        ResourceId = image.ImageId, Region = image.Region, Remedy = image.State == "pending" ? $"Wait for it: Wait-Ami {image.ImageId}." : "Remove-Ami removes what failed.",
    };
}
