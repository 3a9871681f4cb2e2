using System.Management.Automation;

namespace AmiTools.Binding;

/// <summary>
/// Makes references of whatever stands for an image, a snapshot, a volume or an instance. Many objects have the ids of several: an instance that of its image, a snapshot that of its volume.
/// What the object itself is decides.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class LineageAttribute : ArgumentTransformationAttribute
{
    /// <summary>A property that only objects of one kind have, and the property with their own id; without one of these, the first id that is there in an order in which what is made names what it is made of.</summary>
    private static readonly (string Mark, string Id)[] s_kinds =
    [
        ("InstanceType", "InstanceId"), ("VolumeType", "VolumeId"), ("ImageId", "ImageId"), ("SnapshotId", "SnapshotId"), ("VolumeId", "VolumeId"), ("InstanceId", "InstanceId"),
    ];

    /// <summary>The references, as an array.</summary>
    public override object Transform(EngineIntrinsics engineIntrinsics, object? inputData) => Given.Unwrap(inputData) is null or string ? Read("ImageId", engineIntrinsics, inputData) : Given.Each(inputData).SelectMany(item => ReadOne(engineIntrinsics, item)).ToArray();

    private static ResourceReference[] ReadOne(EngineIntrinsics engine, object? item)
    {
        if (Given.Unwrap(item) is null or string or ResourceReference) return Read("ImageId", engine, item);
        if (Given.TryGet(item, out object? instances, "Instances")) return Given.Each(instances).SelectMany(instance => ReadOne(engine, instance)).ToArray();
        foreach ((string mark, string id) in s_kinds)
        {
            if (Given.Text(item, mark) is not null && Given.Text(item, id) is not null) return Read(id, engine, item);
        }

        throw Given.Refuse($"An object of the type {Given.Unwrap(item)!.GetType().Name} is no image, snapshot, volume or instance. Give an id, an ARN, or an object with one of their ids.", isForAnother: Given.IsRegion(item));
    }

    private static ResourceReference[] Read(string property, EngineIntrinsics engine, object? value) => (ResourceReference[])new ResourceReferencesAttribute(property).Transform(engine, value);
}
