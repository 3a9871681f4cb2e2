using AmiTools.Engine.Tests.Harness;
using AmiTools.Simulator;
using static AmiTools.Engine.Tests.Registration.RegistrationScene;

namespace AmiTools.Engine.Tests.Registration;

public sealed class SnapshotRegistrationTests
{
    [Fact]
    public async Task The_image_that_boots_from_a_snapshot_says_what_machine_it_needs()
    {
        using RegistrationScene scene = new();
        AmiRegistration made = (await scene.RegisterAsync(Options(scene.Root.Id))).Only();
        made.KnownFrom.ShouldBe($"the image {scene.Backup.Id}");
        SimImage image = scene.Image(made.ImageId);
        (image.Architecture, image.VirtualizationType, image.RootDeviceName, image.BootMode, image.EnaSupport, image.ImdsSupport).ShouldBe(("x86_64", "hvm", "/dev/xvda", scene.Backup.BootMode, true, "v2.0"));
        SimBlockDevice root = image.BlockDevices.ShouldHaveSingleItem();
        (root.SnapshotId, root.SizeGiB, root.VolumeType).ShouldBe((scene.Root.Id, 8, "gp2"));
        image.Tags["Owner"].ShouldBe("ops");
        scene.Root.Tags["Owner"].ShouldBeNull();
    }

    [Fact]
    public async Task Uefi_variables_come_along_from_the_image()
    {
        using RegistrationScene scene = new();
        (scene.Backup.BootMode, scene.Backup.UefiData, scene.Backup.TpmSupport) = ("uefi", "AMZNUEFI", "v2.0");
        SimImage image = scene.Image((await scene.RegisterAsync(Options(scene.Root.Id))).Only().ImageId);
        (image.BootMode, image.UefiData, image.TpmSupport).ShouldBe(("uefi", "AMZNUEFI", "v2.0"));
    }

    [Fact]
    public async Task Where_the_image_is_gone_the_instance_says_it()
    {
        using RegistrationScene scene = new();
        scene.World.Region().Images.Remove(scene.Backup);
        AmiRegistration made = (await scene.RegisterAsync(Options(scene.Root.Id))).Only();
        made.KnownFrom.ShouldBe($"the instance {scene.Web.Id}");
        made.Architecture.ShouldBe("x86_64");
    }

    [Fact]
    public async Task A_snapshot_of_a_volume_is_known_by_the_instance_that_has_the_volume()
    {
        using RegistrationScene scene = new();
        SimSnapshot plain = scene.World.Region().AddSnapshot(new SnapshotSeed(8) { Volume = scene.World.Region().Volumes.Find(scene.Web.Volumes[0].VolumeId), Description = "by hand" });
        (await scene.RegisterAsync(Options(plain.Id))).Only().KnownFrom.ShouldBe($"the instance {scene.Web.Id}");
    }

    [Fact]
    public async Task A_copied_snapshot_is_known_by_the_image_that_its_tag_names_in_its_own_region()
    {
        using RegistrationScene scene = new();
        SimSnapshot copy = scene.World.Region("us-east-1").AddSnapshot(new SnapshotSeed(8) { Tags = new Dictionary<string, string> { [AmiToolsTags.Parent] = $"{World.Home}/{scene.Backup.Id}" } });
        SnapshotRegistrationOptions options = new() { Session = World.In("us-east-1"), SnapshotId = [new(copy.Id)], Wait = true };
        AmiRegistration made = (await scene.RegisterAsync(options)).Only();
        made.KnownFrom.ShouldBe($"the image {scene.Backup.Id} in {World.Home}");
        (made.Region, made.Name).ShouldBe(("us-east-1", $"from-{copy.Id}"));
    }

