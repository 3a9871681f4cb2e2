using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.RecycleBin;
using AmiTools.Aws.Tests.Protocol;

namespace AmiTools.Aws.Tests.Golden;

/// <summary>Answers as services gave them to AWS's own clients, and what is read out of them.</summary>
public sealed class AnswerSampleTests
{
    private const string Namespace = "xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15\"";

    [Fact]
    public async Task DescribeImages()
    {
        var response = await Ask($"""
            <DescribeImagesResponse {Namespace}>
             <imagesSet><item>
              <blockDeviceMapping><item><ebs><deleteOnTermination>false</deleteOnTermination><snapshotId>snap-edc563d84b4685b97</snapshotId><volumeSize>15</volumeSize>
                <volumeType>standard</volumeType></ebs><deviceName>/dev/sda1</deviceName></item></blockDeviceMapping>
              <description>d</description><name>my-ami</name><rootDeviceName>/dev/sda1</rootDeviceName><rootDeviceType>standard</rootDeviceType>
              <tagSet><item><key>a</key><value>b</value></item></tagSet><virtualizationType>hvm</virtualizationType><bootMode>uefi</bootMode>
              <sourceInstanceId>i-e121dbbae4adabf30</sourceInstanceId><imageId>ami-6349ceacfcfceb329</imageId><imageState>available</imageState>
              <imageOwnerId>123456789012</imageOwnerId><creationDate>2026-11-21T05:35:54.000Z</creationDate><isPublic>false</isPublic><productCodes/>
              <architecture>x86_64</architecture><imageType>machine</imageType><platform>windows</platform>
             </item></imagesSet><requestId>request-id</requestId></DescribeImagesResponse>
            """, ec2 => ec2.DescribeImagesAsync());
        response.ResponseMetadata.RequestId.ShouldBe("request-id");
        response.NextToken.ShouldBeNull();
        var image = response.Images!.Single();
        image.ImageId.ShouldBe("ami-6349ceacfcfceb329");
        image.State.ShouldBe(ImageState.Available);
        image.OwnerId.ShouldBe("123456789012");
        image.CreationDate.ShouldBe("2026-11-21T05:35:54.000Z");
        image.Public.ShouldBe(false);
        image.ProductCodes.ShouldBeEmpty();
        image.Architecture.ShouldBe(ArchitectureValues.X86_64);
        image.ImageType.ShouldBe(ImageTypeValues.Machine);
        image.Platform.ShouldBe(PlatformValues.Windows);
        image.BootMode.ShouldBe(BootModeValues.Uefi);
        // A value that AWS does not know, as moto gives it, is a value all the same.
        image.RootDeviceType!.Value.ShouldBe("standard");
        image.EnaSupport.ShouldBeNull();
        image.StateReason.ShouldBeNull();
        var mapping = image.BlockDeviceMappings!.Single();
        mapping.Ebs!.SnapshotId.ShouldBe("snap-edc563d84b4685b97");
        mapping.Ebs.VolumeSize.ShouldBe(15);
        mapping.Ebs.VolumeType.ShouldBe(VolumeType.Standard);
        image.Tags!.Select(tag => $"{tag.Key}={tag.Value}").ShouldBe(["a=b"]);
    }

    [Fact]
    public async Task An_image_that_was_just_deregistered()
    {
        var response = await Ask($"<DescribeImagesResponse {Namespace}><imagesSet/><requestId>r</requestId></DescribeImagesResponse>", ec2 => ec2.DescribeImagesAsync());
        response.Images.ShouldNotBeNull();
        response.Images.ShouldBeEmpty();
    }

    [Fact]
    public async Task DescribeSnapshots()
    {
        var response = await Ask($"""
            <DescribeSnapshotsResponse {Namespace}><snapshotSet><item><tagSet/><snapshotId>snap-edc563d84b4685b97</snapshotId><volumeId>vol-4d50653a046be2be8</volumeId>
              <status>completed</status><startTime>2026-11-21T05:35:54.000Z</startTime><progress>100%</progress><ownerId>123456789012</ownerId>
              <description>Created by CreateImage(i-e121dbbae4adabf30) for ami-6349ceacfcfceb329</description><volumeSize>15</volumeSize><encrypted>false</encrypted>
            </item></snapshotSet><requestId>request-id</requestId></DescribeSnapshotsResponse>
            """, ec2 => ec2.DescribeSnapshotsAsync());
        var snapshot = response.Snapshots!.Single();
        snapshot.State.ShouldBe(SnapshotState.Completed);
        snapshot.StartTime.ShouldBe(new DateTime(2026, 11, 21, 5, 35, 54, DateTimeKind.Utc));
        snapshot.StartTime!.Value.Kind.ShouldBe(DateTimeKind.Utc);
        snapshot.Progress.ShouldBe("100%");
        snapshot.Encrypted.ShouldBe(false);
    }

