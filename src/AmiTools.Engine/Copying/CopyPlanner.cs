using System.Globalization;
using AmiTools.Aws;
using AmiTools.Engine.Pricing;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Copying;

/// <summary>Reads what copies would be made, and everything that would make them fail: all of it before the first change.</summary>
internal sealed class CopyPlanner(EngineSession session, CopyOptions options)
{
    private readonly bool _encrypts = CopyRules.Encrypts(options);

    /// <summary>The plan. Changes nothing.</summary>
    public async Task<CopyPlan> PlanAsync(CancellationToken cancellationToken)
    {
        List<AmiException> problems = [.. CopyRules.Problems(options, session.Environment.Time.GetUtcNow())];
        CopyNames? names = Names(problems);
        IReadOnlyList<(Ami Image, string Given)> sources = await CopySources.ReadAsync(session, options, problems, cancellationToken).ConfigureAwait(false);
        CopyDestinations destinations = await CopyDestinations.ResolveAsync(session, options.DestinationRegion, problems, cancellationToken).ConfigureAwait(false);
        List<CopyStep> steps = [];
        if (names is not null)
        {
            var parts = await Task.WhenAll(destinations.Regions.Select(region => ToAsync(region, [.. sources.Where(source => destinations.Takes(region, source.Image.Region))], names, cancellationToken))).ConfigureAwait(false);
            steps.AddRange(parts.SelectMany(part => part.Steps));
            problems.AddRange(parts.SelectMany(part => part.Problems));
        }

        // What is wrong with the options is wrong with every copy.
        bool hopeless = names is null || CopyRules.Problems(options, session.Environment.Time.GetUtcNow()).Any();
        return new CopyPlan { Options = options, Steps = hopeless ? [] : steps, Problems = problems };
    }

    private CopyNames? Names(List<AmiException> problems)
    {
        try
        {
            return new CopyNames(options, _encrypts);
        }
        catch (AmiException problem)
        {
            problems.Add(problem);
            return null;
        }
    }

    private async Task<(List<CopyStep> Steps, List<AmiException> Problems)> ToAsync(string destination, IReadOnlyList<(Ami Image, string Given)> sources, CopyNames names, CancellationToken cancellationToken)
    {
        List<CopyStep> steps = [];
        List<AmiException> problems = [];
        if (sources.Count == 0) return (steps, problems);
        try
        {
            RegionSession region = session.In(destination);
            List<(Ami Source, string Given, string Name, string Description)> named = Named(destination, sources, names, problems);
            ExistingCopies existing = await ExistingCopies.ReadAsync(region, named.Select(copy => copy.Name), cancellationToken).ConfigureAwait(false);
            (AmiException? key, string? warning, _) = CopyRules.KeyFor(options, destination) is { } id && _encrypts ? await KeyCheck.RunAsync(region, id, cancellationToken).ConfigureAwait(false) : default;
            if (key is not null) problems.Add(key);
            AmiException[] durations = [.. named.GroupBy(copy => copy.Source.Region).Select(group => CopyRules.DurationProblem(options, [.. group.SelectMany(copy => copy.Source.BlockDevices).Select(device => device.SizeGiB ?? 0)], group.Key, destination)).OfType<AmiException>()];
            problems.AddRange(durations);
            HashSet<string> planned = [];
            foreach ((Ami source, string given, string name, string description) in named)
            {
                AmiException[] own = [.. Problems(source, given, destination, name, existing, planned)];
                problems.AddRange(own);
                if (own.Length == 0 && key is null && durations.Length == 0) steps.Add(Step(source, region, name, description, existing, warning));
            }
        }
        catch (AmiException failure)
        {
            problems.Add(failure);
        }

        return (steps, problems);
    }

    private static List<(Ami Source, string Given, string Name, string Description)> Named(string destination, IReadOnlyList<(Ami Image, string Given)> sources, CopyNames names, List<AmiException> problems)
    {
        List<(Ami, string, string, string)> named = [];
        foreach ((Ami source, string given) in sources)
        {
            try
            {
                named.Add((source, given, names.Name(source, destination), names.DescriptionOf(source, destination)));
            }
            catch (AmiException problem)
            {
                problems.Add(problem);
            }
        }

        return named;
    }

