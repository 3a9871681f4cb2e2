namespace AmiTools;

/// <summary>Who calls AWS, and where: as given on the command line, not yet resolved.</summary>
public sealed class SessionOptions
{
    /// <summary>Region names and wildcards (<c>eu-west-1</c>, <c>us-*</c>, <c>*</c>). Empty: the default region.</summary>
    public IReadOnlyList<string> Region { get; init; } = [];

    /// <summary>A profile of the shared AWS configuration files.</summary>
    public string? ProfileName { get; init; }

    /// <summary>An access key id, given with <see cref="SecretKey"/>.</summary>
    public string? AccessKey { get; init; }

    /// <summary>The secret of <see cref="AccessKey"/>.</summary>
    public string? SecretKey { get; init; }

    /// <summary>The session token of temporary keys.</summary>
    public string? SessionToken { get; init; }

    /// <summary>The ARN of a role that is assumed on top of the other credentials.</summary>
    public string? RoleArn { get; init; }

    /// <summary>The account, 12 digits, in which the role <see cref="RoleName"/> is assumed. Given with it, in place of <see cref="RoleArn"/>: the ARN has the partition of the region.</summary>
    public string? RoleAccountId { get; init; }

    /// <summary>The name of the role, with its path where it has one.</summary>
    public string? RoleName { get; init; }

    /// <summary>An endpoint that answers for every service in place of AWS.</summary>
    public string? EndpointUrl { get; init; }

    /// <summary>The credentials kept by AWS Tools for PowerShell (<c>$StoredAWSCredentials</c>), read anew at each call; null where there are none.</summary>
    public Func<AwsKeyPair>? StoredCredentials { get; init; }

    /// <summary>The region kept by AWS Tools for PowerShell (<c>$StoredAWSRegion</c>).</summary>
    public string? StoredRegion { get; init; }

    /// <summary>The file to which each change is written before it is made, with what was there before; null for none.</summary>
    public string? Journal { get; init; }

    /// <summary>The same caller in other regions.</summary>
    public SessionOptions In(params string[] region) => With(region, RoleArn, RoleAccountId, RoleName);

    /// <summary>The same caller in a role.</summary>
    public SessionOptions As(string roleArn) => With(Region, roleArn, null, null);

    /// <summary>The same caller in the role of that name in an account.</summary>
    public SessionOptions As(string accountId, string roleName) => With(Region, null, accountId, roleName);

    private SessionOptions With(IReadOnlyList<string> region, string? roleArn, string? roleAccountId, string? roleName) => new()
    {
        Region = region, ProfileName = ProfileName, AccessKey = AccessKey, SecretKey = SecretKey, SessionToken = SessionToken,
        RoleArn = roleArn, RoleAccountId = roleAccountId, RoleName = roleName, EndpointUrl = EndpointUrl, StoredCredentials = StoredCredentials, StoredRegion = StoredRegion, Journal = Journal,
    };
}

/// <summary>An access key, its secret, and the token where they are temporary.</summary>
public sealed class AwsKeyPair(string accessKey, string secretKey, string? sessionToken = null)
{
    /// <summary>The access key id.</summary>
    public string AccessKey { get; } = accessKey;

    /// <summary>The secret access key.</summary>
    public string SecretKey { get; } = secretKey;

    /// <summary>The session token; null for keys that last.</summary>
    public string? SessionToken { get; } = sessionToken;

    /// <summary>The access key id only: a secret is never shown.</summary>
    public override string ToString() => AccessKey;
}
