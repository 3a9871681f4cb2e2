namespace AmiTools.Binding;

/// <summary>With whom something is shared, as people say it: by name, or with everybody.</summary>
internal static class Grantees
{
    /// <summary>All that are meant. <c>-Public</c> and the word of AWS together are no duplicate.</summary>
    public static string[] Of(string[] named, bool everybody) => everybody && !named.Contains(AmiPrincipals.Everybody) ? [.. named, AmiPrincipals.Everybody] : named;
}
