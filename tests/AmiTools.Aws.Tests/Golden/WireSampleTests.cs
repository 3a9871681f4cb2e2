using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.RecycleBin;
using Amazon.RecycleBin.Model;
using AmiTools.Aws.Tests.Differential;
using AmiTools.Aws.Tests.Protocol;
using ResourceType = Amazon.EC2.ResourceType;
using RetentionPeriod = Amazon.RecycleBin.Model.RetentionPeriod;
using Tag = Amazon.EC2.Model.Tag;

namespace AmiTools.Aws.Tests.Golden;

/// <summary>Bodies as AWS's own clients put them on the wire, decoded for reading, and what makes ours.</summary>
public sealed class WireSampleTests
{
    [Fact]
    public Task CreateImage() => Sends(
        new CreateImageRequest
        {
            InstanceId = "i-0123456789abcdef0",
            Name = "my-ami",
            NoReboot = true,
            BlockDeviceMappings =
            [
                new() { DeviceName = "/dev/sda1", Ebs = new() { DeleteOnTermination = true, VolumeSize = 20, VolumeType = VolumeType.Gp3, Throughput = 125 } },
                new() { DeviceName = "/dev/sdb", NoDevice = "" },
                new() { DeviceName = "/dev/sdc", VirtualName = "ephemeral0" },
            ],
            TagSpecifications =
            [
                new() { ResourceType = ResourceType.Image, Tags = [new("a", "b")] },
                new() { ResourceType = ResourceType.Snapshot, Tags = [new("c", "")] },
            ],
        },
        """
        InstanceId=i-0123456789abcdef0&Name=my-ami&NoReboot=true
        &BlockDeviceMapping.1.DeviceName=/dev/sda1&BlockDeviceMapping.1.Ebs.DeleteOnTermination=true&BlockDeviceMapping.1.Ebs.VolumeSize=20
        &BlockDeviceMapping.1.Ebs.VolumeType=gp3&BlockDeviceMapping.1.Ebs.Throughput=125
        &BlockDeviceMapping.2.DeviceName=/dev/sdb&BlockDeviceMapping.2.NoDevice=
        &BlockDeviceMapping.3.DeviceName=/dev/sdc&BlockDeviceMapping.3.VirtualName=ephemeral0
        &TagSpecification.1.ResourceType=image&TagSpecification.1.Tag.1.Key=a&TagSpecification.1.Tag.1.Value=b
        &TagSpecification.2.ResourceType=snapshot&TagSpecification.2.Tag.1.Key=c&TagSpecification.2.Tag.1.Value=
        """);

    [Fact]
    public Task DescribeImages() => Sends(
        new DescribeImagesRequest
        {
            Owners = ["self", "123456789012"],
            ImageIds = ["ami-1", "ami-2"],
            ExecutableUsers = ["self"],
            Filters = [new("tag:Env", ["a", "b"]), new("state", ["available"])],
            IncludeDeprecated = true,
            IncludeDisabled = true,
            MaxResults = 100,
            NextToken = "tok",
        },
        """
        Owner.1=self&Owner.2=123456789012&ImageId.1=ami-1&ImageId.2=ami-2&ExecutableBy.1=self
        &Filter.1.Name=tag:Env&Filter.1.Value.1=a&Filter.1.Value.2=b&Filter.2.Name=state&Filter.2.Value.1=available
        &IncludeDeprecated=true&IncludeDisabled=true&MaxResults=100&NextToken=tok
        """);

    [Fact]
    public Task CopyImage() => Sends(
        new CopyImageRequest
        {
            Name = "my-ami", SourceImageId = "ami-1", SourceRegion = "us-west-2", Encrypted = true, KmsKeyId = "alias/x", CopyImageTags = true,
            SnapshotCopyCompletionDurationMinutes = 60, ClientToken = "t",
        },
        """
        Name=my-ami&SourceImageId=ami-1&SourceRegion=us-west-2&Encrypted=true&KmsKeyId=alias/x&CopyImageTags=true
        &SnapshotCopyCompletionDurationMinutes=60&ClientToken=t
        """);

