using Amazon.EC2.Model;
using AmiTools.Engine.Instances;
using AmiTools.Engine.Sessions;
using AmiTools.Engine.Text;

namespace AmiTools.Engine.Waiting;

/// <summary>One wait until an instance runs and passes AWS's status checks.</summary>
internal sealed class InstanceWait(RegionSession region, string instanceId, string activity) : ResourceWait<InstanceObservation>(region, region.InstanceWatch, instanceId)
{
    private DateTimeOffset? _impairedSince;
    private int _statusFailures;
    private string _last = "nothing was seen of it";

    private string ConsoleHint => $"Get-EC2ConsoleOutput -InstanceId {Id} -Latest $true -Region {Region.Name} shows what it says while it boots";

    /// <summary>Waits until all checks are passed.</summary>
    /// <exception cref="AmiException"><c>LaunchFailed</c>: it ended; <c>StatusCheckFailed</c>: checks went on failing; <c>WaitTimedOut</c>; or it cannot be looked at.</exception>
    public async Task<Instance> RunAsync(DateTimeOffset deadline, IEngineEvents events, CancellationToken cancellationToken)
    {
        InstanceObservation look = await LookAsync(IsOver, deadline, events, cancellationToken).ConfigureAwait(false);
        if (look.Instance is not { } instance) throw look.Failure ?? Missing();
        if (StatusChecks.Of(look.Status).Passed) return instance;
        throw instance.StateName() == "running" ? look.StatusFailure ?? Impaired(look.Status) : Ended(instance);
    }

    protected override bool IsEnded(InstanceObservation look)
    {
        _last = Text(look);
        _statusFailures = look.StatusFailure is null ? 0 : _statusFailures + 1;
        if (look.Instance!.StateName() is not ("pending" or "running")) return true;
        if (look.StatusFailure is { } failure) return !IsPassing(failure) || _statusFailures >= Region.Settings.PollFailures;
        StatusChecks checks = StatusChecks.Of(look.Status);
        _impairedSince = checks.Impaired ? _impairedSince ?? look.At : null;
        return checks.Passed || look.At - _impairedSince >= Region.Settings.ImpairedWindow;
    }

    protected override ProgressReport Report(InstanceObservation look) => new() { Key = $"{Region.Name}/{Id}", Activity = activity, Status = Text(look) };

    protected override ProgressReport End(string status) => new() { Key = $"{Region.Name}/{Id}", Activity = activity, Status = status, Percent = 100, Completed = true };

    protected override AmiException TimedOut() => new(AmiErrorCodes.WaitTimedOut, AmiErrorKind.Timeout, $"{Id} in {Region.Name} has not passed its status checks yet ({_last}), and the time given for waiting is over.")
    {
        ResourceId = Given ?? Id, Region = Region.Name, Remedy = $"It was not stopped. Run the same command again to wait on; {ConsoleHint}.",
    };

    private static string Text(InstanceObservation look) => look.Instance is not { } instance ? look.Failure is null ? "AWS does not show it yet" : "the last look failed; looking again"
        : instance.StateName() != "running" ? instance.StateName()
        : look.StatusFailure is null ? $"running; {StatusChecks.Of(look.Status).Text}" : "running; its status checks could not be read, looking again";

    private AmiException Missing() => Ids.ResourceIds.InstanceNotFound(new ResourceReference(Id, Region.Name), [Region.Name]);

    private AmiException Ended(Instance instance) => new(AmiErrorCodes.LaunchFailed, AmiErrorKind.Failed, $"{Id} in {Region.Name} is {instance.StateName()}: {Reason(instance)}.")
    {
        ResourceId = Given ?? Id, Region = Region.Name,
        Remedy = "Mend the cause and run the command again: it launches what is missing. Client.InternalError is most often a key that encrypts a volume and that the caller may not use.",
    };

    private AmiException Impaired(InstanceStatus? status) => new(AmiErrorCodes.StatusCheckFailed, AmiErrorKind.Failed, $"{Id} in {Region.Name} runs, and has failed AWS's status checks for {Region.Settings.ImpairedWindow.TotalMinutes:0} minutes: {StatusChecks.Of(status).Text}.")
    {
        ResourceId = Given ?? Id, Region = Region.Name, Remedy = $"It was left running. {ConsoleHint}. Run the command again to wait on, or end it with Remove-EC2Instance -InstanceId {Id} -Region {Region.Name}.",
    };

    private static string Reason(Instance instance) => (instance.StateReason?.Message is { Length: > 0 } message ? message : instance.StateTransitionReason is { Length: > 0 } transition ? transition : "AWS gives no reason").TrimEnd('.');
}

/// <summary>What AWS's checks of an instance say together.</summary>
/// <param name="Passed">All of them are passed.</param>
/// <param name="Impaired">One of them fails.</param>
/// <param name="Text">The checks, in words.</param>
internal sealed record StatusChecks(bool Passed, bool Impaired, string Text)
{
    /// <summary>The checks of a status; null where AWS says nothing yet.</summary>
    public static StatusChecks Of(InstanceStatus? status)
    {
        if (status is null) return new StatusChecks(false, false, "its status checks have not begun");
        (string Name, string State)[] checks =
        [
            ("system", status.SystemStatus?.Status?.Value ?? ""), ("instance", status.Status?.Status?.Value ?? ""),
            // Only newer instance types have it.
            .. status.AttachedEbsStatus?.Status?.Value is { Length: > 0 } volumes ? new[] { ("volumes", volumes) } : [],
        ];
        string[] failing = [.. (status.SystemStatus?.Details ?? []).Concat(status.Status?.Details ?? []).Where(detail => detail.Status?.Value == "failed")
            .Select(detail => $"{detail.Name?.Value} failed{(detail.ImpairedSince is { } since ? $" since {Times.Minute(since.ToUniversalTime())}" : "")}").Distinct()];
        return new StatusChecks(
            checks.All(check => check.State is "ok" or "not-applicable") && checks.Any(check => check.State == "ok"),
            checks.Any(check => check.State == "impaired"),
            string.Join(", ", checks.Select(check => $"{check.Name} check {check.State}").Concat(failing)));
    }
}
