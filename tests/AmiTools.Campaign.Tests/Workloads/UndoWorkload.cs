namespace AmiTools.Campaign.Tests.Workloads;

/// <summary>Undoes what another workload did.</summary>
internal sealed class UndoWorkload(Estate estate, Inventory before, IReadOnlyList<AmiChangeReceipt> receipts) : Workload(estate)
{
    public override IReadOnlyList<string> Operations => [];

    public override Task<Verdict> RunAsync(AmiEngine engine, Evidence evidence, CancellationToken death)
    {
        UndoOptions options = new() { Session = World.In(Estate.Home, Estate.Away), Receipt = receipts };
        return RunAsync(evidence, options, engine.PlanAsync, engine.RunAsync, death);
    }

    public override string ToString() => "undo";

    // An image that failed is not kept in the bin: there was nothing to launch of it.
    protected override bool IsDeserved(AmiException failure) => failure.Code == AmiErrorCodes.NotInRecycleBin && before.Images.TryGetValue(failure.ResourceId ?? "", out ImageFact? image) && image.State == "failed";
}
