namespace AmiTools.Simulator.Tests.Kernel;

public sealed class ThrottlingTests
{
    private static readonly DateTimeOffset s_now = SimulatorClock.DefaultStart;

    [Theory]
    [InlineData("DescribeImages", "Owner.1", 100)]
    [InlineData("DescribeSnapshots", "Owner.1", 50)]
    [InlineData("DescribeSnapshots", "MaxResults", 100)]
    [InlineData("DescribeSnapshots", "NextToken", 100)]
    [InlineData("DescribeSnapshots", "SnapshotId.1", 100)]
    [InlineData("DescribeInstances", "Filter.1.Name", 100)]
    [InlineData("CreateImage", "InstanceId", 50)]
    [InlineData("CopyImage", "Name", 100)]
    [InlineData("DeregisterImage", "ImageId", 100)]
    [InlineData("EnableFastLaunch", "ImageId", 5)]
    [InlineData("EnableImageBlockPublicAccess", "ImageBlockPublicAccessState", 1)]
    public void A_burst_is_as_long_as_the_bucket_is_deep(string operation, string parameter, int burst)
    {
        var buckets = new RequestBuckets();

        Burst(buckets, operation, parameter, s_now).ShouldBe(burst);
    }

    [Theory]
    [InlineData("DescribeImages", "Owner.1", 20)]
    [InlineData("CopyImage", "Name", 1)]
    [InlineData("CreateImage", "InstanceId", 5)]
    [InlineData("CreateTags", "ResourceId.1", 10)]
    public void Buckets_fill_at_their_rate(string operation, string parameter, int perSecond)
    {
        var buckets = new RequestBuckets();
        Burst(buckets, operation, parameter, s_now);

        Burst(buckets, operation, parameter, s_now.AddSeconds(1)).ShouldBe(perSecond);
        Burst(buckets, operation, parameter, s_now.AddSeconds(3)).ShouldBe(2 * perSecond);
    }

    [Fact]
    public void Each_operation_has_its_own_bucket()
    {
        var buckets = new RequestBuckets();
        Burst(buckets, "CreateImage", "InstanceId", s_now);

        Burst(buckets, "RegisterImage", "Name", s_now).ShouldBe(50);
    }

    [Fact]
    public void Instances_are_counted_beside_requests()
    {
        var buckets = new RequestBuckets();

        buckets.TryTakeResources("RunInstances", 1000, s_now).ShouldBeTrue();
        buckets.TryTakeResources("RunInstances", 1, s_now).ShouldBeFalse();
        buckets.TryTakeResources("RunInstances", 20, s_now.AddSeconds(10)).ShouldBeTrue();
        buckets.TryTakeResources("DescribeInstances", 100_000, s_now).ShouldBeTrue();
    }

    [Fact]
    public async Task A_caller_who_is_too_quick_is_told_so_and_may_come_again()
    {
        using var simulator = Calls.Simulator();
        using var client = new WireClient(simulator) { Service = "ec2" };
        simulator.Faults.Throttling = true;
        for (var i = 0; i < 100; i++)
            (await client.SendAsync(("Action", "DescribeRegions"), ("Version", "2016-11-15"))).Dispose();

        (await client.ErrorAsync(("Action", "DescribeRegions"), ("Version", "2016-11-15"))).Code.ShouldBe("RequestLimitExceeded");
        simulator.Clock.Step(TimeSpan.FromSeconds(1));
        (await client.ErrorAsync(("Action", "DescribeRegions"), ("Version", "2016-11-15"))).Code.ShouldNotBe("RequestLimitExceeded");
    }

    private static int Burst(RequestBuckets buckets, string operation, string parameter, DateTimeOffset now)
    {
        var taken = 0;
        while (taken < 1000 && buckets.TryTakeRequest(operation, [new(parameter, "x")], now))
            taken++;
        return taken;
    }
}
