"""Instances, what they are launched with, and what stands around them."""
from check_images import clients, own, web_server
from foreign import check


@check("DescribeInstances", "DescribeInstanceStatus", "DescribeInstanceAttribute")
def instances(aws):
    names = [tag["Value"] for reservation in aws.both("ec2", "DescribeInstances")["Reservations"] for instance in reservation["Instances"] for tag in instance["Tags"] if tag["Key"] == "Name"]
    assert names == ["web-1", "web-2", "db-1"], names
    assert len(aws.pages("ec2", "DescribeInstances", PaginationConfig={"PageSize": 5})) == 1
    instance = web_server(aws)
    assert aws.both("ec2", "DescribeInstanceStatus", InstanceIds=[instance])["InstanceStatuses"][0]["InstanceState"]["Name"] == "running"
    assert aws.both("ec2", "DescribeInstanceAttribute", InstanceId=instance, Attribute="userData")["UserData"]["Value"].startswith("IyEvYmlu")
    assert aws.both("ec2", "DescribeInstanceAttribute", InstanceId=instance, Attribute="disableApiStop")["DisableApiStop"] == {"Value": False}
    aws.refused("InvalidInstanceID.NotFound", "ec2", "DescribeInstances", InstanceIds=["i-00000000000000000"])
    aws.refused("InvalidInstanceID.Malformed", "ec2", "DescribeInstances", InstanceIds=["x"])


@check("StopInstances", "StartInstances", "RebootInstances", "TerminateInstances", "RunInstances")
def machines(aws):
    image = own(aws)[0]["ImageId"]
    for call in clients(aws):
        instance = call("ec2", "RunInstances", ImageId=image, InstanceType="t3.micro", MinCount=1, MaxCount=1)["Instances"][0]["InstanceId"]
        aws.wait("ec2", "instance_exists", InstanceIds=[instance])
        (aws.wait("ec2", "instance_running", InstanceIds=[instance]) if call == aws.boto else aws.cli_wait("ec2", "instance-running", "--instance-ids", instance))
        aws.wait("ec2", "instance_status_ok", InstanceIds=[instance])
        call("ec2", "RebootInstances", InstanceIds=[instance])
        assert call("ec2", "StopInstances", InstanceIds=[instance])["StoppingInstances"][0]["CurrentState"]["Name"] == "stopping"
        aws.wait("ec2", "instance_stopped", InstanceIds=[instance])
        call("ec2", "StartInstances", InstanceIds=[instance])
        aws.wait("ec2", "instance_running", InstanceIds=[instance])
        call("ec2", "TerminateInstances", InstanceIds=[instance])
        aws.wait("ec2", "instance_terminated", InstanceIds=[instance])
    aws.refused("InvalidAMIID.NotFound", "ec2", "RunInstances", ImageId="ami-00000000000000000", InstanceType="t3.micro", MinCount=1, MaxCount=1)


@check("DescribeInstanceTypes", "DescribeInstanceTypeOfferings")
def types(aws):
    assert aws.both("ec2", "DescribeInstanceTypes", InstanceTypes=["t3.medium"])["InstanceTypes"][0]["InstanceType"] == "t3.medium"
    assert aws.both("ec2", "DescribeInstanceTypeOfferings", LocationType="availability-zone", Filters=[{"Name": "instance-type", "Values": ["t3.medium"]}])["InstanceTypeOfferings"]
    assert sum(len(page["InstanceTypes"]) for page in aws.pages("ec2", "DescribeInstanceTypes", PaginationConfig={"PageSize": 5})) > 5


@check("DescribeVpcs", "DescribeSubnets", "DescribeSecurityGroups", "DescribeKeyPairs", "DescribeAddresses", "CreateSecurityGroup", "RevokeSecurityGroupEgress", "DeleteSecurityGroup")
def network(aws):
    vpc, = aws.both("ec2", "DescribeVpcs")["Vpcs"]
    assert len(aws.both("ec2", "DescribeSubnets", Filters=[{"Name": "vpc-id", "Values": [vpc["VpcId"]]}])["Subnets"]) == 3
    assert [pair["KeyName"] for pair in aws.both("ec2", "DescribeKeyPairs")["KeyPairs"]] == ["operations"]
    assert aws.both("ec2", "DescribeAddresses")["Addresses"] == []
    for number, call in enumerate(clients(aws)):
        group = call("ec2", "CreateSecurityGroup", GroupName=f"closed-{number}", Description="nothing in or out", VpcId=vpc["VpcId"])["GroupId"]
        call("ec2", "RevokeSecurityGroupEgress", GroupId=group, IpPermissions=[{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}])
        assert aws.both("ec2", "DescribeSecurityGroups", GroupIds=[group])["SecurityGroups"][0]["IpPermissionsEgress"] == []
        call("ec2", "DeleteSecurityGroup", GroupId=group)
    aws.refused("InvalidGroup.NotFound", "ec2", "DescribeSecurityGroups", GroupIds=[group])


@check(
    "DescribeLaunchTemplates", "DescribeLaunchTemplateVersions", "CreateLaunchTemplate", "CreateLaunchTemplateVersion", "ModifyLaunchTemplate",
    "DeleteLaunchTemplateVersions", "DeleteLaunchTemplate")
