using System.Reflection;

namespace AmiTools.Binding;

/// <summary>
/// Reads credentials of AWS Tools for PowerShell without knowing its types: its assemblies are of another version than ours, or another load context, and a cast would fail.
/// </summary>
internal static class ForeignCredentials
{
    private const BindingFlags AnyInstance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>What reads the keys anew each time; null where the object has none.</summary>
    public static Func<AwsKeyPair>? Reader(object value)
    {
        // $StoredAWSCredentials is an AWSPSCredentials, which keeps the real credentials in a property that is not public.
        object? credentials = HasKeys(value) ? value : value.GetType().GetProperties(AnyInstance)
            .Where(property => property.GetIndexParameters().Length == 0 && !property.PropertyType.IsValueType && property.PropertyType != typeof(string))
            .Select(property => property.GetValue(value)).FirstOrDefault(HasKeys);
        if (credentials is null) return null;
        MethodInfo getCredentials = Getter(credentials)!;
        return () => Read(credentials, getCredentials);
    }

    private static AwsKeyPair Read(object credentials, MethodInfo getCredentials)
    {
        try
        {
            object keys = getCredentials.Invoke(credentials, BindingFlags.DoNotWrapExceptions, null, null, null)!;
            return new AwsKeyPair(Text(keys, "AccessKey")!, Text(keys, "SecretKey")!, Text(keys, "Token") is { Length: > 0 } token ? token : null);
        }
        catch (Exception exception)
        {
            // It may ask a process, a token service or an SSO cache, and fails with the types of an assembly that we cannot name.
            throw new AmiException(AmiErrorCodes.NoCredentials, AmiErrorKind.Authentication, $"The credentials of AWS Tools could not be read: {exception.Message}", exception)
            {
                Remedy = "Renew them with Set-AWSCredential, or give -ProfileName.",
                StopsEverything = true,
            };
        }
    }

    private static bool HasKeys(object? value) =>
        value is not null && Getter(value)?.ReturnType is { } keys && keys.GetProperty("AccessKey") is not null && keys.GetProperty("SecretKey") is not null;

    private static MethodInfo? Getter(object value) => value.GetType().GetMethod("GetCredentials", AnyInstance, Type.EmptyTypes);

    private static string? Text(object keys, string name) => keys.GetType().GetProperty(name)?.GetValue(keys)?.ToString();
}
