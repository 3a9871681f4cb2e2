namespace AmiTools.Simulator;

/// <summary>What a copy of a snapshot is encrypted with: AWS's matrix for CopyImage and CopySnapshot.</summary>
/// <param name="SourceKey">The ARN of the source's key; null for a plain source.</param>
/// <param name="OwnSource">Whether the caller owns the source, rather than having it shared.</param>
/// <param name="SameRegion">Whether the copy stays in the source's region.</param>
/// <param name="EncryptionByDefault">Whether the destination encrypts what is new, whatever was asked.</param>
internal sealed record CopyEncryption(string? SourceKey, bool OwnSource, bool SameRegion, bool EncryptionByDefault)
{
    /// <summary>The key of the copy as the caller named it, <see cref="DefaultKey"/>, or null for a plain copy.</summary>
    /// <exception cref="AwsErrorException">A combination that AWS refuses at once. Bad keys are not among them: those fail later.</exception>
    internal string? Decide(bool? encrypted, string? keyId)
    {
        if (keyId is not null && encrypted != true)
            throw Errors.InvalidParameterDependency("KmsKeyId", "Encrypted");
        if (SourceKey is not null && encrypted == false)
            throw Errors.InvalidRequest("The requested operation is not valid. Creating an unencrypted copy from an encrypted snapshot is not supported.");
        if (encrypted == true)
            return keyId ?? DefaultKey;
        if (SourceKey is null)
            return EncryptionByDefault ? DefaultKey : null;
        return OwnSource && SameRegion ? SourceKey : DefaultKey;
    }

    /// <summary>Stands for the destination's default EBS key.</summary>
    internal const string DefaultKey = "default";
}
