using Amazon.EC2.Model;

namespace AmiTools.Simulator;

/// <summary>ModifyInstanceAttribute: one attribute at a time, by its name and a value, or by a parameter of its own.</summary>
internal static class InstanceModifying
{
    public static void Register(OperationTable table) => table.Add<ModifyInstanceAttributeRequest, ModifyInstanceAttributeResponse>(Modify);

    private static ModifyInstanceAttributeResponse Modify(ModifyInstanceAttributeRequest request, Call call)
    {
        var id = Required.InstanceId(request.InstanceId);
        var changes = Changes(request).ToList();
        if (changes.Count == 0)
            throw Errors.InvalidParameterCombination("No attributes specified.");
        if (changes.Count > 1)
            throw Errors.InvalidParameterCombination("Fields for multiple attribute types specified: " + string.Join(", ", changes.Select(change => change.Name)));
        call.AfterSyntax();
        var instance = call.OwnInstance(id);
        var change = changes[0];
        if (change.NeedsStop && instance.State != "stopped")
            throw Errors.IncorrectInstanceState($"The instance '{id}' is not in the 'stopped' state.");
        change.Check(instance);
        call.BeforeChange();
        change.Apply(instance);
        return new();
    }

    private static IEnumerable<Change> Changes(ModifyInstanceAttributeRequest request)
    {
        if (request.DisableApiTermination is { } termination)
            yield return new("disableApiTermination", instance => instance.DisableApiTermination = termination);
        if (request.DisableApiStop is { } stop)
            yield return new("disableApiStop", instance => instance.DisableApiStop = stop);
        if (request.InstanceInitiatedShutdownBehavior is { } behavior)
            yield return Shutdown(behavior);
        if (request.EbsOptimized is { } optimized)
            yield return new("ebsOptimized", instance => instance.EbsOptimized = optimized) { NeedsStop = true };
        if (request.InstanceType is { } type)
            yield return Machine(type);
        if (request.UserData is { } data)
            yield return new("userData", instance => instance.UserData = data) { NeedsStop = true };
        if (request.BlockDeviceMappings is { Count: > 0 } mappings)
            yield return Flags(mappings);
        if (request.Attribute is { } attribute && request.Value is { } value)
            yield return Named(attribute.Value, value);
        else if (request.Attribute is { } only && request.BlockDeviceMappings is not { Count: > 0 })
            throw Errors.MissingParameter($"value for {only.Value}");
    }

    private static Change Named(string attribute, string value) => attribute switch
    {
        "disableApiTermination" => new(attribute, instance => instance.DisableApiTermination = Flag(attribute, value)) { Check = _ => Flag(attribute, value) },
        "disableApiStop" => new(attribute, instance => instance.DisableApiStop = Flag(attribute, value)) { Check = _ => Flag(attribute, value) },
        "ebsOptimized" => new(attribute, instance => instance.EbsOptimized = Flag(attribute, value)) { NeedsStop = true, Check = _ => Flag(attribute, value) },
        "instanceInitiatedShutdownBehavior" => Shutdown(value),
        "instanceType" => Machine(value),
        "userData" => new(attribute, instance => instance.UserData = value) { NeedsStop = true },
        _ => throw new AwsErrorException("UnsupportedOperation", $"The simulator does not modify the attribute '{attribute}'."),
    };

    private static Change Shutdown(string behavior) => behavior is "stop" or "terminate"
        ? new("instanceInitiatedShutdownBehavior", instance => instance.ShutdownBehavior = behavior)
        : throw Errors.InvalidParameterValue(behavior, "instanceInitiatedShutdownBehavior", "Expected 'stop' or 'terminate'.");

    private static Change Machine(string type)
    {
        MachineType.Of(type);
        return new("instanceType", instance => instance.InstanceType = type) { NeedsStop = true };
    }

    /// <summary>Of the block devices, whether a volume goes with its instance is all that can be changed.</summary>
    private static Change Flags(List<InstanceBlockDeviceMappingSpecification> mappings) => new("blockDeviceMapping", instance =>
    {
        foreach (var mapping in mappings)
            Attachment(instance, mapping).DeleteOnTermination = mapping.Ebs?.DeleteOnTermination ?? Attachment(instance, mapping).DeleteOnTermination;
    })
    {
        Check = instance => mappings.ForEach(mapping => Attachment(instance, mapping)),
    };

    private static SimAttachment Attachment(SimInstance instance, InstanceBlockDeviceMappingSpecification mapping) =>
        instance.Volumes.Find(attachment => attachment.Device == Required.Text(mapping.DeviceName, "blockDeviceMapping.deviceName") && (mapping.Ebs?.VolumeId ?? attachment.VolumeId) == attachment.VolumeId)
        ?? throw new AwsErrorException("InvalidInstanceAttributeValue", $"No device is currently mapped at {mapping.DeviceName}");

    private static bool Flag(string attribute, string value) =>
        bool.TryParse(value, out var flag) ? flag : throw Errors.InvalidParameterValue(value, attribute, "Expected 'true' or 'false'.");

    private sealed record Change(string Name, Action<SimInstance> Apply)
    {
        public bool NeedsStop { get; init; }

        public Action<SimInstance> Check { get; init; } = _ => { };
    }
}
