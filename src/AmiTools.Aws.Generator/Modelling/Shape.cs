namespace AmiTools.Aws.Generator.Modelling;

internal enum ShapeKind
{
    Structure,
    List,
    String,
    Boolean,
    Integer,
    Long,
    Float,
    Double,
    Timestamp,
}

/// <summary>A type of the service's vocabulary. Shapes refer to each other, so their parts are filled in after all of them exist.</summary>
internal sealed class Shape(string name, ShapeKind kind)
{
    public string Name { get; } = name;

    public ShapeKind Kind { get; } = kind;

    /// <summary>Of a structure.</summary>
    public List<Member> Members { get; } = [];

    /// <summary>Of a list.</summary>
    public Shape? Element { get; set; }

    /// <summary>Of a list: the name of one element on the wire, such as <c>item</c>; null where the model is silent.</summary>
    public string? ElementName { get; set; }

    /// <summary>Of a list: elements stand directly in the parent.</summary>
    public bool Flattened { get; set; }

    /// <summary>Of a string that has known values; AWS adds new ones at any time.</summary>
    public List<string> Values { get; } = [];

    /// <summary>Of an error: its code on the wire.</summary>
    public string? ErrorCode { get; set; }

    /// <summary>Of an error.</summary>
    public int? ErrorStatus { get; set; }

    public bool IsEnum => Values.Count > 0;

    public bool IsError => ErrorCode is not null;

    public override string ToString() => Name;
}

/// <summary>Where a member stands in a REST request or response.</summary>
internal enum MemberLocation
{
    Body,
    Label,
    Query,
}

/// <summary>A named part of a structure.</summary>
internal sealed class Member(string name, Shape shape)
{
    /// <summary>As the model has it.</summary>
    public string Name { get; } = name;

    public Shape Shape { get; } = shape;

    public string? LocationName { get; set; }

    public string? QueryName { get; set; }

    public MemberLocation Location { get; set; }

    public bool IsRequired { get; set; }

    /// <summary>The service makes the caller's request repeatable by this token; a client fills it in where the caller did not.</summary>
    public bool IsIdempotencyToken { get; set; }

    public override string ToString() => $"{Name}: {Shape}";
}
