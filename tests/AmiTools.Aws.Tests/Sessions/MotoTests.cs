using Amazon.EC2.Model;
using Amazon.RecycleBin.Model;
using AmiTools.Testing;

namespace AmiTools.Aws.Tests.Sessions;

/// <summary>A session on an EC2 that nobody of this project wrote, over the real network.</summary>
public sealed class MotoTests
{
    private const string Region = "eu-west-1";

    [MotoFact]
    public async Task A_session_lists_knows_its_account_and_names_what_the_endpoint_lacks()
    {
        await using var moto = await MotoServer.StartAsync();
        using AwsEnvironment environment = new() { Time = TimeProvider.System, Random = new(1), NewId = Guid.NewGuid };
        await using var session = await AwsSession.OpenAsync(environment, new() { Region = Region, AccessKey = "AKIAEXAMPLE", SecretKey = "secret", EndpointUrl = moto.Endpoint }, default);

        (await session.AccountIdAsync(default)).ShouldBe("123456789012");
        (await session.Ec2(Region).DescribeRegionsAsync(new DescribeRegionsRequest())).Regions.ShouldNotBeNull().ShouldContain(region => region.RegionName == Region);

        var ancestry = await Thrown.FailureAsync(session.Ec2(Region).GetImageAncestryAsync(new GetImageAncestryRequest { ImageId = "ami-12345678" }));
        ancestry.Kind.ShouldBe(AwsFailureKind.Unsupported);
        ancestry.Message.ShouldContain("GetImageAncestry");
        ancestry.Message.ShouldContain(moto.Endpoint);

        var rules = await Thrown.FailureAsync(session.RecycleBin(Region).ListRulesAsync(new ListRulesRequest { ResourceType = "EC2_IMAGE" }));
        rules.Kind.ShouldBe(AwsFailureKind.Unsupported);
        rules.Message.ShouldContain("ListRules");

        var image = await Thrown.FailureAsync(session.Ec2(Region).DeregisterImageAsync(new DeregisterImageRequest { ImageId = "ami-0123456789abcdef0" }));
        image.Kind.ShouldBe(AwsFailureKind.NotFound);
        image.CountsAsDone.ShouldBeFalse();
    }
}
