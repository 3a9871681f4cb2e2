using AmiTools.Simulator;

namespace AmiTools.Campaign.Tests.Workloads;

/// <summary>Puts a snapshot's data on a machine, beside its volumes or in the place of one.</summary>
internal sealed class VolumeWorkload : Workload
{
    private readonly VolumeRestoreOptions _options;

    public VolumeWorkload(SeededRandom random, Estate estate) : base(estate)
    {
        SimInstance machine = random.Pick(estate.Instances);
        string? replaced = estate.World.See(_ => machine.Volumes.Select(volume => volume.Device).FirstOrDefault(device => device != machine.RootDeviceName));
        _options = new VolumeRestoreOptions
        {
            Session = estate.Session.In(Estate.Home), SnapshotId = [new ResourceReference(estate.Loose[0].Id)], InstanceId = new ResourceReference(machine.Id),
            Replace = replaced is not null && random.Chance(0.6) ? replaced : null, IdempotencyKey = "campaign",
        };
    }

    public override IReadOnlyList<string> Operations => ["CreateVolume", "AttachVolume", "DetachVolume", "DescribeVolumes", "DescribeInstances", "CreateTags", "ModifyInstanceAttribute"];

    public override Task<Verdict> RunAsync(AmiEngine engine, Evidence evidence, CancellationToken death) =>
        RunAsync(evidence, _options, engine.PlanAsync, engine.RunAsync, death);

    public override string ToString() => $"restore {_options.SnapshotId[0].Id} to {_options.InstanceId}{(_options.Replace is { } device ? $" in the place of {device}" : "")}";
}
