using Amazon.EC2.Model;

namespace AmiTools.Simulator;

/// <summary>Starting, stopping, rebooting and terminating instances. One that cannot refuses the whole request.</summary>
internal static class InstanceStates
{
    public static void Register(OperationTable table)
    {
        table.Add<StartInstancesRequest, StartInstancesResponse>(Start);
        table.Add<StopInstancesRequest, StopInstancesResponse>(Stop);
        table.Add<RebootInstancesRequest, RebootInstancesResponse>(Reboot);
        table.Add<TerminateInstancesRequest, TerminateInstancesResponse>(Terminate);
    }

    private static StartInstancesResponse Start(StartInstancesRequest request, Call call)
    {
        var instances = Find(call, request.InstanceIds);
        foreach (var instance in instances)
        {
            if (instance.State is not ("stopped" or "running" or "pending"))
                throw Errors.IncorrectInstanceState($"The instance '{instance.Id}' is not in a state from which it can be started.");
            if (instance.RootDeviceType == "ebs" && instance.Volumes.TrueForAll(attachment => attachment.Device != instance.RootDeviceName))
                throw Errors.IncorrectInstanceState($"The instance '{instance.Id}' does not have a volume attached at root ({instance.RootDeviceName}).");
        }
        TakeTokens(call, instances);
        call.BeforeChange();
        return new() { StartingInstances = [.. instances.Select(instance => Change(instance, () => Start(call, instance)))] };
    }

    private static void Start(Call call, SimInstance instance)
    {
        if (instance.State != "stopped")
            return;
        if (!instance.HasElasticIp && instance.SubnetId is { } subnet && call.Region.Subnets.Find(subnet)?.MapPublicIpOnLaunch == true)
            instance.PublicIpAddress = call.Region.NextPublicAddress();
        if (InstanceLifecycle.KeyProblem(call.Region, instance) is null)
            InstanceLifecycle.Start(call.Simulator, instance, call.Now);
        else
            InstanceLifecycle.FailToStart(call.Region, instance, call.Now);
    }

    private static StopInstancesResponse Stop(StopInstancesRequest request, Call call)
    {
        var instances = Find(call, request.InstanceIds);
        foreach (var instance in instances)
        {
            if (instance.State is not ("running" or "stopping" or "stopped"))
                throw Errors.IncorrectInstanceState($"The instance '{instance.Id}' is not in a state from which it can be stopped.");
            if (instance.DisableApiStop)
                throw Errors.NotPermitted($"The instance '{instance.Id}' may not be stopped. Modify its 'disableApiStop' instance attribute and try again.");
            if (instance.RootDeviceType != "ebs")
                throw new AwsErrorException("UnsupportedOperation", $"The instance '{instance.Id}' does not have an 'ebs' root device type and cannot be stopped.");
            if (instance.Lifecycle == "spot")
                throw new AwsErrorException("UnsupportedOperation", $"You can't stop the Spot Instance '{instance.Id}' because it is associated with a one-time Spot Instance request. You can only stop Spot Instances associated with persistent Spot Instance requests.");
        }
        if (request.Hibernate == true)
            throw new AwsErrorException("UnsupportedHibernationConfiguration", $"The instance '{instances[0].Id}' is not configured for hibernation.");
        TakeTokens(call, instances);
        call.BeforeChange();
        return new()
        {
            StoppingInstances = [.. instances.Select(instance => Change(instance, () =>
            {
                if (instance.State == "running")
                    InstanceLifecycle.Stop(call.Region, instance, call.Now);
            }))],
        };
    }

    private static RebootInstancesResponse Reboot(RebootInstancesRequest request, Call call)
    {
        var instances = Find(call, request.InstanceIds);
        foreach (var instance in instances)
        {
            if (instance.State is not ("running" or "pending"))
                throw Errors.IncorrectInstanceState($"The instance '{instance.Id}' is not in a state from which it can be rebooted.");
        }
        call.BeforeChange();
        foreach (var instance in instances)
            InstanceLifecycle.Reboot(call.Simulator, instance, call.Now);
        return new();
    }

    private static TerminateInstancesResponse Terminate(TerminateInstancesRequest request, Call call)
    {
        var instances = Find(call, request.InstanceIds);
        foreach (var instance in instances)
        {
            if (instance.DisableApiTermination && instance.State != "terminated")
                throw Errors.NotPermitted($"The instance '{instance.Id}' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again.");
        }
        TakeTokens(call, instances);
        call.BeforeChange();
        return new()
        {
            TerminatingInstances = [.. instances.Select(instance => Change(instance, () =>
            {
                if (instance.State is not ("terminated" or "shutting-down"))
                    InstanceLifecycle.Terminate(call.Region, instance, call.Now);
            }))],
        };
    }

    private static IReadOnlyList<SimInstance> Find(Call call, List<string>? ids)
    {
        var wanted = Required.Ids(Required.List(ids, "InstanceId"), ResourceIds.CheckInstance);
        call.AfterSyntax();
        return call.OwnInstances(wanted);
    }

    private static void TakeTokens(Call call, IReadOnlyList<SimInstance> instances)
    {
        if (call.Simulator.Faults.Throttling && !call.Region.Buckets.TryTakeResources(call.Operation, instances.Count, call.Now))
            throw ServiceDialect.Of(call.Service).Throttled();
    }

    private static InstanceStateChange Change(SimInstance instance, Action act)
    {
        var before = instance.State;
        act();
        return InstanceShapes.Change(instance, before);
    }
}
