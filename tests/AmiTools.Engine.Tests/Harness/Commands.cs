namespace AmiTools.Engine.Tests.Harness;

/// <summary>The commands as a cmdlet runs them: plan, approve, run to the end.</summary>
internal static class Commands
{
    public static Task<Outcome<AmiBackup>> BackUpAsync(this IAmiEngine engine, BackupOptions options, RecordedEvents? events = null, CancellationToken cancellationToken = default) =>
        RunAsync(options, engine.PlanAsync, engine.RunAsync, events, cancellationToken: cancellationToken);

    public static Task<Outcome<AmiCopy>> CopyAsync(this IAmiEngine engine, CopyOptions options, RecordedEvents? events = null, CancellationToken cancellationToken = default) =>
        RunAsync(options, engine.PlanAsync, engine.RunAsync, events, cancellationToken: cancellationToken);

    public static Task<Outcome<AmiExport>> ExportAsync(this IAmiEngine engine, ExportOptions options, CancellationToken cancellationToken = default) =>
        RunAsync(options, engine.PlanAsync, engine.RunAsync, cancellationToken: cancellationToken);

    public static Task<Outcome<AmiImport>> ImportAsync(this IAmiEngine engine, ImportOptions options, CancellationToken cancellationToken = default) =>
        RunAsync(options, engine.PlanAsync, engine.RunAsync, cancellationToken: cancellationToken);

    public static Task<Outcome<AmiRegistration>> RegisterAsync(this IAmiEngine engine, SnapshotRegistrationOptions options, CancellationToken cancellationToken = default) =>
        RunAsync(options, engine.PlanAsync, engine.RunAsync, cancellationToken: cancellationToken);

    public static Task<Outcome<AmiRegistration>> RegisterAsync(this IAmiEngine engine, BundleRegistrationOptions options, CancellationToken cancellationToken = default) =>
        RunAsync(options, engine.PlanAsync, engine.RunAsync, cancellationToken: cancellationToken);

    public static Task<Outcome<AmiDeprecation>> DeprecateAsync(this IAmiEngine engine, DeprecationOptions options, RecordedEvents? events = null, CancellationToken cancellationToken = default) =>
        RunAsync(options, engine.PlanAsync, engine.RunAsync, events, cancellationToken: cancellationToken);

    public static Task<Outcome<EbsVolumeRestore>> RestoreAsync(this IAmiEngine engine, VolumeRestoreOptions options, RecordedEvents? events = null, CancellationToken cancellationToken = default) =>
        RunAsync(options, engine.PlanAsync, engine.RunAsync, events, cancellationToken: cancellationToken);

    public static Task<Outcome<AmiRestoredInstance>> RestoreAsync(this IAmiEngine engine, BackupRestoreOptions options, RecordedEvents? events = null, CancellationToken cancellationToken = default) =>
        RunAsync(options, engine.PlanAsync, engine.RunAsync, events, cancellationToken: cancellationToken);

    public static Task<Outcome<AmiRecoveryTest>> TestAsync(this IAmiEngine engine, RecoveryTestOptions options, RecordedEvents? events = null, CancellationToken cancellationToken = default) =>
        RunAsync(options, engine.PlanAsync, engine.RunAsync, events, cancellationToken: cancellationToken);

    public static Task<Outcome<AmiLaunchTemplate>> MakeTemplateAsync(this IAmiEngine engine, BackupTemplateOptions options, RecordedEvents? events = null, CancellationToken cancellationToken = default) =>
        RunAsync(options, engine.PlanAsync, engine.RunAsync, events, cancellationToken: cancellationToken);

    public static Task<Outcome<InstanceRootRestore>> ReplaceRootAsync(this IAmiEngine engine, RootRestoreOptions options, RecordedEvents? events = null, CancellationToken cancellationToken = default) =>
        RunAsync(options, engine.PlanAsync, engine.RunAsync, events, cancellationToken: cancellationToken);

    public static Task<Outcome<AmiRetentionResult>> InvokeAsync(this IAmiEngine engine, RetentionRunOptions options, Action<RetentionRunPlan>? review = null, CancellationToken cancellationToken = default) =>
        RunAsync(options, engine.PlanAsync, engine.RunAsync, review: review, cancellationToken: cancellationToken);

    public static Task<Outcome<AmiUndo>> UndoAsync(this IAmiEngine engine, UndoOptions options, RecordedEvents? events = null, CancellationToken cancellationToken = default) =>
        RunAsync(options, engine.PlanAsync, engine.RunAsync, events, cancellationToken: cancellationToken);

    public static Task<Outcome<AmiRemoval>> RemoveAsync(this IAmiEngine engine, RemovalOptions options, RecordedEvents? events = null, Action<RemovalPlan>? review = null, CancellationToken cancellationToken = default) =>
        RunAsync(options, engine.PlanAsync, engine.RunAsync, events, review, cancellationToken);

