namespace AmiTools.Aws;

/// <summary>There is nobody to call AWS as, or nowhere to call it. Found out before the call, or in place of it.</summary>
public sealed class AwsSessionException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="code">One of the constants of this class.</param>
    /// <param name="message">What is wrong, with the value that was given.</param>
    /// <param name="remedy">What the user can do.</param>
    /// <param name="inner">What it came from.</param>
    public AwsSessionException(string code, string message, string? remedy = null, Exception? inner = null) : base(message, inner)
    {
        Code = code;
        Remedy = remedy;
    }

    /// <summary>No region was named anywhere.</summary>
    public const string NoRegion = "NoRegion";

    /// <summary>A region's name that cannot be one.</summary>
    public const string InvalidRegion = "InvalidRegion";

    /// <summary>No source has credentials.</summary>
    public const string NoCredentials = "NoCredentials";

    /// <summary>The credentials were good once.</summary>
    public const string CredentialsExpired = "CredentialsExpired";

    /// <summary>A source of credentials was named, and failed to give any.</summary>
    public const string CredentialsFailed = "CredentialsFailed";

    /// <summary>An access key without its secret, or the other way round.</summary>
    public const string CredentialsIncomplete = "CredentialsIncomplete";

    /// <summary>No profile of that name.</summary>
    public const string ProfileNotFound = "ProfileNotFound";

    /// <summary>The profile is there, and cannot be used as it stands.</summary>
    public const string ProfileInvalid = "ProfileInvalid";

    /// <summary>A role that asks for a code of an MFA device, where nobody can be asked.</summary>
    public const string MfaRequired = "MfaRequired";

    /// <summary>A role's ARN that cannot be one.</summary>
    public const string InvalidRoleArn = "InvalidRoleArn";

    /// <summary>The role could not be assumed.</summary>
    public const string RoleNotAssumed = "RoleNotAssumed";

    /// <summary>An endpoint that is no http or https address.</summary>
    public const string InvalidEndpoint = "InvalidEndpoint";

    /// <summary>The account behind the credentials could not be asked for.</summary>
    public const string AccountUnknown = "AccountUnknown";

    /// <summary>The module's own name of the failure: one of the constants of this class. Stable.</summary>
    public string Code { get; }

    /// <summary>What the user can do now; null where nothing can be said.</summary>
    public string? Remedy { get; }

    /// <summary>What sort of failure it is, in the terms of calls.</summary>
    public AwsFailureKind Kind =>
        Code switch
        {
            CredentialsExpired => AwsFailureKind.CredentialsExpired,
            NoCredentials or CredentialsFailed or CredentialsIncomplete or ProfileNotFound or ProfileInvalid or MfaRequired => AwsFailureKind.CredentialsInvalid,
            RoleNotAssumed => AwsFailureKind.Denied,
            AccountUnknown => AwsFailureKind.Unknown,
            _ => AwsFailureKind.Invalid,
        };
}
