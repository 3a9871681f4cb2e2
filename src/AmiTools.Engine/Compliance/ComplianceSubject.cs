using Amazon.EC2.Model;
using AmiTools.Engine.Instances;

namespace AmiTools.Engine.Compliance;

/// <summary>An instance that is tested.</summary>
/// <param name="Region">Where it is.</param>
/// <param name="InstanceId">Its id.</param>
/// <param name="Name">Its <c>Name</c> tag; empty where there is none.</param>
/// <param name="State">AWS's word for its state.</param>
/// <param name="Objective">Its own tag with the recovery point objective; null where it has none.</param>
/// <param name="Devices">Its devices with an EBS volume.</param>
/// <param name="Unread">Why it could not be read; null where it was.</param>
internal sealed record ComplianceSubject(string Region, string InstanceId, string Name = "", string State = "", string? Objective = null, IReadOnlyList<string>? Devices = null, AmiException? Unread = null)
{
    /// <summary>What AWS tells of an instance.</summary>
    public static ComplianceSubject Of(string region, Instance instance) => new(region, instance.InstanceId!, instance.NameTag(), instance.StateName(), instance.Tag(AmiToolsTags.RecoveryPointObjective), [.. instance.Volumes().Select(volume => volume.Device)]);
}
