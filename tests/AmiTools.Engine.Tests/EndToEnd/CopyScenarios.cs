using AmiTools.Engine.Tests.Harness;
using AmiTools.Simulator;

namespace AmiTools.Engine.Tests.EndToEnd;

public sealed class CopyScenarios : IDisposable
{
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Copies_stream_per_region_with_tags_on_images_and_snapshots()
    {
        SimImage source = Source(tags: ("Owner", "ops"));
        Outcome<AmiCopy> copies = (await _world.Process().CopyAsync(Options([source], ["us-east-1", "eu-central-1"], copyTag: true, wait: true))).ShouldBeClean();
        copies.Results.Select(copy => copy.Region).ShouldBe(["us-east-1", "eu-central-1"], ignoreOrder: true);
        foreach (AmiCopy copy in copies.Results)
        {
            copy.State.ShouldBe("available");
            copy.Name.ShouldBe("golden");
            copy.ParentImageId.ShouldBe(source.Id);
            copy.ParentRegion.ShouldBe(World.Home);
            copy.Tags["Owner"].ShouldBe("ops");
            foreach (string snapshot in copy.SnapshotIds) _world.See(_ => _world.Region(copy.Region).Snapshots.Find(snapshot)!.Tags["Owner"]).ShouldBe("ops");
        }
    }