    public static Task<Outcome<RestoredResource>> RestoreAsync(this IAmiEngine engine, RestoreOptions options, Action<RestorePlan>? review = null, CancellationToken cancellationToken = default) =>
        RunAsync(options, engine.PlanAsync, engine.RunAsync, review: review, cancellationToken: cancellationToken);

    public static Task<Outcome<RecycleBinRule>> ChangeAsync(this IAmiEngine engine, RecycleBinRuleChangeOptions options, Action<RecycleBinRuleChangePlan>? review = null, CancellationToken cancellationToken = default) =>
        RunAsync(options, engine.PlanAsync, engine.RunAsync, review: review, cancellationToken: cancellationToken);

    public static Task<Outcome<EbsSnapshotBackup>> TakeAsync(this IAmiEngine engine, EbsSnapshotOptions options, Action<EbsSnapshotPlan>? review = null, CancellationToken cancellationToken = default) =>
        RunAsync(options, engine.PlanAsync, engine.RunAsync, review: review, cancellationToken: cancellationToken);

    public static Task<Outcome<EbsSnapshotCopy>> CopyAsync(this IAmiEngine engine, EbsSnapshotCopyOptions options, Action<EbsSnapshotCopyPlan>? review = null, CancellationToken cancellationToken = default) =>
        RunAsync(options, engine.PlanAsync, engine.RunAsync, review: review, cancellationToken: cancellationToken);

    public static Task<Outcome<EbsSnapshotRemoval>> RemoveAsync(this IAmiEngine engine, EbsSnapshotRemovalOptions options, Action<EbsSnapshotRemovalPlan>? review = null, CancellationToken cancellationToken = default) =>
        RunAsync(options, engine.PlanAsync, engine.RunAsync, review: review, cancellationToken: cancellationToken);

    public static Task<Outcome<RecycleBinRule>> MakeRulesAsync(this IAmiEngine engine, NewRecycleBinRuleOptions options, Action<RecycleBinRulePlan>? review = null, CancellationToken cancellationToken = default) =>
        RunAsync(options, engine.PlanAsync, engine.RunAsync, review: review, cancellationToken: cancellationToken);

    public static Task<Outcome<AmiAvailability>> DisableAsync(this IAmiEngine engine, params string[] images) => engine.DisableAsync(CancellationToken.None, images);

    public static Task<Outcome<AmiAvailability>> DisableAsync(this IAmiEngine engine, CancellationToken cancellationToken, params string[] images) =>
        RunAsync(new DisableOptions { Session = World.In(), ImageId = Named(images) }, engine.PlanAsync, engine.RunAsync, cancellationToken: cancellationToken);

    public static Task<Outcome<AmiAvailability>> EnableAsync(this IAmiEngine engine, string image, bool restoreAccess = false, CancellationToken cancellationToken = default) =>
        RunAsync(new EnableOptions { Session = World.In(), ImageId = Named(image), RestoreAccess = restoreAccess }, engine.PlanAsync, engine.RunAsync, cancellationToken: cancellationToken);

    public static Task<Outcome<AmiProtection>> ProtectAsync(this IAmiEngine engine, string image, bool enable, bool? withCooldown = null, CancellationToken cancellationToken = default) =>
        RunAsync(new ProtectionOptions { Session = World.In(), ImageId = Named(image), Enable = enable, WithCooldown = withCooldown }, engine.PlanAsync, engine.RunAsync, cancellationToken: cancellationToken);

    public static Task<Outcome<EbsSnapshotTier>> MoveAsync(this IAmiEngine engine, EbsSnapshotTierOptions options, Action<EbsSnapshotTierPlan>? review = null, CancellationToken cancellationToken = default) =>
        RunAsync(options, engine.PlanAsync, engine.RunAsync, review: review, cancellationToken: cancellationToken);

    public static Task<Outcome<EbsSnapshotAccessChange>> ShareAsync(this IAmiEngine engine, EbsSnapshotAccessOptions options, Action<EbsSnapshotAccessPlan>? review = null, CancellationToken cancellationToken = default) =>
        RunAsync(options, engine.PlanAsync, engine.RunAsync, review: review, cancellationToken: cancellationToken);

    public static Task<Outcome<EbsSnapshotLock>> LockAsync(this IAmiEngine engine, EbsSnapshotLockOptions options, Action<EbsSnapshotLockPlan>? review = null, CancellationToken cancellationToken = default) =>
        RunAsync(options, engine.PlanAsync, engine.RunAsync, review: review, cancellationToken: cancellationToken);

    public static Task<Outcome<AmiAccessChange>> ChangeAsync(this IAmiEngine engine, AccessOptions options, CancellationToken cancellationToken = default) =>
        RunAsync(options, engine.PlanAsync, engine.RunAsync, cancellationToken: cancellationToken);

    public static Task<Outcome<AmiAccessChange>> ChangeAsync(this IAmiEngine engine, AccessOptions options, Action<AccessPlan> review) =>
        RunAsync(options, engine.PlanAsync, engine.RunAsync, review: review);