    private IEnumerable<AmiException> Problems(Ami source, string given, string destination, string name, ExistingCopies existing, HashSet<string> planned)
    {
        if (RegionNames.PartitionOf(source.Region) != RegionNames.PartitionOf(destination))
        {
            yield return Problem(AmiErrorCodes.CopyNotAllowed, AmiErrorKind.NotSupported, $"{source.ImageId} cannot be copied from {source.Region} to {destination}: they are different partitions of AWS.", "Take it there through S3: Export-AmiToS3 and Import-AmiFromS3.");
        }

        if (options.Encrypted == false && source.Encrypted != false && source.SnapshotIds.Count > 0)
        {
            yield return Problem(AmiErrorCodes.InvalidOption, AmiErrorKind.InvalidInput, $"{source.ImageId} is encrypted, and AWS makes no unencrypted copy of it.", "Leave -Encrypted:$false away.");
        }

        if (CopyTags.Of(source, options).Problem(source) is { } tags) yield return tags;
        CopyMatch match = existing.Of(source.Region, source.ImageId, name);
        if (match.Live is null && match.Other is { } other)
        {
            yield return Problem(AmiErrorCodes.ImageNameTaken, AmiErrorKind.AlreadyExists, $"The name '{name}' for the copy of {source.ImageId} is taken in {destination}: {other.ImageId} ({other.State?.Value}) has it, and is no copy of that image.", "Give another -Name: {Name}-{SourceRegion} for one.");
        }
        else if (!planned.Add(name))
        {
            yield return Problem(AmiErrorCodes.ImageNameTaken, AmiErrorKind.AlreadyExists, $"The name '{name}' for the copy of {source.ImageId} in {destination} would be another copy's too.", "Give a -Name with {ImageId} or {SourceRegion}.");
        }

        AmiException Problem(string code, AmiErrorKind kind, string message, string remedy) => new(code, kind, message) { ResourceId = given, Region = destination, Remedy = remedy };
    }

    private CopyStep Step(Ami source, RegionSession region, string name, string description, ExistingCopies existing, string? keyWarning)
    {
        CopyMatch match = existing.Of(source.Region, source.ImageId, name);
        decimal cost = TransferPrices.Estimate(source.Region, region.Name, source.SizeGiB, options.CompletionDuration);
        return new CopyStep
        {
            Source = source,
            DestinationRegion = region.Name,
            Name = name,
            Description = description,
            KmsKeyId = _encrypts ? CopyRules.KeyFor(options, region.Name) : null,
            Encrypted = _encrypts,
            SizeGiB = source.SizeGiB,
            EstimatedTransferCost = cost,
            Existing = match.Live?.ToCopy(region, source, existed: true),
            Target = $"{source.ImageId} ({source.Region})",
            Action = Action(source, region.Name, name, cost, match),
            Warnings = match.Live is null ? [.. Warnings(source, keyWarning)] : [],
        };
    }

    private string Action(Ami source, string destination, string name, decimal cost, CopyMatch match)
    {
        if (match.Live is { } live) return $"Return {live.ImageId} in {destination} ({live.State?.Value}), which is this copy already";
        string size = source.SizeGiB == 0 ? "instance store" : $"{source.SizeGiB} GiB";
        // The first copy to a region moves everything that is written; later ones only what has changed.
        string price = cost == 0 ? "no transfer" : string.Create(CultureInfo.InvariantCulture, $"at most about {cost:0.00} USD for the transfer, list prices of {TransferPrices.AsOf:yyyy-MM}");
        string replaced = match.Dead.Count > 0 ? $", in place of the failed {string.Join(", ", match.Dead.Select(image => image.ImageId))}" : "";
        return $"Copy to {destination} as '{name}' ({size}, {price}){(_encrypts ? ", encrypted" : "")}{replaced}";
    }

    private IEnumerable<string> Warnings(Ami source, string? keyWarning)
    {
        if (keyWarning is not null) yield return keyWarning;
        int volumes = source.SnapshotIds.Count;
        if (volumes > session.Settings.SnapshotCopies)
        {
            yield return $"{source.ImageId} has {volumes} snapshots, and AWS documents a quota of {session.Settings.SnapshotCopies} snapshot copies at a time for a region: the copy is made when nothing else is copied there, and may be refused all the same.";
        }
    }
}
