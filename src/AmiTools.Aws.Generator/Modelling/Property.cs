namespace AmiTools.Aws.Generator.Modelling;

/// <summary>A member as the generated class shows it.</summary>
internal sealed class Property
{
    private Property(Shape owner, Member member)
    {
        Member = member;
        Name = SdkCustomizations.PropertyName(owner, member);
        IsInternal = SdkCustomizations.IsInternal(owner, member);
        Inner = SdkCustomizations.Collapsed(member.Shape);
        Shape = Inner?.Shape ?? member.Shape;
        Type = CSharpType.Of(Shape);
    }

    public Member Member { get; }

    public string Name { get; }

    public bool IsInternal { get; }

    /// <summary>Where the model has a structure of one member and the class only that member's value: the member.</summary>
    public Member? Inner { get; }

    /// <summary>What the property holds.</summary>
    public Shape Shape { get; }

    /// <summary>The C# type, without the mark of nullability.</summary>
    public string Type { get; }

    /// <summary>The properties of the class made from a structure.</summary>
    public static IReadOnlyList<Property> Of(Shape? structure) => structure is null
        ? []
        : [.. structure.Members.Where(member => !SdkCustomizations.IsLeftOut(member)).Select(member => new Property(structure, member))];
}

/// <summary>Which C# type stands for a shape.</summary>
internal static class CSharpType
{
    public static string Of(Shape shape) => shape.Kind switch
    {
        ShapeKind.String => shape.IsEnum ? Naming.Capitalised(shape.Name) : "string",
        ShapeKind.List => $"List<{OfElement(shape)}>",
        ShapeKind.Structure => Naming.Capitalised(shape.Name),
        _ => OfValue(shape),
    };

    /// <summary>Type of a list's elements. Known values are plain strings there, as in the SDK.</summary>
    public static string OfElement(Shape list)
    {
        var element = list.Element!;
        if (list.Flattened)
            throw new ModelException($"The list '{list}' is flattened, which has no generator.");
        return element.Kind switch
        {
            ShapeKind.String => "string",
            ShapeKind.Structure when SdkCustomizations.Collapsed(element) is null => Naming.Capitalised(element.Name),
            ShapeKind.Structure or ShapeKind.List => throw new ModelException($"Lists of '{element}' have no generator."),
            _ => OfValue(element),
        };
    }

    private static string OfValue(Shape shape) => shape.Kind switch
    {
        ShapeKind.Boolean => "bool",
        ShapeKind.Integer => "int",
        ShapeKind.Long => "long",
        ShapeKind.Float => "float",
        ShapeKind.Double => "double",
        ShapeKind.Timestamp => "DateTime",
        _ => throw new ModelException($"'{shape}' has no C# type."),
    };
}
