namespace AmiTools.Engine.Graph;

/// <summary>What has to be asked next, seen from what is known.</summary>
internal sealed class GraphQuestions(Estate estate, GraphScope scope)
{
    /// <summary>AWS's filter for the images whose mapping names a snapshot.</summary>
    public const string BySnapshot = "block-device-mapping.snapshot-id";

    private const string ByVolume = "block-device-mapping.volume-id";
    private const string ByParent = "source-image-id";
    private const string BySourceInstance = "source-instance-id";
    private const string ByImage = "image-id";
    private const string OfSnapshot = "snapshot-id";
    private const string OfVolume = "volume-id";
    private const string ByDescription = "description";

    private static readonly string[] s_kinds = [GraphNodeKinds.Image, GraphNodeKinds.Snapshot, GraphNodeKinds.Volume, GraphNodeKinds.Instance, GraphNodeKinds.LaunchTemplate];
    private static readonly string[] s_bins = [GraphGapKinds.RecycleBinImage, GraphGapKinds.RecycleBinSnapshot, GraphGapKinds.RecycleBinVolume];

    /// <summary>The first questions: the whole estate, or the roots.</summary>
    public IReadOnlyList<Question> First()
    {
        IEnumerable<Question> bins = scope.IncludeRecycleBin ? s_bins.SelectMany(Everywhere) : [];
        return [.. bins, .. scope.IsEstate ? s_kinds.SelectMany(Everywhere) : scope.Roots.SelectMany(root => InPlaces(root.Kind, root.Id, root.Region))];
    }

    /// <summary>What a graph leaves open; none where it is finished.</summary>
    public IReadOnlyList<Question> Open(GraphDraft draft)
    {
        IEnumerable<Question> questions = References(draft).Concat(Orphans(draft));
        if (!scope.IsEstate) questions = questions.Concat(scope.UpFrom(draft).SelectMany(node => Up(node, draft))).Concat(scope.DownFrom(draft).SelectMany(node => Down(node, draft)));
        return [.. questions.Distinct().Where(IsOpen)];
    }

    private bool IsOpen(Question question) => estate.In(question.Region) is { } region && region.Of(question.Kind) is { Failure: null } shelf && !shelf.Answers(question);

    /// <summary>Images and snapshots that something refers to and that are not the caller's: whether they are there only AWS knows.</summary>
    private IEnumerable<Question> References(GraphDraft draft) => scope.In(draft)
        .Where(node => node.Presence == GraphPresence.Unknown && node.Kind is GraphNodeKinds.Image or GraphNodeKinds.Snapshot && !draft.Hidden.Contains(node.Id) && !TemplateEdges.IsAlias(node.Id))
        .SelectMany(node => node.Region.Length > 0 ? [Question.ById(node.Region, node.Kind, node.Id)] : scope.IsRoot(node.Id) ? InPlaces(node.Kind, node.Id, "") : []);

    /// <summary>A snapshot whose image is gone is an orphan, unless that image is in the Recycle Bin and can come back.</summary>
    private IEnumerable<Question> Orphans(GraphDraft draft) => scope.In(draft).Where(node => node.Kind == GraphNodeKinds.Snapshot && node.IsOrphan is not false).Select(node => Question.All(node.Region, GraphGapKinds.RecycleBinImage));

    private IEnumerable<Question> Up(GraphNode node, GraphDraft draft)
    {
        foreach (GraphNode from in draft.Walk.Neighbours(node.Id, GraphDirection.Up).Where(from => from.Region.Length > 0)) yield return Question.ById(from.Region, from.Kind, from.Id);
        // How many images share a snapshot is a part of what is said of it, whichever way one goes.
        if (node.Kind == GraphNodeKinds.Snapshot) yield return new Question(node.Region, GraphNodeKinds.Image, BySnapshot, node.Id);
    }

    private IEnumerable<Question> Down(GraphNode node, GraphDraft draft)
    {
        foreach (GraphNode part in draft.Walk.Neighbours(node.Id, GraphDirection.Down).Where(part => part.Region.Length > 0)) yield return Question.ById(part.Region, part.Kind, part.Id);
        IEnumerable<Question> questions = node.Kind switch
        {
            GraphNodeKinds.Image => DownFromImage(node),
            GraphNodeKinds.Snapshot => DownFromSnapshot(node),
            GraphNodeKinds.Volume => DownFromVolume(node),
            GraphNodeKinds.Instance => DownFromInstance(node),
            _ => [],
        };
        foreach (Question question in questions) yield return question;
    }

    private IEnumerable<Question> DownFromImage(GraphNode image)
    {
        foreach (RegionEstate region in estate.Regions) yield return new Question(region.Name, GraphNodeKinds.Image, ByParent, image.Id);
        foreach (string region in PlacesOf(image.Region))
        {
            yield return new Question(region, GraphNodeKinds.Instance, ByImage, image.Id);
            yield return Question.All(region, GraphNodeKinds.LaunchTemplate);
            yield return new Question(region, GraphNodeKinds.Snapshot, ByDescription, image.Id);
        }
    }

    private IEnumerable<Question> DownFromSnapshot(GraphNode snapshot)
    {
        foreach (RegionEstate region in estate.Regions) yield return new Question(region.Name, GraphNodeKinds.Snapshot, ByDescription, snapshot.Id);
        foreach (string region in PlacesOf(snapshot.Region))
        {
            yield return new Question(region, GraphNodeKinds.Image, BySnapshot, snapshot.Id);
            yield return new Question(region, GraphNodeKinds.Volume, OfSnapshot, snapshot.Id);
            yield return Question.All(region, GraphNodeKinds.LaunchTemplate);
        }
    }

    private IEnumerable<Question> DownFromVolume(GraphNode volume)
    {
        foreach (string region in PlacesOf(volume.Region))
        {
            yield return new Question(region, GraphNodeKinds.Snapshot, OfVolume, volume.Id);
            yield return new Question(region, GraphNodeKinds.Instance, ByVolume, volume.Id);
            // Volumes made of volumes: AWS does so with encrypted ones only, and has no filter for it.
            if (volume.Encrypted == true) yield return Question.All(region, GraphNodeKinds.Volume);
        }
    }

    private IEnumerable<Question> DownFromInstance(GraphNode instance)
    {
        foreach (string region in PlacesOf(instance.Region))
        {
            yield return new Question(region, GraphNodeKinds.Image, BySourceInstance, instance.Id);
            yield return new Question(region, GraphNodeKinds.Snapshot, ByDescription, instance.Id);
        }
    }

    private IEnumerable<Question> Everywhere(string kind) => estate.Regions.Select(region => Question.All(region.Name, kind));

    private IEnumerable<Question> InPlaces(string kind, string id, string region) => PlacesOf(region).Select(place => Question.ById(place, kind, id));

    private IEnumerable<string> PlacesOf(string region) => region.Length > 0 ? [region] : estate.Regions.Select(place => place.Name);
}
