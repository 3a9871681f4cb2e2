using AmiTools.Engine.Errors;
using AmiTools.Engine.Images;
using AmiTools.Engine.Sessions;
using AmiTools.Engine.Text;

namespace AmiTools.Engine.Deprecation;

/// <summary>Finds out which deprecation date each image would get, and what AWS would not take.</summary>
internal sealed class DeprecationPlanner(EngineSession session, DeprecationOptions options)
{
    public async Task<DeprecationPlan> PlanAsync(CancellationToken cancellationToken)
    {
        (DateTime? asked, AmiException? invalid) = Asked(session.Environment.Time.GetUtcNow().UtcDateTime);
        if (invalid is not null) return new DeprecationPlan { Options = options, Problems = [invalid] };

        DateTime? time = asked is { } given ? DeprecationRules.ToMinute(given) : null;
        NamedImages images = await NamedImages.ReadAsync(session, options.Session, options.ImageId, session.Settings.NamedResourceWindow, cancellationToken).ConfigureAwait(false);
        List<AmiException> problems = [.. images.Problems, .. images.Missing.Select(missing => Ids.ResourceIds.ImageNotFound(missing.Reference))];
        List<DeprecationStep> steps = [];
        foreach (NamedImage named in images.Found)
        {
            Ami image = named.Image.ToAmi(named.Region.Name, named.Region.Time.GetUtcNow());
            if (DeprecationRules.Refuse(image, time) is { } refused) problems.Add(refused.As(refused.Code, refused.Kind, refused.Message, named.Reference.Given));
            else steps.Add(Step(image, asked, time));
        }

        return new DeprecationPlan { Options = options, Steps = steps, Problems = problems };
    }

    /// <summary>The date that is meant, not yet rounded; null to clear. Refused where no image could have it.</summary>
    private (DateTime? Asked, AmiException? Invalid) Asked(DateTime now)
    {
        if (Convert.ToInt32(options.At is not null) + Convert.ToInt32(options.After is not null) + Convert.ToInt32(options.Clear) != 1)
            return (null, Invalid("One of a date, a time from now, and clearing the date must be given, and only one.", "Give -At, -After or -Clear."));
        if (options.Clear) return (null, null);
        if (options.After is { } after && after <= TimeSpan.Zero) return (null, Invalid($"A time from now of {after} is none.", "Give a time such as 90d."));
        // A time span that leaves the calendar is as far ahead as any: the rule says so better than an overflow.
        DateTime asked = options.At ?? (DateTime.MaxValue - now > options.After!.Value ? now + options.After.Value : DateTime.MaxValue.AddMinutes(-1));
        asked = DateTime.SpecifyKind(asked, DateTimeKind.Utc);
        return (asked, asked > now.AddYears(DeprecationRules.Years + 1) ? DeprecationRules.Refuse(asked, now) : DeprecationRules.Refuse(DeprecationRules.ToMinute(asked), now));
    }

    private static DeprecationStep Step(Ami image, DateTime? asked, DateTime? time)
    {
        AmiDeprecation outcome = new()
        {
            Region = image.Region, AccountId = image.AccountId, ImageId = image.ImageId, Name = image.Name,
            DeprecationTime = time, PreviousDeprecationTime = image.DeprecationTime, RequestedTime = asked,
        };
        string before = image.DeprecationTime is { } previous ? $" (was {Times.Minute(previous)})" : "";
        string rounded = outcome.WasRounded ? $", rounded from {Times.Second(asked!.Value)}" : "";
        return new DeprecationStep
        {
            Outcome = outcome,
            Target = $"{image.ImageId} ({image.Region})",
            Action = !outcome.Changed ? time is null ? "Leave without a deprecation date, as it is" : $"Leave deprecated from {Times.Minute(time.Value)}, as it is"
                : time is null ? $"Clear the deprecation date{before}"
                : $"Deprecate from {Times.Minute(time.Value)}{rounded}{before}",
        };
    }

    private static AmiException Invalid(string message, string remedy) => new(AmiErrorCodes.InvalidOption, AmiErrorKind.InvalidInput, message) { Remedy = remedy };
}
