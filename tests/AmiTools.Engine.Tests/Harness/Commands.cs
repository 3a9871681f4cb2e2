namespace AmiTools.Engine.Tests.Harness;

/// <summary>The commands as a cmdlet runs them: plan, approve, run to the end.</summary>
internal static class Commands
{
    public static Task<Outcome<AmiBackup>> BackUpAsync(this IAmiEngine engine, BackupOptions options, RecordedEvents? events = null, CancellationToken cancellationToken = default) =>
        RunAsync(events, async recorded =>
        {
            BackupPlan plan = await engine.PlanAsync(options, recorded, cancellationToken);
            return (plan.Problems, engine.RunAsync(plan, recorded, cancellationToken));
        });

    public static Task<Outcome<AmiCopy>> CopyAsync(this IAmiEngine engine, CopyOptions options, RecordedEvents? events = null, CancellationToken cancellationToken = default) =>
        RunAsync(events, async recorded =>
        {
            CopyPlan plan = await engine.PlanAsync(options, recorded, cancellationToken);
            return (plan.Problems, engine.RunAsync(plan, recorded, cancellationToken));
        });

    public static Task<Outcome<AmiExport>> ExportAsync(this IAmiEngine engine, ExportOptions options, CancellationToken cancellationToken = default) =>
        RunAsync(null, async recorded =>
        {
            ExportPlan plan = await engine.PlanAsync(options, recorded, cancellationToken);
            return (plan.Problems, engine.RunAsync(plan, recorded, cancellationToken));
        });

    public static Task<Outcome<AmiImport>> ImportAsync(this IAmiEngine engine, ImportOptions options, CancellationToken cancellationToken = default) =>
        RunAsync(null, async recorded =>
        {
            ImportPlan plan = await engine.PlanAsync(options, recorded, cancellationToken);
            return (plan.Problems, engine.RunAsync(plan, recorded, cancellationToken));
        });

    public static Task<Outcome<AmiRegistration>> RegisterAsync(this IAmiEngine engine, SnapshotRegistrationOptions options, CancellationToken cancellationToken = default) =>
        RunAsync(null, async recorded =>
        {
            RegistrationPlan plan = await engine.PlanAsync(options, recorded, cancellationToken);
            return (plan.Problems, engine.RunAsync(plan, recorded, cancellationToken));
        });

    public static Task<Outcome<AmiRegistration>> RegisterAsync(this IAmiEngine engine, BundleRegistrationOptions options, CancellationToken cancellationToken = default) =>
        RunAsync(null, async recorded =>
        {
            RegistrationPlan plan = await engine.PlanAsync(options, recorded, cancellationToken);
            return (plan.Problems, engine.RunAsync(plan, recorded, cancellationToken));
        });

    public static Task<Outcome<AmiDeprecation>> DeprecateAsync(this IAmiEngine engine, DeprecationOptions options, RecordedEvents? events = null, CancellationToken cancellationToken = default) =>
        RunAsync(events, async recorded =>
        {
            DeprecationPlan plan = await engine.PlanAsync(options, recorded, cancellationToken);
            return (plan.Problems, engine.RunAsync(plan, recorded, cancellationToken));
        });

    public static Task<Outcome<EbsVolumeRestore>> RestoreAsync(this IAmiEngine engine, VolumeRestoreOptions options, RecordedEvents? events = null, CancellationToken cancellationToken = default) =>
        RunAsync(events, async recorded =>
        {
            VolumeRestorePlan plan = await engine.PlanAsync(options, recorded, cancellationToken);
            return (plan.Problems, engine.RunAsync(plan, recorded, cancellationToken));
        });

    public static Task<Outcome<AmiRestoredInstance>> RestoreAsync(this IAmiEngine engine, BackupRestoreOptions options, RecordedEvents? events = null, CancellationToken cancellationToken = default) =>
        RunAsync(events, async recorded =>
        {
            BackupRestorePlan plan = await engine.PlanAsync(options, recorded, cancellationToken);
            return (plan.Problems, engine.RunAsync(plan, recorded, cancellationToken));
        });

    public static Task<Outcome<AmiRecoveryTest>> TestAsync(this IAmiEngine engine, RecoveryTestOptions options, RecordedEvents? events = null, CancellationToken cancellationToken = default) =>
        RunAsync(events, async recorded =>
        {
            RecoveryTestPlan plan = await engine.PlanAsync(options, recorded, cancellationToken);
            return (plan.Problems, engine.RunAsync(plan, recorded, cancellationToken));
        });

