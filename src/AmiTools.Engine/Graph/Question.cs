namespace AmiTools.Engine.Graph;

/// <summary>One thing that a graph has to know of one region: which resources of a kind a filter of AWS lets through.</summary>
/// <param name="Region">The region.</param>
/// <param name="Kind">The kind that is asked for.</param>
/// <param name="Filter">AWS's name of the filter; <see cref="Everything"/> for the whole kind.</param>
/// <param name="Value">The id that the filter is given.</param>
internal readonly record struct Question(string Region, string Kind, string Filter, string Value)
{
    /// <summary>The filter of a question that only the whole list answers.</summary>
    public const string Everything = "*";

    /// <summary>All resources of a kind.</summary>
    public static Question All(string region, string kind) => new(region, kind, Everything, Everything);

    /// <summary>The resource of an id.</summary>
    public static Question ById(string region, string kind, string id) => new(region, kind, IdFilter(kind) ?? Everything, id);

    /// <summary>Whether it asks for a resource by its id.</summary>
    public bool IsById => Filter == IdFilter(Kind);

    // Launch templates and the Recycle Bin are only ever read as a whole.
    private static string? IdFilter(string kind) => kind switch
    {
        GraphNodeKinds.Image => "image-id",
        GraphNodeKinds.Snapshot => "snapshot-id",
        GraphNodeKinds.Volume => "volume-id",
        GraphNodeKinds.Instance => "instance-id",
        _ => null,
    };
}
