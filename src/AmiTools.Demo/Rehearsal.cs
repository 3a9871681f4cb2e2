using AmiTools.Host;

namespace AmiTools.Demo;

/// <summary>The life of a backup from end to end. Each step shows the PowerShell line that does it, and does it through the engine that the cmdlet uses.</summary>
internal sealed class Rehearsal(DemoArguments arguments, Screen screen)
{
    private static readonly string[] s_destinations = ["eu-central-1", "us-east-1", "ap-southeast-2"];

    private readonly AmiHost _host = new();

    private IAmiEngine Engine => _host.Engine;

    private SessionOptions Session => new() { Region = [arguments.Region], EndpointUrl = arguments.Endpoint };

    /// <summary>True when the estate ended as it should.</summary>
    public async Task<bool> RunAsync(CancellationToken stop)
    {
        Begin();
        await ListAsync(stop);
        if (await BackUpAsync(stop) is not { } backup) return false;
        if (!await CopyAsync(backup, stop)) return false;
        // A foreign EC2 has no Recycle Bin, and deleting there what cannot be brought back is no rehearsal.
        return arguments.Endpoint is not null || await new CircleOfLife(Engine, Session, screen).RunAsync(backup, s_destinations, stop);
    }

    private void Begin()
    {
        if (arguments.Endpoint is { } endpoint)
        {
            screen.Title("AmiTools", $"The main job, against {endpoint}.");
            return;
        }
        screen.Title("AmiTools", "The life of a backup, on the module's own AWS simulator: no account, no network. Ten simulated minutes pass in a second.");
        screen.Step("Connect the simulator", "Connect-AmiSimulator -Scenario demo -Speed 600");
        SimulatorConnection connection = _host.Connect(new() { Scenario = "demo", Seed = arguments.Seed, Speed = 600, Region = arguments.Region });
        screen.Table(["Scenario", "AccountId", "Region", "Time"], [[connection.Scenario, connection.AccountId, connection.Region, Show.Time(connection.Time)]]);
    }

    private async Task ListAsync(CancellationToken stop)
    {
        screen.Step("What is there", $"Get-Ami -Region {arguments.Region}");
        List<Ami> images = await screen.CollectAsync(events => Engine.FindAsync(new AmiQuery { Session = Session }, events, stop));
        screen.Table(["ImageId", "Name", "State", "GiB", "Created"], images.Select(image =>
            new object?[] { image.ImageId, image.Name, Show.State(image), image.SizeGiB, Show.Time(image.CreationDate) }));
    }

    private async Task<AmiBackup?> BackUpAsync(CancellationToken stop)
    {
        bool simulated = arguments.Endpoint is null;
        string selector = simulated ? "@{ Name = 'db-1' }" : "@{ Name = '*' }";
        screen.Step(simulated ? "Back up the database server, without a restart, and wait" : "Back up what has a name, without a restart, and wait", $"New-AmiBackup -InstanceTag {selector} -CopyTag -Wait");
        BackupOptions options = new()
        {
            Session = Session,
            InstanceTag = new Dictionary<string, string?> { ["Name"] = simulated ? "db-1" : "*" },
            CopyTag = true,
            Wait = true,
        };
        List<AmiBackup> backups = await screen.RunAsync(events => Engine.PlanAsync(options, events, stop), (BackupPlan plan, DemoEvents events) => Engine.RunAsync(plan, events, stop));
        screen.Table(["ImageId", "Name", "State", "GiB", "Snapshots"], backups.Select(backup =>
            new object?[] { backup.ImageId, backup.Name, backup.State, backup.SizeGiB, backup.SnapshotIds.Count }));
        return backups.FirstOrDefault();
    }

    private async Task<bool> CopyAsync(AmiBackup backup, CancellationToken stop)
    {
        string line = $"Copy-AmiToRegion {backup.ImageId} -DestinationRegion {string.Join(',', s_destinations)} -CopyTag -Wait";
        screen.Step("Copy it to three regions", line);
        // One of the copies will fail in the middle, as copies do: accepted by AWS, begun, and ended with an error.
        if (_host.Simulation is { } aws) lock (aws.Gate) aws.Mishaps.FailSnapshots("Internal error", region: s_destinations[^1]);
        await CopyOnceAsync(backup, stop);

        screen.Step("The same line again: what is missing is made, nothing is copied twice", line);
        List<AmiCopy> copies = await CopyOnceAsync(backup, stop);

        bool complete = s_destinations.All(region => copies.Any(copy => copy.Region == region && copy.State == "available"));
        if (complete) screen.Good($"{backup.Name} is in {string.Join(", ", s_destinations)}.");
        else screen.Warn("Not every region has its copy.");
        return complete;
    }

    private async Task<List<AmiCopy>> CopyOnceAsync(AmiBackup backup, CancellationToken stop)
    {
        CopyOptions options = new()
        {
            Session = Session,
            ImageId = [new(backup.ImageId, backup.Region, backup.AccountId)],
            DestinationRegion = s_destinations,
            CopyTag = true,
            Wait = true,
        };
        List<AmiCopy> copies = await screen.RunAsync(events => Engine.PlanAsync(options, events, stop), (CopyPlan plan, DemoEvents events) => Engine.RunAsync(plan, events, stop));
        screen.Table(["ImageId", "Region", "State", "GiB", "Snapshots", "Was there"], copies.Select(copy =>
            new object?[] { copy.ImageId, copy.Region, copy.State, copy.SizeGiB, copy.SnapshotIds.Count, copy.AlreadyExisted ? "yes" : "" }));
        return copies;
    }
}
