using Amazon.EC2.Model;
using AmiTools.Engine.Errors;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Images;
using AmiTools.Engine.Instances;
using AmiTools.Engine.Launching;
using AmiTools.Engine.Receipts;
using AmiTools.Engine.Sessions;
using AmiTools.Engine.Tags;
using AmiTools.Engine.Waiting;

namespace AmiTools.Engine.Restoring;

/// <summary>Launches the approved backups. One that fails does not hold back the others.</summary>
internal sealed class BackupRestoreRunner(EngineSession session, BackupRestorePlan plan, IEngineEvents events)
{
    private readonly ReceiptBook _receipts = new(session, plan.Options.Launch.Session);
    private readonly DateTimeOffset _deadline = session.Environment.Time.GetUtcNow() + plan.Options.Timeout;

    /// <summary>Yields each instance as it is launched, or passes its status checks where that is waited for.</summary>
    public IAsyncEnumerable<AmiRestoredInstance> RunAsync(CancellationToken cancellationToken) => plan.RunAsync<BackupRestoreStep, AmiRestoredInstance>(session, events, step => (step.Given, step.Launch.Region),
        (step, emit, token) => RestoreAsync(session.In(step.Launch.Region), step, emit, token), cancellationToken, plan.Options.Wait);

    private async Task RestoreAsync(RegionSession region, BackupRestoreStep step, Func<AmiRestoredInstance, ValueTask> emit, CancellationToken cancellationToken)
    {
        InstanceSet set = new(region, step.Launch, step.SetId, step.Given, _receipts, events);
        IReadOnlyList<(Instance Instance, bool Existed)> instances = await LaunchAsync(set, step, cancellationToken).ConfigureAwait(false);
        await TagAsync(region, step.Launch, [.. instances.Where(each => each.Existed).Select(each => each.Instance)], cancellationToken).ConfigureAwait(false);
        if (!plan.Options.Wait)
        {
            foreach ((Instance instance, bool existed) in instances) await emit(Result(step, instance, existed, set.ReceiptOf(instance), null)).ConfigureAwait(false);
            return;
        }

        // One that fails its checks is one failure, and the others of its set are returned.
        await Task.WhenAll(instances.Select(each => Item.RunAsync(events, step.Given, region.Name, async () =>
        {
            InstanceWait wait = new(region, each.Instance.InstanceId!, $"Wait for {each.Instance.InstanceId} of {step.Launch.ImageId}") { Given = step.Given, MissingWindow = region.Settings.VisibilityWindow };
            Instance passed = await wait.RunAsync(_deadline, events, cancellationToken).ConfigureAwait(false);
            await emit(Result(step, passed, each.Existed, set.ReceiptOf(passed), "ok")).ConfigureAwait(false);
        }))).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<(Instance Instance, bool Existed)>> LaunchAsync(InstanceSet set, BackupRestoreStep step, CancellationToken cancellationToken)
    {
        try
        {
            return await set.FillAsync(plan.Options.Count, cancellationToken).ConfigureAwait(false);
        }
        catch (AmiException failure) when (failure.Code is AmiErrorCodes.CapacityInsufficient)
        {
            string zones = step.OtherZones.Count == 0 ? "" : $" (-AvailabilityZone or -SubnetId; {string.Join(", ", step.OtherZones)} offer {step.Launch.InstanceType})";
            throw failure.As(failure.Code, failure.Kind, $"AWS has no room for {Text.Count.Of(step.Missing, $"{step.Launch.InstanceType} instance")} in {step.Launch.AvailabilityZone} at the moment; none was launched: {failure.Message}", step.Given,
                $"Launch in another zone{zones}, give another -InstanceType, or run the command again later.");
        }
        catch (AmiException failure) when (failure.Code is AmiErrorCodes.QuotaExceeded)
        {
            throw failure.As(failure.Code, failure.Kind, $"The account's quota in {step.Launch.Region} has no room for {Text.Count.Of(step.Missing, $"more {step.Launch.InstanceType} instance")}; none was launched: {failure.Message}", step.Given);
        }
    }

    /// <summary>The tags that were asked for and that an earlier run's instances lack.</summary>
    private async Task TagAsync(RegionSession region, LaunchSpecification launch, Instance[] existing, CancellationToken cancellationToken)
    {
        try
        {
            await region.Tags.AddAsync(existing.ToDictionary(instance => instance.InstanceId!, instance => TagRules.Missing(launch.Tags, instance.Tags.ToDictionary())), cancellationToken).ConfigureAwait(false);
        }
        catch (AmiException failure)
        {
            await events.FailAsync(failure).ConfigureAwait(false);
        }
    }

    private static AmiRestoredInstance Result(BackupRestoreStep step, Instance instance, bool existed, AmiChangeReceipt? receipt, string? check)
    {
        string[] from = step.Launch.RestoredFrom.Split('/');
        return new AmiRestoredInstance
        {
            Region = step.Launch.Region,
            AccountId = instance.NetworkInterfaces?.FirstOrDefault()?.OwnerId ?? "",
            InstanceId = instance.InstanceId!,
            Name = instance.NameTag(),
            State = instance.StateName(),
            StatusCheck = check,
            ImageId = instance.ImageId ?? step.Launch.ImageId,
            RestoredFromRegion = from[0],
            RestoredFromImageId = from[1],
            InstanceType = instance.InstanceType?.Value ?? step.Launch.InstanceType,
            AvailabilityZone = instance.Placement?.AvailabilityZone ?? step.Launch.AvailabilityZone,
            SubnetId = instance.SubnetId ?? step.Launch.SubnetId,
            VpcId = instance.VpcId ?? "",
            SecurityGroupIds = [.. (instance.SecurityGroups ?? []).Select(group => group.GroupId).OfType<string>()],
            PrivateIpAddress = string.IsNullOrEmpty(instance.PrivateIpAddress) ? null : instance.PrivateIpAddress,
            PublicIpAddress = string.IsNullOrEmpty(instance.PublicIpAddress) ? null : instance.PublicIpAddress,
            KeyName = string.IsNullOrEmpty(instance.KeyName) ? null : instance.KeyName,
            LaunchTime = instance.LaunchTime?.ToUniversalTime(),
            AlreadyExisted = existed,
            Receipt = receipt,
            Tags = instance.Tags.ToDictionary(),
        };
    }
}