    [Fact]
    public async Task DescribeImageAttribute()
    {
        var response = await Ask($"""
            <DescribeImageAttributeResponse {Namespace}><imageId>ami-1</imageId><launchPermission><item><userId>123456789012</userId></item><item><group>all</group></item></launchPermission>
              <description><value>text</value></description><kernel><value>aki-1</value></kernel><requestId>r-4</requestId></DescribeImageAttributeResponse>
            """, ec2 => ec2.DescribeImageAttributeAsync(new DescribeImageAttributeRequest("ami-1", ImageAttributeName.LaunchPermission)));
        response.ResponseMetadata.RequestId.ShouldBe("r-4");
        response.ImageAttribute!.LaunchPermissions!.Select(permission => permission.UserId ?? permission.Group?.Value).ShouldBe(["123456789012", "all"]);
        response.ImageAttribute.Description.ShouldBe("text");
        response.ImageAttribute.KernelId.ShouldBe("aki-1");
    }

    [Fact]
    public async Task DeregisterImage_with_its_snapshots()
    {
        var response = await Ask($"""
            <DeregisterImageResponse {Namespace}><requestId>r</requestId><return>true</return><deleteSnapshotResultSet>
              <item><snapshotId>snap-1</snapshotId><returnCode>success</returnCode></item><item><snapshotId>snap-2</snapshotId><returnCode>skipped</returnCode></item>
            </deleteSnapshotResultSet></DeregisterImageResponse>
            """, ec2 => ec2.DeregisterImageAsync(new DeregisterImageRequest("ami-1")));
        response.Return.ShouldBe(true);
        response.DeleteSnapshotResults!.Select(result => result.ReturnCode!.Value).ShouldBe(["success", "skipped"]);
    }

    [Fact]
    public async Task A_dry_run_is_an_error_with_its_own_status()
    {
        using var ec2 = WireClients.Ec2(Answers.Always(
            "<Response><Errors><Error><Code>DryRunOperation</Code><Message>Request would have succeeded, but DryRun flag is set.</Message></Error></Errors><RequestID>r</RequestID></Response>", 412));
        var error = await Should.ThrowAsync<AmazonEC2Exception>(() => ec2.CreateImageAsync(new CreateImageRequest("i-1", "n")));
        error.ErrorCode.ShouldBe("DryRunOperation");
        ((int)error.StatusCode).ShouldBe(412);
    }

    [Fact]
    public async Task CreateRule()
    {
        using var rbin = WireClients.RecycleBin(Answers.Always(
            """{"Identifier":"6lsJ2Fa9nh9","RuleArn":"arn:aws:rbin:us-east-1:123456789012:rule/6lsJ2Fa9nh9","ResourceType":"EC2_IMAGE","Status":"pending","RetentionPeriod":{"RetentionPeriodValue":7,"RetentionPeriodUnit":"DAYS"},"ResourceTags":[{"ResourceTagKey":"k"}],"LockEndTime":1798859045.5}""",
            201, "application/json"));
        var response = await rbin.GetRuleAsync(new() { Identifier = "6lsJ2Fa9nh9" });
        response.Status.ShouldBe(RuleStatus.Pending);
        response.ResourceType.ShouldBe(Amazon.RecycleBin.ResourceType.EC2_IMAGE);
        response.RetentionPeriod!.RetentionPeriodValue.ShouldBe(7);
        response.ResourceTags!.Single().ResourceTagValue.ShouldBeNull();
        response.LockEndTime.ShouldBe(new DateTime(2027, 1, 2, 3, 4, 5, 500, DateTimeKind.Utc));
    }

    private static async Task<T> Ask<T>(string body, Func<AmazonEC2Client, Task<T>> call)
    {
        using var ec2 = WireClients.Ec2(Answers.Always(body));
        return await call(ec2);
    }
}
