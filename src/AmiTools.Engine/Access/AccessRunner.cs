using System.Collections.Concurrent;
using Amazon.EC2.Model;
using AmiTools.Engine.Errors;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Receipts;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Access;

/// <summary>Gives and takes access. Snapshots get it before the image and lose it after it, so that nobody may launch what he cannot copy; what breaks off is named, and a second run does the rest.</summary>
internal sealed class AccessRunner(EngineSession session, AccessPlan plan, IEngineEvents events)
{
    private const int Entities = 1000;

    private readonly ReceiptBook _receipts = new(session, plan.Options.Session);
    private readonly DeclinedImages _declined = new(plan);

    public IAsyncEnumerable<AmiAccessChange> RunAsync(CancellationToken cancellationToken) =>
        plan.RunAsync(session, events, step => (step.Outcome.ImageId, step.Outcome.Region), RunAsync, cancellationToken);

    private async Task<AmiAccessChange> RunAsync(AccessStep step, CancellationToken cancellationToken)
    {
        AmiAccessChange change = _declined.Spare(step.Outcome);
        if (change != step.Outcome) await events.WarnAsync($"{change.ImageId} in {change.Region}: {string.Join(" ", AccessWording.Kept(change).Select(kept => $"{kept}."))}").ConfigureAwait(false);
        if (change.Changed) change.Receipt = await _receipts.ChangeAsync(Receipt(change, step.Action), () => ChangeAsync(session.In(change.Region), change, cancellationToken)).ConfigureAwait(false);
        return change;
    }

    private AmiChangeReceipt Receipt(AmiAccessChange change, string action) => _receipts.New(AmiChangeKind.Access, change.Region, change.AccountId, change.ImageId, change.Name, action, new AmiFormerState
    {
        SharedWith = Before(change.Unchanged, change.Removed),
        SnapshotsSharedWith = plan.Options.ImageOnly ? null : change.Snapshots.ToDictionary(snapshot => snapshot.SnapshotId, snapshot => Before(snapshot.Unchanged, snapshot.Removed), StringComparer.Ordinal),
    });

    private static IReadOnlyList<string> Before(IEnumerable<string> unchanged, IEnumerable<string> removed) => unchanged.Concat(removed).Order(StringComparer.Ordinal).ToArray();

    private static async Task ChangeAsync(RegionSession region, AmiAccessChange change, CancellationToken cancellationToken)
    {
        Part[][] phases =
        [
            [.. change.Snapshots.Where(snapshot => snapshot.Added.Count > 0).Select(snapshot => new Part($"{snapshot.SnapshotId} is shared with {Principals.Show(snapshot.Added)}", token => VolumePermissions.ChangeAsync(region, snapshot.SnapshotId, snapshot.Added, [], token)))],
            change.Added.Count + change.Removed.Count == 0 ? [] : [new Part(Describe(change), token => ModifyAsync(region, change, token))],
            [.. change.Snapshots.Where(snapshot => snapshot.Removed.Count > 0).Select(snapshot => new Part($"{snapshot.SnapshotId} is taken from {Principals.Show(snapshot.Removed)}", token => VolumePermissions.ChangeAsync(region, snapshot.SnapshotId, [], snapshot.Removed, token)))],
        ];
        ConcurrentQueue<string> done = [];
        for (int phase = 0; phase < phases.Length; phase++)
        {
            ConcurrentQueue<(Part Part, AmiException Failure)> failed = [];
            await Task.WhenAll(phases[phase].Select(part => TryAsync(part, done, failed, cancellationToken))).ConfigureAwait(false);
            if (failed.TryPeek(out (Part Part, AmiException Failure) first)) throw Incomplete(region, change, done, [.. failed.Select(item => item.Part), .. phases.Skip(phase + 1).SelectMany(later => later)], first.Failure);
        }
    }

    private static async Task TryAsync(Part part, ConcurrentQueue<string> done, ConcurrentQueue<(Part Part, AmiException Failure)> failed, CancellationToken cancellationToken)
    {
        try
        {
            await part.Work(cancellationToken).ConfigureAwait(false);
            done.Enqueue(part.Text);
        }
        catch (AmiException failure) when (!failure.StopsEverything)
        {
            failed.Enqueue((part, failure));
        }
    }

    private static string Describe(AmiAccessChange change) => "the image is " + string.Join(" and ", new[]
    {
        change.Added.Count > 0 ? $"shared with {Principals.Show(change.Added)}" : null, change.Removed.Count > 0 ? $"taken from {Principals.Show(change.Removed)}" : null,
    }.OfType<string>());

    /// <summary>Nothing that changed in part is told as done, nor as not done.</summary>
    private static AmiException Incomplete(RegionSession region, AmiAccessChange change, IReadOnlyCollection<string> done, IReadOnlyCollection<Part> left, AmiException failure)
    {
        string remaining = string.Join("; ", left.Select(part => part.Text));
        bool isOpen = failure.OutcomeIsUnknown();
        if (done.Count == 0 && !isOpen) return failure.As(failure.Code, failure.Kind, $"The sharing of {change.ImageId} in {region} is as it was. {failure.Message}", change.ImageId);
        string made = done.Count == 0 ? "may be changed in part." : $"is changed in part. Done: {string.Join("; ", done)}.";
        return failure.As(AmiErrorCodes.AccessIncomplete, failure.Kind, $"The sharing of {change.ImageId} in {region} {made} {(isOpen ? "Not done, or not answered" : "Not done")}: {remaining}. {failure.Message}", change.ImageId,
            $"{failure.Remedy} Run the same command again: it does what is left.".Trim());
    }

    /// <summary>One call gives and takes, so that there is no moment between; two only where the list would be longer meanwhile than AWS takes.</summary>
    private static async Task ModifyAsync(RegionSession region, AmiAccessChange change, CancellationToken cancellationToken)
    {
        if (change.Removed.Count == 0 || change.Unchanged.Count + change.Removed.Count + change.Added.Count <= Entities)
        {
            await SendAsync(region, change.ImageId, change.Added, change.Removed, cancellationToken).ConfigureAwait(false);
            return;
        }

        await SendAsync(region, change.ImageId, [], change.Removed, cancellationToken).ConfigureAwait(false);
        if (change.Added.Count > 0) await SendAsync(region, change.ImageId, change.Added, [], cancellationToken).ConfigureAwait(false);
    }

    private static Task SendAsync(RegionSession region, string imageId, IReadOnlyList<string> added, IReadOnlyList<string> removed, CancellationToken cancellationToken)
    {
        ModifyImageAttributeRequest request = new()
        {
            ImageId = imageId,
            LaunchPermission = new LaunchPermissionModifications
            {
                Add = added.Count == 0 ? null : [.. added.Select(Principals.ToLaunchPermission)], Remove = removed.Count == 0 ? null : [.. removed.Select(Principals.ToLaunchPermission)],
            },
        };
        return Patience.UntilKnownAsync(region, region.Settings.NamedResourceWindow, token => region.CallAsync("ModifyImageAttribute", imageId, ec2 => ec2.ModifyImageAttributeAsync(request, token)), cancellationToken);
    }

    /// <param name="Text">What it does, as it reads when it is done: <c>snap-0abc is shared with 222233334444</c>.</param>
    /// <param name="Work">Does it.</param>
    private sealed record Part(string Text, Func<CancellationToken, Task> Work);
}
