using Amazon.EC2.Model;
using AmiTools.Engine.Errors;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Instances;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Recovery;

/// <summary>Removes all that a recovery test made: what is known of it, and what AWS shows with its tag. AWS deletes a security group only when no machine is in it, which proves at the end that none is left.</summary>
internal sealed class DrillRemoval(RegionSession region, string drillId)
{
    private static readonly TimeSpan s_firstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(15);

    // By the time at which each was made; AWS may not know it yet.
    private readonly Dictionary<string, DateTimeOffset> _instances = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _groups = new(StringComparer.Ordinal);
    private readonly HashSet<string> _gone = new(StringComparer.Ordinal);
    private AmiException? _failure;

    /// <summary>What is not removed, or not known to be.</summary>
    public IReadOnlyList<string> LeftOver { get; private set; } = [];

    /// <summary>Remembers what a test left that died: AWS has known it for long.</summary>
    public void KnowLeftovers(IEnumerable<string> ids)
    {
        foreach (string id in ids)
        {
            if (id.StartsWith("i-", StringComparison.Ordinal)) _instances[id] = default;
            else if (id.StartsWith("sg-", StringComparison.Ordinal)) _groups[id] = default;
        }
    }

    /// <summary>Remembers an instance that was launched.</summary>
    public void KnowInstance(string id) => _instances[id] = region.Time.GetUtcNow();

    /// <summary>Remembers a security group that was made.</summary>
    public void KnowGroup(string id) => _groups[id] = region.Time.GetUtcNow();

    /// <summary>Removes, until nothing is left, nothing more can be done, or the time is over. What is left then is in <see cref="LeftOver"/>.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        LeftOver = [.. _instances.Keys, .. _groups.Keys];
        try
        {
            await Patience.UntilAsync<object>(region.Time, region.Settings.DrillRemovalWindow, async token => await IsOverAsync(token).ConfigureAwait(false) ? this : null, s_firstPause, s_longestPause, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _failure ??= new AmiException(AmiErrorCodes.WaitTimedOut, AmiErrorKind.Timeout, "AWS was not done with it in time.");
        }
    }

    /// <summary>The failure of what is left; null where nothing is.</summary>
    public AmiException? Problem()
    {
        if (LeftOver.Count == 0) return null;
        string why = _failure is null ? "AWS is not done with it yet." : _failure.Message;
        string message = $"{string.Join(", ", LeftOver)} in {region.Name}, made for a recovery test, could not be removed: {why}";
        string remedy = $"The next Test-AmiRecovery in {region.Name} removes it, {DrillMark.Length.TotalMinutes:0} minutes from now at the earliest. By hand: {string.Join("; ", LeftOver.Select(ByHand))}.";
        return _failure is null ? new AmiException(AmiErrorCodes.DrillNotRemoved, AmiErrorKind.Failed, message) { ResourceId = LeftOver[0], Region = region.Name, Remedy = remedy }
            : _failure.As(AmiErrorCodes.DrillNotRemoved, _failure.Kind, message, LeftOver[0], remedy);
    }

    private string ByHand(string id) => id.Split('-')[0] switch
    {
        "i" => $"Remove-EC2Instance -InstanceId {id} -Region {region.Name}",
        "vol" => $"Remove-EC2Volume -VolumeId {id} -Region {region.Name}",
        _ => $"Remove-EC2SecurityGroup -GroupId {id} -Region {region.Name}",
    };

    private async Task<bool> IsOverAsync(CancellationToken cancellationToken)
    {
        _failure = null;
        try
        {
            LeftOver = await RoundAsync(cancellationToken).ConfigureAwait(false);
            return LeftOver.Count == 0;
        }
        catch (AmiException failure)
        {
            _failure = failure;
            // Asking again gives nobody a permission.
            return failure.Kind is AmiErrorKind.Denied or AmiErrorKind.Authentication;
        }
    }

