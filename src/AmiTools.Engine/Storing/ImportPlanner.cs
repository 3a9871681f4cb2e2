using Amazon.EC2.Model;
using AmiTools.Engine.Errors;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Ids;
using AmiTools.Engine.Images;
using AmiTools.Engine.Naming;
using AmiTools.Engine.Sessions;
using AmiTools.Engine.Tags;

namespace AmiTools.Engine.Storing;

/// <summary>Reads which images would be made of objects in S3. What is in an object is known only to AWS, and only when it is restored.</summary>
internal sealed class ImportPlanner(EngineSession session, ImportOptions options)
{
    // The attempt and the object.
    private const int OwnTags = 2;

    private readonly List<AmiException> _problems = [];
    private readonly List<ImportStep> _steps = [];

    /// <summary>The plan. Changes nothing.</summary>
    public async Task<ImportPlan> PlanAsync(CancellationToken cancellationToken)
    {
        _problems.AddRange(TagRules.Problems(options.Tag));
        if (options.Tag.Count + OwnTags > TagRules.MaximumTags) _problems.Add(TagRules.TooMany(options.Tag.Count + OwnTags, $" for a restored image ({OwnTags} are the module's own)"));
        if (options.Name is { } name && AmiNameRules.Problem(name) is { } problem) _problems.Add(problem);
        if (options.Name is not null && options.Object.DistinctBy(each => (each.Id, each.Region)).Count() > 1) _problems.Add(new AmiException(AmiErrorCodes.InvalidOption, AmiErrorKind.InvalidInput, "Several images cannot have one name.") { Remedy = "Leave -Name out, or import one object at a time." });
        bool hopeless = _problems.Count > 0;
        List<ResourceReference> objects = [];
        foreach (ResourceReference given in options.Object)
        {
            AmiException? bad = StoredObject.Parse(given.Id) is { } stored ? BucketRules.Problem(stored.Bucket) : new AmiException(AmiErrorCodes.InvalidBucket, AmiErrorKind.InvalidInput, $"'{given.Given}' is not the place of an object.") { ResourceId = given.Given, Remedy = "Give -BucketName and -ObjectKey." };
            if (bad is null) objects.Add(given);
            else _problems.Add(bad);
        }

        if (hopeless) return Plan();
        Whereabouts where = await Whereabouts.ResolveAsync(session, options.Session, objects, _problems, cancellationToken).ConfigureAwait(false);
        foreach (ResourceReference given in where.References) await AddAsync(given, where.Of(given), cancellationToken).ConfigureAwait(false);
        return Plan();
    }

    private ImportPlan Plan() => new() { Options = options, Steps = _steps, Problems = _problems };

    private async Task AddAsync(ResourceReference given, RegionSession[] regions, CancellationToken cancellationToken)
    {
        StoredObject stored = StoredObject.Parse(given.Id)!;
        if (regions.Length > 1) _problems.Add(new AmiException(AmiErrorCodes.InvalidOption, AmiErrorKind.InvalidInput, $"{stored} is in one region, and {regions.Length} are named.") { ResourceId = given.Given, Remedy = "Give the bucket's region with -Region." });
        if (regions is not [var region]) return;
        try
        {
            IReadOnlyList<Image> made = await stored.ImagesAsync(region, options.Name, cancellationToken).ConfigureAwait(false);
            Image? live = made.Where(image => !image.IsDead()).MaxBy(image => image.CreatedAt());
            Image? other = live is null ? await NamesakeAsync(region, stored, made, cancellationToken).ConfigureAwait(false) : null;
            if (other is not null) _problems.Add(new AmiException(AmiErrorCodes.ImageNameTaken, AmiErrorKind.AlreadyExists, $"The name '{other.Name}' is taken in {region.Name}: {other.ImageId} ({other.State?.Value}) has it, and {(options.Name is null ? $"is what {stored} was stored from" : $"is not known to be made of {stored}")}.") { ResourceId = given.Given, Region = region.Name, Remedy = "Give another -Name." });
            else _steps.Add(Step(given, stored, region, live, [.. made.Where(image => image.IsDead())]));
        }
        catch (AmiException failure) when (!failure.StopsEverything)
        {
            _problems.Add(failure.As(failure.Code, failure.Kind, failure.Message, given.Given));
        }
    }

    /// <summary>The image that has the name already. Without a name given it is the stored one's, which AWS names the object after.</summary>
    private async Task<Image?> NamesakeAsync(RegionSession region, StoredObject stored, IReadOnlyList<Image> made, CancellationToken cancellationToken)
    {
        if (options.Name is { } name) return (await region.Images.OwnByNameAsync([name], cancellationToken).ConfigureAwait(false)).FirstOrDefault(image => made.All(own => own.ImageId != image.ImageId));
        if (stored.ImageId is not { } source) return null;
        return (await region.Images.OwnAsync([Query.Filter("image-id", source)], cancellationToken).CollectAsync(cancellationToken).ConfigureAwait(false)).FirstOrDefault(image => !image.IsDead());
    }

    private ImportStep Step(ResourceReference given, StoredObject stored, RegionSession region, Image? live, Image[] dead) => new()
    {
        Region = region.Name,
        Given = given.Given,
        BucketName = stored.Bucket,
        ObjectKey = stored.Key,
        Existing = live is null ? null : stored.Result(live, region, existed: true),
        Target = $"{stored} ({region.Name})",
        Action = live is not null ? $"Return {live.ImageId} ({live.State?.Value}), which is made of it already"
            : $"Make an image of it, {(options.Name is { } name ? $"'{name}'" : "with the name that the stored one had")}{(dead.Length > 0 ? $", in place of the failed {string.Join(", ", dead.Select(image => image.ImageId))}" : "")}",
    };
}
