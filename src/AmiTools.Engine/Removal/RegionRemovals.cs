using Amazon.EC2.Model;
using AmiTools.Engine.Errors;
using AmiTools.Engine.Images;
using AmiTools.Engine.Sessions;
using AmiTools.Engine.Usage;

namespace AmiTools.Engine.Removal;

/// <summary>What removing images would do in one region. Everything is read for all images at a time, and in parallel.</summary>
internal sealed class RegionRemovals
{
    private readonly RegionSession _region;
    private readonly RemovalOptions _options;
    private readonly List<RemovalStep> _steps = [];
    private readonly List<AmiException> _problems = [];

    private RegionRemovals(RegionSession region, RemovalOptions options)
    {
        _region = region;
        _options = options;
    }

    /// <summary>The images that can be removed, and those that are gone and are finished.</summary>
    public IReadOnlyList<RemovalStep> Steps => _steps;

    /// <summary>Why the others are not.</summary>
    public IReadOnlyList<AmiException> Problems => _problems;

    /// <summary>The images that are gone of which this region knows something, or could not say.</summary>
    public HashSet<ResourceReference> Settled { get; } = [];

    /// <summary>Reads everything and decides.</summary>
    /// <param name="region">Where.</param>
    /// <param name="options">What was asked for.</param>
    /// <param name="found">Own images.</param>
    /// <param name="missing">Images that are not registered here.</param>
    /// <param name="cancellationToken">Cancels the reads.</param>
    public static async Task<RegionRemovals> PlanAsync(RegionSession region, RemovalOptions options, IReadOnlyList<NamedImage> found, IReadOnlyList<ResourceReference> missing, CancellationToken cancellationToken)
    {
        RegionRemovals plan = new(region, options);
        SharingProbe sharing = new(region);
        Task<IReadOnlyDictionary<string, UsageFindings>> usage = ImageUsage.Check(region, sharing).RunAsync([.. found.Select(image => image.Image)], cancellationToken);
        Task<BinCoverage> coverage = BinCoverage.ReadAsync(region, cancellationToken);
        Task<(Leftovers Left, SnapshotFacts Facts)> snapshots = plan.ReadSnapshotsAsync(found, missing, cancellationToken);
        await Task.WhenAll(usage, coverage, snapshots).ConfigureAwait(false);
        (Leftovers left, SnapshotFacts facts) = await snapshots.ConfigureAwait(false);
        plan.Decide(found, missing, await usage.ConfigureAwait(false), sharing, await coverage.ConfigureAwait(false), left, facts);
        return plan;
    }

    private async Task<(Leftovers Left, SnapshotFacts Facts)> ReadSnapshotsAsync(IReadOnlyList<NamedImage> found, IReadOnlyList<ResourceReference> missing, CancellationToken cancellationToken)
    {
        Leftovers left = Leftovers.None;
        try
        {
            string[] unfinished = [.. found.Select(image => image.Image).Where(image => image.State?.Value is not ("available" or "disabled")).Select(image => image.ImageId!)];
            left = await Leftovers.ReadAsync(_region, [.. missing.Select(reference => reference.Id)], unfinished, cancellationToken).ConfigureAwait(false);
        }
        catch (AmiException failure) when (!failure.StopsEverything)
        {
            // Not looked for is not the same as not there: these images are neither said to be missing nor finished.
            Settled.UnionWith(missing);
            _problems.AddRange(missing.Select(reference => failure.As(failure.Code, failure.Kind, $"{reference.Id} is not registered in {_region.Name}, and what it left could not be looked for: {failure.Message}", reference.Given)));
        }

        Snapshot[] known = [.. left.Snapshots.SelectMany(group => group).DistinctBy(snapshot => snapshot.SnapshotId)];
        SnapshotFacts facts = await SnapshotFacts.DescribeAsync(_region, [.. found.SelectMany(image => image.Image.SnapshotIds()).Distinct()], known, cancellationToken).ConfigureAwait(false);
        if (!_options.KeepSnapshot) await facts.ReadNeedsAsync(cancellationToken).ConfigureAwait(false);
        return (left, facts);
    }

