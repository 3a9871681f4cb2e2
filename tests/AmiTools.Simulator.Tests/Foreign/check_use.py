"""Who uses images, where they come from, and whether they may be shared with everybody."""
from check_images import clients, make, own
from foreign import check


@check("GetImageAncestry", "DescribeImageReferences")
def use(aws):
    identifier = make(aws, "ancestor")
    copy = aws.boto("ec2", "CopyImage", "us-east-1", Name="descendant", SourceImageId=identifier, SourceRegion="eu-west-1")["ImageId"]
    chain = aws.both("ec2", "GetImageAncestry", "us-east-1", ImageId=copy)["ImageAncestryEntries"]
    assert [entry["ImageId"] for entry in chain[:2]] == [copy, identifier] and chain[-1]["ImageOwnerAlias"] == "amazon"
    launched = aws.boto("ec2", "RunInstances", ImageId=identifier, InstanceType="t3.micro", MinCount=1, MaxCount=1)["Instances"][0]["InstanceId"]
    aws.boto("ec2", "CreateLaunchTemplate", LaunchTemplateName="user", LaunchTemplateData={"ImageId": identifier})
    references = aws.both("ec2", "DescribeImageReferences", ImageIds=[identifier], IncludeAllResourceTypes=True)["ImageReferences"]
    assert sorted(reference["ResourceType"] for reference in references) == ["ec2:Instance", "ec2:LaunchTemplate"]
    assert any(reference["Arn"].endswith(launched) for reference in references)
    stopped = [{"ResourceType": "ec2:Instance", "ResourceTypeOptions": [{"OptionName": "state-name", "OptionValues": ["stopped"]}]}]
    assert aws.both("ec2", "DescribeImageReferences", ImageIds=[identifier], ResourceTypes=stopped)["ImageReferences"] == []
    assert len(aws.pages("ec2", "DescribeImageReferences", ImageIds=[identifier], IncludeAllResourceTypes=True, PaginationConfig={"PageSize": 5})) == 1
    aws.refused("MissingParameter", "ec2", "DescribeImageReferences", ImageIds=[identifier])


@check("CreateImageUsageReport", "DescribeImageUsageReports", "DescribeImageUsageReportEntries", "DeleteImageUsageReport")
def usage_reports(aws):
    identifier = make(aws, "reported")
    aws.boto("ec2", "RunInstances", ImageId=identifier, InstanceType="t3.micro", MinCount=2, MaxCount=2)
    aws.boto("ec2", "CreateLaunchTemplate", LaunchTemplateName="user", LaunchTemplateData={"ImageId": identifier})
    for call in clients(aws):
        report = call("ec2", "CreateImageUsageReport", ImageId=identifier, ResourceTypes=[{"ResourceType": "ec2:Instance"}, {"ResourceType": "ec2:LaunchTemplate"}])["ReportId"]
        assert aws.both("ec2", "DescribeImageUsageReports", ReportIds=[report])["ImageUsageReports"][0]["State"] == "pending"
        aws.wait("ec2", "image_usage_report_available", ReportIds=[report])
        entries = aws.both("ec2", "DescribeImageUsageReportEntries", ReportIds=[report])["ImageUsageReportEntries"]
        assert [(entry["ResourceType"], entry["UsageCount"]) for entry in entries] == [("ec2:Instance", 2), ("ec2:LaunchTemplate", 1)]
        assert len(aws.pages("ec2", "DescribeImageUsageReportEntries", ReportIds=[report], PaginationConfig={"PageSize": 1})) == 2
        assert len(aws.pages("ec2", "DescribeImageUsageReports", PaginationConfig={"PageSize": 1})) == 1
        assert call("ec2", "DeleteImageUsageReport", ReportId=report)["Return"]


@check("GetImageBlockPublicAccessState", "EnableImageBlockPublicAccess", "DisableImageBlockPublicAccess",
       "GetSnapshotBlockPublicAccessState", "EnableSnapshotBlockPublicAccess", "DisableSnapshotBlockPublicAccess")
