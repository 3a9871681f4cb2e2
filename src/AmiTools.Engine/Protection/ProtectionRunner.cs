using Amazon.EC2.Model;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Images;
using AmiTools.Engine.Receipts;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Protection;

/// <summary>Switches protection. Doing it twice does nothing more, so that a broken-off call is simply made again.</summary>
internal sealed class ProtectionRunner(EngineSession session, ProtectionPlan plan, IEngineEvents events)
{
    private readonly ReceiptBook _receipts = new(session, plan.Options.Session);

    public IAsyncEnumerable<AmiProtection> RunAsync(CancellationToken cancellationToken) =>
        plan.RunAsync(session, events, step => (step.Outcome.ImageId, step.Outcome.Region), RunAsync, cancellationToken);

    private async Task<AmiProtection> RunAsync(ProtectionStep step, CancellationToken cancellationToken)
    {
        AmiProtection result = step.Outcome;
        if (!result.Changed) return result;
        RegionSession region = session.In(result.Region);
        AmiChangeReceipt receipt = await _receipts.ChangeAsync(Receipt(step), () => SwitchAsync(region, step.Outcome, cancellationToken)).ConfigureAwait(false);
        if (!plan.Options.Enable && result.IsProtected) result = await EndAsync(region, result, cancellationToken).ConfigureAwait(false);
        result.Receipt = receipt;
        return result;
    }

    private AmiChangeReceipt Receipt(ProtectionStep step) => _receipts.New(AmiChangeKind.Protection, step.Outcome.Region, step.Outcome.AccountId, step.Outcome.ImageId, step.Outcome.Name, step.Action,
        new AmiFormerState { DeregistrationProtection = step.Outcome.PreviousProtection });

    private Task SwitchAsync(RegionSession region, AmiProtection change, CancellationToken cancellationToken)
    {
        EnableImageDeregistrationProtectionRequest enable = new() { ImageId = change.ImageId, WithCooldown = change.Protection == ImageProtection.OnWithCooldown };
        DisableImageDeregistrationProtectionRequest disable = new() { ImageId = change.ImageId };
        return plan.Options.Enable
            ? region.CallAsync("EnableImageDeregistrationProtection", change.ImageId, ec2 => ec2.EnableImageDeregistrationProtectionAsync(enable, cancellationToken))
            : region.CallAsync("DisableImageDeregistrationProtection", change.ImageId, ec2 => ec2.DisableImageDeregistrationProtectionAsync(disable, cancellationToken));
    }

    /// <summary>Reads when the cooldown ends that has just begun. What AWS answers to the call itself is <c>true</c> at one time and the new state at another.</summary>
    private async Task<AmiProtection> EndAsync(RegionSession region, AmiProtection change, CancellationToken cancellationToken)
    {
        Image? image = null;
        try
        {
            image = await Patience.UntilAsync(region.Time, region.Settings.NamedResourceWindow, async token =>
            {
                Image? read = await region.Images.OneAsync(change.ImageId, token).ConfigureAwait(false);
                return ImageProtection.Read(read?.DeregistrationProtection).IsOn ? null : read;
            }, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4), cancellationToken).ConfigureAwait(false);
        }
        catch (AmiException failure) when (!failure.StopsEverything)
        {
            await events.SayAsync($"{change.ImageId} could not be read again: {failure.Message}").ConfigureAwait(false);
        }

        ImageProtection now = ImageProtection.Read(image?.DeregistrationProtection);
        if (now.Until is null) await events.WarnAsync($"{change.ImageId} in {region.Name}: the protection is switched off, and AWS does not tell yet until when its cooldown goes on; it takes 24 hours.").ConfigureAwait(false);
        return new AmiProtection
        {
            Region = change.Region, AccountId = change.AccountId, ImageId = change.ImageId, Name = change.Name, PreviousProtection = change.PreviousProtection,
            Protection = image?.DeregistrationProtection ?? change.Protection, IsProtected = true, ProtectedUntil = now.Until, Changed = true,
        };
    }
}