    private async Task<IReadOnlyList<string>> RoundAsync(CancellationToken cancellationToken)
    {
        DrillParts parts = (await DrillParts.ReadAsync(region, drillId, cancellationToken).ConfigureAwait(false)).FirstOrDefault() ?? new DrillParts(drillId, default, [], [], []);
        Dictionary<string, Instance> known = await new InstanceReader(region).ByIdAsync([.. _instances.Keys.Where(id => !_gone.Contains(id))], cancellationToken).ConfigureAwait(false);
        _gone.UnionWith(known.Values.Where(instance => instance.StateName() == "terminated").Select(instance => instance.InstanceId!));
        string[] instances = [.. parts.Instances.Select(instance => instance.InstanceId!).Concat(_instances.Keys).Distinct().Where(id => !_gone.Contains(id))];
        string[] groups = [.. parts.Groups.Select(group => group.GroupId!).Concat(_groups.Keys).Distinct().Where(id => !_gone.Contains(id))];
        LeftOver = [.. instances, .. parts.Volumes.Select(volume => volume.VolumeId!), .. groups];

        string[] going = [.. parts.Instances.Concat(known.Values).Where(instance => instance.StateName() == "shutting-down").Select(instance => instance.InstanceId!).Distinct()];
        foreach (string id in instances.Except(going)) await TerminateAsync(id, cancellationToken).ConfigureAwait(false);
        if (instances.Any(id => !_gone.Contains(id))) return Left();

        foreach (Volume volume in parts.Volumes.Where(volume => volume.State?.Value is "available" or "error")) await DeleteAsync(volume, cancellationToken).ConfigureAwait(false);
        if (parts.Volumes.Any(volume => !_gone.Contains(volume.VolumeId!))) return Left();

        foreach (string id in groups) await DeleteAsync(id, cancellationToken).ConfigureAwait(false);
        return Left();

        string[] Left() => [.. LeftOver.Where(id => !_gone.Contains(id))];
    }

    private async Task TerminateAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            await region.CallAsync("TerminateInstances", id, ec2 => ec2.TerminateInstancesAsync(new TerminateInstancesRequest { InstanceIds = [id] }, cancellationToken)).ConfigureAwait(false);
        }
        catch (AmiException failure) when (failure.IsNotFound())
        {
            if (IsOld(_instances, id)) _gone.Add(id);
        }
    }

    private async Task DeleteAsync(Volume volume, CancellationToken cancellationToken)
    {
        try
        {
            await region.CallAsync("DeleteVolume", volume.VolumeId, ec2 => ec2.DeleteVolumeAsync(new DeleteVolumeRequest { VolumeId = volume.VolumeId }, cancellationToken)).ConfigureAwait(false);
            _gone.Add(volume.VolumeId!);
        }
        catch (AmiException failure) when (failure.IsNotFound())
        {
            _gone.Add(volume.VolumeId!);
        }
    }

    private async Task DeleteAsync(string groupId, CancellationToken cancellationToken)
    {
        try
        {
            await region.CallAsync("DeleteSecurityGroup", groupId, ec2 => ec2.DeleteSecurityGroupAsync(new DeleteSecurityGroupRequest { GroupId = groupId }, cancellationToken)).ConfigureAwait(false);
            _gone.Add(groupId);
        }
        catch (AmiException failure) when (failure.IsNotFound())
        {
            // An earlier attempt of this call has deleted it, and its answer was lost.
            if (failure.OutcomeIsUnknown() || IsOld(_groups, groupId)) _gone.Add(groupId);
        }
        catch (AmiException failure) when (failure.Kind == AmiErrorKind.InUse)
        {
            _failure = failure;
        }
    }

    /// <summary>Whether AWS would know it, were it there.</summary>
    private bool IsOld(Dictionary<string, DateTimeOffset> made, string id) => !made.TryGetValue(id, out DateTimeOffset time) || region.Time.GetUtcNow() - time >= region.Settings.VisibilityWindow;
}
