namespace AmiTools.Aws;

/// <summary>Who calls AWS, and where: as given by the user, not yet resolved.</summary>
public sealed class AwsSessionSettings
{
    /// <summary>The region, by name; null for the one that the environment or the profile names.</summary>
    public string? Region { get; init; }

    /// <summary>Whether the session may do without a region, because every call will name its own. It then has no <see cref="AwsSession.DefaultRegion"/>.</summary>
    public bool RegionOptional { get; init; }

    /// <summary>A profile of the shared AWS configuration files.</summary>
    public string? ProfileName { get; init; }

    /// <summary>The credentials file, with <c>config</c> beside it; null for the usual places.</summary>
    public string? ProfilesLocation { get; init; }

    /// <summary>An access key id, given with <see cref="SecretKey"/>.</summary>
    public string? AccessKey { get; init; }

    /// <summary>The secret of <see cref="AccessKey"/>.</summary>
    public string? SecretKey { get; init; }

    /// <summary>The session token of temporary keys.</summary>
    public string? SessionToken { get; init; }

    /// <summary>The ARN of a role that is assumed on top of the other credentials.</summary>
    public string? RoleArn { get; init; }

    /// <summary>The account, twelve digits, in which <see cref="RoleName"/> is assumed, in place of <see cref="RoleArn"/>.</summary>
    public string? RoleAccountId { get; init; }

    /// <summary>The name of the role in <see cref="RoleAccountId"/>, with its path where it has one.</summary>
    public string? RoleName { get; init; }

    /// <summary>Gives the code of an MFA device, by the device's serial number or ARN; null where nobody can be asked.</summary>
    public Func<string, string?>? MfaCode { get; init; }

    /// <summary>An endpoint that answers for every service in place of AWS: an http or https address.</summary>
    public string? EndpointUrl { get; init; }

    /// <summary>The credentials kept by AWS Tools for PowerShell (<c>$StoredAWSCredentials</c>), read anew at each attempt; null where there are none.</summary>
    public Func<AwsKeys?>? StoredCredentials { get; init; }

    /// <summary>The region kept by AWS Tools for PowerShell (<c>$StoredAWSRegion</c>).</summary>
    public string? StoredRegion { get; init; }
}
