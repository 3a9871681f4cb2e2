using System.Management.Automation;

namespace AmiTools.Binding;

/// <summary>The credentials that <c>Set-AWSCredential</c> of AWS Tools keeps for the session.</summary>
internal static class StoredCredentials
{
    /// <summary>What reads them; null where there are none.</summary>
    public static Func<AwsKeyPair>? Find(PSCmdlet cmdlet) =>
        Given.Unwrap(cmdlet.GetVariableValue("StoredAWSCredentials")) is { } stored ? ForeignCredentials.Reader(stored) : null;
}