def templates(aws):
    image = own(aws)[0]["ImageId"]
    assert [template["LaunchTemplateName"] for template in aws.both("ec2", "DescribeLaunchTemplates")["LaunchTemplates"]] == ["web"]
    for number, call in enumerate(clients(aws)):
        name = f"template-{number}"
        template = call("ec2", "CreateLaunchTemplate", LaunchTemplateName=name, LaunchTemplateData={"ImageId": image, "InstanceType": "t3.micro"})["LaunchTemplate"]["LaunchTemplateId"]
        call("ec2", "CreateLaunchTemplateVersion", LaunchTemplateId=template, SourceVersion="1", LaunchTemplateData={"InstanceType": "t3.small"})
        call("ec2", "ModifyLaunchTemplate", LaunchTemplateId=template, DefaultVersion="2")
        versions = aws.both("ec2", "DescribeLaunchTemplateVersions", LaunchTemplateName=name)["LaunchTemplateVersions"]
        assert {version["VersionNumber"]: version["LaunchTemplateData"] for version in versions} == {
            1: {"ImageId": image, "InstanceType": "t3.micro"}, 2: {"ImageId": image, "InstanceType": "t3.small"}}
        latest = aws.both("ec2", "DescribeLaunchTemplateVersions", Versions=["$Latest"], Filters=[{"Name": "image-id", "Values": [image]}])["LaunchTemplateVersions"]
        assert name in {version["LaunchTemplateName"] for version in latest}
        call("ec2", "DeleteLaunchTemplateVersions", LaunchTemplateId=template, Versions=["1"])
        call("ec2", "DeleteLaunchTemplate", LaunchTemplateId=template)
    assert len(aws.pages("ec2", "DescribeLaunchTemplates", PaginationConfig={"PageSize": 5})) == 1
    aws.refused("InvalidLaunchTemplateId.NotFound", "ec2", "DescribeLaunchTemplates", LaunchTemplateIds=["lt-00000000000000000"])


@check("CreateReplaceRootVolumeTask", "DescribeReplaceRootVolumeTasks")
def root_volumes(aws):
    instance = web_server(aws)
    for call in clients(aws):
        root = aws.boto("ec2", "DescribeInstances", InstanceIds=[instance])["Reservations"][0]["Instances"][0]["BlockDeviceMappings"][0]["Ebs"]["VolumeId"]
        snapshot = aws.boto("ec2", "CreateSnapshot", VolumeId=root)["SnapshotId"]
        aws.wait("ec2", "snapshot_completed", SnapshotIds=[snapshot])
        tags = [{"ResourceType": "replace-root-volume-task", "Tags": [{"Key": "why", "Value": "check"}]}]
        task = call("ec2", "CreateReplaceRootVolumeTask", InstanceId=instance, SnapshotId=snapshot, ClientToken=f"token-{snapshot}", TagSpecifications=tags)["ReplaceRootVolumeTask"]
        assert task["TaskState"] == "pending" and task["SnapshotId"] == snapshot and task["StartTime"], task
        aws.refused("IncorrectState", "ec2", "CreateReplaceRootVolumeTask", InstanceId=instance)
        for _ in range(100):
            aws.step(10)
            found, = aws.both("ec2", "DescribeReplaceRootVolumeTasks", ReplaceRootVolumeTaskIds=[task["ReplaceRootVolumeTaskId"]])["ReplaceRootVolumeTasks"]
            if found["TaskState"] not in ("pending", "in-progress"):
                break
        assert found["TaskState"] == "succeeded" and found["CompleteTime"] and found["Tags"], found
        now = aws.both("ec2", "DescribeInstances", InstanceIds=[instance])["Reservations"][0]["Instances"][0]["BlockDeviceMappings"][0]["Ebs"]["VolumeId"]
        assert now != root and aws.both("ec2", "DescribeVolumes", VolumeIds=[root])["Volumes"][0]["State"] == "available"
    assert len(aws.pages("ec2", "DescribeReplaceRootVolumeTasks", PaginationConfig={"PageSize": 1})) == len(clients(aws))
    assert aws.both("ec2", "DescribeReplaceRootVolumeTasks", Filters=[{"Name": "instance-id", "Values": ["i-none"]}])["ReplaceRootVolumeTasks"] == []
    aws.refused("InvalidReplaceRootVolumeTaskId.NotFound", "ec2", "DescribeReplaceRootVolumeTasks", ReplaceRootVolumeTaskIds=["replacevol-00000000000000000"])
    aws.refused("InvalidSnapshot.NotFound", "ec2", "CreateReplaceRootVolumeTask", InstanceId=instance, SnapshotId="snap-00000000000000000")


@check("ModifyInstanceAttribute")
def instance_changes(aws):
    instance = web_server(aws)
    device = aws.boto("ec2", "DescribeInstances", InstanceIds=[instance])["Reservations"][0]["Instances"][0]["BlockDeviceMappings"][0]["DeviceName"]
    for flag, call in zip((False, True), clients(aws)):
        call("ec2", "ModifyInstanceAttribute", InstanceId=instance, BlockDeviceMappings=[{"DeviceName": device, "Ebs": {"DeleteOnTermination": flag}}])
        assert aws.both("ec2", "DescribeInstanceAttribute", InstanceId=instance, Attribute="blockDeviceMapping")["BlockDeviceMappings"][0]["Ebs"]["DeleteOnTermination"] is flag
        call("ec2", "ModifyInstanceAttribute", InstanceId=instance, DisableApiStop={"Value": flag})
        assert aws.both("ec2", "DescribeInstanceAttribute", InstanceId=instance, Attribute="disableApiStop")["DisableApiStop"] == {"Value": flag}
        call("ec2", "ModifyInstanceAttribute", InstanceId=instance, Attribute="instanceInitiatedShutdownBehavior", Value="terminate" if flag else "stop")
    aws.refused("IncorrectInstanceState", "ec2", "ModifyInstanceAttribute", InstanceId=instance, InstanceType={"Value": "t3.small"})
    aws.refused("InvalidInstanceAttributeValue", "ec2", "ModifyInstanceAttribute", InstanceId=instance, BlockDeviceMappings=[{"DeviceName": "/dev/sdz", "Ebs": {"DeleteOnTermination": True}}])
