using Amazon.EC2.Model;
using AmiTools.Engine.Errors;
using AmiTools.Engine.Ids;
using AmiTools.Engine.Images;
using AmiTools.Engine.Sessions;
using AmiTools.Engine.Tags;

namespace AmiTools.Engine.Registration;

/// <summary>Reads which images would be registered from snapshots, and everything that would make that fail.</summary>
internal sealed class SnapshotRegistrationPlanner(EngineSession session, SnapshotRegistrationOptions options, IEngineEvents events)
{
    // The attempt, which tells a lost answer from a call that never arrived.
    private const int OwnTags = 1;

    private readonly List<AmiException> _problems = [];
    private readonly List<RegistrationStep> _steps = [];
    private readonly HashSet<string> _settled = new(StringComparer.Ordinal);

    /// <summary>The plan. Changes nothing.</summary>
    public async Task<RegistrationPlan> PlanAsync(CancellationToken cancellationToken)
    {
        RegistrationNames? names = Names();
        _problems.AddRange(TagRules.Problems(options.Tag));
        _problems.AddRange(MachineRules.Problems(options.Machine));
        if (options.Size is < 1) _problems.Add(Invalid("A root volume has at least 1 GiB.", "Give -Size in whole GiB."));
        if (options.LikeImageId is { } like && !new ResourceReference(like).IsWellFormed("ami")) _problems.Add(ResourceIds.NotAnImage(new ResourceReference(like)));
        _problems.AddRange(options.BlockDevice.Where(device => device.SnapshotId is { } id && !new ResourceReference(id).IsWellFormed("snap")).Select(device => ResourceIds.NotASnapshot(new ResourceReference(device.SnapshotId!))));
        ResourceReference[] asked = [.. options.SnapshotId.DistinctBy(snapshot => (snapshot.Id, snapshot.Region))];
        _problems.AddRange(asked.Where(snapshot => !snapshot.IsWellFormed("snap")).Select(ResourceIds.NotASnapshot));
        if (names is not null && _problems.All(problem => problem.Code == AmiErrorCodes.InvalidSnapshotId)) await ReadAsync([.. asked.Where(snapshot => snapshot.IsWellFormed("snap"))], names, cancellationToken).ConfigureAwait(false);
        return new RegistrationPlan { Session = options.Session, Wait = options.Wait, Timeout = options.Timeout, Steps = _steps, Problems = _problems };
    }

    private RegistrationNames? Names()
    {
        try
        {
            return new RegistrationNames(options);
        }
        catch (AmiException problem)
        {
            _problems.Add(problem);
            return null;
        }
    }

    private async Task ReadAsync(ResourceReference[] asked, RegistrationNames names, CancellationToken cancellationToken)
    {
        Whereabouts where = await Whereabouts.ResolveAsync(session, options.Session, asked, _problems, cancellationToken).ConfigureAwait(false);
        foreach (RegionSession region in where.Regions)
        {
            try
            {
                await ReadAsync(region, where.In(region), names, cancellationToken).ConfigureAwait(false);
            }
            catch (AmiException failure) when (!failure.StopsEverything)
            {
                // One failure for the region; its snapshots are not said to be missing besides.
                _problems.Add(failure);
                _settled.UnionWith(where.In(region).Select(snapshot => snapshot.Given));
            }
        }

        _problems.AddRange(where.References.Where(snapshot => !_settled.Contains(snapshot.Given) && where.Of(snapshot).Length > 0).Select(ResourceIds.SnapshotNotFound));
    }