    public static Task<Outcome<AmiLaunchTemplate>> MakeTemplateAsync(this IAmiEngine engine, BackupTemplateOptions options, RecordedEvents? events = null, CancellationToken cancellationToken = default) =>
        RunAsync(events, async recorded =>
        {
            BackupTemplatePlan plan = await engine.PlanAsync(options, recorded, cancellationToken);
            return (plan.Problems, engine.RunAsync(plan, recorded, cancellationToken));
        });

    public static Task<Outcome<InstanceRootRestore>> ReplaceRootAsync(this IAmiEngine engine, RootRestoreOptions options, RecordedEvents? events = null, CancellationToken cancellationToken = default) =>
        RunAsync(events, async recorded =>
        {
            RootRestorePlan plan = await engine.PlanAsync(options, recorded, cancellationToken);
            return (plan.Problems, engine.RunAsync(plan, recorded, cancellationToken));
        });

    public static Task<Outcome<Ami>> FindAsync(this IAmiEngine engine, AmiQuery query, CancellationToken cancellationToken = default) =>
        RunAsync<Ami>(null, recorded => Task.FromResult<(IReadOnlyList<AmiException>, IAsyncEnumerable<Ami>)>(([], engine.FindAsync(query, recorded, cancellationToken))));

    public static Task<Outcome<EbsSnapshot>> FindAsync(this IAmiEngine engine, EbsSnapshotQuery query, CancellationToken cancellationToken = default) =>
        RunAsync<EbsSnapshot>(null, recorded => Task.FromResult<(IReadOnlyList<AmiException>, IAsyncEnumerable<EbsSnapshot>)>(([], engine.FindAsync(query, recorded, cancellationToken))));

    public static Task<Outcome<AmiUsage>> FindAsync(this IAmiEngine engine, UsageQuery query, CancellationToken cancellationToken = default) =>
        RunAsync<AmiUsage>(null, recorded => Task.FromResult<(IReadOnlyList<AmiException>, IAsyncEnumerable<AmiUsage>)>(([], engine.FindAsync(query, recorded, cancellationToken))));

    public static Task<Outcome<AmiRetentionResult>> InvokeAsync(this IAmiEngine engine, RetentionRunOptions options, Action<RetentionRunPlan>? review = null, CancellationToken cancellationToken = default) =>
        RunAsync(null, async recorded =>
        {
            RetentionRunPlan plan = await engine.PlanAsync(options, recorded, cancellationToken);
            review?.Invoke(plan);
            return (plan.Problems, engine.RunAsync(plan, recorded, cancellationToken));
        });

    public static Task<Outcome<RecycleBinCoverage>> FindAsync(this IAmiEngine engine, CoverageQuery query, CancellationToken cancellationToken = default) =>
        RunAsync<RecycleBinCoverage>(null, recorded => Task.FromResult<(IReadOnlyList<AmiException>, IAsyncEnumerable<RecycleBinCoverage>)>(([], engine.FindAsync(query, recorded, cancellationToken))));

    public static Task<Outcome<OrphanSnapshot>> FindAsync(this IAmiEngine engine, OrphanQuery query, CancellationToken cancellationToken = default) =>
        RunAsync<OrphanSnapshot>(null, recorded => Task.FromResult<(IReadOnlyList<AmiException>, IAsyncEnumerable<OrphanSnapshot>)>(([], engine.FindAsync(query, recorded, cancellationToken))));

    public static Task<Outcome<AmiCompliance>> TestAsync(this IAmiEngine engine, ComplianceQuery query, CancellationToken cancellationToken = default) =>
        RunAsync<AmiCompliance>(null, recorded => Task.FromResult<(IReadOnlyList<AmiException>, IAsyncEnumerable<AmiCompliance>)>(([], engine.TestAsync(query, recorded, cancellationToken))));

    public static Task<Outcome<Ami>> WaitAsync(this IAmiEngine engine, WaitOptions options, CancellationToken cancellationToken = default) =>
        RunAsync<Ami>(null, recorded => Task.FromResult<(IReadOnlyList<AmiException>, IAsyncEnumerable<Ami>)>(([], engine.WaitAsync(options, recorded, cancellationToken))));

    public static Task<Outcome<AmiUndo>> UndoAsync(this IAmiEngine engine, UndoOptions options, RecordedEvents? events = null, CancellationToken cancellationToken = default) =>
        RunAsync(events, async recorded =>
        {
            UndoPlan plan = await engine.PlanAsync(options, recorded, cancellationToken);
            return (plan.Problems, engine.RunAsync(plan, recorded, cancellationToken));
        });

