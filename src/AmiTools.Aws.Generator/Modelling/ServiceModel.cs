namespace AmiTools.Aws.Generator.Modelling;

internal enum Protocol
{
    /// <summary>Form in, XML out, flat lists.</summary>
    Ec2,

    /// <summary>Form in, XML out in a result element, lists with <c>member</c>.</summary>
    Query,

    /// <summary>Paths, query strings and JSON bodies.</summary>
    RestJson,
}

/// <summary>One service as its model describes it.</summary>
internal sealed class ServiceModel
{
    /// <summary>The model's file name.</summary>
    public required string File { get; init; }

    public required ServiceIdentity Identity { get; init; }

    public required Protocol Protocol { get; init; }

    /// <summary>Such as <c>2016-11-15</c>.</summary>
    public required string ApiVersion { get; init; }

    /// <summary>First label of the host name.</summary>
    public required string EndpointPrefix { get; init; }

    /// <summary>Service name in a signature's scope.</summary>
    public required string SigningName { get; init; }

    /// <summary>Such as <c>EC2</c>.</summary>
    public required string ServiceId { get; init; }

    /// <summary>Of answers; null in a JSON protocol.</summary>
    public string? XmlNamespace { get; init; }

    public required IReadOnlyList<Operation> Operations { get; init; }

    public required IReadOnlyDictionary<string, Shape> Shapes { get; init; }

    public IEnumerable<Shape> Enums => Shapes.Values.Where(shape => shape.IsEnum).OrderBy(shape => shape.Name, StringComparer.Ordinal);

    public IEnumerable<Shape> Errors => Shapes.Values.Where(shape => shape.IsError).OrderBy(shape => shape.Name, StringComparer.Ordinal);
}

/// <summary>How the .NET SDK calls a service.</summary>
/// <param name="Name">Such as <c>RecycleBin</c>, the last part of the namespace.</param>
internal sealed record ServiceIdentity(string Name)
{
    public string Namespace => $"Amazon.{Name}";

    public string ModelNamespace => $"Amazon.{Name}.Model";

    public string Client => $"Amazon{Name}Client";

    public string Interface => $"IAmazon{Name}";

    public string Config => $"Amazon{Name}Config";

    public string Request => $"Amazon{Name}Request";

    public string Exception => $"Amazon{Name}Exception";

    public string PaginatorFactory => $"{Name}PaginatorFactory";

    public static ServiceIdentity Of(string serviceId) => new(serviceId switch
    {
        "rbin" => "RecycleBin",
        _ => serviceId.Replace(" ", ""),
    });
}

internal sealed class Operation
{
    public required string Name { get; init; }

    /// <summary>HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>Path, with labels in braces.</summary>
    public required string Path { get; init; }

    /// <summary>HTTP status of success.</summary>
    public required int SuccessStatus { get; init; }

    public required Shape? Input { get; init; }

    public required Shape? Output { get; init; }

    public required Pagination? Pagination { get; init; }

    public string RequestClass => Name + "Request";

    public string ResponseClass => Name + "Response";
}

/// <summary>How a listing goes on. All are names of members.</summary>
internal sealed record Pagination(string InputToken, string OutputToken, string ResultKey);
