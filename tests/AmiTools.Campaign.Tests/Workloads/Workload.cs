using AmiTools.Simulator;

namespace AmiTools.Campaign.Tests.Workloads;

/// <summary>One intention of an admin, that any number of processes may try to carry out.</summary>
internal abstract class Workload(Estate estate)
{
    private static readonly IReadOnlyList<(Type Type, Func<SeededRandom, Estate, Workload> Make)> s_all =
    [
        (typeof(BackupWorkload), (random, estate) => new BackupWorkload(random, estate)),
        (typeof(CopyWorkload), (random, estate) => new CopyWorkload(random, estate)),
        (typeof(SnapshotWorkload), (random, estate) => new SnapshotWorkload(random, estate)),
        (typeof(DeprecationWorkload), (random, estate) => new DeprecationWorkload(random, estate)),
        (typeof(DisableWorkload), (random, estate) => new DisableWorkload(random, estate)),
        (typeof(ProtectionWorkload), (random, estate) => new ProtectionWorkload(random, estate)),
        (typeof(AccessWorkload), (random, estate) => new AccessWorkload(random, estate)),
        (typeof(RemovalWorkload), (random, estate) => new RemovalWorkload(random, estate)),
        (typeof(RetentionWorkload), (random, estate) => new RetentionWorkload(random, estate)),
        (typeof(BinWorkload), (random, estate) => new BinWorkload(random, estate)),
        (typeof(VolumeWorkload), (random, estate) => new VolumeWorkload(random, estate)),
        (typeof(LockWorkload), (random, estate) => new LockWorkload(random, estate)),
        (typeof(TierWorkload), (random, estate) => new TierWorkload(random, estate)),
    ];

    /// <summary>Operations that it lives on.</summary>
    public abstract IReadOnlyList<string> Operations { get; }

    /// <summary>Images that it was told to change: undoing brings back what they were. Empty where there is nothing to undo.</summary>
    public virtual IReadOnlyCollection<string> Undoes => [];

    /// <summary>Whether it is to keep the last good backup of each machine whatever it was told.</summary>
    public virtual bool KeepsLastGood => false;

    protected Estate Estate => estate;

    /// <summary>Draws one, of a kind or of any.</summary>
    public static Workload Pick(Type? kind, SeededRandom random, Estate estate)
    {
        (Type type, Func<SeededRandom, Estate, Workload> make) = random.Pick(s_all);
        return kind is null || kind == type ? make(random, estate) : s_all.Single(known => known.Type == kind).Make(random, estate);
    }

    /// <summary>Carries it out in one process. The same intention each time.</summary>
    public abstract Task<Verdict> RunAsync(AmiEngine engine, Evidence evidence, CancellationToken death);

    /// <summary>Whether that is a right answer where nothing goes wrong: a refusal that the estate deserves.</summary>
    protected virtual bool IsDeserved(AmiException failure) => false;

    protected async Task<Verdict> RunAsync<TOptions, TPlan, TResult>(
        Evidence evidence, TOptions options, Func<TOptions, IEngineEvents, CancellationToken, Task<TPlan>> plan, Func<TPlan, IEngineEvents, CancellationToken, IAsyncEnumerable<TResult>> run, CancellationToken death) where TPlan : IPlan
    {
        Outcome<TResult> outcome;
        try
        {
            outcome = await Commands.RunAsync(options, plan, run, cancellationToken: death);
        }
        // Nothing that a command may end with.
        catch (Exception defect)
        {
            return new Verdict(false, [], [defect.ToString()], defect);
        }

        evidence.Add(outcome);
        return new Verdict(
            outcome.Thrown is null or AmiException, [.. outcome.Errors.Where(failure => !IsDeserved(failure)).Select(failure => $"{failure.Code}: {failure.Message}")],
            [.. outcome.Errors.Where(failure => failure.Code == AmiErrorCodes.InternalError).Select(failure => failure.ToString())], outcome.Thrown);
    }
}

/// <summary>What one process came to.</summary>
/// <param name="Ended">Whether it came to its end by itself.</param>
/// <param name="Errors">Errors that it did not deserve.</param>
/// <param name="Defects">What nothing that goes wrong excuses: an internal error, or an exception that no command may end with.</param>
/// <param name="Thrown">What ended it.</param>
internal sealed record Verdict(bool Ended, IReadOnlyList<string> Errors, IReadOnlyList<string> Defects, Exception? Thrown)
{
    public static Verdict Fine { get; } = new(true, [], [], null);
}