    [Fact]
    public Task ModifyImageAttribute_by_entries() => Sends(
        new ModifyImageAttributeRequest
        {
            ImageId = "ami-1",
            LaunchPermission = new()
            {
                Add =
                [
                    new() { UserId = "123456789012" }, new() { Group = PermissionGroup.All },
                    new() { OrganizationArn = "arn:aws:organizations::111122223333:organization/o-123example" },
                ],
                Remove = [new() { OrganizationalUnitArn = "arn:aws:organizations::111122223333:ou/o-123example/ou-1234-5example" }],
            },
        },
        """
        ImageId=ami-1&LaunchPermission.Add.1.UserId=123456789012&LaunchPermission.Add.2.Group=all
        &LaunchPermission.Add.3.OrganizationArn=arn:aws:organizations::111122223333:organization/o-123example
        &LaunchPermission.Remove.1.OrganizationalUnitArn=arn:aws:organizations::111122223333:ou/o-123example/ou-1234-5example
        """);

    [Fact]
    public Task ModifyImageAttribute_flat_and_its_description() => Sends(
        new ModifyImageAttributeRequest
        {
            ImageId = "ami-1", Attribute = "launchPermission", OperationType = OperationType.Add, UserIds = ["1", "2"], UserGroups = ["all"],
            OrganizationArns = ["arn"], Description = "new",
        },
        "ImageId=ami-1&Attribute=launchPermission&OperationType=add&UserId.1=1&UserId.2=2&UserGroup.1=all&OrganizationArn.1=arn&Description.Value=new");

    [Fact]
    public Task ModifySnapshotAttribute() => Sends(
        new ModifySnapshotAttributeRequest
        {
            SnapshotId = "snap-1", CreateVolumePermission = new() { Add = [new() { UserId = "123456789012" }] },
        },
        "SnapshotId=snap-1&CreateVolumePermission.Add.1.UserId=123456789012");

    [Fact]
    public Task RegisterImage() => Sends(
        new RegisterImageRequest
        {
            Name = "my-ami", Architecture = ArchitectureValues.X86_64, RootDeviceName = "/dev/xvda", VirtualizationType = "hvm", EnaSupport = true,
            BlockDeviceMappings = [new() { DeviceName = "/dev/xvda", Ebs = new() { SnapshotId = "snap-1" } }],
            BootMode = BootModeValues.UefiPreferred, BillingProducts = ["bp-1"],
        },
        """
        Name=my-ami&Architecture=x86_64&RootDeviceName=/dev/xvda&VirtualizationType=hvm&EnaSupport=true
        &BlockDeviceMapping.1.DeviceName=/dev/xvda&BlockDeviceMapping.1.Ebs.SnapshotId=snap-1&BootMode=uefi-preferred&BillingProduct.1=bp-1
        """);

    [Fact]
    public Task EnableImageDeprecation() => Sends(
        new EnableImageDeprecationRequest { ImageId = "ami-1", DeprecateAt = new DateTime(2027, 1, 2, 3, 4, 5, DateTimeKind.Utc) },
        "ImageId=ami-1&DeprecateAt=2027-01-02T03:04:05Z");

    [Fact]
    public Task CreateTags() => Sends(
        new CreateTagsRequest { Resources = ["ami-1", "snap-2"], Tags = [new("a", "b")] },
        "ResourceId.1=ami-1&ResourceId.2=snap-2&Tag.1.Key=a&Tag.1.Value=b");

    [Fact]
    public Task DeleteTags() => Sends(new DeleteTagsRequest { Resources = ["ami-1"], Tags = [new Tag("a")] }, "ResourceId.1=ami-1&Tag.1.Key=a");

    [Fact]
    public Task CreateSnapshots() => Sends(
        new CreateSnapshotsRequest
        {
            InstanceSpecification = new() { InstanceId = "i-1", ExcludeBootVolume = true, ExcludeDataVolumeIds = ["vol-1"] },
            CopyTagsFromSource = CopyTagsFromSource.Volume,
        },
        "InstanceSpecification.InstanceId=i-1&InstanceSpecification.ExcludeBootVolume=true&InstanceSpecification.ExcludeDataVolumeId.1=vol-1&CopyTagsFromSource=volume");

    [Fact]
    public Task DescribeSnapshots() => Sends(
        new DescribeSnapshotsRequest { OwnerIds = ["self"], RestorableByUserIds = ["self"], SnapshotIds = ["snap-1"], MaxResults = 5 },
        "Owner.1=self&RestorableBy.1=self&SnapshotId.1=snap-1&MaxResults=5");

