using System.Management.Automation;

namespace AmiTools.Binding;

/// <summary>Where keys come from, read anew for each call, because temporary ones are renewed.</summary>
/// <param name="read">Reads the keys.</param>
/// <param name="name">What it is called where it is shown. Never a secret.</param>
public sealed class AwsKeySource(Func<AwsKeyPair> read, string name)
{
    /// <summary>Reads the keys.</summary>
    internal Func<AwsKeyPair> Read => read;

    /// <summary>What it is called.</summary>
    public override string ToString() => name;

    /// <summary>Takes a <c>PSCredential</c>, or the credentials of AWS Tools whichever version of its assemblies made them: they are known by what they can do.</summary>
    /// <returns>Null where it is neither.</returns>
    internal static AwsKeySource? From(object? value) => Given.Unwrap(value) switch
    {
        AwsKeySource source => source,
        PSCredential credential => new AwsKeySource(() => new AwsKeyPair(credential.UserName, credential.GetNetworkCredential().Password), credential.UserName),
        { } other when ForeignCredentials.Reader(other) is { } reader => new AwsKeySource(reader, other.GetType().Name),
        _ => null,
    };
}

/// <summary>Makes an <see cref="AwsKeySource"/> of a <c>PSCredential</c> or of the credentials of AWS Tools.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class KeySourceAttribute : ArgumentTransformationAttribute
{
    /// <summary>The key source.</summary>
    public override object Transform(EngineIntrinsics engineIntrinsics, object? inputData) => AwsKeySource.From(inputData) ??
        throw Given.Refuse("Give a PSCredential (user name: access key id, password: secret key), or the credentials that New-AWSCredential of AWS Tools returns.");
}