    private async Task ReadAsync(RegionSession region, ResourceReference[] asked, RegistrationNames names, CancellationToken cancellationToken)
    {
        string[] volumes = [.. options.BlockDevice.Select(device => device.SnapshotId).OfType<string>()];
        SnapshotSources sources = await SnapshotSources.ReadAsync(region, [.. asked.Select(snapshot => snapshot.Id), .. volumes], cancellationToken).ConfigureAwait(false);
        ResourceReference[] here = [.. asked.Where(snapshot => sources.Knows(snapshot.Id))];
        if (here.Length == 0) return;
        _settled.UnionWith(here.Select(snapshot => snapshot.Given));
        AmiException[] unusable = [.. volumes.Distinct().Select(id => sources.Problem(new ResourceReference(id, region.Name))).OfType<AmiException>()];
        _problems.AddRange(unusable);
        FoundMachine? like = await LikeAsync(region, cancellationToken).ConfigureAwait(false);
        if (unusable.Length > 0 || (like is null && options.LikeImageId is not null)) return;

        Snapshot[] roots = [.. here.Select(snapshot => sources.Own.GetValueOrDefault(snapshot.Id)).OfType<Snapshot>()];
        MachineFinder finder = await MachineFinder.ReadAsync(region, roots, events, cancellationToken).ConfigureAwait(false);
        List<RegistrationDraft> drafts = [];
        foreach (ResourceReference snapshot in here)
        {
            if (sources.Problem(snapshot) is { } problem)
            {
                _problems.Add(problem);
                continue;
            }

            Snapshot root = sources.Own[snapshot.Id];
            FoundMachine? found = await finder.OfAsync(root, cancellationToken).ConfigureAwait(false);
            drafts.Add(new RegistrationDraft(region, snapshot, root, found, like, options, sources.Own));
        }

        await AddAsync(region, drafts, names, cancellationToken).ConfigureAwait(false);
    }

    private async Task<FoundMachine?> LikeAsync(RegionSession region, CancellationToken cancellationToken)
    {
        if (options.LikeImageId is not { } id) return null;
        if (await region.Images.OneAsync(new ResourceReference(id).Id, cancellationToken).ConfigureAwait(false) is { } image) return await MachineFinder.OfAsync(region, image, events, cancellationToken).ConfigureAwait(false);
        _problems.Add(ResourceIds.ImageNotFound(new ResourceReference(id, region.Name)));
        return null;
    }

    private async Task AddAsync(RegionSession region, List<RegistrationDraft> drafts, RegistrationNames names, CancellationToken cancellationToken)
    {
        List<(RegistrationDraft Draft, string Name, string Description)> named = [];
        foreach (RegistrationDraft draft in drafts)
        {
            AmiException[] problems = [.. draft.Problems()];
            _problems.AddRange(problems);
            try
            {
                (string name, string description) = (names.Name(draft.Root), names.Description(draft.Root));
                if (problems.Length == 0) named.Add((draft, name, description));
            }
            catch (AmiException problem)
            {
                _problems.Add(problem.As(problem.Code, problem.Kind, problem.Message, draft.Given));
            }
        }

        ILookup<string, Image> existing = (await region.Images.OwnByNameAsync(named.Select(each => each.Name), cancellationToken).ConfigureAwait(false)).ToLookup(image => image.Name ?? "", StringComparer.Ordinal);
        HashSet<string> planned = [];
        foreach ((RegistrationDraft draft, string name, string description) in named)
        {
            if (Conflict(draft, name, existing[name], planned) is { } conflict) _problems.Add(conflict);
            else _steps.Add(draft.Step(name, description, TagsOf(draft.Root), RegisteredImages.Of(existing[name], draft.Root.SnapshotId, null)));
        }
    }

    private AmiException? Conflict(RegistrationDraft draft, string name, IEnumerable<Image> existing, HashSet<string> planned)
    {
        RegisteredImages match = RegisteredImages.Of(existing, draft.Root.SnapshotId, null);
        if (TagsOf(draft.Root).Count + OwnTags is var count && count > TagRules.MaximumTags) return TagRules.TooMany(count, $" for the image of {draft.Given} ({OwnTags} is the module's own)");
        if (match.Other is { } other) return RegisteredImages.Taken(draft.Given, draft.Region.Name, name, $"{other.ImageId} ({other.State?.Value}) has it already");
        if (match.Live is { } live && RegisteredImages.Differences(live, draft.Machine, draft.Devices.Devices).ToArray() is { Length: > 0 } differences)
            return RegisteredImages.Taken(draft.Given, draft.Region.Name, name, $"{live.ImageId} is registered from the same snapshot in another way: {string.Join("; ", differences)}");
        return planned.Add(name) ? null : RegisteredImages.Taken(draft.Given, draft.Region.Name, name, "another snapshot of this command would get it too");
    }

    private Dictionary<string, string> TagsOf(Snapshot snapshot) => TagRules.Merge(options.CopyTag ? TagRules.Copyable(snapshot.Tags.ToDictionary()) : [], options.Tag);

    private static AmiException Invalid(string message, string remedy) => new(AmiErrorCodes.InvalidOption, AmiErrorKind.InvalidInput, message) { Remedy = remedy };
}
