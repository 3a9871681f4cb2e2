using System.Management.Automation;
using AmiTools.Binding;

namespace AmiTools.Pipeline;

/// <summary>A command that launches backups: says what of the machine that was backed up is to be another.</summary>
public abstract class AmiLaunchCmdlet : AmiChangeCmdlet
{
    /// <summary>The backups.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ImageIds")]
    [ResourceReferences("ImageId")]
    [ArgumentCompleter(typeof(ImageIdCompleter))]
    public ResourceReference[]? ImageId { get; set; }

    /// <summary>The region to launch in.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(RegionCompleter))]
    [ValidateNotNullOrEmpty]
    public string? DestinationRegion { get; set; }

    /// <summary>The zone.</summary>
    [Parameter]
    [Alias("Zone")]
    [ValidateNotNullOrEmpty]
    public string? AvailabilityZone { get; set; }

    /// <summary>The subnet.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? SubnetId { get; set; }

    /// <summary>The instance type.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? InstanceType { get; set; }

    /// <summary>What stands in the place of what.</summary>
    [Parameter]
    [Tags]
    [ValidateNotNull]
    public IDictionary<string, string?> Map { get; set; } = new Dictionary<string, string?>();

    /// <summary>The user data as text.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? UserData { get; set; }

    /// <summary>A file that holds the user data.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? UserDataFile { get; set; }

    /// <summary>Whether the user data may be another one than the instance had.</summary>
    [Parameter]
    public SwitchParameter AllowOtherUserData { get; set; }

    /// <summary>Tags for all that is made.</summary>
    [Parameter]
    [Alias("Tags")]
    [Tags]
    [ValidateNotNull]
    public IDictionary<string, string?> Tag { get; set; } = new Dictionary<string, string?>();

    /// <summary>The user data that is given, as bytes; null where none is.</summary>
    private protected byte[]? UserDataContent { get; private set; }

    private protected override ResourceReference[]? Items => ImageId;

    private protected override void Prepare()
    {
        base.Prepare();
        UserDataContent = UserDataBytes.Read(this, UserData, UserDataFile);
    }
}
