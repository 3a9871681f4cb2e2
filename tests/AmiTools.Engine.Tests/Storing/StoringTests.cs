using AmiTools.Engine.Tests.Harness;
using AmiTools.Simulator;

namespace AmiTools.Engine.Tests.Storing;

public sealed class StoringTests
{
    private const string Bucket = "archive";

    [Fact]
    public async Task An_image_goes_to_a_bucket_and_comes_back_under_another_name()
    {
        using World world = Make(out SimImage image);
        AmiExport export = (await world.Process().ExportAsync(Export(image.Id))).Only();
        (export.State, export.Progress, export.ObjectKey, export.AlreadyExisted).ShouldBe(("Completed", 100, $"{image.Id}.bin", false));
        export.ImportCommand.ShouldContain($"-ObjectKey {image.Id}.bin");
        export.Receipt.ShouldNotBeNull().ResourceId.ShouldBe($"s3://{Bucket}/{image.Id}.bin");
        AmiImport import = (await world.Process().ImportAsync(Import(image.Id, "again"))).Only();
        (import.State, import.Name, import.SizeGiB).ShouldBe(("available", "again", 8));
        import.Receipt.ShouldNotBeNull().ShouldSatisfyAllConditions(receipt => receipt.ResourceId.ShouldBe(import.ImageId), receipt => receipt.Outcome.ShouldBe(ReceiptOutcome.Done));
        import.Tags["Owner"].ShouldBe("ops");
        world.See(_ => world.Region().Snapshots.Find(import.SnapshotIds.Single())!.Tags["Owner"]).ShouldBe("ops");
    }

