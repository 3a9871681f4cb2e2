using System.Diagnostics;
using System.Text.Json;
using AmiTools.Aws;
using AmiTools.Engine.Tests.Harness;
using AmiTools.Simulator;
using AmiTools.Testing;

namespace AmiTools.Engine.Tests.Foreign;

/// <summary>What the commands of a retirement did over HTTP, as boto3 and the AWS CLI read it from the same server.</summary>
public sealed class ReadBackTests : IAsyncLifetime
{
    private readonly AwsSimulator _simulator = new(new Simulator.SimulatorOptions { Clock = SimulatorClock.WallClock(600) });
    private readonly AwsEnvironment _environment;
    private readonly AmiEngine _engine;
    private SimulatorServer? _server;
    private Process? _python;

    public ReadBackTests()
    {
        _environment = new AwsEnvironment { Time = TimeProvider.System, Random = new Random(1), NewId = Guid.NewGuid };
        _engine = new AmiEngine(_environment, new EngineSettings { FirstPoll = TimeSpan.FromMilliseconds(100) });
    }

    private string Endpoint => _server!.Address.GetLeftPart(UriPartial.Authority);

    private SessionOptions Session => new() { Region = [World.Home], EndpointUrl = Endpoint, AccessKey = "AKIAIOSFODNN7EXAMPLE", SecretKey = "secret" };

    public Task InitializeAsync()
    {
        _server = SimulatorServer.Start(_simulator);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        if (_python is not null)
        {
            _python.StandardInput.Close();
            await _python.WaitForExitAsync();
            _python.Dispose();
        }

        await _server!.DisposeAsync();
        _environment.Dispose();
        _simulator.Dispose();
    }

    [PythonFact("boto3")]
    public async Task Rules_a_date_a_removal_and_a_restore_are_read_back()
    {
        SimRegion home = _simulator.Account().Region(World.Home);
        SimImage image = home.AddImage(new ImageSeed("web") { Instance = home.AddInstance(new InstanceSeed { State = "terminated", Volumes = [new VolumeSeed("/dev/xvda", 8), new VolumeSeed("/dev/sdf", 20)] }), SharedWith = [], Tags = new Dictionary<string, string> { ["Owner"] = "ops" } });
        ResourceReference reference = new(image.Id);

        Outcome<RecycleBinRule> rules = (await _engine.MakeRulesAsync(new NewRecycleBinRuleOptions { Session = Session, ResourceType = [RecycleBinResourceType.Image, RecycleBinResourceType.Snapshot], RetentionDays = 14, Description = "nightly" })).ShouldBeClean();
        foreach (RecycleBinRule rule in rules.Results)
        {
            JsonElement read = await ReadAsync("rbin", "GetRule", new { rule.Identifier });
            (Text(read, "ResourceType"), Text(read, "Description"), read.GetProperty("RetentionPeriod").GetProperty("RetentionPeriodValue").GetInt32()).ShouldBe((rule.ResourceType, "nightly", 14));
            Items(await ReadAsync("rbin", "ListRules", new { rule.ResourceType }), "Rules").ShouldHaveSingleItem().GetProperty("Identifier").GetString().ShouldBe(rule.Identifier);
        }

        RecordedEvents events = new();
        DateTime at = _simulator.Now.UtcDateTime.Date.AddDays(90);
        DeprecationPlan plan = await _engine.PlanAsync(new DeprecationOptions { Session = Session, ImageId = [reference], At = at }, events, default);
        await foreach (AmiDeprecation set in _engine.RunAsync(plan, events, default)) set.DeprecationTime.ShouldBe(at);
        events.Failures.ShouldBeEmpty();
        string before = Items(await ImagesAsync(image), "Images").ShouldHaveSingleItem().GetRawText();
        before.ShouldContain($"{at:yyyy-MM-dd}T00:00:00.000Z");

        // The rules were made a moment ago, and the first ones of a region are no promise for half an hour.
        AmiRemoval removal = (await _engine.RemoveAsync(new RemovalOptions { Session = Session, ImageId = [reference], AllowPermanent = true })).Only();
        Items(await ImagesAsync(image), "Images").ShouldBeEmpty();
        JsonElement binned = Items(await ReadAsync("ec2", "ListImagesInRecycleBin", new { ImageIds = new[] { image.Id } }), "Images").ShouldHaveSingleItem();
        Time(binned, "RecycleBinExitTime").ShouldBe(removal.RecycleBinExitTime.ShouldNotBeNull(), TimeSpan.FromSeconds(1));
        Items(await ReadAsync("ec2", "ListSnapshotsInRecycleBin", new { removal.SnapshotIds }), "Snapshots").Count.ShouldBe(2);
        RecycleBinItem item = (await _engine.FindAsync(new RecycleBinQuery { Session = Session, Id = [reference] })).Only();
        (item.EnterTime - Time(binned, "RecycleBinEnterTime")).Duration().ShouldBeLessThan(TimeSpan.FromSeconds(1));

        (await _engine.RestoreAsync(new RestoreOptions { Session = Session, Item = [new RestoreItem(reference)] })).Only().RestoredSnapshotIds.Count.ShouldBe(2);
        Items(await ImagesAsync(image), "Images").ShouldHaveSingleItem().GetRawText().ShouldBe(before);
        Items(await ReadAsync("ec2", "DescribeSnapshots", new { removal.SnapshotIds }), "Snapshots").ShouldAllBe(snapshot => Text(snapshot, "State") == "completed");
        Items(await ReadAsync("ec2", "ListImagesInRecycleBin", new { }), "Images").ShouldBeEmpty();
        Items(await ReadAsync("ec2", "ListSnapshotsInRecycleBin", new { }), "Snapshots").ShouldBeEmpty();
        _simulator.Defects.ShouldBeEmpty();
    }

    private Task<JsonElement> ImagesAsync(SimImage image) => ReadAsync("ec2", "DescribeImages", new { Filters = new[] { new { Name = "image-id", Values = new[] { image.Id } } }, IncludeDeprecated = true });

    private async Task<JsonElement> ReadAsync(string service, string operation, object parameters)
    {
        _python ??= Process.Start(new ProcessStartInfo(Python.Program!, [Path.Combine(AppContext.BaseDirectory, "Foreign", "read_back.py"), Endpoint]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        await _python.StandardInput.WriteLineAsync(JsonSerializer.Serialize(new { service, operation, parameters }));
        await _python.StandardInput.FlushAsync();
        string? answer = await _python.StandardOutput.ReadLineAsync();
        return JsonDocument.Parse(answer.ShouldNotBeNull($"{operation} could not be read")).RootElement;
    }

    private static IReadOnlyList<JsonElement> Items(JsonElement answer, string list) => [.. answer.GetProperty(list).EnumerateArray()];

    private static string Text(JsonElement answer, string property) => answer.GetProperty(property).GetString()!;

    private static DateTime Time(JsonElement answer, string property) => DateTimeOffset.Parse(Text(answer, property), System.Globalization.CultureInfo.InvariantCulture).UtcDateTime;
}
