using Amazon.EC2.Model;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Receipts;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Deprecation;

/// <summary>Sets and clears dates. Doing it twice does nothing more, so that a broken-off call is simply made again.</summary>
internal sealed class DeprecationRunner(EngineSession session, DeprecationPlan plan, IEngineEvents events)
{
    private readonly ReceiptBook _receipts = new(session, plan.Options.Session);

    public IAsyncEnumerable<AmiDeprecation> RunAsync(CancellationToken cancellationToken) =>
        plan.RunAsync(session, events, step => (step.Outcome.ImageId, step.Outcome.Region), RunAsync, cancellationToken);

    private async Task<AmiDeprecation> RunAsync(DeprecationStep step, CancellationToken cancellationToken)
    {
        if (step.Outcome.Changed) step.Outcome.Receipt = await _receipts.ChangeAsync(Receipt(step), () => ChangeAsync(session.In(step.Outcome.Region), step.Outcome, cancellationToken)).ConfigureAwait(false);
        return step.Outcome;
    }

    private AmiChangeReceipt Receipt(DeprecationStep step) => _receipts.New(AmiChangeKind.Deprecation, step.Outcome.Region, step.Outcome.AccountId, step.Outcome.ImageId, step.Outcome.Name, step.Action,
        new AmiFormerState { DeprecationTime = step.Outcome.PreviousDeprecationTime });

    private static Task ChangeAsync(RegionSession region, AmiDeprecation change, CancellationToken cancellationToken) => change.DeprecationTime is { } time
        ? region.CallAsync("EnableImageDeprecation", change.ImageId, ec2 => ec2.EnableImageDeprecationAsync(new EnableImageDeprecationRequest { ImageId = change.ImageId, DeprecateAt = time }, cancellationToken))
        : region.CallAsync("DisableImageDeprecation", change.ImageId, ec2 => ec2.DisableImageDeprecationAsync(new DisableImageDeprecationRequest { ImageId = change.ImageId }, cancellationToken));
}