def public_access(aws):
    identifier = make(aws, "open")
    snapshot = own(aws, ImageIds=[identifier])[0]["BlockDeviceMappings"][0]["Ebs"]["SnapshotId"]
    public = {"Filters": [{"Name": "snapshot-id", "Values": [snapshot]}], "keys": "999988887777"}
    for call in clients(aws):
        aws.refused("OperationNotPermitted", "ec2", "ModifyImageAttribute", ImageId=identifier, LaunchPermission={"Add": [{"Group": "all"}]})
        call("ec2", "DisableImageBlockPublicAccess")
        assert aws.both("ec2", "GetImageBlockPublicAccessState")["ImageBlockPublicAccessState"] == "unblocked"
        aws.boto("ec2", "ModifyImageAttribute", ImageId=identifier, LaunchPermission={"Add": [{"Group": "all"}]})
        assert call("ec2", "EnableImageBlockPublicAccess", ImageBlockPublicAccessState="block-new-sharing")["ImageBlockPublicAccessState"] == "block-new-sharing"
        aws.boto("ec2", "ModifySnapshotAttribute", SnapshotId=snapshot, CreateVolumePermission={"Add": [{"Group": "all"}]})
        call("ec2", "EnableSnapshotBlockPublicAccess", State="block-all-sharing")
        assert aws.both("ec2", "GetSnapshotBlockPublicAccessState")["State"] == "block-all-sharing"
        assert aws.boto("ec2", "DescribeSnapshots", **public)["Snapshots"] == []
        call("ec2", "DisableSnapshotBlockPublicAccess")
        assert len(aws.boto("ec2", "DescribeSnapshots", **public)["Snapshots"]) == 1


@check("EnableFastLaunch", "DisableFastLaunch", "DescribeFastLaunchImages")
def fast_launches(aws):
    windows = aws.boto("ec2", "DescribeImages", Owners=["amazon"], Filters=[{"Name": "platform", "Values": ["windows"]}])["Images"][0]["ImageId"]
    linux = own(aws)[0]["ImageId"]
    for call in clients(aws):
        answer = call("ec2", "EnableFastLaunch", ImageId=windows, SnapshotConfiguration={"TargetResourceCount": 7}, MaxParallelLaunches=6)
        assert (answer["State"], answer["SnapshotConfiguration"]["TargetResourceCount"]) == ("enabling", 7)
        aws.refused("InvalidRequest", "ec2", "EnableFastLaunch", ImageId=linux)
        aws.refused("InvalidParameterValue", "ec2", "EnableFastLaunch", ImageId=windows, MaxParallelLaunches=5)
        assert [image["ImageId"] for image in aws.both("ec2", "DescribeFastLaunchImages")["FastLaunchImages"]] == [windows]
        assert aws.both("ec2", "DescribeFastLaunchImages", ImageIds=[linux])["FastLaunchImages"] == []
        assert call("ec2", "DisableFastLaunch", ImageId=windows)["State"] == "disabling"


@check("DescribeLaunchConfigurations", "DescribeAutoScalingGroups")
def scaling(aws):
    configurations = aws.both("autoscaling", "DescribeLaunchConfigurations")["LaunchConfigurations"]
    assert [configuration["LaunchConfigurationName"] for configuration in configurations] == ["legacy-workers"]
    assert configurations[0]["ImageId"].startswith("ami-") and configurations[0]["LaunchConfigurationARN"].endswith("launchConfigurationName/legacy-workers")
    groups = aws.both("autoscaling", "DescribeAutoScalingGroups")["AutoScalingGroups"]
    assert [group.get("LaunchConfigurationName") for group in groups] == ["legacy-workers", None]
    assert groups[1]["LaunchTemplate"]["Version"] == "$Default"
    assert len(aws.pages("autoscaling", "DescribeAutoScalingGroups", PaginationConfig={"PageSize": 1})) == 2
    assert aws.both("autoscaling", "DescribeLaunchConfigurations", LaunchConfigurationNames=["nobody"])["LaunchConfigurations"] == []
    assert aws.both("autoscaling", "DescribeAutoScalingGroups", Filters=[{"Name": "tag-key", "Values": ["nobody"]}])["AutoScalingGroups"] == []
    aws.refused("ValidationError", "autoscaling", "DescribeAutoScalingGroups", MaxRecords=101)
    aws.refused("InvalidNextToken", "autoscaling", "DescribeAutoScalingGroups", NextToken="nonsense")