    public static Task<Outcome<AmiRemoval>> RemoveAsync(this IAmiEngine engine, RemovalOptions options, RecordedEvents? events = null, CancellationToken cancellationToken = default) =>
        RunAsync(events, async recorded =>
        {
            RemovalPlan plan = await engine.PlanAsync(options, recorded, cancellationToken);
            return (plan.Problems, engine.RunAsync(plan, recorded, cancellationToken));
        });

    public static Task<Outcome<RestoredResource>> RestoreAsync(this IAmiEngine engine, RestoreOptions options, Action<RestorePlan>? review = null, CancellationToken cancellationToken = default) =>
        RunAsync(null, async recorded =>
        {
            RestorePlan plan = await engine.PlanAsync(options, recorded, cancellationToken);
            review?.Invoke(plan);
            return (plan.Problems, engine.RunAsync(plan, recorded, cancellationToken));
        });

    public static Task<Outcome<RecycleBinRule>> ChangeAsync(this IAmiEngine engine, RecycleBinRuleChangeOptions options, Action<RecycleBinRuleChangePlan>? review = null, CancellationToken cancellationToken = default) =>
        RunAsync(null, async recorded =>
        {
            RecycleBinRuleChangePlan plan = await engine.PlanAsync(options, recorded, cancellationToken);
            review?.Invoke(plan);
            return (plan.Problems, engine.RunAsync(plan, recorded, cancellationToken));
        });

    public static Task<Outcome<EbsSnapshot>> WaitAsync(this IAmiEngine engine, SnapshotWaitOptions options, RecordedEvents? events = null, CancellationToken cancellationToken = default) =>
        RunAsync<EbsSnapshot>(events, recorded => Task.FromResult<(IReadOnlyList<AmiException>, IAsyncEnumerable<EbsSnapshot>)>(([], engine.WaitAsync(options, recorded, cancellationToken))));

    public static Task<Outcome<EbsSnapshotBackup>> TakeAsync(this IAmiEngine engine, EbsSnapshotOptions options, RecordedEvents? events = null, CancellationToken cancellationToken = default) =>
        RunAsync(events, async recorded =>
        {
            EbsSnapshotPlan plan = await engine.PlanAsync(options, recorded, cancellationToken);
            foreach (string warning in plan.Steps.SelectMany(step => step.Warnings)) await ((IEngineEvents)recorded).WarnAsync(warning);
            return (plan.Problems, engine.RunAsync(plan, recorded, cancellationToken));
        });

    public static Task<Outcome<EbsSnapshotCopy>> CopyAsync(this IAmiEngine engine, EbsSnapshotCopyOptions options, Action<EbsSnapshotCopyPlan>? review = null, CancellationToken cancellationToken = default) =>
        RunAsync(null, async recorded =>
        {
            EbsSnapshotCopyPlan plan = await engine.PlanAsync(options, recorded, cancellationToken);
            review?.Invoke(plan);
            return (plan.Problems, engine.RunAsync(plan, recorded, cancellationToken));
        });

    public static Task<Outcome<EbsSnapshotRemoval>> RemoveAsync(this IAmiEngine engine, EbsSnapshotRemovalOptions options, Action<EbsSnapshotRemovalPlan>? review = null, CancellationToken cancellationToken = default) =>
        RunAsync(null, async recorded =>
        {
            EbsSnapshotRemovalPlan plan = await engine.PlanAsync(options, recorded, cancellationToken);
            review?.Invoke(plan);
            return (plan.Problems, engine.RunAsync(plan, recorded, cancellationToken));
        });

    public static Task<Outcome<RecycleBinRule>> MakeRulesAsync(this IAmiEngine engine, NewRecycleBinRuleOptions options, Action<RecycleBinRulePlan>? review = null, CancellationToken cancellationToken = default) =>
        RunAsync(null, async recorded =>
        {
            RecycleBinRulePlan plan = await engine.PlanAsync(options, recorded, cancellationToken);
            review?.Invoke(plan);
            return (plan.Problems, engine.RunAsync(plan, recorded, cancellationToken));
        });

    public static Task<Outcome<RecycleBinItem>> FindAsync(this IAmiEngine engine, RecycleBinQuery query, CancellationToken cancellationToken = default) =>
        RunAsync<RecycleBinItem>(null, recorded => Task.FromResult<(IReadOnlyList<AmiException>, IAsyncEnumerable<RecycleBinItem>)>(([], engine.FindAsync(query, recorded, cancellationToken))));

