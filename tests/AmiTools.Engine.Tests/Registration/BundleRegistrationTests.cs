using AmiTools.Engine.Tests.Harness;
using AmiTools.Simulator;

namespace AmiTools.Engine.Tests.Registration;

public sealed class BundleRegistrationTests
{
    private const string Manifest = "bundles/web/image.manifest.xml";

    [Fact]
    public async Task A_bundle_becomes_an_image_that_boots_from_instance_store()
    {
        using World world = new();
        SimSnapshot data = world.Region().AddSnapshot(new SnapshotSeed(8));
        AmiRegistration made = (await world.Process().RegisterAsync(Options($"s3://{Manifest}", devices: [new() { DeviceName = "/dev/sdb", VirtualName = "ephemeral0" }, new() { DeviceName = "/dev/sdf", SnapshotId = data.Id }]))).Only();
        (made.ImageLocation, made.SnapshotId, made.State).ShouldBe((Manifest, null, "available"));
        SimImage image = world.See(_ => world.Region().Images.Find(made.ImageId))!;
        (image.RootDeviceType, image.VirtualizationType, image.Architecture, image.Tags["Owner"]).ShouldBe(("instance-store", "hvm", "x86_64", "ops"));
        image.BlockDevices.Select(device => device.VirtualName ?? device.SnapshotId).ShouldBe(["ephemeral0", data.Id]);
        (await world.Process().RegisterAsync(Options(Manifest, devices: [new() { DeviceName = "/dev/sdb", VirtualName = "ephemeral0" }, new() { DeviceName = "/dev/sdf", SnapshotId = data.Id }]))).Only().AlreadyExisted.ShouldBeTrue();
        (await world.Process().RegisterAsync(Options(Manifest))).Error().Code.ShouldBe(AmiErrorCodes.ImageNameTaken);
    }

    [Fact]
    public async Task All_that_is_wrong_is_one_list_without_a_call()
    {
        using World world = new();
        BundleRegistrationOptions options = new()
        {
            Session = World.In(), ImageLocation = new("bundles/image.iso"), Name = "!", Machine = new AmiMachine { Architecture = "arm64", BootMode = "uefi" }, Tag = new Dictionary<string, string> { ["aws:x"] = "" },
            BlockDevice = [new() { DeviceName = "/dev/sdf", SnapshotId = "nonsense" }],
        };
        (await world.Process().RegisterAsync(options)).Problems.Select(problem => problem.Code).ShouldBe([AmiErrorCodes.InvalidBucket, AmiErrorCodes.InvalidName, AmiErrorCodes.InvalidTag, AmiErrorCodes.InvalidMachine, AmiErrorCodes.InvalidSnapshotId]);
        world.Simulator.Requests.Total.ShouldBe(0);
    }

    [Fact]
    public async Task A_bundle_that_cannot_be_read_and_a_taken_name_are_told()
    {
        using World world = new();
        world.Region().AddImage(new ImageSeed("web bundle"));
        (await world.Process().RegisterAsync(Options(Manifest))).Error().Code.ShouldBe(AmiErrorCodes.ImageNameTaken);
        world.Simulator.AddBucket("foreign", World.Home, "222233334444");
        AmiException error = (await world.Process().RegisterAsync(Options("foreign/image.manifest.xml", name: "another"))).Error();
        (error.Code, error.AwsCode).ShouldBe((AmiErrorCodes.InvalidBucket, "InvalidManifest"));
    }

    [Theory]
    [MemberData(nameof(FaultWays.All), MemberType = typeof(FaultWays))]
    public Task A_fault_at_any_request_ends_in_one_image(string way) => Fire.FaultsAsync(way, 2, async shot =>
    {
        using World world = new();
        Outcome<AmiRegistration> first = await shot.RunAsync(world, (engine, death) => engine.RegisterAsync(Options(Manifest), death));
        (await world.Process().RegisterAsync(Options(Manifest))).ShouldBeClean();
        world.Images(World.Home, "web bundle").ShouldHaveSingleItem($"{shot}: {first}");
    });

    [Fact]
    public async Task The_steps_are_those_of_the_instance()
    {
        using World world = new();
        SimInstance web = world.Region().AddInstance(new InstanceSeed { Name = "old-1" });
        (await Should.ThrowAsync<AmiException>(() => Tell(world, web.Id))).Code.ShouldBe(AmiErrorCodes.InstanceNotBundled);
        (web.RootDeviceType, web.KeyName) = ("instance-store", "operators");
        IReadOnlyList<AmiBundleStep> steps = await Tell(world, web.Id);
        steps.Select(step => step.Step).ShouldBe(Enumerable.Range(1, steps.Count));
        steps.ShouldContain(step => step.Place == AmiBundlePlace.Instance && step.Command.Contains($"ec2-bundle-vol -k /tmp/cert/private-key.pem -c /tmp/cert/certificate.pem -u {world.Region().Account.Id} -r x86_64"));
        steps.ShouldContain(step => step.Place == AmiBundlePlace.Here && step.Command.Contains("-i operators.pem"));
        steps.ShouldContain(step => step.Command.StartsWith($"New-AmiFromBundle {Manifest} -Name 'web bundle' -Architecture x86_64") && step.Command.EndsWith($"-Region {World.Home} -Wait"));
        (await Should.ThrowAsync<AmiException>(() => Tell(world, "i-00000000"))).Code.ShouldBe(AmiErrorCodes.InstanceNotFound);
        (await Should.ThrowAsync<AmiException>(() => Tell(world, "nonsense"))).Code.ShouldBe(AmiErrorCodes.InvalidInstanceId);
    }

    private static Task<IReadOnlyList<AmiBundleStep>> Tell(World world, string instance) => world.Process().TellAsync(new BundleStepOptions { Registration = Options(Manifest), InstanceId = new(instance) }, CancellationToken.None);

    private static BundleRegistrationOptions Options(string location, string name = "web bundle", params AmiBlockDevice[] devices) => new()
    {
        Session = World.In(), ImageLocation = new(location), Name = name, BlockDevice = devices, Wait = true, Tag = new Dictionary<string, string> { ["Owner"] = "ops" },
    };
}
