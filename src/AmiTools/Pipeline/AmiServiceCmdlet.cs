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

    /// <summary>A role that is assumed on top of the other credentials.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? RoleArn { get; set; }

    /// <summary>An endpoint in place of AWS.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? EndpointUrl { get; set; }

    /// <summary>Who calls, and where, as far as the command line tells.</summary>
    private protected SessionOptions Session { get; private set; } = new();

    /// <summary>Whether the regions stand on the command line. A region that a piped object brings is not one that the user insists on.</summary>
    private protected bool RegionIsGiven { get; private set; }

    /// <summary>The region that the current pipeline object brought; null where it brought none.</summary>
    private protected string? PipedRegion => !RegionIsGiven && Region is [{ } region, ..] ? region : null;

    private protected override void Prepare()
    {
        RegionIsGiven = MyInvocation.BoundParameters.ContainsKey(nameof(Region));
        RequireOneKind();
        Func<AwsKeyPair>? keys = Credential is null ? StoredCredentials.Find(this) : Credential.Read;
        bool usesKeys = Credential is not null || (ProfileName is null && AccessKey is null);
        Session = new SessionOptions
        {
            Region = RegionIsGiven ? [.. Region] : [],
            ProfileName = ProfileName,
            AccessKey = AccessKey,
            SecretKey = SecretKey,
            SessionToken = SessionToken,
            RoleArn = RoleArn,
            EndpointUrl = EndpointUrl,
            StoredCredentials = usesKeys ? keys : null,
            StoredRegion = GetVariableValue("StoredAWSRegion")?.ToString(),
        };
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