    public static Task<Outcome<RecycleBinRule>> FindAsync(this IAmiEngine engine, RecycleBinRuleQuery query, CancellationToken cancellationToken = default) =>
        RunAsync<RecycleBinRule>(null, recorded => Task.FromResult<(IReadOnlyList<AmiException>, IAsyncEnumerable<RecycleBinRule>)>(([], engine.FindAsync(query, recorded, cancellationToken))));

    public static Task<Outcome<AmiAvailability>> DisableAsync(this IAmiEngine engine, params string[] images) => engine.DisableAsync(CancellationToken.None, images);

    public static Task<Outcome<AmiAvailability>> DisableAsync(this IAmiEngine engine, CancellationToken cancellationToken, params string[] images) =>
        RunAsync(null, async recorded =>
        {
            DisablePlan plan = await engine.PlanAsync(new DisableOptions { Session = World.In(), ImageId = Named(images) }, recorded, cancellationToken);
            return (plan.Problems, engine.RunAsync(plan, recorded, cancellationToken));
        });

    public static Task<Outcome<AmiAvailability>> EnableAsync(this IAmiEngine engine, string image, bool restoreAccess = false, CancellationToken cancellationToken = default) =>
        RunAsync(null, async recorded =>
        {
            EnablePlan plan = await engine.PlanAsync(new EnableOptions { Session = World.In(), ImageId = Named(image), RestoreAccess = restoreAccess }, recorded, cancellationToken);
            return (plan.Problems, engine.RunAsync(plan, recorded, cancellationToken));
        });

    public static Task<Outcome<AmiProtection>> ProtectAsync(this IAmiEngine engine, string image, bool enable, bool? withCooldown = null, CancellationToken cancellationToken = default) =>
        RunAsync(null, async recorded =>
        {
            ProtectionPlan plan = await engine.PlanAsync(new ProtectionOptions { Session = World.In(), ImageId = Named(image), Enable = enable, WithCooldown = withCooldown }, recorded, cancellationToken);
            return (plan.Problems, engine.RunAsync(plan, recorded, cancellationToken));
        });

    private static ResourceReference[] Named(params string[] images) => [.. images.Select(image => new ResourceReference(image))];

    public static Task<Outcome<EbsSnapshotTier>> MoveAsync(this IAmiEngine engine, EbsSnapshotTierOptions options, Action<EbsSnapshotTierPlan>? review = null, CancellationToken cancellationToken = default) =>
        RunAsync(null, async recorded =>
        {
            EbsSnapshotTierPlan plan = await engine.PlanAsync(options, recorded, cancellationToken);
            review?.Invoke(plan);
            return (plan.Problems, engine.RunAsync(plan, recorded, cancellationToken));
        });

    public static Task<Outcome<EbsSnapshotAccessChange>> ShareAsync(this IAmiEngine engine, EbsSnapshotAccessOptions options, Action<EbsSnapshotAccessPlan>? review = null, CancellationToken cancellationToken = default) =>
        RunAsync(null, async recorded =>
        {
            EbsSnapshotAccessPlan plan = await engine.PlanAsync(options, recorded, cancellationToken);
            review?.Invoke(plan);
            return (plan.Problems, engine.RunAsync(plan, recorded, cancellationToken));
        });

    public static Task<Outcome<EbsSnapshotLock>> LockAsync(this IAmiEngine engine, EbsSnapshotLockOptions options, Action<EbsSnapshotLockPlan>? review = null, CancellationToken cancellationToken = default) =>
        RunAsync(null, async recorded =>
        {
            EbsSnapshotLockPlan plan = await engine.PlanAsync(options, recorded, cancellationToken);
            review?.Invoke(plan);
            return (plan.Problems, engine.RunAsync(plan, recorded, cancellationToken));
        });

    public static async Task<Outcome<T>> RunAsync<T>(RecordedEvents? events, Func<RecordedEvents, Task<(IReadOnlyList<AmiException> Problems, IAsyncEnumerable<T> Results)>> begin)
    {
        events ??= new RecordedEvents();
        List<T> results = [];
        IReadOnlyList<AmiException> problems = [];
        try
        {
            (problems, IAsyncEnumerable<T> running) = await begin(events);
            await foreach (T result in running) results.Add(result);
        }
        catch (Exception exception)
        {
            return new Outcome<T>(results, problems, events, exception);
        }

        return new Outcome<T>(results, problems, events, null);
    }
}
