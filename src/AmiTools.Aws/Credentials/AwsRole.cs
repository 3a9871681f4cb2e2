using System.Text.RegularExpressions;

namespace AmiTools.Aws;

/// <summary>A role, and how it is assumed.</summary>
public sealed partial class AwsRole
{
    /// <summary>Makes one.</summary>
    /// <param name="arn">The role's ARN: <c>arn:aws:iam::111122223333:role/backup</c>.</param>
    /// <exception cref="AwsSessionException"><c>InvalidRoleArn</c>.</exception>
    public AwsRole(string arn)
    {
        ArgumentNullException.ThrowIfNull(arn);
        var match = Shape().Match(arn);
        if (!match.Success)
            throw new AwsSessionException(AwsSessionException.InvalidRoleArn, $"'{arn}' is no ARN of a role.", "Give it as arn:aws:iam::111122223333:role/NAME.");
        Arn = arn;
        Partition = match.Groups["partition"].Value;
        AccountId = match.Groups["account"].Value;
    }

    /// <summary>The role's ARN.</summary>
    public string Arn { get; }

    /// <summary>The partition in the ARN: <c>aws</c>, <c>aws-cn</c>, <c>aws-us-gov</c>, ...</summary>
    public string Partition { get; }

    /// <summary>The account in the ARN: twelve digits.</summary>
    public string AccountId { get; }

    /// <summary>What the session is called in CloudTrail; null for a name of ours.</summary>
    public string? SessionName { get; init; }

    /// <summary>What a role of another company asks for; null for none.</summary>
    public string? ExternalId { get; init; }

    /// <summary>The MFA device that the role asks for; null for none.</summary>
    public string? MfaSerial { get; init; }

    /// <summary>The role of an account by its name.</summary>
    /// <param name="partition">The partition: <c>aws</c>.</param>
    /// <param name="accountId">Twelve digits.</param>
    /// <param name="name">The role's name, with its path where it has one.</param>
    /// <exception cref="AwsSessionException"><c>InvalidRoleArn</c>.</exception>
    public static AwsRole Named(string partition, string accountId, string name) => new($"arn:{partition}:iam::{accountId}:role/{name}");

    /// <summary>The ARN.</summary>
    public override string ToString() => Arn;

    [GeneratedRegex(@"^arn:(?<partition>aws[a-z0-9-]*):iam::(?<account>[0-9]{12}):role/[\w+=,.@/-]{1,576}$", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
