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

    protected async Task<Verdict> RunAsync<TPlan, TResult>(Evidence evidence, Func<IEngineEvents, Task<TPlan>> plan, Func<TPlan, IEngineEvents, IAsyncEnumerable<TResult>> run)
        where TPlan : IPlan
    {
        Outcome<TResult> outcome = await Commands.RunAsync(null, async events =>
        {
            TPlan made = await plan(events);
            return (made.Problems, run(made, events));
        });
        evidence.Add(outcome);
        return new Verdict(outcome.Thrown is null or AmiException, [.. outcome.Errors.Where(failure => !IsDeserved(failure)).Select(failure => $"{failure.Code}: {failure.Message}")], outcome.Thrown);
    }
}

/// <summary>What one process came to.</summary>
/// <param name="Ended">Whether it came to its end by itself.</param>
/// <param name="Errors">Errors that it did not deserve.</param>
/// <param name="Thrown">What ended it.</param>
internal sealed record Verdict(bool Ended, IReadOnlyList<string> Errors, Exception? Thrown);
