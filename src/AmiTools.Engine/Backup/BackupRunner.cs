using System.Runtime.CompilerServices;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Ids;
using AmiTools.Engine.Receipts;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Backup;

/// <summary>Carries out the approved steps of a backup plan.</summary>
internal sealed class BackupRunner(EngineSession session, BackupPlan plan, IEngineEvents events)
{
    private readonly ReceiptBook _receipts = new(session, plan.Options.Session);

    /// <summary>Yields each backup as it is made, or is available where it is waited for.</summary>
    public async IAsyncEnumerable<AmiBackup> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        DateTimeOffset deadline = session.Environment.Time.GetUtcNow() + plan.Options.Timeout;
        List<BackupRun> runs = [];
        foreach (IGrouping<string, BackupStep> steps in plan.Approved().GroupBy(step => step.Region))
        {
            await Item.RunAsync(events, null, steps.Key, async () => runs.AddRange(await PrepareAsync(session.In(steps.Key), [.. steps], deadline, cancellationToken).ConfigureAwait(false))).ConfigureAwait(false);
        }

        int degree = plan.Options.Wait ? Math.Max(1, runs.Count) : session.Settings.Parallelism;
        await foreach (AmiBackup backup in ParallelStream.RunAsync<BackupRun, AmiBackup>(runs, degree,
            (run, emit, token) => Item.RunAsync(events, run.Source.Given, run.Source.Region.Name, async () =>
            {
                if (await run.RunAsync(token).ConfigureAwait(false) is { } made) await emit(made).ConfigureAwait(false);
            }),
            cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            yield return backup;
        }
    }

    /// <summary>Reads anew what the steps touch, in a few calls for all of them: hours may have passed between the plan and the answer to its question.</summary>
    private async Task<List<BackupRun>> PrepareAsync(RegionSession region, BackupStep[] steps, DateTimeOffset deadline, CancellationToken cancellationToken)
    {
        Dictionary<string, string> given = plan.Options.InstanceId.DistinctBy(instance => instance.Id).ToDictionary(instance => instance.Id, instance => instance.Given, StringComparer.Ordinal);
        Instances.InstanceReader reader = new(region);
        var instances = await reader.ByIdAsync(steps.Select(step => step.InstanceId), cancellationToken).ConfigureAwait(false);
        var volumes = await reader.VolumesAsync(instances.Values, cancellationToken).ConfigureAwait(false);
        ExistingBackups existing = await ExistingBackups.ReadAsync(region, [.. steps.Where(step => !step.OnlyRestarts).Select(step => step.Name)], arePatterns: false, plan.Options.IdempotencyKey, cancellationToken).ConfigureAwait(false);
        List<BackupRun> runs = [];
        foreach (BackupStep step in steps)
        {
            string named = given.GetValueOrDefault(step.InstanceId, step.InstanceId);
            if (instances.TryGetValue(step.InstanceId, out var instance))
            {
                runs.Add(new BackupRun(new BackupSource(region, instance, [.. volumes[step.InstanceId]], named), step, plan.Options, existing, deadline, _receipts, events));
            }
            else
            {
                await events.FailAsync(ResourceIds.InstanceNotFound(new ResourceReference(named, region.Name), [region.Name])).ConfigureAwait(false);
            }
        }

        return runs;
    }
}