    [Fact]
    public async Task A_second_run_copies_nothing_twice()
    {
        SimImage source = Source();
        Outcome<AmiCopy> first = (await _world.Process().CopyAsync(Options([source], ["us-east-1", "us-west-2"]))).ShouldBeClean();
        _world.Simulator.Requests.Clear();
        Outcome<AmiCopy> second = (await _world.Process().CopyAsync(Options([source], ["us-east-1", "us-west-2"], wait: true))).ShouldBeClean();
        second.Results.Select(copy => copy.ImageId).ShouldBe(first.Results.Select(copy => copy.ImageId), ignoreOrder: true);
        second.Results.ShouldAllBe(copy => copy.AlreadyExisted && copy.State == "available");
        _world.Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task One_of_three_regions_fails_and_is_mended_by_the_second_run()
    {
        SimImage source = Source();
        foreach (string region in new[] { "us-east-1", "us-west-2", "eu-central-1" }) _world.Region(region).AddKey("alias/backup");
        string[] regions = ["us-east-1", "us-west-2", "eu-central-1"];
        // The key is lost after the preflight has seen it.
        SimKmsKey lost = _world.Region("us-west-2").FindKey("alias/backup")!;
        AmiEngine engine = _world.Process();
        RecordedEvents events = new();
        CopyPlan plan = await engine.PlanAsync(Options([source], regions, wait: true, key: "alias/backup"), events, default);
        plan.Problems.ShouldBeEmpty();
        lost.State = "Disabled";
        List<AmiCopy> copies = [];
        await foreach (AmiCopy copy in engine.RunAsync(plan, events, default)) copies.Add(copy);
        copies.Select(copy => copy.Region).ShouldBe(["us-east-1", "eu-central-1"], ignoreOrder: true);
        AmiException failure = events.Failures.ShouldHaveSingleItem();
        failure.Code.ShouldBe(AmiErrorCodes.CopyFailed);
        failure.Region.ShouldBe("us-west-2");
        failure.Message.ShouldContain("key", Case.Insensitive);
        _world.See(_ => _world.Region("us-west-2").Images.Count).ShouldBe(0);
        _world.OrphanSnapshots("us-west-2").ShouldBeEmpty();

        lost.State = "Enabled";
        Outcome<AmiCopy> second = (await _world.Process().CopyAsync(Options([source], regions, wait: true, key: "alias/backup"))).ShouldBeClean();
        second.Results.Count(copy => copy.AlreadyExisted).ShouldBe(2);
        second.Results.Single(copy => !copy.AlreadyExisted).Region.ShouldBe("us-west-2");
    }

    [Fact]
    public async Task The_preflight_lists_everything_before_the_first_change()
    {
        SimImage source = Source();
        _world.Region("us-east-1").AddImage(new ImageSeed("golden"));
        Outcome<AmiCopy> outcome = await _world.Process().CopyAsync(new CopyOptions
        {
            Session = World.In(), ImageId = [new(source.Id, World.Home), new("ami-0123456789abcdef0", World.Home), new("nonsense")],
            DestinationRegion = ["us-east-1", "us-esat-1", "ap-east-1", "us-west-2"], KmsKeyId = "alias/none", Wait = true,
        });
        outcome.Results.ShouldBeEmpty();
        string[] codes = [.. outcome.Problems.Select(problem => problem.Code)];
        codes.ShouldContain(AmiErrorCodes.InvalidImageId);
        codes.ShouldContain(AmiErrorCodes.ImageNotFound);
        codes.ShouldContain(AmiErrorCodes.RegionNotFound);
        codes.ShouldContain(AmiErrorCodes.RegionNotEnabled);
        codes.ShouldContain(AmiErrorCodes.KmsKeyNotFound);
        codes.ShouldContain(AmiErrorCodes.ImageNameTaken);
        outcome.Problems.Single(problem => problem.Code == AmiErrorCodes.RegionNotFound).Message.ShouldContain("us-east-1");
        _world.Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Within_the_region_a_copy_encrypts()
    {
        SimImage source = Source();
        AmiCopy copy = (await _world.Process().CopyAsync(Options([source], [World.Home], wait: true, encrypted: true))).Only();
        copy.Name.ShouldBe("golden-encrypted");
        copy.Encrypted.ShouldBe(true);
        copy.Region.ShouldBe(World.Home);
    }

    [Fact]
    public async Task A_wildcard_leaves_the_source_region_out()
    {
        SimImage source = Source();
        CopyPlan plan = await _world.Process().PlanAsync(Options([source], ["eu-west-*"]), new RecordedEvents(), default);
        plan.Steps.Select(step => step.DestinationRegion).ShouldBe(["eu-west-2", "eu-west-3"]);
        plan.Steps.ShouldAllBe(step => step.SizeGiB == 8 && step.EstimatedTransferCost == 0.16m);
    }

    [Fact]
    public async Task The_date_of_deprecation_is_set()
    {
        DateTime at = _world.Simulator.Now.UtcDateTime.AddDays(90);
        AmiCopy copy = (await _world.Process().CopyAsync(Options([Source()], ["us-east-1"], deprecateAt: at))).Only();
        _world.See(_ => _world.Region("us-east-1").Images.Find(copy.ImageId)!.DeprecationTime).ShouldNotBeNull().UtcDateTime.ShouldBe(at, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task After_a_copy_was_deregistered_a_second_run_makes_a_new_one()
    {
        SimImage source = Source();
        AmiCopy first = (await _world.Process().CopyAsync(Options([source], ["us-east-1"], wait: true))).Only();
        using (Amazon.EC2.IAmazonEC2 ec2 = await ClientAsync("us-east-1")) await ec2.DeregisterImageAsync(new Amazon.EC2.Model.DeregisterImageRequest { ImageId = first.ImageId, DeleteAssociatedSnapshots = true });
        AmiCopy second = (await _world.Process().CopyAsync(Options([source], ["us-east-1"], wait: true))).Only();
        second.ImageId.ShouldNotBe(first.ImageId);
        second.AlreadyExisted.ShouldBeFalse();
    }

    [Fact]
    public async Task At_most_twenty_snapshots_are_copied_to_a_region_at_a_time()
    {
        _world.Simulator.Settings.ImageCopiesCountAsSnapshotCopies = true;
        SimImage[] sources = [.. Enumerable.Range(1, 12).Select(number => _world.Region().AddImage(new ImageSeed($"golden {number}") { Volumes = [new("/dev/xvda", 8), new("/dev/sdf", 10), new("/dev/sdg", 10)] }))];
        int most = 0;
        using Timer watch = new(_ => most = Math.Max(most, _world.See(_ => _world.Region("us-east-1").Snapshots.Count(snapshot => snapshot.State == "pending"))), null, 0, 1);
        Outcome<AmiCopy> copies = (await _world.Process().CopyAsync(Options(sources, ["us-east-1"], wait: true))).ShouldBeClean();
        copies.Results.Count.ShouldBe(12);
        _world.Simulator.Requests.Entries.ShouldAllBe(request => request.Outcome != "ResourceLimitExceeded");
        most.ShouldBeInRange(3, 20);
    }

    [Fact]
    public async Task What_others_copy_counts_and_a_refusal_is_waited_out()
    {
        _world.Simulator.Settings.ImageCopiesCountAsSnapshotCopies = true;
        SimImage source = Source();
        _world.Faults.Add(Fault.Error("ResourceLimitExceeded", "Too many snapshot copies in progress. The limit is 20 for this destination region."), "CopyImage", times: 3);
        (await _world.Process().CopyAsync(Options([source], ["us-east-1"], wait: true))).Only().State.ShouldBe("available");
    }

    [Fact]
    public async Task Instance_store_images_copy_too()
    {
        SimImage source = Source();
        source.RootDeviceType = "instance-store";
        source.BlockDevices.Clear();
        _world.Region().Images.Reindex(source);
        (await _world.Process().CopyAsync(Options([source], ["us-east-1"], wait: true))).Only().SnapshotIds.ShouldBeEmpty();
    }

    private async Task<Amazon.EC2.IAmazonEC2> ClientAsync(string region)
    {
        AmiTools.Aws.AwsEnvironment environment = new() { Time = _world.Simulator.Clock, Random = new Random(1), NewId = Guid.NewGuid, Handler = _world.Simulator.CreateHandler(), Keys = new AmiTools.Aws.AwsKeys("AKIAIOSFODNN7EXAMPLE", "secret"), Region = region };
        return (await AmiTools.Aws.AwsSession.OpenAsync(environment, new AmiTools.Aws.AwsSessionSettings { Region = region }, default)).Ec2(region);
    }

    private SimImage Source((string Key, string Value)? tags = null) => _world.Region().AddImage(new ImageSeed("golden") { Tags = tags is { } tag ? new Dictionary<string, string> { [tag.Key] = tag.Value } : new Dictionary<string, string>() });

    private static CopyOptions Options(SimImage[] sources, string[] regions, bool wait = false, bool copyTag = false, bool? encrypted = null, string? key = null, DateTime? deprecateAt = null) => new()
    {
        Session = World.In(), ImageId = [.. sources.Select(source => new ResourceReference(source.Id, World.Home))], DestinationRegion = regions, Wait = wait, CopyTag = copyTag, Encrypted = encrypted, KmsKeyId = key, DeprecateAt = deprecateAt,
    };
}
