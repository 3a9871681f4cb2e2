namespace AmiTools.Demo;

/// <summary>The lineage of a backup, its end, and its way back from the Recycle Bin.</summary>
internal sealed class CircleOfLife(IAmiEngine engine, SessionOptions session, Screen screen)
{
    /// <summary>True when everything is again as it was.</summary>
    public async Task<bool> RunAsync(AmiBackup backup, string[] copyRegions, CancellationToken stop)
    {
        SessionOptions everywhere = session.In([.. session.Region, .. copyRegions]);
        ResourceReference image = new(backup.ImageId, backup.Region, backup.AccountId);

        await DeprecateAsync(image, stop);
        string line = $"Get-AmiSnapshotGraph {backup.ImageId} -Region {string.Join(',', everywhere.Region)}";
        screen.Step("What hangs together", line);
        if (await GraphAsync(everywhere, image, stop) is not { } before) return false;
        screen.Lines(before.Draw(40));

        AmiRemoval? removal = await RemoveAsync(image, stop);
        if (removal is null) return false;
        await ListBinAsync(stop);
        if (!await RestoreAsync(removal, stop)) return false;

        screen.Step("Is it all as it was?", $"({line}).Fingerprint");
        if (await GraphAsync(everywhere, image, stop) is not { } after) return false;
        screen.Table(["", "Fingerprint"], [["before", before.Fingerprint], ["after", after.Fingerprint]]);
        bool same = before.Fingerprint == after.Fingerprint;
        if (same) screen.Good("The graph before and after is the same.");
        else screen.Warn("The graph is not the same as before.");
        return same;
    }

    private async Task DeprecateAsync(ResourceReference image, CancellationToken stop)
    {
        screen.Step("Let it count as deprecated in 90 days", $"Set-AmiDeprecation {image} -After 90d");
        DeprecationOptions options = new() { Session = session, ImageId = [image], After = TimeSpan.FromDays(90) };
        List<AmiDeprecation> results = await screen.RunAsync(events => engine.PlanAsync(options, events, stop), (DeprecationPlan plan, DemoEvents events) => engine.RunAsync(plan, events, stop));
        screen.Table(["ImageId", "DeprecationTime", "Before"], results.Select(result => new object?[] { result.ImageId, Show.Time(result.DeprecationTime), Show.Time(result.PreviousDeprecationTime) }));
    }

    private Task<AmiSnapshotGraph?> GraphAsync(SessionOptions everywhere, ResourceReference image, CancellationToken stop) =>
        engine.MapAsync(new GraphOptions { Session = everywhere, ImageId = [image] }, new DemoEvents(screen, null), stop);

    private async Task<AmiRemoval?> RemoveAsync(ResourceReference image, CancellationToken stop)
    {
        screen.Step("Remove it, with its snapshots", $"Remove-Ami {image}");
        RemovalOptions options = new() { Session = session, ImageId = [image] };
        List<AmiRemoval> results = await screen.RunAsync(events => engine.PlanAsync(options, events, stop), (RemovalPlan plan, DemoEvents events) => engine.RunAsync(plan, events, stop));
        screen.Table(["ImageId", "Restorable", "Until", "Snapshots"], results.Select(result =>
            new object?[] { result.ImageId, result.Restorable, Show.Time(result.RestorableUntil), string.Join(", ", result.Snapshots.GroupBy(snapshot => snapshot.Outcome).Select(group => $"{group.Count()} {group.Key}")) }));
        return results.FirstOrDefault();
    }

    private async Task ListBinAsync(CancellationToken stop)
    {
        screen.Step("What lies in the Recycle Bin", "Get-RecycleBinItem");
        List<RecycleBinItem> items = await screen.CollectAsync(events => engine.FindAsync(new RecycleBinQuery { Session = session }, events, stop));
        screen.Table(["Id", "Name", "TimeLeft", "Restorable", "Because"], items.Select(item =>
            new object?[] { item.Id, item.Name, $"{item.TimeLeft.TotalDays:0.0} days", item.Restorable, item.Because }));
    }

    private async Task<bool> RestoreAsync(AmiRemoval removal, CancellationToken stop)
    {
        screen.Step("Bring it back, with its snapshots", $"Restore-FromRecycleBin {removal.ImageId}");
        RestoreOptions options = new()
        {
            Session = session,
            Item = [new RestoreItem(new(removal.ImageId, removal.Region, removal.AccountId)) { SnapshotIds = removal.SnapshotIds, ExitTime = removal.RecycleBinExitTime, Name = removal.Name }],
        };
        List<RestoredResource> results = await screen.RunAsync(events => engine.PlanAsync(options, events, stop), (RestorePlan plan, DemoEvents events) => engine.RunAsync(plan, events, stop));
        screen.Table(["Id", "State", "Snapshots", "Back"], results.Select(result => new object?[] { result.Id, result.State, result.SnapshotIds.Count, string.Join("; ", result.Back) }));
        return results.Count == 1;
    }
}