    public static Task<Outcome<Ami>> FindAsync(this IAmiEngine engine, AmiQuery query, CancellationToken cancellationToken = default) =>
        ReadAsync(query, engine.FindAsync, cancellationToken: cancellationToken);

    public static Task<Outcome<EbsSnapshot>> FindAsync(this IAmiEngine engine, EbsSnapshotQuery query, CancellationToken cancellationToken = default) =>
        ReadAsync(query, engine.FindAsync, cancellationToken: cancellationToken);

    public static Task<Outcome<AmiUsage>> FindAsync(this IAmiEngine engine, UsageQuery query, CancellationToken cancellationToken = default) =>
        ReadAsync(query, engine.FindAsync, cancellationToken: cancellationToken);

    public static Task<Outcome<RecycleBinCoverage>> FindAsync(this IAmiEngine engine, CoverageQuery query, CancellationToken cancellationToken = default) =>
        ReadAsync(query, engine.FindAsync, cancellationToken: cancellationToken);

    public static Task<Outcome<OrphanSnapshot>> FindAsync(this IAmiEngine engine, OrphanQuery query, CancellationToken cancellationToken = default) =>
        ReadAsync(query, engine.FindAsync, cancellationToken: cancellationToken);

    public static Task<Outcome<AmiCompliance>> TestAsync(this IAmiEngine engine, ComplianceQuery query, CancellationToken cancellationToken = default) =>
        ReadAsync(query, engine.TestAsync, cancellationToken: cancellationToken);

    public static Task<Outcome<Ami>> WaitAsync(this IAmiEngine engine, WaitOptions options, CancellationToken cancellationToken = default) =>
        ReadAsync(options, engine.WaitAsync, cancellationToken: cancellationToken);

    public static Task<Outcome<EbsSnapshot>> WaitAsync(this IAmiEngine engine, SnapshotWaitOptions options, RecordedEvents? events = null, CancellationToken cancellationToken = default) =>
        ReadAsync(options, engine.WaitAsync, events, cancellationToken);

    public static Task<Outcome<RecycleBinItem>> FindAsync(this IAmiEngine engine, RecycleBinQuery query, CancellationToken cancellationToken = default) =>
        ReadAsync(query, engine.FindAsync, cancellationToken: cancellationToken);

    public static Task<Outcome<RecycleBinRule>> FindAsync(this IAmiEngine engine, RecycleBinRuleQuery query, CancellationToken cancellationToken = default) =>
        ReadAsync(query, engine.FindAsync, cancellationToken: cancellationToken);

    public static Task<Outcome<AmiAccess>> FindAsync(this IAmiEngine engine, AccessQuery query, CancellationToken cancellationToken = default) =>
        ReadAsync(query, engine.FindAsync, cancellationToken: cancellationToken);

    /// <summary>Plans, shows the plan to whoever reviews it, and carries it out.</summary>
    /// <param name="options">What is wanted.</param>
    /// <param name="plan">Plans it.</param>
    /// <param name="run">Carries out a plan.</param>
    /// <param name="events">Who hears of it; null for a new one.</param>
    /// <param name="review">Sees the plan before it is carried out, and may decline steps; null for nobody.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static Task<Outcome<TResult>> RunAsync<TOptions, TPlan, TResult>(
        TOptions options, Func<TOptions, IEngineEvents, CancellationToken, Task<TPlan>> plan, Func<TPlan, IEngineEvents, CancellationToken, IAsyncEnumerable<TResult>> run,
        RecordedEvents? events = null, Action<TPlan>? review = null, CancellationToken cancellationToken = default) where TPlan : IPlan =>
        HearAsync<TResult>(events ?? new RecordedEvents(), async (heard, problems) =>
        {
            TPlan made = await plan(options, heard, cancellationToken);
            problems.AddRange(made.Problems);
            review?.Invoke(made);
            return run(made, heard, cancellationToken);
        });

    private static Task<Outcome<TResult>> ReadAsync<TQuery, TResult>(
        TQuery query, Func<TQuery, IEngineEvents, CancellationToken, IAsyncEnumerable<TResult>> read, RecordedEvents? events = null, CancellationToken cancellationToken = default) =>
        HearAsync<TResult>(events ?? new RecordedEvents(), (heard, _) => Task.FromResult(read(query, heard, cancellationToken)));

    private static async Task<Outcome<TResult>> HearAsync<TResult>(RecordedEvents events, Func<RecordedEvents, List<AmiException>, Task<IAsyncEnumerable<TResult>>> begin)
    {
        List<TResult> results = [];
        List<AmiException> problems = [];
        try
        {
            await foreach (TResult result in await begin(events, problems)) results.Add(result);
        }
        // Only what a command may end with is an outcome. An assertion in a review, or a defect, is for the test to fail of.
        catch (Exception exception) when (exception is AmiException or OperationCanceledException or StoppedByReceiver)
        {
            return new Outcome<TResult>(results, problems, events, exception);
        }

        return new Outcome<TResult>(results, problems, events, null);
    }

    private static ResourceReference[] Named(params string[] images) => [.. images.Select(image => new ResourceReference(image))];
}
