namespace AmiTools.Aws.Generator.Modelling;

/// <summary>Which structures become classes besides the requests and responses, in which direction they travel, and who uses them.</summary>
internal sealed class ShapeUse
{
    private readonly Dictionary<Shape, HashSet<Operation>> _users = [];
    private readonly HashSet<Shape> _inRequests = [];
    private readonly HashSet<Shape> _inResponses = [];
    private readonly HashSet<(Shape, Operation, HashSet<Shape>)> _visited = [];

    public ShapeUse(ServiceModel service)
    {
        foreach (var operation in service.Operations)
        {
            foreach (var property in Property.Of(operation.Input))
                Visit(property.Shape, operation, _inRequests);
            if (operation.Output is not null && SdkCustomizations.WrappingProperty(operation) is not null)
                Visit(operation.Output, operation, _inResponses);
            else
                foreach (var property in Property.Of(operation.Output))
                    Visit(property.Shape, operation, _inResponses);
        }
    }

    public bool IsInRequests(Shape shape) => _inRequests.Contains(shape);

    public bool IsInResponses(Shape shape) => _inResponses.Contains(shape);

    /// <summary>The structures that only one operation uses, in order of their names.</summary>
    public IEnumerable<Shape> OnlyFor(Operation operation) => Ordered(_users.Where(use => use.Value.Count == 1 && use.Value.Contains(operation)));

    /// <summary>The structures that several operations use, in order of their names.</summary>
    public IEnumerable<Shape> Shared => Ordered(_users.Where(use => use.Value.Count > 1));

    private static IEnumerable<Shape> Ordered(IEnumerable<KeyValuePair<Shape, HashSet<Operation>>> uses) =>
        uses.Select(use => use.Key).OrderBy(shape => shape.Name, StringComparer.Ordinal);

    private void Visit(Shape shape, Operation operation, HashSet<Shape> direction)
    {
        if (shape.Kind == ShapeKind.List)
            Visit(shape.Element!, operation, direction);
        if (shape.Kind != ShapeKind.Structure)
            return;
        direction.Add(shape);
        if (!_users.TryGetValue(shape, out var users))
            _users[shape] = users = [];
        // A structure that was met on this operation's other side still has to be walked in this direction.
        users.Add(operation);
        if (!_visited.Add((shape, operation, direction)))
            return;
        foreach (var property in Property.Of(shape))
            Visit(property.Shape, operation, direction);
    }

}
