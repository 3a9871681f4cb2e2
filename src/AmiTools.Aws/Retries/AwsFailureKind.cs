namespace AmiTools.Aws;

/// <summary>What sort of failure a call to AWS ended in. Decides what may be tried again and what the user is told.</summary>
public enum AwsFailureKind
{
    /// <summary>Nothing that is known here.</summary>
    Unknown,

    /// <summary>Too many requests: the call did nothing.</summary>
    Throttled,

    /// <summary>Something else is at work on the resource at this moment: the call did nothing.</summary>
    Busy,

    /// <summary>No such resource, for this caller and in this region.</summary>
    NotFound,

    /// <summary>Something of that name is there already.</summary>
    AlreadyExists,

    /// <summary>Something else uses the resource.</summary>
    InUse,

    /// <summary>The resource is not in a state, or not set up in a way, that allows the call.</summary>
    IncorrectState,

    /// <summary>The caller may not.</summary>
    Denied,

    /// <summary>There are no credentials, or AWS does not know them.</summary>
    CredentialsInvalid,

    /// <summary>The credentials were good once.</summary>
    CredentialsExpired,

    /// <summary>The request itself is wrong: a malformed id, a bad value, a combination that AWS does not take.</summary>
    Invalid,

    /// <summary>A quota, or AWS's own capacity.</summary>
    QuotaExceeded,

    /// <summary>An error of the server's own.</summary>
    ServerError,

    /// <summary>The endpoint was not reached, or the connection broke: <see cref="AwsFailure.OutcomeUnknown"/> tells whether the request may have arrived.</summary>
    Connection,

    /// <summary>No answer in the time that one may take.</summary>
    Timeout,

    /// <summary>An answer that AWS does not give: a web page, a truncated or endless body.</summary>
    BadAnswer,

    /// <summary>The endpoint does not have this operation.</summary>
    Unsupported,

    /// <summary>The caller's token was cancelled.</summary>
    Cancelled,
}
