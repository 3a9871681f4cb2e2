using System.Text.RegularExpressions;

namespace AmiTools.Pipeline;

/// <summary>The sessions of a command that runs in several accounts, or the one of a command that does not.</summary>
internal sealed partial class AccountSessions(IReadOnlyList<SessionOptions> all)
{
    /// <summary>How many accounts are worked in at a time. Each has token buckets of its own, so that this only bounds what a console has to follow.</summary>
    public const int Parallelism = 8;

    /// <summary>All of them.</summary>
    public IReadOnlyList<SessionOptions> All { get; } = all;

    /// <summary>The session where there is only one; null where there are several.</summary>
    public SessionOptions? Single => All is [var single] ? single : null;

    /// <summary>Makes one session of each role, or the caller's own where no role is named.</summary>
    /// <exception cref="AmiException">The roles contradict each other, or are none; all that is wrong is in the message.</exception>
    public static AccountSessions Of(SessionOptions caller, string[] roleArns, string[] accountIds, string? roleName)
    {
        if (roleArns.Length > 0 && (accountIds.Length > 0 || roleName is not null)) throw Invalid("-RoleArn says both the account and the role, so that -AccountId and -RoleName cannot be given with it.", "Give -RoleArn, or -AccountId with -RoleName.");
        if (accountIds.Length > 0 != roleName is not null) throw Invalid("-AccountId and -RoleName belong together, and one of them is missing.", "Give both, as in: -AccountId 111122223333 -RoleName AmiTools.");
        string[] wrong = [.. accountIds.Where(account => !Account().IsMatch(account)).Select(account => $"'{account}'")];
        if (wrong.Length > 0) throw Invalid($"An account id has 12 digits, and {string.Join(", ", wrong)} {(wrong.Length == 1 ? "has" : "have")} not.", "Write ids with leading zeros in quotation marks: PowerShell takes them away from numbers.");
        string[] strange = [.. roleArns.Where(role => AccountOf(role) is null).Select(role => $"'{role}'")];
        if (strange.Length > 0) throw new AmiException(AmiErrorCodes.InvalidRoleArn, AmiErrorKind.InvalidInput, $"{string.Join(", ", strange)} {(strange.Length == 1 ? "is no ARN of a role" : "are no ARNs of roles")}.") { Remedy = "Give it as arn:aws:iam::111122223333:role/NAME.", StopsEverything = true };
        return new AccountSessions(roleArns.Length > 0 ? [.. roleArns.Distinct().Select(caller.As)]
            : accountIds.Length > 0 ? [.. accountIds.Distinct().Select(account => caller.As(account, roleName!))]
            : [caller]);
    }

    /// <summary>Those that may work on a resource: where a piped object or an ARN knows its account, only that one's.</summary>
    /// <exception cref="AmiException">It is known to be of another account.</exception>
    public IReadOnlyList<SessionOptions> For(ResourceReference item)
    {
        if (Single is not null || item.AccountId is not { } account) return All;
        SessionOptions[] own = [.. All.Where(session => AccountOf(session) == account)];
        return own.Length > 0 ? own : throw new AmiException(AmiErrorCodes.AccountMismatch, AmiErrorKind.InvalidInput, $"{item} belongs to account {account}, and the command works in {string.Join(", ", All.Select(AccountOf))}.")
        {
            ResourceId = item.Given, Region = item.Region, Remedy = $"Name a role of {account} too, or work with one account at a time.",
        };
    }

    /// <summary>What kept one account of several from being worked in. The others are not concerned.</summary>
    public static AmiException Refused(SessionOptions session, AmiException failure) => new(failure.Code, failure.Kind, $"Account {AccountOf(session)}: {failure.Message}", failure)
    {
        ResourceId = session.RoleArn ?? session.RoleAccountId, Region = failure.Region, AwsCode = failure.AwsCode, Operation = failure.Operation, RequestId = failure.RequestId, Remedy = failure.Remedy,
    };

    private static string? AccountOf(SessionOptions session) => session.RoleAccountId ?? AccountOf(session.RoleArn ?? "");

    private static string? AccountOf(string roleArn) => Role().Match(roleArn) is { Success: true } role ? role.Groups["account"].Value : null;

    private static AmiException Invalid(string message, string remedy) => new(AmiErrorCodes.InvalidOption, AmiErrorKind.InvalidInput, message) { Remedy = remedy, StopsEverything = true };

    [GeneratedRegex("^[0-9]{12}$")]
    private static partial Regex Account();

    [GeneratedRegex("^arn:aws[a-z0-9-]*:iam::(?<account>[0-9]{12}):role/.")]
    private static partial Regex Role();
}
