using Amazon.AutoScaling;
using Amazon.EBS;
using Amazon.EC2;
using Amazon.KeyManagementService;
using Amazon.RecycleBin;
using AmiTools.Engine.Copying;
using AmiTools.Engine.Errors;
using AmiTools.Engine.Images;
using AmiTools.Engine.Tags;
using AmiTools.Engine.Waiting;

namespace AmiTools.Engine.Sessions;

/// <summary>One region, as one caller sees it: its clients, and what all commands of the process that work there share.</summary>
internal sealed class RegionSession
{
    private readonly IAmazonEC2 _ec2;

    /// <summary>Makes one; nothing is called yet.</summary>
    public RegionSession(EngineSession session, string name)
    {
        Session = session;
        Name = name;
        _ec2 = session.Aws.Ec2(name);
        Images = new ImageReader(this);
        Snapshots = new SnapshotReader(this);
        Tags = new TagWriter(this);
        Watch = new ImageWatch(this);
        SnapshotWatch = new SnapshotWatch(this);
        InstanceWatch = new InstanceWatch(this);
        RootTaskWatch = new RootTaskWatch(this);
        CopySlots = new CopySlots(this);
    }

    /// <summary>The caller.</summary>
    public EngineSession Session { get; }

    /// <summary>The region's name.</summary>
    public string Name { get; }

    /// <summary>Reads images.</summary>
    public ImageReader Images { get; }

    /// <summary>Reads snapshots.</summary>
    public SnapshotReader Snapshots { get; }

    /// <summary>Puts tags on.</summary>
    public TagWriter Tags { get; }

    /// <summary>The one poller that answers all waits for images of this region.</summary>
    public ImageWatch Watch { get; }

    /// <summary>The same for waits for snapshots.</summary>
    public SnapshotWatch SnapshotWatch { get; }

    /// <summary>The same for waits for instances.</summary>
    public InstanceWatch InstanceWatch { get; }

    /// <summary>The same for replacements of root volumes.</summary>
    public RootTaskWatch RootTaskWatch { get; }

    /// <summary>The places for snapshot copies into this region.</summary>
    public CopySlots CopySlots { get; }

    /// <summary>Whose seconds count.</summary>
    public TimeProvider Time => Session.Environment.Time;

    /// <summary>How patient the engine is.</summary>
    public EngineSettings Settings => Session.Settings;

    /// <summary>Calls EC2 in this region.</summary>
    /// <param name="operation">The operation's name, for the failure.</param>
    /// <param name="resourceId">What it is done to, as the user gave it.</param>
    /// <param name="call">The call.</param>
    /// <exception cref="AmiException">Whatever the call ended with.</exception>
    public Task<TResponse> CallAsync<TResponse>(string operation, string? resourceId, Func<IAmazonEC2, Task<TResponse>> call) => CallAsync(operation, resourceId, () => call(_ec2));

    /// <summary>Calls KMS in this region.</summary>
    /// <exception cref="AmiException">Whatever the call ended with.</exception>
    public Task<TResponse> CallKmsAsync<TResponse>(string operation, string? resourceId, Func<IAmazonKeyManagementService, Task<TResponse>> call) =>
        CallAsync(operation, resourceId, () => call(Session.Aws.Kms(Name)));

    /// <summary>Calls the Recycle Bin in this region, for its rules: what lies in it is EC2's.</summary>
    /// <exception cref="AmiException">Whatever the call ended with.</exception>
    public Task<TResponse> CallRecycleBinAsync<TResponse>(string operation, string? resourceId, Func<IAmazonRecycleBin, Task<TResponse>> call) =>
        CallAsync(operation, resourceId, () => call(Session.Aws.RecycleBin(Name)));

    /// <summary>Calls the EBS direct APIs in this region.</summary>
    /// <exception cref="AmiException">Whatever the call ended with.</exception>
    public Task<TResponse> CallEbsAsync<TResponse>(string operation, string? resourceId, Func<IAmazonEBS, Task<TResponse>> call) =>
        CallAsync(operation, resourceId, () => call(Session.Aws.Ebs(Name)));

    /// <summary>Calls Auto Scaling in this region.</summary>
    /// <exception cref="AmiException">Whatever the call ended with.</exception>
    public Task<TResponse> CallAutoScalingAsync<TResponse>(string operation, Func<IAmazonAutoScaling, Task<TResponse>> call) =>
        CallAsync(operation, null, () => call(Session.Aws.AutoScaling(Name)));

    private async Task<TResponse> CallAsync<TResponse>(string operation, string? resourceId, Func<Task<TResponse>> call)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw Failures.From(exception, operation, resourceId, Name);
        }
    }

    /// <summary>The region's name.</summary>
    public override string ToString() => Name;
}