    [Fact]
    public async Task A_second_run_joins_the_running_task_and_returns_the_finished_one()
    {
        using World world = Make(out SimImage image);
        AmiExport begun = (await world.Process().ExportAsync(Export(image.Id, wait: false))).Only();
        begun.State.ShouldBe("InProgress");
        (await world.Process().ExportAsync(Export(image.Id))).Only().ShouldSatisfyAllConditions(export => export.AlreadyExisted.ShouldBeTrue(), export => export.State.ShouldBe("Completed"));
        (await world.Process().ExportAsync(Export(image.Id))).Only().AlreadyExisted.ShouldBeTrue();
        world.Simulator.Requests.Count("CreateStoreImageTask").ShouldBe(1);
        (await world.Process().ExportAsync(Export(image.Id, overwrite: true))).Only().AlreadyExisted.ShouldBeFalse();
        world.Simulator.Requests.Count("CreateStoreImageTask").ShouldBe(2);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_task_that_is_begun_and_cannot_be_looked_at_is_not_told_as_failed(bool isAnswerLost)
    {
        using World world = Make(out SimImage image);
        AmiEngine engine = world.Process(out Wire wire);
        bool isBegun = false;
        wire.Before = request =>
        {
            if (isBegun || !request.Contains("Action=CreateStoreImageTask", StringComparison.Ordinal)) return;
            isBegun = true;
            if (isAnswerLost) world.Faults.Add(Fault.CutAfter, "CreateStoreImageTask");
            world.Faults.Add(Fault.Expire, "DescribeStoreImageTasks");
        };
        Outcome<AmiExport> outcome = await engine.ExportAsync(Export(image.Id, wait: false));
        if (isAnswerLost) outcome.Error().Code.ShouldBe(AmiErrorCodes.OutcomeUnknown);
        else outcome.Only().Receipt.ShouldNotBeNull().Outcome.ShouldBe(ReceiptOutcome.Done);
        world.Faults.Clear();
        (await world.Process().ExportAsync(Export(image.Id))).Only().AlreadyExisted.ShouldBeTrue();
        world.Simulator.Requests.Count("CreateStoreImageTask").ShouldBe(1);
    }

    [Fact]
    public async Task What_cannot_be_stored_is_told_before_any_change()
    {
        using World world = Make(out SimImage image);
        SimImage big = world.Region().AddImage(new ImageSeed("big") { Volumes = [new("/dev/xvda", 4_700)] });
        SimImage pending = world.Region().AddImage(new ImageSeed("pending") { State = "pending" });
        SimImage store = world.Region().AddImage(new ImageSeed("store"));
        store.RootDeviceType = "instance-store";
        ExportOptions options = new() { Session = World.In(), ImageId = [new(big.Id), new(pending.Id), new(store.Id), new("nonsense"), new("ami-00000000"), new(image.Id)], BucketName = Bucket };
        Outcome<AmiExport> outcome = await world.Process().ExportAsync(options);
        outcome.Problems.Select(problem => problem.Code).ShouldBe(
            [AmiErrorCodes.InvalidImageId, AmiErrorCodes.ImageNotFound, AmiErrorCodes.QuotaExceeded, AmiErrorCodes.ImageNotAvailable, AmiErrorCodes.InstanceStoreRoot], ignoreOrder: true);
        outcome.Results.ShouldHaveSingleItem();
        (await world.Process().ExportAsync(new ExportOptions { Session = World.In(), ImageId = [new(image.Id)], BucketName = "s3://X", ObjectTag = Enumerable.Range(0, 11).ToDictionary(number => $"{number}", _ => "") })).Problems.Select(problem => problem.Code).ShouldBe([AmiErrorCodes.InvalidBucket, AmiErrorCodes.InvalidTag]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_bucket_that_is_not_there_is_named_at_once_or_when_the_task_fails(bool late)
    {
        using World world = Make(out SimImage image);
        world.Simulator.Settings.StoreTasksCheckBucketsLate = late;
        AmiException error = (await world.Process().ExportAsync(new ExportOptions { Session = World.In(), ImageId = [new(image.Id)], BucketName = "nobody", Wait = true })).Error();
        error.Code.ShouldBe(late ? AmiErrorCodes.ExportFailed : AmiErrorCodes.BucketNotFound);
        error.Message.ShouldContain("nobody");
        error.Remedy.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task Encrypted_volumes_are_warned_of()
    {
        using World world = Make(out _);
        SimImage secret = world.Region().AddImage(new ImageSeed("secret") { Volumes = [new("/dev/xvda", 8) { Key = world.Region().EbsKey }] });
        ExportPlan plan = await world.Process().PlanAsync(Export(secret.Id), new RecordedEvents(), CancellationToken.None);
        plan.Steps.Single().Warnings.ShouldContain(warning => warning.Contains("decrypts"));
    }

    [Fact]
    public async Task More_than_fits_at_a_time_waits_for_its_turn()
    {
        using World world = Make(out _);
        SimImage[] images = [.. Enumerable.Range(0, 3).Select(number => world.Region().AddImage(new ImageSeed($"big {number}") { Volumes = [new("/dev/xvda", 700) { Used = 0.1 }] }))];
        Outcome<AmiExport> outcome = await world.Process().ExportAsync(new ExportOptions { Session = World.In(), ImageId = [.. images.Select(image => new ResourceReference(image.Id))], BucketName = Bucket, Wait = true });
        outcome.ShouldBeClean().Results.Count(export => export.State == "Completed").ShouldBe(3);
    }

    [Fact]
    public async Task An_object_that_is_not_there_and_a_name_that_is_taken_are_told()
    {
        using World world = Make(out SimImage image);
        (await world.Process().ImportAsync(Import("ami-1", "again"))).Error().Code.ShouldBe(AmiErrorCodes.ObjectNotFound);
        (await world.Process().ExportAsync(Export(image.Id))).ShouldBeClean();
        (await world.Process().ImportAsync(Import(image.Id, image.Name))).Error().Code.ShouldBe(AmiErrorCodes.ImageNameTaken);
        (await world.Process().ImportAsync(Import(image.Id, null))).Problems.ShouldHaveSingleItem().Code.ShouldBe(AmiErrorCodes.ImageNameTaken);
        (await world.Process().ImportAsync(new ImportOptions { Session = World.In(), Object = [new("no-key"), new("X/y")] })).Problems.Select(problem => problem.Code).ShouldBe([AmiErrorCodes.InvalidBucket, AmiErrorCodes.InvalidBucket]);
    }

    [Theory]
    [InlineData("CreateStoreImageTask")]
    [InlineData("DescribeStoreImageTasks")]
    [InlineData("DescribeImages")]
    public async Task A_denied_export_names_the_operation(string operation)
    {
        using World world = Make(out SimImage image);
        using IDisposable denial = world.Simulator.Account().Policy.Deny($"ec2:{operation}");
        AmiException error = (await world.Process().ExportAsync(Export(image.Id))).Error();
        (error.Kind, error.Operation).ShouldBe((AmiErrorKind.Denied, operation));
    }

    [Theory]
    [MemberData(nameof(FaultWays.All), MemberType = typeof(FaultWays))]
    public Task A_fault_at_any_request_ends_in_one_object_and_one_image(string way) => Fire.FaultsAsync(way, 8, ShouldBeMendedAsync);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task A_kill_at_any_request_is_mended_by_the_next_run(bool serverActs) => Fire.KillsAsync(serverActs, 8, ShouldBeMendedAsync);

    private static async Task ShouldBeMendedAsync(Shot shot)
    {
        using World world = Make(out SimImage image);
        Outcome<AmiExport>? export = null;
        Outcome<AmiImport> import = await shot.RunAsync(world, async (engine, death) =>
        {
            export = (await engine.ExportAsync(Export(image.Id), death)).ShouldHaveNoDefect($"{shot}");
            return await engine.ImportAsync(Import(image.Id, "again"), death);
        });
        string when = $"{shot}: {export} {import}";
        world.Pass(TimeSpan.FromMinutes(30));
        (await world.Process().ExportAsync(Export(image.Id))).Errors.ShouldBeEmpty(when);
        world.Simulator.Requests.Count("CreateStoreImageTask").ShouldBeLessThanOrEqualTo(3, when);
        Outcome<AmiImport> second = await world.Process().ImportAsync(Import(image.Id, "again"));
        second.Errors.ShouldBeEmpty($"{when}\nsecond run: {second}");
        world.Images(World.Home, "again").ShouldHaveSingleItem(when).State.ShouldBe("available", when);
        world.See(_ => world.Region().Images.Count).ShouldBe(2, when);
        world.OrphanSnapshots().ShouldBeEmpty(when);
    }

    private static World Make(out SimImage image)
    {
        World world = new();
        world.Simulator.AddBucket(Bucket, World.Home);
        image = world.Region().AddImage(new ImageSeed("mine"));
        return world;
    }

    private static ExportOptions Export(string image, bool wait = true, bool overwrite = false) => new() { Session = World.In(), ImageId = [new(image)], BucketName = Bucket, Wait = wait, Overwrite = overwrite };

    private static ImportOptions Import(string image, string? name) => new()
    {
        Session = World.In(), Object = [new($"{Bucket}/{image}.bin")], Name = name, Wait = true, Tag = new Dictionary<string, string> { ["Owner"] = "ops" },
    };
}
