using Amazon.EC2.Model;
using AmiTools.Engine.Ids;
using AmiTools.Engine.Instances;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Compliance;

/// <summary>Finds the instances that are tested: those that are named, or all that are not gone.</summary>
internal sealed class ComplianceSubjects(EngineSession session, ComplianceQuery query, IEngineEvents events)
{
    /// <summary>Reads them, a region in one list.</summary>
    public Task<IReadOnlyList<ComplianceSubject>> ReadAsync(CancellationToken cancellationToken) => query.InstanceId.Count > 0 ? NamedAsync(cancellationToken) : AllAsync(cancellationToken);

    private async Task<IReadOnlyList<ComplianceSubject>> AllAsync(CancellationToken cancellationToken)
    {
        (IReadOnlyList<string> regions, IReadOnlyList<AmiException> problems) = await session.Regions.ResolveAsync(query.Session.Region, cancellationToken).ConfigureAwait(false);
        foreach (AmiException problem in problems) await events.FailAsync(problem).ConfigureAwait(false);
        RegionInstances[] read = await Task.WhenAll(regions.Select(region => ReadAsync(region, async () => await new InstanceReader(session.In(region)).ByTagAsync(query.Tag, cancellationToken).ConfigureAwait(false)))).ConfigureAwait(false);
        // There is no instance to say it of.
        foreach (AmiException failure in read.Select(region => region.Failure).OfType<AmiException>()) await events.FailAsync(failure).ConfigureAwait(false);
        // What a recovery test launches lives for minutes.
        return [.. read.SelectMany(region => region.Instances.Where(instance => instance.Tag(AmiToolsTags.Drill) is null).Select(instance => ComplianceSubject.Of(region.Name, instance)))];
    }

    private async Task<IReadOnlyList<ComplianceSubject>> NamedAsync(CancellationToken cancellationToken)
    {
        List<AmiException> problems = [.. query.InstanceId.Where(instance => !instance.IsWellFormed("i")).Select(ResourceIds.NotAnInstance)];
        Whereabouts places = await Whereabouts.ResolveAsync(session, query.Session, query.InstanceId.Where(instance => instance.IsWellFormed("i")), problems, cancellationToken).ConfigureAwait(false);
        Dictionary<string, RegionInstances> read = (await Task.WhenAll(places.Regions.Select(region => ReadAsync(region.Name, async () => (await new InstanceReader(region).ByIdAsync(places.In(region).Select(instance => instance.Id), cancellationToken).ConfigureAwait(false)).Values))).ConfigureAwait(false))
            .ToDictionary(region => region.Name, StringComparer.Ordinal);
        List<ComplianceSubject> subjects = [];
        foreach (ResourceReference reference in places.References)
        {
            RegionInstances[] here = [.. places.Of(reference).Select(region => read[region.Name])];
            if (here.Length == 0) continue;
            (RegionInstances? region, Instance? instance) = here.Select(region => (region, region.Instances.FirstOrDefault(instance => instance.InstanceId == reference.Id))).FirstOrDefault(found => found.Item2 is not null);
            if (instance is not null && IsGone(instance)) problems.Add(Gone(reference, region!.Name, instance.StateName()));
            else if (instance is not null) subjects.Add(ComplianceSubject.Of(region!.Name, instance));
            else if (here.FirstOrDefault(unread => unread.Failure is not null) is { } unread) subjects.Add(new ComplianceSubject(unread.Name, reference.Id, Unread: unread.Failure));
            else problems.Add(ResourceIds.InstanceNotFound(reference, here.Select(looked => looked.Name)));
        }

        foreach (AmiException problem in problems) await events.FailAsync(problem).ConfigureAwait(false);
        return [.. subjects.DistinctBy(subject => (subject.Region, subject.InstanceId))];
    }

    private static bool IsGone(Instance instance) => instance.StateName() is "terminated" or "shutting-down";

    private static AmiException Gone(ResourceReference instance, string region, string state) => new(AmiErrorCodes.InstanceNotFound, AmiErrorKind.NotFound, $"The instance {instance.Id} in {region} is {state}.")
    {
        ResourceId = instance.Given, Region = region, Remedy = "Leave it out: what is gone needs no backup.",
    };

    private static async Task<RegionInstances> ReadAsync(string region, Func<Task<IReadOnlyCollection<Instance>>> read)
    {
        try
        {
            return new RegionInstances(region, await read().ConfigureAwait(false), null);
        }
        catch (AmiException failure) when (!failure.StopsEverything)
        {
            return new RegionInstances(region, [], failure);
        }
    }

    private sealed record RegionInstances(string Name, IReadOnlyCollection<Instance> Instances, AmiException? Failure);
}
