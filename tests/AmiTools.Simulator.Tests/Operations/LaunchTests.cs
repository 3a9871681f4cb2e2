using Amazon.EC2.Model;

namespace AmiTools.Simulator.Tests.Operations;

public sealed class LaunchTests
{
    [Fact]
    public async Task A_dry_run_says_whether_it_would_and_launches_nothing()
    {
        using Cloud cloud = new();
        string image = cloud.Region.AddImage(new("golden")).Id;
        RunInstancesRequest request = new(image, 1, 1) { InstanceType = "t3.micro" };
        DryRunResponse would = await cloud.Ec2.DryRunAsync(request);
        would.IsSuccessful.ShouldBeTrue(would.Message);
        would.Error.ShouldBeNull();
        using (cloud.Simulator.Account().Policy.Deny("ec2:RunInstances"))
        {
            DryRunResponse denied = await cloud.Ec2.DryRunAsync(request);
            denied.IsSuccessful.ShouldBeFalse();
            denied.Error.ShouldBeOfType<Amazon.EC2.AmazonEC2Exception>().ErrorCode.ShouldBe("UnauthorizedOperation");
        }

        request.KeyName = "lost";
        (await cloud.Ec2.DryRunAsync(request)).Error.ShouldBeOfType<Amazon.EC2.AmazonEC2Exception>().ErrorCode.ShouldBe("InvalidKeyPair.NotFound");
        cloud.Region.Instances.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_type_that_a_zone_does_not_offer_is_neither_listed_nor_launched_there()
    {
        using Cloud cloud = new();
        cloud.Region.NotOffered.Add(("eu-west-1a", "t3.micro"));
        DescribeInstanceTypeOfferingsRequest offered = new() { LocationType = "availability-zone", Filters = [new("instance-type", ["t3.micro"])] };
        (await cloud.Ec2.DescribeInstanceTypeOfferingsAsync(offered)).InstanceTypeOfferings!.Select(offering => offering.Location).ShouldBe(["eu-west-1b", "eu-west-1c"]);
        RunInstancesRequest request = new(cloud.Region.AddImage(new("golden")).Id, 1, 1) { InstanceType = "t3.micro", Placement = new("eu-west-1a") };
        (await Cloud.RefusalAsync(() => cloud.Ec2.RunInstancesAsync(request))).ShouldBe("Unsupported");
        request.Placement = new("eu-west-1b");
        (await cloud.Ec2.RunInstancesAsync(request)).Reservation!.Instances.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task An_instance_that_does_not_boot_is_impaired_and_its_machine_is_not()
    {
        using Cloud cloud = new();
        SimInstance server = cloud.Server();
        server.ChecksFailSince = cloud.Simulator.Now;
        InstanceStatus status = (await cloud.Ec2.DescribeInstanceStatusAsync(new DescribeInstanceStatusRequest { InstanceIds = [server.Id] })).InstanceStatuses.ShouldHaveSingleItem();
        status.Status!.Status!.Value.ShouldBe("impaired");
        status.Status.Details!.ShouldHaveSingleItem().ImpairedSince.ShouldNotBeNull();
        status.SystemStatus!.Status!.Value.ShouldBe("ok");
        (await cloud.Ec2.DescribeInstanceStatusAsync(new DescribeInstanceStatusRequest { Filters = [new("instance-status.status", ["impaired"]), new("system-status.status", ["ok"])] })).InstanceStatuses!.Count.ShouldBe(1);
    }
}