    [Fact]
    public Task RunInstances() => Sends(
        new RunInstancesRequest
        {
            ImageId = "ami-1", MinCount = 1, MaxCount = 1, UserData = "ZWNobyBoaQ==", InstanceType = InstanceType.T3Micro,
            NetworkInterfaces = [new() { DeviceIndex = 0, SubnetId = "subnet-1", Groups = ["sg-1"] }],
            IamInstanceProfile = new() { Name = "p" }, LaunchTemplate = new() { LaunchTemplateId = "lt-1", Version = "$Latest" },
            Placement = new("us-east-1a"), ClientToken = "t", Monitoring = true,
        },
        """
        ImageId=ami-1&MinCount=1&MaxCount=1&UserData=ZWNobyBoaQ==&InstanceType=t3.micro&NetworkInterface.1.DeviceIndex=0&NetworkInterface.1.SubnetId=subnet-1
        &NetworkInterface.1.SecurityGroupId.1=sg-1&IamInstanceProfile.Name=p&LaunchTemplate.LaunchTemplateId=lt-1&LaunchTemplate.Version=$Latest
        &Placement.AvailabilityZone=us-east-1a&ClientToken=t&Monitoring.Enabled=true
        """);

    [Fact]
    public Task DescribeImageReferences() => Sends(
        new DescribeImageReferencesRequest
        {
            ImageIds = ["ami-1"],
            ResourceTypes =
            [
                new() { ResourceType = ImageReferenceResourceType.Ec2Instance, ResourceTypeOptions = [new() { OptionName = "state-name", OptionValues = ["running"] }] },
            ],
        },
        """
        ImageId.1=ami-1&ResourceType.1.ResourceType=ec2:Instance&ResourceType.1.ResourceTypeOption.1.OptionName=state-name
        &ResourceType.1.ResourceTypeOption.1.OptionValue.1=running
        """);

    [Fact]
    public Task ReplaceImageCriteria() => Sends(
        new ReplaceImageCriteriaInAllowedImagesSettingsRequest
        {
            ImageCriteria = [new() { ImageProviders = ["amazon"], ImageNames = ["x*"], CreationDateCondition = new() { MaximumDaysSinceCreated = 300 } }],
        },
        "ImageCriterion.1.ImageProvider.1=amazon&ImageCriterion.1.ImageName.1=x*&ImageCriterion.1.CreationDateCondition.MaximumDaysSinceCreated=300");

    [Fact]
    public Task ModifyLaunchTemplate() => Sends(
        new ModifyLaunchTemplateRequest { LaunchTemplateId = "lt-1", DefaultVersion = "3", ClientToken = "t" }, "LaunchTemplateId=lt-1&SetDefaultVersion=3&ClientToken=t");

    [Fact]
    public Task LockSnapshot() => Sends(
        new LockSnapshotRequest { SnapshotId = "snap-1", LockMode = LockMode.Compliance, CoolOffPeriod = 24, LockDuration = 7 },
        "SnapshotId=snap-1&LockMode=compliance&CoolOffPeriod=24&LockDuration=7");

    [Fact]
    public Task EnableFastSnapshotRestores() => Sends(
        new EnableFastSnapshotRestoresRequest { AvailabilityZones = ["us-east-1a"], SourceSnapshotIds = ["snap-1"] }, "AvailabilityZone.1=us-east-1a&SourceSnapshotId.1=snap-1");

    [Fact]
    public async Task The_body_is_encoded_as_AWS_signs_it()
    {
        var answers = Answers.Always("<CreateTagsResponse/>");
        using var ec2 = WireClients.Ec2(answers);
        await ec2.CreateTagsAsync(new CreateTagsRequest { Resources = ["a b"], Tags = [new("k:*", "~ü+/")] });
        answers.Sent.Single().Body.ShouldBe("Action=CreateTags&ResourceId.1=a%20b&Tag.1.Key=k%3A%2A&Tag.1.Value=~%C3%BC%2B%2F&Version=2016-11-15");
    }

