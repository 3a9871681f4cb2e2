using AmiTools.Engine.Images;
using AmiTools.Engine.Sessions;
using AmiTools.Engine.Text;

namespace AmiTools.Engine.Protection;

/// <summary>Finds out how each image is protected, and what would change.</summary>
internal sealed class ProtectionPlanner(EngineSession session, ProtectionOptions options)
{
    public async Task<ProtectionPlan> PlanAsync(CancellationToken cancellationToken)
    {
        if (!options.Enable && options.WithCooldown is not null)
            return new ProtectionPlan { Options = options, Problems = [new AmiException(AmiErrorCodes.InvalidOption, AmiErrorKind.InvalidInput, "A cooldown belongs to protection that is switched on.") { Remedy = "Leave -WithCooldown away, or give -Enable." }] };
        NamedImages images = await NamedImages.ReadAsync(session, options.Session, options.ImageId, session.Settings.NamedResourceWindow, cancellationToken).ConfigureAwait(false);
        return new ProtectionPlan
        {
            Options = options,
            Steps = [.. images.Found.Select(Step)],
            Problems = [.. images.Problems, .. images.Missing.Select(missing => Ids.ResourceIds.ImageNotFound(missing.Reference))],
        };
    }

    private ProtectionStep Step(NamedImage named)
    {
        DateTime now = named.Region.Time.GetUtcNow().UtcDateTime;
        Ami image = named.Image.ToAmi(named.Region.Name, named.Region.Time.GetUtcNow());
        ImageProtection before = ImageProtection.Read(image.DeregistrationProtection);
        // Protection is not weakened by what was left unsaid: without a word about the cooldown, the one that there is stays.
        bool cooldown = options.WithCooldown ?? (before.IsOn && before.HasCooldown);
        bool changed = options.Enable ? !before.IsOn || before.HasCooldown != cooldown : before.IsOn;
        bool runsOut = !options.Enable && !before.IsOn && before.Refuses(now);
        AmiProtection outcome = new()
        {
            Region = image.Region, AccountId = image.AccountId, ImageId = image.ImageId, Name = image.Name,
            PreviousProtection = image.DeregistrationProtection ?? "",
            Protection = !changed ? image.DeregistrationProtection ?? ImageProtection.Off : options.Enable ? cooldown ? ImageProtection.OnWithCooldown : ImageProtection.OnWithoutCooldown : ImageProtection.Off,
            IsProtected = options.Enable || runsOut || (before.IsOn && before.HasCooldown),
            ProtectedUntil = runsOut ? before.Until : null,
            Changed = changed,
        };
        return new ProtectionStep { Outcome = outcome, Target = $"{image.ImageId} ({image.Region})", Action = Action(outcome, before, cooldown, runsOut, now) };
    }

    private string Action(AmiProtection outcome, ImageProtection before, bool cooldown, bool runsOut, DateTime now)
    {
        if (!outcome.Changed) return options.Enable ? $"Leave protected against deregistration ({outcome.Protection}), as it is"
            : runsOut ? $"Leave the protection switched off, as it is; it goes on until {(before.Until is { } end ? Times.Minute(end) : "the cooldown is over")}"
            : "Leave unprotected, as it is";
        string was = outcome.PreviousProtection.Length > 0 && outcome.PreviousProtection != ImageProtection.Off ? $" (was {outcome.PreviousProtection})" : "";
        return options.Enable ? $"Protect against deregistration {(cooldown ? "with a cooldown of 24 hours" : "without a cooldown")}{was}"
            : before.HasCooldown ? $"Switch the protection against deregistration off; its cooldown goes on for 24 hours, to about {Times.Minute(now.AddDays(1))}{was}"
            : $"Switch the protection against deregistration off{was}";
    }
}
