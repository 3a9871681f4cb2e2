using AmiTools.Campaign.Tests.Invariants;
using AmiTools.Campaign.Tests.Workloads;

namespace AmiTools.Campaign.Tests.Mutants;

/// <summary>
/// A defect on purpose, put between the engine and AWS: what an engine with that defect would send, or would have understood.
/// The campaign must find each of them with the invariant that it breaks.
/// </summary>
/// <param name="Name">What the defect is.</param>
/// <param name="Breaks">The invariant that finds it.</param>
/// <param name="Workload">What shows it.</param>
/// <param name="Operations">The operations that it alters.</param>
internal abstract record Mutant(string Name, Type Breaks, Type Workload, params string[] Operations)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Mutant> All { get; } =
    [
        new Blind("does not see what uses an image", typeof(InUseLives), typeof(RemovalWorkload), "DescribeImageReferences", "DescribeInstances"),
        new Echo("does not look for what an unanswered call made", typeof(NoDuplicate), typeof(CopyWorkload), "CopyImage"),
        new Echo("takes a second set of snapshots", typeof(NoDuplicate), typeof(SnapshotWorkload), "CreateSnapshots"),
        new Untagged("tags nothing at birth and tells nobody", typeof(AllIsNamed), typeof(BackupWorkload), "CreateImage"),
        new Deaf("shares an image without its snapshots", typeof(SharingIsWhole), typeof(AccessWorkload), "ModifySnapshotAttribute"),
        new Confused("takes failed backups for good ones", typeof(LastGoodCopyLives), typeof(RetentionWorkload), "DescribeImages"),
        new Deaf("does not start what it stopped", typeof(MachinesRun), typeof(BackupWorkload), "StartInstances"),
        new Deaf("does not deregister", typeof(Converges), typeof(RemovalWorkload), "DeregisterImage"),
        new Deaf("does not bring back the date that it undoes", typeof(UndoIsExact), typeof(DeprecationWorkload), "DisableImageDeprecation"),
        new Deaf("does not share again what it undoes", typeof(UndoIsExact), typeof(DisableWorkload), "ModifyImageAttribute"),
    ];

    /// <summary>Answers a request in the place of AWS, or lets it through.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="request">The request, with its body read.</param>
    /// <param name="body">The body: a query for EC2.</param>
    /// <param name="send">Sends a request to AWS.</param>
    public abstract Task<HttpResponseMessage> AnswerAsync(string operation, HttpRequestMessage request, string body, Func<HttpRequestMessage, Task<HttpResponseMessage>> send);

    public sealed override string ToString() => $"{Name} ({string.Join(", ", Operations)})";
}
