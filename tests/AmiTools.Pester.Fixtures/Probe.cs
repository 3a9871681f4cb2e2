using System.Collections.Concurrent;
using System.Management.Automation;
using AmiTools.Binding;
using AmiTools.Pipeline;

namespace AmiTools.Pester.Fixtures;

/// <summary>What the probes did, in order.</summary>
public static class ProbeLog
{
    private static readonly ConcurrentQueue<string> s_lines = new();

    public static string[] Lines => s_lines.ToArray();

    public static void Clear() => s_lines.Clear();

    public static void Add(string line) => s_lines.Enqueue(line);
}

/// <summary>A command that does, in this order, what its parameters say, and cleans up slowly.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "Probe")]
public sealed class InvokeProbeCommand : AmiCmdlet
{
    [Parameter] public int Emit { get; set; }

    [Parameter] public string? Fail { get; set; }

    [Parameter] public SwitchParameter StopsEverything { get; set; }

    [Parameter] public Exception? Throw { get; set; }

    [Parameter] public string[] Progress { get; set; } = Array.Empty<string>();

    /// <summary>Wait for ever, or until the command is stopped.</summary>
    [Parameter] public SwitchParameter Hang { get; set; }

    [Parameter] public string? FailInCleanup { get; set; }

    private protected override async Task RunAsync(CancellationToken stop)
    {
        try
        {
            for (int number = 1; number <= Emit; number++)
            {
                await WriteAsync(number);
                ProbeLog.Add($"emitted {number}");
            }
            foreach (string status in Progress) EngineEvents.Progress(new ProgressReport { Key = "probe", Activity = "Probe", Status = status, Percent = 50 });
            if (Fail is not null)
            {
                await EngineEvents.FailAsync(new AmiException(Fail, AmiErrorKind.NotFound, "It is not there.")
                {
                    ResourceId = "ami-1", AwsCode = "InvalidAMIID.NotFound", RequestId = "r-1", Remedy = "Look elsewhere.", StopsEverything = StopsEverything,
                });
            }
            ProbeLog.Add("after the failure");
            if (Throw is not null) throw Throw;
            if (Hang) await Task.Delay(Timeout.Infinite, stop);
        }
        finally
        {
            // Cleaning up takes its time and does not listen to the token: who waits for the command waits for this.
            await Task.Delay(200, CancellationToken.None);
            if (FailInCleanup is not null) await Quietly(FailInCleanup);
            ProbeLog.Add("cleaned up");
        }
    }

    private async Task Quietly(string code)
    {
        try
        {
            await EngineEvents.FailAsync(new AmiException(code, AmiErrorKind.Failed, "The instance i-1 could not be started again.") { Remedy = "Start it." });
        }
        catch (OperationCanceledException)
        {
            ProbeLog.Add("the failure came late");
        }
    }
}

/// <summary>A command that takes images and returns how they came: an object for each batch.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "Batch")]
public sealed class MeasureBatchCommand : AmiItemCmdlet
{
    /// <summary>An account that cannot be worked in.</summary>
    [Parameter] public string? Refusing { get; set; }

    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ResourceReferences("ImageId", OrRegion = true)]
    public ResourceReference[]? ImageId { get; set; }

    private protected override ResourceReference[]? Items => ImageId;

    private protected override async Task RunAsync(SessionOptions session, IReadOnlyList<ResourceReference> batch, CancellationToken stop)
    {
        if (Refusing is not null && session.RoleAccountId == Refusing) throw new AmiException(AmiErrorCodes.RoleNotAssumed, AmiErrorKind.Authentication, "The role cannot be assumed.") { StopsEverything = true };
        foreach (ResourceReference item in batch) ProbeLog.Add($"worked on {item.Id}");
        await WriteAsync(PSObject.AsPSObject(new { Account = session.RoleAccountId, Count = batch.Count, Items = batch.Select(item => $"{item.Region}/{item.Id}").ToArray() }));
    }

    private protected override async Task RunWithoutItemsAsync(SessionOptions session, CancellationToken stop) => await WriteAsync($"everything in {string.Join(",", session.Region)}");
}

/// <summary>A command that returns what it would call AWS with.</summary>
[Cmdlet(VerbsCommon.Get, "SessionProbe")]
public sealed class GetSessionProbeCommand : AmiServiceCmdlet
{
    private protected override Task RunAsync(SessionOptions session, CancellationToken stop) => WriteAsync(new SessionProbe { Session = session, StoredKeys = session.StoredCredentials });
}

public sealed class SessionProbe
{
    public required SessionOptions Session { get; init; }

    public Func<AwsKeyPair>? StoredKeys { get; init; }
}

/// <summary>A command with a plan of its own, to see what is asked and said before a change.</summary>
[Cmdlet(VerbsCommon.Set, "Probe", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
public sealed class SetProbeCommand : AmiChangeCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ResourceReferences("ImageId")]
    public ResourceReference[]? ImageId { get; set; }

    [Parameter] public string? Caution { get; set; }

    [Parameter] public string? Warning { get; set; }

    [Parameter] public SwitchParameter Existing { get; set; }

    [Parameter] public string? Problem { get; set; }

    private protected override ResourceReference[]? Items => ImageId;

    private protected override async Task RunAsync(SessionOptions session, IReadOnlyList<ResourceReference> batch, CancellationToken stop)
    {
        ProbePlan plan = new()
        {
            Steps = batch.Select(item => new ProbeStep { Target = $"{item} (eu-west-1)", Action = "Change it", Caution = Caution, Warnings = Warning is null ? [] : [Warning] }).ToArray(),
            Problems = Problem is null ? [] : [new AmiException(Problem, AmiErrorKind.AlreadyExists, "There is one already.")],
        };
        if (!await ReviewAsync(plan, _ => Existing)) return;
        foreach (ProbeStep step in plan.Steps.Where(step => step.Approved)) await WriteAsync(step.Target);
    }

    private sealed class ProbePlan : Plan<ProbeStep>;

    private sealed class ProbeStep : PlanStep;
}
