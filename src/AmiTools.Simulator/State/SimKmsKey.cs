namespace AmiTools.Simulator;

/// <summary>A KMS key. Its id is a GUID, or begins with <c>mrk-</c>.</summary>
public sealed class SimKmsKey : SimResource
{
    /// <summary>The alias of the key that AWS keeps for EBS.</summary>
    public const string EbsAlias = "alias/aws/ebs";

    /// <inheritdoc />
    public override string ResourceType => "key";

    /// <summary>Its full name.</summary>
    public required string Arn { get; init; }

    /// <summary><c>Enabled</c>, <c>Disabled</c>, <c>PendingDeletion</c>, ...</summary>
    public string State { get; set; } = "Enabled";

    /// <summary>Whether AWS manages it (such as <c>aws/ebs</c>): what it encrypts cannot be shared.</summary>
    public bool AwsManaged { get; init; }

    /// <summary>What its maker says about it.</summary>
    public string Description { get; set; } = "";

    /// <summary>Aliases, each with <c>alias/</c> in front.</summary>
    public List<string> Aliases { get; } = [];

    /// <summary>Other accounts that its policy lets in.</summary>
    public HashSet<string> SharedWith { get; } = [];

    /// <summary>Whether an account may use it now.</summary>
    public bool IsUsableBy(string accountId) => State == "Enabled" && (accountId == OwnerId || SharedWith.Contains(accountId));
}
