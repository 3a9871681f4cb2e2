using System.Management.Automation;
using AmiTools.Binding;
using AmiTools.Pipeline;

namespace AmiTools.Commands;

/// <summary>Makes a plan of what happens to every image of an estate under a policy.</summary>
[Cmdlet(VerbsCommon.Get, "AmiRetentionPlan")]
[OutputType(typeof(AmiRetentionPlan))]
public sealed class GetAmiRetentionPlanCommand : AmiServiceCmdlet
{
    /// <summary>How many of the newest are kept.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int KeepLast { get; set; }

    /// <summary>How long each is kept.</summary>
    [Parameter]
    [Duration]
    public TimeSpan KeepWithin { get; set; }

    /// <summary>For how many days one is kept.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int Daily { get; set; }

    /// <summary>For how many weeks one is kept.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int Weekly { get; set; }

    /// <summary>For how many months one is kept.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int Monthly { get; set; }

    /// <summary>For how many years one is kept.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int Yearly { get; set; }

    /// <summary>The time zone of days, weeks, months and years.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string TimeZone { get; set; } = "UTC";

    /// <summary>What makes images a family.</summary>
    [Parameter]
    public RetentionFamily FamilyBy { get; set; }

    /// <summary>The key of the tag that makes a family.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? FamilyTag { get; set; }

    /// <summary>What happens to what is not kept.</summary>
    [Parameter]
    public RetentionAction Action { get; set; } = RetentionAction.Delete;

    /// <summary>Whether what would not come back may be deleted.</summary>
    [Parameter]
    public SwitchParameter AllowPermanent { get; set; }

    /// <summary>Only images of these names.</summary>
    [Parameter]
    [Alias("Names")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <summary>Only images with these tags.</summary>
    [Parameter]
    [Alias("Tags")]
    [Tags]
    [ValidateNotNullOrEmpty]
    public IDictionary<string, string?> Tag { get; set; } = new Dictionary<string, string?>();

    private protected override async Task RunAsync(SessionOptions session, CancellationToken stop)
    {
        RetentionPolicy policy = new()
        {
            KeepLast = KeepLast, KeepDays = KeepWithin.TotalDays, Daily = Daily, Weekly = Weekly, Monthly = Monthly, Yearly = Yearly, TimeZone = TimeZone,
            FamilyBy = FamilyTag is null || MyInvocation.BoundParameters.ContainsKey(nameof(FamilyBy)) ? FamilyBy : RetentionFamily.Tag, FamilyTag = FamilyTag, Action = Action, AllowPermanent = AllowPermanent,
        };
        await WriteAsync(await Engine.PlanAsync(new RetentionQuery { Session = session, Policy = policy, Name = Name, Tag = Tag.AsReadOnly() }, stop).ConfigureAwait(false)).ConfigureAwait(false);
    }
}