    [Fact]
    public async Task Rules_of_the_recycle_bin()
    {
        await SendsRest(
            rbin => rbin.CreateRuleAsync(new CreateRuleRequest
            {
                RetentionPeriod = new RetentionPeriod { RetentionPeriodValue = 7, RetentionPeriodUnit = RetentionPeriodUnit.DAYS },
                ResourceType = Amazon.RecycleBin.ResourceType.EC2_IMAGE, Description = "d",
                Tags = [new() { Key = "a", Value = "b" }], ResourceTags = [new() { ResourceTagKey = "k", ResourceTagValue = "v" }],
            }),
            "POST", "/rules",
            """{"RetentionPeriod":{"RetentionPeriodValue":7,"RetentionPeriodUnit":"DAYS"},"ResourceType":"EC2_IMAGE","Description":"d","Tags":[{"Key":"a","Value":"b"}],"ResourceTags":[{"ResourceTagKey":"k","ResourceTagValue":"v"}]}""");
        await SendsRest(rbin => rbin.GetRuleAsync(new() { Identifier = "6lsJ2Fa9nh9" }), "GET", "/rules/6lsJ2Fa9nh9", null);
        await SendsRest(rbin => rbin.ListRulesAsync(new() { ResourceType = "EC2_IMAGE", MaxResults = 10 }), "POST", "/list-rules", """{"ResourceType":"EC2_IMAGE","MaxResults":10}""");
        await SendsRest(rbin => rbin.UpdateRuleAsync(new() { Identifier = "6lsJ2Fa9nh9", Description = "x" }), "PATCH", "/rules/6lsJ2Fa9nh9", """{"Description":"x"}""");
        await SendsRest(
            rbin => rbin.LockRuleAsync(new() { Identifier = "6lsJ2Fa9nh9", LockConfiguration = new() { UnlockDelay = new() { UnlockDelayValue = 7, UnlockDelayUnit = UnlockDelayUnit.DAYS } } }),
            "PATCH", "/rules/6lsJ2Fa9nh9/lock", """{"LockConfiguration":{"UnlockDelay":{"UnlockDelayValue":7,"UnlockDelayUnit":"DAYS"}}}""");
        await SendsRest(rbin => rbin.UnlockRuleAsync(new() { Identifier = "6lsJ2Fa9nh9" }), "PATCH", "/rules/6lsJ2Fa9nh9/unlock", null);
        await SendsRest(rbin => rbin.DeleteRuleAsync(new() { Identifier = "6lsJ2Fa9nh9" }), "DELETE", "/rules/6lsJ2Fa9nh9", null);
        const string Arn = "arn:aws:rbin:us-east-1:123456789012:rule/6lsJ2Fa9nh9";
        const string Tags = "/tags/arn%3Aaws%3Arbin%3Aus-east-1%3A123456789012%3Arule%2F6lsJ2Fa9nh9";
        await SendsRest(rbin => rbin.TagResourceAsync(new() { ResourceArn = Arn, Tags = [new() { Key = "a", Value = "b" }] }), "POST", Tags, """{"Tags":[{"Key":"a","Value":"b"}]}""");
        await SendsRest(rbin => rbin.UntagResourceAsync(new() { ResourceArn = Arn, TagKeys = ["a", "b c"] }), "DELETE", Tags + "?tagKeys=a&tagKeys=b%20c", null);
        await SendsRest(rbin => rbin.ListTagsForResourceAsync(new() { ResourceArn = Arn }), "GET", Tags, null);
    }

    private static async Task Sends(AmazonEC2Request request, string expected)
    {
        var operation = request.GetType().Name[..^"Request".Length];
        var (sent, _) = await Wire.CallAsync(ServiceModels.All["ec2"], operation, request, () => Answers.Response($"<{operation}Response/>"));
        var pairs = expected.ReplaceLineEndings("").Split('&').Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        pairs["Action"] = operation;
        pairs["Version"] = "2016-11-15";
        sent.Form.ShouldBe(pairs, ignoreOrder: true);
    }

    private static async Task SendsRest(Func<AmazonRecycleBinClient, Task> call, string method, string path, string? body)
    {
        var answers = Answers.Always("{}", type: "application/json");
        using var rbin = WireClients.RecycleBin(answers);
        await call(rbin);
        var sent = answers.Sent.Single();
        sent.Method.Method.ShouldBe(method);
        sent.Url.PathAndQuery.ShouldBe(path);
        if (body is null)
            sent.Body.ShouldBeEmpty();
        else
            Json.Canonical(System.Text.Json.Nodes.JsonNode.Parse(sent.Body)).ShouldBe(Json.Canonical(System.Text.Json.Nodes.JsonNode.Parse(body)));
    }
}
