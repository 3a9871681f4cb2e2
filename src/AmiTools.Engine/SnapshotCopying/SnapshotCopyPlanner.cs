using System.Globalization;
using AmiTools.Aws;
using AmiTools.Engine.Copying;
using AmiTools.Engine.Pricing;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.SnapshotCopying;

/// <summary>Reads what copies would be made, and everything that would make them fail: all of it before the first change.</summary>
internal sealed class SnapshotCopyPlanner(EngineSession session, EbsSnapshotCopyOptions options)
{
    private const double GiB = 1L << 30;

    private readonly bool _encrypts = CopyRules.Encrypts(options);

    /// <summary>The plan. Changes nothing.</summary>
    public async Task<EbsSnapshotCopyPlan> PlanAsync(CancellationToken cancellationToken)
    {
        List<AmiException> problems = [.. CopyRules.Problems(options)];
        SnapshotCopyTexts? texts = Texts(problems);
        // What is wrong with the options is wrong with every copy.
        bool hopeless = problems.Count > 0;
        IReadOnlyList<SnapshotCopySource> sources = await SnapshotCopySources.ReadAsync(session, options, problems, cancellationToken).ConfigureAwait(false);
        CopyDestinations destinations = await CopyDestinations.ResolveAsync(session, options.DestinationRegion, problems, cancellationToken).ConfigureAwait(false);
        List<EbsSnapshotCopyStep> steps = [];
        if (texts is not null)
        {
            Part[] parts = await Task.WhenAll(destinations.Regions.Select(region => ToAsync(region, [.. sources.Where(source => destinations.Takes(region, source.Snapshot.Region))], texts, cancellationToken))).ConfigureAwait(false);
            steps.AddRange(parts.SelectMany(part => part.Steps));
            problems.AddRange(parts.SelectMany(part => part.Problems));
        }

        return new EbsSnapshotCopyPlan { Options = options, Steps = hopeless ? [] : steps, Problems = problems };
    }

    private SnapshotCopyTexts? Texts(List<AmiException> problems)
    {
        try
        {
            return new SnapshotCopyTexts(options.Description);
        }
        catch (AmiException problem)
        {
            problems.Add(problem);
            return null;
        }
    }

    private async Task<Part> ToAsync(string destination, IReadOnlyList<SnapshotCopySource> sources, SnapshotCopyTexts texts, CancellationToken cancellationToken)
    {
        Part part = new([], []);
        if (sources.Count == 0) return part;
        try
        {
            RegionSession region = session.In(destination);
            ExistingSnapshotCopies existing = await ExistingSnapshotCopies.ReadAsync(region, sources.Select(source => source.Snapshot), cancellationToken).ConfigureAwait(false);
            (AmiException? key, string? warning, string? arn) = _encrypts && CopyRules.KeyFor(options, destination) is { } id ? await KeyCheck.RunAsync(region, id, cancellationToken).ConfigureAwait(false) : default;
            if (key is not null) part.Problems.Add(key);
            AmiException[] durations = [.. sources.GroupBy(source => source.Snapshot.Region).Select(group => CopyRules.DurationProblem(options, [.. group.Select(source => Transfer(source.Snapshot))], group.Key, destination)).OfType<AmiException>()];
            part.Problems.AddRange(durations);
            foreach (SnapshotCopySource source in sources)
            {
                AmiException[] own = [.. Problems(source.Snapshot, source.Given, destination)];
                part.Problems.AddRange(own);
                if (own.Length == 0 && Describe(source.Snapshot, destination, texts, part.Problems) is { } description && key is null && durations.Length == 0)
                    part.Steps.Add(Step(region, source, description, existing.Of(source.Snapshot, _encrypts, arn), arn, warning));
            }
        }
        catch (AmiException failure) when (!failure.StopsEverything)
        {
            part.Problems.Add(failure);
        }

        return part;
    }

    private static string? Describe(EbsSnapshot source, string destination, SnapshotCopyTexts texts, List<AmiException> problems)
    {
        try
        {
            return texts.Of(source, destination);
        }
        catch (AmiException problem)
        {
            problems.Add(problem);
            return null;
        }
    }

    private IEnumerable<AmiException> Problems(EbsSnapshot source, string given, string destination)
    {
        if (RegionNames.PartitionOf(source.Region) != RegionNames.PartitionOf(destination))
            yield return Problem(AmiErrorCodes.CopyNotAllowed, AmiErrorKind.NotSupported, $"{source.SnapshotId} cannot be copied from {source.Region} to {destination}: they are different partitions of AWS.", "Register an image of it (New-AmiFromSnapshot): images can be taken there through S3.");
        if (options.Encrypted == false && source.Encrypted)
            yield return Problem(AmiErrorCodes.InvalidOption, AmiErrorKind.InvalidInput, $"{source.SnapshotId} is encrypted, and AWS makes no unencrypted copy of it.", "Leave -Encrypted:$false away.");
        if (SnapshotCopyTags.Problem(source, options) is { } tags) yield return tags;

        AmiException Problem(string code, AmiErrorKind kind, string message, string remedy) => new(code, kind, message) { ResourceId = given, Region = destination, Remedy = remedy };
    }

    private EbsSnapshotCopyStep Step(RegionSession region, SnapshotCopySource named, string description, SnapshotCopyMatch match, string? keyArn, string? warning)
    {
        EbsSnapshot source = named.Snapshot;
        int size = Transfer(source);
        decimal cost = TransferPrices.Estimate(source.Region, region.Name, size, options.CompletionDuration);
        return new EbsSnapshotCopyStep
        {
            Given = named.Given,
            Source = source,
            DestinationRegion = region.Name,
            Description = description,
            Encrypted = _encrypts,
            KmsKeyId = _encrypts ? CopyRules.KeyFor(options, region.Name) : null,
            KmsKeyArn = keyArn,
            TransferGiB = size,
            EstimatedTransferCost = cost,
            Existing = match.Live?.ToCopy(region, source, existed: true),
            Target = $"{string.Join(" ", new[] { source.SnapshotId, source.Name }.Where(part => part.Length > 0))} ({source.Region})",
            Action = Action(region.Name, size, cost, match),
            // Of a copy that is there it matters only where the key could not be compared.
            Warnings = warning is not null && (match.Live is null || keyArn is null) ? [warning] : [],
        };
    }

    private string Action(string destination, int size, decimal cost, SnapshotCopyMatch match)
    {
        if (match.Live is { } live) return $"Return {live.SnapshotId} in {destination} ({live.State?.Value}), which is this copy already";
        // The first copy of a volume to a region moves everything that is written; later ones only what has changed.
        string price = cost == 0 ? "no transfer" : string.Create(CultureInfo.InvariantCulture, $"at most about {cost:0.00} USD for the transfer, list prices of {TransferPrices.AsOf:yyyy-MM}");
        string replaced = match.Dead.Count > 0 ? $", in place of the failed {string.Join(", ", match.Dead.Select(dead => dead.SnapshotId))}" : "";
        return $"Copy to {destination} ({size} GiB, {price}){(_encrypts ? ", encrypted" : "")}{replaced}";
    }

    /// <summary>The most that can be transferred: the data, where AWS tells how much there is.</summary>
    private static int Transfer(EbsSnapshot source) => source.FullSnapshotSizeInBytes is { } bytes and > 0 ? (int)Math.Min(Math.Ceiling(bytes / GiB), source.SizeGiB) : source.SizeGiB;

    private sealed record Part(List<EbsSnapshotCopyStep> Steps, List<AmiException> Problems);
}
