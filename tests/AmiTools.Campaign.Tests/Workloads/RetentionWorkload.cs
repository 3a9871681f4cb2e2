using AmiTools.Simulator;

namespace AmiTools.Campaign.Tests.Workloads;

/// <summary>Plans which backups are kept, once, and carries that plan out, however often it is broken off.</summary>
internal sealed class RetentionWorkload : Workload
{
    private readonly RetentionPolicy _policy;
    private AmiRetentionPlan? _plan;

    public RetentionWorkload(SeededRandom random, Estate estate) : base(estate)
    {
        bool grandfathers = random.Chance(0.4);
        _policy = new RetentionPolicy
        {
            KeepLast = grandfathers ? 0 : random.Pick([1, 1, 2]), Daily = grandfathers ? 2 : 0, Weekly = grandfathers ? 2 : 0,
            Action = random.Pick([RetentionAction.Deprecate, RetentionAction.Disable, RetentionAction.Delete, RetentionAction.Delete]),
        };
    }

    public override IReadOnlyList<string> Operations => ["DescribeImages", "DescribeSnapshots", "DeregisterImage", "DisableImage", "EnableImageDeprecation", "DescribeInstances", "DescribeImageReferences", "ListRules", "CreateTags", "DeleteSnapshot"];

    public override IReadOnlyCollection<string> Undoes => [.. (_plan?.Changes ?? []).Select(item => item.ImageId)];

    public override bool KeepsLastGood => true;

    public override Task<Verdict> RunAsync(AmiEngine engine, Evidence evidence, CancellationToken death) => RunAsync(evidence, _policy, async (policy, events, stop) =>
    {
        _plan ??= await engine.PlanAsync(new RetentionQuery { Session = Estate.Session, Policy = policy }, stop);
        return await engine.PlanAsync(new RetentionRunOptions { Session = Estate.Session, Plan = _plan }, events, stop);
    }, engine.RunAsync, death);

    public override string ToString() => $"retain {(_policy.KeepLast > 0 ? $"the last {_policy.KeepLast}" : "by days and weeks")}, {_policy.Action} the others";

    // A plan asks in bulk; what only a call for each image tells is asked when it is that image's turn.
    protected override bool IsDeserved(AmiException failure) => failure.Code == AmiErrorCodes.ImageInUse && Estate.Used.Any(image => image.Id == failure.ResourceId);
}
