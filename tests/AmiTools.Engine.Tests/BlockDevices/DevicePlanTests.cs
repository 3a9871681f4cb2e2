using AmiTools.Engine.BlockDevices;

namespace AmiTools.Engine.Tests.BlockDevices;

public sealed class DevicePlanTests
{
    private const string InstanceId = "i-0123456789abcdef0";

    private static readonly AttachedVolume[] s_volumes = [Volume("/dev/xvda", "vol-root", 30), Volume("/dev/sdf", "vol-data", 100), Volume("/dev/sdg", "vol-log", 40, "st1")];

    [Fact]
    public void Nothing_asked_leaves_the_instances_devices()
    {
        DevicePlan plan = Make(new Wish());
        plan.Devices.Select(device => device.DeviceName).ShouldBe(["/dev/xvda", "/dev/sdf", "/dev/sdg"]);
        plan.Changes.ShouldBeEmpty();
        plan.Problems.ShouldBeEmpty();
    }

    [Fact]
    public void Volumes_grow()
    {
        DevicePlan plan = Make(new Wish { Grow = { ["/dev/sdf"] = 200 } });
        plan.Devices.Single(device => device.DeviceName == "/dev/sdf").SizeGiB.ShouldBe(200);
        plan.Changes.Single().Kind.ShouldBe(DeviceChangeKind.Grow);
    }

    [Fact]
    public void The_size_that_it_has_is_no_change() => Make(new Wish { Grow = { ["/dev/sdf"] = 100 } }).Changes.ShouldBeEmpty();

    [Fact]
    public void Volumes_do_not_shrink_and_both_sizes_are_told()
    {
        AmiException problem = Make(new Wish { Grow = { ["/dev/sdf"] = 50 } }).Problems.Single();
        problem.Code.ShouldBe(AmiErrorCodes.InvalidBlockDevice);
        problem.ResourceId.ShouldBe(InstanceId);
        problem.Message.ShouldContain("100 GiB");
        problem.Message.ShouldContain("50 GiB");
    }

    [Theory]
    [InlineData("/dev/sdz", 100, "no volume '/dev/sdz'")]
    [InlineData("/dev/sdg", 20_000, "16384 GiB at the most")]
    public void What_cannot_grow_is_told(string device, int size, string reason) => Make(new Wish { Grow = { [device] = size } }).Problems.Single().Message.ShouldContain(reason);

    [Theory]
    [InlineData("/dev/sdf")]
    [InlineData("vol-data")]
    public void Volumes_are_left_out_by_device_or_by_id(string excluded)
    {
        DevicePlan plan = Make(new Wish { Exclude = { excluded } });
        plan.Devices.Select(device => device.DeviceName).ShouldBe(["/dev/xvda", "/dev/sdg"]);
        plan.Changes.Single().Kind.ShouldBe(DeviceChangeKind.Exclude);
    }

    [Theory]
    [InlineData("/dev/xvda", "root volume")]
    [InlineData("vol-root", "root volume")]
    [InlineData("/dev/sdz", "no volume '/dev/sdz'")]
    public void The_root_and_what_is_not_there_cannot_be_left_out(string excluded, string reason) => Make(new Wish { Exclude = { excluded } }).Problems.Single().Message.ShouldContain(reason);

    [Fact]
    public void What_is_left_out_does_not_grow() => Make(new Wish { Exclude = { "/dev/sdf" }, Grow = { ["/dev/sdf"] = 200 } }).Problems.Single().Message.ShouldContain("excluded");

    [Fact]
    public void Volumes_and_instance_store_are_added()
    {
        DevicePlan plan = Make(new Wish { Add = { new() { DeviceName = "/dev/sdh", SizeGiB = 50, VolumeType = "gp3" }, new() { DeviceName = "/dev/sdb", VirtualName = "ephemeral0" } } });
        plan.Problems.ShouldBeEmpty();
        plan.Devices.Count.ShouldBe(5);
        plan.Warnings.Single().ShouldContain("does not survive a stop");
    }

    [Fact]
    public void There_are_24_instance_store_devices()
    {
        Wish wish = new();
        for (int number = 0; number <= 24; number++) wish.Add.Add(new() { DeviceName = $"/dev/sd{(char)('h' + (number / 10))}{number % 10}", VirtualName = $"ephemeral{number}" });
        DevicePlan plan = Make(wish);
        plan.Problems.Single().Message.ShouldContain("ephemeral24");
        plan.Changes.Count.ShouldBe(24);
    }

    public static TheoryData<string, string?, int?, string?, string> Wrong => new()
    {
        { "/dev/sdf", null, 50, null, "has a volume there already" },
        { "sd card", null, 50, null, "no device name" },
        { "/dev/sdh", null, null, null, "needs a size" },
        { "/dev/sdh", null, 50, "gp9", "no volume type 'gp9'" },
        { "/dev/sdh", null, 50, "st1", "125 to 16384 GiB" },
        { "/dev/sdh", "ephemeral99", null, null, "no instance store device" },
        { "/dev/sdh", "ephemeral0", 50, null, "neither size nor type" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_cannot_be_added_is_told(string device, string? virtualName, int? size, string? type, string reason) =>
        Make(new Wish { Add = { new() { DeviceName = device, VirtualName = virtualName, SizeGiB = size, VolumeType = type } } }).Problems.Single().Message.ShouldContain(reason);

    [Fact]
    public void A_device_is_added_once()
    {
        DevicePlan plan = Make(new Wish { Add = { new() { DeviceName = "/dev/sdh", SizeGiB = 5 }, new() { DeviceName = "/dev/sdh", SizeGiB = 5 } } });
        plan.Problems.Single().Message.ShouldContain("twice");
    }

    [Fact]
    public void All_problems_come_together() =>
        Make(new Wish { Grow = { ["/dev/sdf"] = 1 }, Exclude = { "/dev/sdz" }, Add = { new() { DeviceName = "/dev/sdh" } } }).Problems.Count.ShouldBe(3);

    private static DevicePlan Make(Wish wish) => DevicePlan.Make(InstanceId, "/dev/xvda", s_volumes, new BackupOptions
    {
        Session = new SessionOptions(), GrowVolume = wish.Grow, ExcludeVolume = wish.Exclude, AddVolume = wish.Add,
    });

    private static AttachedVolume Volume(string device, string id, int size, string type = "gp3") => new(id, new AmiBlockDevice { DeviceName = device, SizeGiB = size, VolumeType = type });

    private sealed class Wish
    {
        public Dictionary<string, int> Grow { get; } = [];

        public List<string> Exclude { get; } = [];

        public List<AmiBlockDevice> Add { get; } = [];
    }
}
