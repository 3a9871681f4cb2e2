using System.Management.Automation;
using AmiTools.Binding;

namespace AmiTools.Pipeline;

/// <summary>A command that calls AWS: says once who calls, and where.</summary>
public abstract class AmiServiceCmdlet : AmiCmdlet
{
    /// <summary>Region names and wildcards.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("RegionName")]
    [ArgumentCompleter(typeof(RegionCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public virtual string[] Region { get; set; } = [];

    /// <summary>A profile of the shared AWS configuration files.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ProfileCompleter))]
    [ValidateNotNullOrEmpty]
    public string? ProfileName { get; set; }

    /// <summary>An access key id.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? AccessKey { get; set; }

    /// <summary>The secret of the access key.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? SecretKey { get; set; }

    /// <summary>The session token of temporary keys.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? SessionToken { get; set; }

    /// <summary>Keys as one object.</summary>
    [Parameter]
    [KeySource]
    [ValidateNotNull]
    public AwsKeySource? Credential { get; set; }

    /// <summary>Roles that are assumed on top of the other credentials; the command runs in each of them.</summary>
    [Parameter]
    [Alias("RoleArns")]
    [ValidateNotNullOrEmpty]
    public string[] RoleArn { get; set; } = [];

    /// <summary>Accounts in which the role of that name is assumed; the command runs in each of them.</summary>
    [Parameter]
    [Alias("AccountIds")]
    [ValidateNotNullOrEmpty]
    public string[] AccountId { get; set; } = [];

    /// <summary>The role that is assumed in each account.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? RoleName { get; set; }

    /// <summary>An endpoint in place of AWS.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? EndpointUrl { get; set; }

    /// <summary>Who calls, and where, as far as the command line tells: one session, or one for each account.</summary>
    private protected AccountSessions Sessions { get; private set; } = new([new SessionOptions()]);

    /// <summary>Whether the regions stand on the command line. A region that a piped object brings is not one that the user insists on.</summary>
    private protected bool RegionIsGiven { get; private set; }

    /// <summary>The region that the current pipeline object brought; null where it brought none.</summary>
    private protected string? PipedRegion => !RegionIsGiven && Region is [{ } region, ..] ? region : null;

    /// <summary>The file that changes are written to before they are made; null for a command that changes nothing, and where none is wanted.</summary>
    private protected virtual string? JournalPath => null;

    private protected override void Prepare()
    {
        RegionIsGiven = MyInvocation.BoundParameters.ContainsKey(nameof(Region));
        RequireOneKind();
        Func<AwsKeyPair>? keys = Credential is null ? StoredCredentials.Find(this) : Credential.Read;
        bool usesKeys = Credential is not null || (ProfileName is null && AccessKey is null);
        SessionOptions caller = new()
        {
            Region = RegionIsGiven ? [.. Region] : [],
            ProfileName = ProfileName,
            AccessKey = AccessKey,
            SecretKey = SecretKey,
            SessionToken = SessionToken,
            EndpointUrl = EndpointUrl,
            StoredCredentials = usesKeys ? keys : null,
            StoredRegion = GetVariableValue("StoredAWSRegion")?.ToString(),
            Journal = JournalPath,
        };
        Sessions = AccountSessions.Of(caller, RoleArn, AccountId, RoleName);
    }

    private protected override Task RunAsync(CancellationToken stop) => InEachAccountAsync(session => RunAsync(session, stop), stop);

    /// <summary>The work of one account.</summary>
    private protected abstract Task RunAsync(SessionOptions session, CancellationToken stop);

    /// <summary>Works in every account, several at a time. Where there are more than one, an account that refuses is an error like any other, and the others go on.</summary>
    private protected Task InEachAccountAsync(Func<SessionOptions, Task> work, CancellationToken stop)
    {
        if (Sessions.Single is { } single) return work(single);
        ParallelOptions several = new() { MaxDegreeOfParallelism = AccountSessions.Parallelism, CancellationToken = stop };
        return Parallel.ForEachAsync(Sessions.All, several, async (session, _) => await GuardAsync(async () =>
        {
            try
            {
                await work(session).ConfigureAwait(false);
            }
            catch (AmiException failure) when (failure.StopsEverything)
            {
                throw AccountSessions.Refused(session, failure);
            }
        }).ConfigureAwait(false));
    }

    private void RequireOneKind()
    {
        string[] given = new[] { (nameof(ProfileName), ProfileName is not null), (nameof(AccessKey), AccessKey is not null), (nameof(Credential), Credential is not null) }
            .Where(kind => kind.Item2).Select(kind => $"-{kind.Item1}").ToArray();
        if (given.Length > 1) throw Invalid($"{string.Join(" and ", given)} cannot be given together: each says who calls.", "Give one of them.");
        if (AccessKey is null != SecretKey is null) throw Invalid("-AccessKey and -SecretKey belong together, and one of them is missing.", "Give both, or use -ProfileName.");
        if (SessionToken is not null && AccessKey is null) throw Invalid("-SessionToken belongs to -AccessKey and -SecretKey, and they are missing.", "Give all three, or use -ProfileName.");
    }

    private static AmiException Invalid(string message, string remedy) =>
        new(AmiErrorCodes.InvalidOption, AmiErrorKind.InvalidInput, message) { Remedy = remedy, StopsEverything = true };
}
