using System.Text.RegularExpressions;
using Amazon.EC2;
using Amazon.EC2.Model;

namespace AmiTools.Engine.Access;

/// <summary>Those that something can be shared with, as AWS writes them: an account's 12 digits, the ARN of an organisation or an organisational unit, <c>all</c>.</summary>
internal static partial class Principals
{
    private const int Shown = 3;
    private const int AccountDigits = 12;

    /// <summary>Everything that is wrong with the principals by themselves.</summary>
    public static IEnumerable<AmiException> Problems(IReadOnlyList<string> given)
    {
        foreach (string who in given.Where(who => !IsAccount(who) && !IsArn(who) && who != AmiPrincipals.Everybody)) yield return Malformed(who);
        foreach (string who in given.GroupBy(who => who, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key))
            yield return Invalid(who, $"'{who}' is given more than once.", "Give everybody once: two lists may have been put together that overlap.");
    }

    /// <summary>The same for snapshots, which AWS shares with accounts and everybody only.</summary>
    public static IEnumerable<AmiException> SnapshotProblems(IReadOnlyList<string> given)
    {
        foreach (string who in given.Where(IsArn)) yield return Invalid(who, $"'{who}' is nobody whom a snapshot can be shared with: AWS shares snapshots with accounts, not with organisations and their units.", "Name the accounts; Grant-AmiAccess shares an image with the organisation.");
        foreach (AmiException problem in Problems([.. given.Where(who => !IsArn(who))])) yield return problem;
    }

    /// <summary>The owner among them, who may do everything anyway.</summary>
    /// <param name="accountId">The account.</param>
    /// <param name="what">What it owns.</param>
    public static AmiException Owner(string accountId, string what) =>
        Invalid(accountId, $"{accountId} is the account that owns the {what}: it cannot be shared with itself.", "Leave the account out.");

    /// <summary>Whether a snapshot can be shared with it: AWS knows only accounts and everybody there.</summary>
    public static bool FitsSnapshot(string who) => !IsArn(who);

    /// <summary>Whether it is an organisation or an organisational unit.</summary>
    public static bool IsArn(string who) => IsOrganization(who) || IsUnit(who);

    /// <summary>Whether it is an account.</summary>
    public static bool IsAccount(string who) => Account().IsMatch(who);

    /// <summary>Whether it is an organisation.</summary>
    public static bool IsOrganization(string who) => Organization().IsMatch(who);

    /// <summary>Whether it is an organisational unit.</summary>
    public static bool IsUnit(string who) => Unit().IsMatch(who);

    /// <summary>The launch permission that names it.</summary>
    public static LaunchPermission ToLaunchPermission(string who) =>
        IsOrganization(who) ? new LaunchPermission { OrganizationArn = who }
        : IsUnit(who) ? new LaunchPermission { OrganizationalUnitArn = who }
        : who == AmiPrincipals.Everybody ? new LaunchPermission { Group = PermissionGroup.All }
        : new LaunchPermission { UserId = who };

    /// <summary>The permission on a snapshot that names it.</summary>
    public static CreateVolumePermission ToVolumePermission(string who) =>
        who == AmiPrincipals.Everybody ? new CreateVolumePermission { Group = PermissionGroup.All } : new CreateVolumePermission { UserId = who };

    /// <summary>The first few of them, as a part of a sentence: <c>everybody, 222233334444 and 5 more</c>.</summary>
    public static string Show(IReadOnlyCollection<string> all)
    {
        string[] shown = [.. all.Take(all.Count <= Shown + 1 ? all.Count : Shown).Select(Show)];
        return all.Count == 0 ? "nobody" : all.Count > shown.Length ? $"{string.Join(", ", shown)} and {all.Count - shown.Length} more"
            : shown.Length == 1 ? shown[0] : $"{string.Join(", ", shown[..^1])} and {shown[^1]}";
    }

    private static string Show(string who) => who == AmiPrincipals.Everybody ? "everybody" : IsArn(who) ? who[(who.LastIndexOf('/') + 1)..] : who;

    private static AmiException Malformed(string who)
    {
        bool digits = who.Length > 0 && who.All(char.IsAsciiDigit);
        string reason = digits ? $"an account has {AccountDigits} digits, and it has {who.Length}"
            : who.StartsWith("arn:", StringComparison.Ordinal) ? who.Contains(":organizations::", StringComparison.Ordinal)
                ? "only the ARNs of an organisation (…:organization/o-…) and of an organisational unit (…:ou/o-…/ou-…) can be shared with"
                : "it is not the ARN of an organisation or an organisational unit; AWS shares images with whole accounts, not with users and roles"
            : "it is no account, organisation or organisational unit";
        return Invalid(who, $"'{who}' is nobody to share with: {reason}.", digits && who.Length < AccountDigits
            ? "PowerShell takes leading zeros from a number: write the account in quotes."
            : "Give an account's 12 digits, the ARN of an organisation or an organisational unit, or -Public.");
    }

    private static AmiException Invalid(string who, string message, string remedy) => new(AmiErrorCodes.InvalidPrincipal, AmiErrorKind.InvalidInput, message) { ResourceId = who, Remedy = remedy };

    [GeneratedRegex(@"\A[0-9]{12}\z")]
    private static partial Regex Account();

    [GeneratedRegex(@"\Aarn:aws[a-z-]*:organizations::[0-9]{12}:organization/o-[a-z0-9]{10,32}\z")]
    private static partial Regex Organization();

    [GeneratedRegex(@"\Aarn:aws[a-z-]*:organizations::[0-9]{12}:ou/o-[a-z0-9]{10,32}/ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}\z")]
    private static partial Regex Unit();
}
