using Amazon.Runtime;

namespace AmiTools.Aws.Protocol;

/// <summary>How a service is spoken to.</summary>
internal enum AwsProtocol
{
    /// <summary>Form in, XML out, flat lists.</summary>
    Ec2,

    /// <summary>Form in, XML out within a result element, lists with <c>member</c>.</summary>
    Query,

    /// <summary>Paths, query strings and JSON bodies.</summary>
    RestJson,
}

/// <summary>What is the same for all calls to one service. The values come from its model.</summary>
internal sealed class AwsService
{
    /// <summary>Namespace of the client, such as <c>Amazon.EC2</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Such as <c>Auto Scaling</c>.</summary>
    public required string ServiceId { get; init; }

    /// <summary>Such as <c>2016-11-15</c>.</summary>
    public required string ApiVersion { get; init; }

    /// <summary>First label of the host name.</summary>
    public required string EndpointPrefix { get; init; }

    /// <summary>Service name in a signature's scope.</summary>
    public required string SigningName { get; init; }

    /// <summary>How it is spoken to.</summary>
    public required AwsProtocol Protocol { get; init; }

    /// <summary>Makes the service's own exception from an error.</summary>
    public required Func<ErrorDocument, AmazonServiceException> CreateException { get; init; }
}