    private void Decide(IReadOnlyList<NamedImage> found, IReadOnlyList<ResourceReference> missing, IReadOnlyDictionary<string, UsageFindings> usage, SharingProbe sharing, BinCoverage coverage, Leftovers left, SnapshotFacts facts)
    {
        List<(NamedImage Named, IReadOnlyList<UsageReason> Reasons)> accepted = [];
        foreach (NamedImage named in found)
        {
            UsageReason[] reasons = [.. usage[named.Image.ImageId!].Reasons, .. Gaps(named, facts)];
            if (UsageRefusal.Of(named, reasons, _options.Force) is { } refusal) _problems.Add(refusal);
            else accepted.Add((named, reasons));
        }

        // A snapshot goes with the last image that uses it, and stays where that one is refused: after each refusal the others are decided anew.
        SnapshotDecisions decisions;
        List<(NamedImage Named, RemovalStep Step)> steps;
        do
        {
            decisions = new(facts, coverage, [.. accepted.Select(image => image.Named.Image.ImageId!)], _options.KeepSnapshot, _region.Time.GetUtcNow().UtcDateTime, _region.Settings.VisibilityWindow);
            steps = [.. accepted.Select(image => (image.Named, Step(image.Named.Image, image.Reasons, sharing, coverage, left, decisions)))];
        }
        while (accepted.RemoveAll(image => steps.Exists(each => each.Named == image.Named && IsRefused(each.Step, image.Named.Reference))) > 0);
        _steps.AddRange(steps.Select(each => each.Step));

        foreach (ResourceReference reference in missing.Where(reference => !Settled.Contains(reference)))
        {
            if (Finish(reference, decisions, left) is not { } step) continue;
            Settled.Add(reference);
            if (!IsRefused(step, reference)) _steps.Add(step);
        }
    }

    private RemovalStep Step(Image image, IReadOnlyList<UsageReason> reasons, SharingProbe sharing, BinCoverage coverage, Leftovers left, SnapshotDecisions decisions)
    {
        IEnumerable<string> ids = image.SnapshotIds().Concat(left.Snapshots[image.ImageId!].Select(snapshot => snapshot.SnapshotId!)).Distinct();
        return RemovalWording.Step(image.ToAmi(_region.Name, _region.Time.GetUtcNow()), image.ImageLocation, coverage.Forecast(image), [.. ids.Select(id => decisions.Decide(image, id))], reasons, sharing.SharedWith(image.ImageId!));
    }

    /// <summary>Whether the step would lose something for good that nobody gave up; that is a problem then.</summary>
    private bool IsRefused(RemovalStep step, ResourceReference reference)
    {
        if (_options.AllowPermanent || step.Caution is not { } caution) return false;
        _problems.Add(new AmiException(AmiErrorCodes.RemovalPermanent, AmiErrorKind.InvalidState, $"{step.ImageId}{(step.Name.Length == 0 ? "" : $" ({step.Name})")} in {step.Region} is not removed: {caution}")
        {
            ResourceId = reference.Given, Region = step.Region, Operation = "DeregisterImage",
            Remedy = $"Have a rule keep it: New-RecycleBinRule; Test-RecycleBinCoverage {step.ImageId} tells what is missing.{(_options.KeepSnapshot ? "" : " -KeepSnapshot spares the snapshots.")} -AllowPermanent removes it all the same.",
        });
        return true;
    }

    private IEnumerable<UsageReason> Gaps(NamedImage named, SnapshotFacts facts) => named.Image.SnapshotIds().Count == 0 ? [] : facts.Gaps().Select(gap => new UsageReason
    {
        Verdict = UsageVerdict.Unknown,
        Kind = UsageKinds.Snapshot,
        Detail = $"{gap.Subject} could not be read ({gap.Failure.Operation}: {gap.Failure.AwsCode ?? gap.Failure.Code})",
        Remedy = $"{gap.Failure.Remedy}{(_options.KeepSnapshot ? "" : " -KeepSnapshot removes the image alone.")}".Trim(),
    });

    /// <summary>The end of a removal that was broken off; null where nothing is known of the image.</summary>
    private RemovalStep? Finish(ResourceReference reference, SnapshotDecisions decisions, Leftovers left)
    {
        ImageRecycleBinInfo? binned = left.Bin?.Images.GetValueOrDefault(reference.Id);
        Snapshot[] snapshots = [.. left.Snapshots[reference.Id]];
        if (binned is null && snapshots.Length == 0) return null;
        DateTime? exit = binned?.RecycleBinExitTime?.ToUniversalTime();
        BinForecast bin = binned is not null ? new BinForecast { Verdict = RecycleBinVerdict.Yes, Until = exit }
            : left.Bin is not null ? new BinForecast { Verdict = RecycleBinVerdict.No, Because = "the image is not in the Recycle Bin" }
            : new BinForecast { Verdict = RecycleBinVerdict.Unknown, Because = "the Recycle Bin could not be read" };
        string account = snapshots.Select(snapshot => snapshot.OwnerId).FirstOrDefault(owner => !string.IsNullOrEmpty(owner)) ?? "";
        return RemovalWording.Finish(reference.Id, _region.Name, account, binned?.Name ?? "", bin, [.. snapshots.Select(snapshot => decisions.DecideLeftover(reference.Id, snapshot.SnapshotId!))]);
    }
}
