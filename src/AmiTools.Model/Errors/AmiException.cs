namespace AmiTools;

/// <summary>What went wrong with one item, and what to do about it.</summary>
public sealed class AmiException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="code">The module's own name of the failure: <c>ImageNotFound</c>. Stable.</param>
    /// <param name="kind">What sort of failure it is.</param>
    /// <param name="message">What happened, with the value that was given.</param>
    /// <param name="inner">What it came from.</param>
    public AmiException(string code, AmiErrorKind kind, string message, Exception? inner = null) : base(message, inner)
    {
        Code = code;
        Kind = kind;
    }

    /// <summary>The module's own name of the failure, one of <see cref="AmiErrorCodes"/>: <c>ImageNotFound</c>. Stable over versions.</summary>
    public string Code { get; }

    /// <summary>What sort of failure it is.</summary>
    public AmiErrorKind Kind { get; }

    /// <summary>What the user gave, or the resource that it happened to.</summary>
    public string? ResourceId { get; init; }

    /// <summary>The region that it happened in.</summary>
    public string? Region { get; init; }

    /// <summary>AWS's own error code, where AWS said one: <c>InvalidAMIID.NotFound</c>.</summary>
    public string? AwsCode { get; init; }

    /// <summary>The operation that failed: <c>CopyImage</c>.</summary>
    public string? Operation { get; init; }

    /// <summary>The id of the request, for AWS Support.</summary>
    public string? RequestId { get; init; }

    /// <summary>What the user can do now; null where nothing can be said.</summary>
    public string? Remedy { get; init; }

    /// <summary>True where nothing at all can be done without mending this first: no region, no credentials.</summary>
    public bool StopsEverything { get; init; }
}

/// <summary>What sort of failure it is. The numbers are fixed.</summary>
public enum AmiErrorKind
{
    /// <summary>Nothing more is known.</summary>
    Unknown = 0,

    /// <summary>A value that cannot be meant.</summary>
    InvalidInput = 1,

    /// <summary>No such resource.</summary>
    NotFound = 2,

    /// <summary>Something of that name is there already.</summary>
    AlreadyExists = 3,

    /// <summary>The caller may not.</summary>
    Denied = 4,

    /// <summary>No credentials, or expired or wrong ones.</summary>
    Authentication = 5,

    /// <summary>The resource is not in a state that allows it.</summary>
    InvalidState = 6,

    /// <summary>Something else uses the resource.</summary>
    InUse = 7,

    /// <summary>A quota or a rate of AWS.</summary>
    LimitExceeded = 8,

    /// <summary>The time that was given is over.</summary>
    Timeout = 9,

    /// <summary>AWS, or what stands in its place, could not be reached or broke off.</summary>
    Connection = 10,

    /// <summary>An answer that is none.</summary>
    InvalidAnswer = 11,

    /// <summary>The endpoint has no such operation.</summary>
    NotSupported = 12,

    /// <summary>It was begun, and ended badly: a failed image, an error snapshot.</summary>
    Failed = 13,

    /// <summary>An error of AWS itself.</summary>
    Service = 14,
}