    [Fact]
    public async Task What_nothing_tells_is_asked_for_in_one_error_before_any_change()
    {
        using RegistrationScene scene = new();
        AmiException error = (await scene.RegisterAsync(Options(scene.Stray().Id))).Error();
        error.Code.ShouldBe(AmiErrorCodes.MachineUnknown);
        foreach (string parameter in new[] { "-Architecture", "-RootDeviceName", "-BootMode", "-EnaSupport" }) error.Message.ShouldContain(parameter);
        error.Remedy.ShouldNotBeNull().ShouldContain("-LikeImageId");
        scene.World.Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_given_is_enough_and_the_defaults_of_2008_never_happen()
    {
        using RegistrationScene scene = new();
        AmiMachine machine = new() { Architecture = "arm64", RootDeviceName = "/dev/xvda", EnaSupport = true };
        Outcome<AmiRegistration> outcome = await scene.RegisterAsync(Options(scene.Stray().Id, machine));
        SimImage image = scene.Image(outcome.Only().ImageId);
        (image.Architecture, image.VirtualizationType, image.EnaSupport).ShouldBe(("arm64", "hvm", true));
        outcome.Only().KnownFrom.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_image_of_the_same_system_can_be_named()
    {
        using RegistrationScene scene = new();
        SimImage arm = scene.World.Simulator.PublicImage(scene.World.Region().Place, "arm64");
        AmiRegistration made = (await scene.RegisterAsync(Options(scene.Stray().Id, like: arm.Id))).Only();
        (made.Architecture, made.BootMode, made.KnownFrom).ShouldBe(("arm64", "uefi", $"the image {arm.Id}"));
    }

    [Fact]
    public async Task Who_asks_for_what_no_longer_launches_is_told()
    {
        using RegistrationScene scene = new();
        AmiMachine machine = new() { Architecture = "i386", RootDeviceName = "/dev/sda1", VirtualizationType = "paravirtual", KernelId = "aki-0123abcd", RamdiskId = "ari-0123abcd" };
        RegistrationPlan plan = await scene.World.Process().PlanAsync(Options(scene.Stray().Id, machine), new RecordedEvents(), CancellationToken.None);
        RegistrationStep step = plan.Steps.ShouldHaveSingleItem();
        step.Warnings.ShouldContain(warning => warning.Contains("no current type"));
        step.Warnings.ShouldContain(warning => warning.Contains("i386"));
    }

    [Fact]
    public async Task Lost_billing_codes_are_told()
    {
        using RegistrationScene scene = new();
        SimImage windows = scene.World.Region().AddImage(new ImageSeed("win") { Windows = true });
        RegistrationPlan plan = await scene.World.Process().PlanAsync(Options(windows.SnapshotIds.Single()), new RecordedEvents(), CancellationToken.None);
        plan.Steps.Single().Warnings.ShouldContain(warning => warning.Contains("RunInstances:0002") && warning.Contains(windows.Id));
    }

    [Theory]
    [InlineData("pending", AmiErrorCodes.SnapshotNotReady)]
    [InlineData("error", AmiErrorCodes.SnapshotNotReady)]
    public async Task A_snapshot_that_is_not_completed_is_refused(string state, string code)
    {
        using RegistrationScene scene = new();
        (await scene.RegisterAsync(Options(scene.Stray(state).Id))).Error().Code.ShouldBe(code);
        scene.World.Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Archived_binned_foreign_missing_and_malformed_snapshots_are_told_apart_in_one_list()
    {
        using RegistrationScene scene = new();
        SimSnapshot archived = scene.Stray();
        archived.StorageTier = "archive";
        SimSnapshot shared = scene.World.Simulator.Account("222233334444").Region(World.Home).AddSnapshot(new SnapshotSeed(8));
        shared.CreateVolumePermissions.Accounts.Add(scene.World.Region().Account.Id);
        scene.World.Region().AddRule("EBS_SNAPSHOT", 7);
        SimSnapshot binned = scene.Stray();
        using AmiTools.Engine.Tests.Harness.Wire wire = new(scene.World.Simulator.CreateHandler());
        scene.World.See(_ => { scene.World.Region().Snapshots.Remove(binned); scene.World.Region().BinnedSnapshots.Add(binned); binned.Bin = new BinStay(scene.World.Simulator.Now, scene.World.Simulator.Now.AddDays(7)); return true; });
        SnapshotRegistrationOptions options = new() { Session = World.In(), SnapshotId = [new(archived.Id), new(shared.Id), new(binned.Id), new("snap-00000000"), new("nonsense"), new(scene.Root.Id)], Name = "x-{SnapshotId}" };
        Outcome<AmiRegistration> outcome = await scene.RegisterAsync(options);
        outcome.Problems.ToDictionary(problem => problem.ResourceId!, problem => problem.Code).ShouldBe(new Dictionary<string, string>
        {
            [archived.Id] = AmiErrorCodes.SnapshotNotReady, [shared.Id] = AmiErrorCodes.SnapshotNotOwned, [binned.Id] = AmiErrorCodes.SnapshotNotReady, ["snap-00000000"] = AmiErrorCodes.SnapshotNotFound,
            ["nonsense"] = AmiErrorCodes.InvalidSnapshotId,
        }, ignoreOrder: true);
        outcome.Problems.Single(problem => problem.ResourceId == binned.Id).Remedy.ShouldNotBeNull().ShouldContain("Restore-FromRecycleBin");
        outcome.Results.ShouldHaveSingleItem().SnapshotId.ShouldBe(scene.Root.Id);
    }

    [Fact]
    public async Task Further_volumes_instance_store_and_a_bigger_root_are_part_of_the_image()
    {
        using RegistrationScene scene = new();
        AmiBlockDevice[] devices =
        [
            new() { DeviceName = "/dev/sdf", SnapshotId = scene.Data.Id, SizeGiB = 40, VolumeType = "io2", Iops = 1000 },
            new() { DeviceName = "/dev/sdg", SizeGiB = 5, Encrypted = true },
            .. Enumerable.Range(0, 24).Select(number => new AmiBlockDevice { DeviceName = $"/dev/xvd{(char)('a' + number / 12 + 1)}{(char)('a' + number % 12)}", VirtualName = $"ephemeral{number}" }),
        ];
        SimImage image = scene.Image((await scene.RegisterAsync(Options(scene.Root.Id, size: 30, devices: devices))).Only().ImageId);
        image.BlockDevices.Count.ShouldBe(27);
        image.BlockDevices[0].SizeGiB.ShouldBe(30);
        (image.BlockDevices[1].SnapshotId, image.BlockDevices[1].SizeGiB, image.BlockDevices[1].VolumeType, image.BlockDevices[1].Iops).ShouldBe((scene.Data.Id, 40, "io2", 1000));
        (image.BlockDevices[2].SnapshotId, image.BlockDevices[2].VolumeType, image.BlockDevices[2].Encrypted).ShouldBe((null, "gp3", true));
        image.BlockDevices[26].VirtualName.ShouldBe("ephemeral23");
    }

    [Fact]
    public async Task All_that_is_wrong_with_the_devices_is_told_at_once()
    {
        using RegistrationScene scene = new();
        AmiBlockDevice[] devices =
        [
            new() { DeviceName = "/dev/sdf", SnapshotId = scene.Data.Id, SizeGiB = 10 }, new() { DeviceName = "/dev/sdg" }, new() { DeviceName = "/dev/sdh", VirtualName = "ephemeral24" },
            new() { DeviceName = "C:", SizeGiB = 1 }, new() { DeviceName = "/dev/sdi", SizeGiB = 1, KmsKeyId = "alias/x" }, new() { DeviceName = "/dev/xvda", SnapshotId = scene.Data.Id },
        ];
        AmiException error = (await scene.RegisterAsync(Options(scene.Root.Id, size: 4, devices: devices))).Error();
        error.Code.ShouldBe(AmiErrorCodes.InvalidBlockDevice);
        foreach (string reason in new[] { "never smaller", "/dev/sdg: it needs a snapshot, or a size", "ephemeral24", "C:", "names no key", "is the root device and made of" }) error.Message.ShouldContain(reason);
        scene.World.Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Properties_that_exclude_each_other_are_refused()
    {
        using RegistrationScene scene = new();
        AmiMachine machine = new() { Architecture = "arm64", BootMode = "legacy-bios", TpmSupport = true, KernelId = "aki-1" };
        AmiException error = (await scene.RegisterAsync(Options(scene.Root.Id, machine))).Error();
        error.Code.ShouldBe(AmiErrorCodes.InvalidMachine);
        foreach (string reason in new[] { "uefi only", "NitroTPM", "aki-1" }) error.Message.ShouldContain(reason);
        AmiMachine nonsense = new() { Architecture = "vax", BootMode = "floppy", VirtualizationType = "qemu", KernelId = "k", RamdiskId = "r" };
        (await scene.RegisterAsync(Options(scene.Root.Id, nonsense))).Problems.Count.ShouldBe(5);
    }

    [Fact]
    public async Task A_second_run_returns_what_is_there_and_refuses_what_differs()
    {
        using RegistrationScene scene = new();
        AmiRegistration first = (await scene.RegisterAsync(Options(scene.Root.Id))).Only();
        scene.World.Simulator.Requests.Clear();
        AmiRegistration second = (await scene.RegisterAsync(Options(scene.Root.Id))).Only();
        (second.ImageId, second.AlreadyExisted).ShouldBe((first.ImageId, true));
        scene.World.Changes.ShouldBeEmpty();

        AmiException differs = (await scene.RegisterAsync(Options(scene.Root.Id, size: 50))).Error();
        differs.Code.ShouldBe(AmiErrorCodes.ImageNameTaken);
        differs.Message.ShouldContain("8 GiB, not 50 GiB");
        (await scene.RegisterAsync(Options(scene.Root.Id, name: "web-1 backup", devices: []))).Error().Message.ShouldContain("/dev/sdf besides");
    }

    [Fact]
    public async Task A_failed_remnant_is_replaced_and_its_snapshots_stay()
    {
        using RegistrationScene scene = new();
        AmiRegistration first = (await scene.RegisterAsync(Options(scene.Root.Id))).Only();
        scene.Image(first.ImageId).State = "failed";
        AmiRegistration second = (await scene.RegisterAsync(Options(scene.Root.Id))).Only();
        second.ImageId.ShouldNotBe(first.ImageId);
        scene.World.Region().Snapshots.Find(scene.Root.Id).ShouldNotBeNull();
        scene.World.Images(World.Home, "again").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_denied_registration_names_the_operation_and_does_not_stop_the_others()
    {
        using RegistrationScene scene = new();
        scene.World.Faults.Add(Fault.Deny, "RegisterImage", times: 1);
        SimImage other = scene.World.Region().AddImage(new ImageSeed("other"));
        SnapshotRegistrationOptions options = new() { Session = World.In(), SnapshotId = [new(scene.Root.Id), new(other.SnapshotIds.Single())], Name = "x-{SnapshotId}" };
        Outcome<AmiRegistration> outcome = await scene.RegisterAsync(options);
        outcome.Error().ShouldSatisfyAllConditions(error => error.Code.ShouldBe(AmiErrorCodes.AccessDenied), error => error.Operation.ShouldBe("RegisterImage"));
        outcome.Results.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Who_may_not_see_instances_registers_what_he_names_himself()
    {
        using RegistrationScene scene = new();
        using IDisposable denial = scene.World.Simulator.Account().Policy.Deny("ec2:DescribeInstances");
        using IDisposable other = scene.World.Simulator.Account().Policy.Deny("ec2:DescribeVolumes");
        (await scene.RegisterAsync(Options(scene.Root.Id))).Only().KnownFrom.ShouldBe($"the image {scene.Backup.Id}");
    }

    [Fact]
    public async Task Two_snapshots_with_one_name_are_a_problem()
    {
        using RegistrationScene scene = new();
        SimImage other = scene.World.Region().AddImage(new ImageSeed("other"));
        SnapshotRegistrationOptions options = new() { Session = World.In(), SnapshotId = [new(scene.Root.Id), new(other.SnapshotIds.Single())], Name = "same" };
        (await scene.RegisterAsync(options)).Error().Code.ShouldBe(AmiErrorCodes.ImageNameTaken);
    }
}
