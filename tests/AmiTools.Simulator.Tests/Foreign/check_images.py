"""The life of an image."""
from foreign import CLI_AVAILABLE, REGION, check

PARTNER = "222233334444"


def own(aws, **parameters):
    return aws.both("ec2", "DescribeImages", Owners=["self"], **parameters)["Images"]


def web_server(aws):
    return aws.both("ec2", "DescribeInstances", Filters=[{"Name": "tag:Name", "Values": ["web-1"]}])["Reservations"][0]["Instances"][0]["InstanceId"]


def make(aws, name, **parameters):
    """An image that is available."""
    image = aws.boto("ec2", "CreateImage", InstanceId=web_server(aws), Name=name, NoReboot=True, **parameters)["ImageId"]
    aws.wait("ec2", "image_available", ImageIds=[image])
    return image


def clients(aws):
    return [aws.boto, aws.cli] if CLI_AVAILABLE else [aws.boto]


@check("DescribeImages")
def images(aws):
    images = own(aws, IncludeDisabled=True)
    assert len(images) == 5 and {image["State"] for image in images} == {"available", "disabled"}, images
    assert len(own(aws)) == 4
    assert [image["Name"] for image in own(aws, Filters=[{"Name": "tag:Name", "Values": ["db-?"]}])][0].startswith("db-1 ")
    by_id = own(aws, ImageIds=[images[0]["ImageId"]])
    assert [image["ImageId"] for image in by_id] == [images[0]["ImageId"]]
    assert all(image["ImageOwnerAlias"] == "amazon" for image in aws.both("ec2", "DescribeImages", Owners=["amazon"])["Images"])
    pages = aws.pages("ec2", "DescribeImages", Owners=["amazon"], PaginationConfig={"PageSize": 5})
    assert [len(page["Images"]) for page in pages] == [5, 2]
    aws.refused("InvalidAMIID.Malformed", "ec2", "DescribeImages", ImageIds=["foo"])
    assert "ami-00000000000000000" in aws.refused("InvalidAMIID.NotFound", "ec2", "DescribeImages", ImageIds=["ami-00000000000000000"])
    aws.refused("InvalidParameterCombination", "ec2", "DescribeImages", ImageIds=[images[0]["ImageId"]], MaxResults=5)
    aws.refused("InvalidNextToken", "ec2", "DescribeImages", Owners=["self"], MaxResults=5, NextToken="nonsense")


@check("CreateImage", "DescribeImages", "DescribeSnapshots")
def backups(aws):
    for number, call in enumerate(clients(aws)):
        image = call(
            "ec2", "CreateImage", InstanceId=web_server(aws), Name=f"backup {number}", NoReboot=True,
            TagSpecifications=[{"ResourceType": kind, "Tags": [{"Key": "Job", "Value": "nightly"}]} for kind in ("image", "snapshot")])["ImageId"]
        assert own(aws, ImageIds=[image])[0]["State"] == "pending"
        (aws.wait("ec2", "image_available", ImageIds=[image]) if call == aws.boto else aws.cli_wait("ec2", "image-available", "--image-ids", image))
        made, = own(aws, ImageIds=[image])
        assert made["State"] == "available" and made["Tags"] == [{"Key": "Job", "Value": "nightly"}]
        snapshot, = aws.both("ec2", "DescribeSnapshots", SnapshotIds=[made["BlockDeviceMappings"][0]["Ebs"]["SnapshotId"]])["Snapshots"]
        assert snapshot["Description"] == f"Created by CreateImage({made['SourceInstanceId']}) for {image}" and snapshot["Tags"] == made["Tags"]
    aws.wait("ec2", "image_exists", ImageIds=[image])
    assert image in aws.refused("InvalidAMIName.Duplicate", "ec2", "CreateImage", InstanceId=web_server(aws), Name=f"backup {number}", NoReboot=True)
    aws.refused("InvalidInstanceID.NotFound", "ec2", "CreateImage", InstanceId="i-00000000000000000", Name="none")
    aws.refused("DryRunOperation", "ec2", "CreateImage", InstanceId=web_server(aws), Name="dry", DryRun=True)


@check("CopyImage")
def copies(aws):
    source = own(aws, Filters=[{"Name": "name", "Values": ["web-2 *"]}])[0]
    for number, call in enumerate(clients(aws)):
        request = dict(Name=f"copy {number}", SourceImageId=source["ImageId"], SourceRegion=REGION, CopyImageTags=True, ClientToken=f"token-{number}")
        copy = call("ec2", "CopyImage", "eu-north-1", **request)["ImageId"]
        assert call("ec2", "CopyImage", "eu-north-1", **request)["ImageId"] == copy
        aws.wait("ec2", "image_available", "eu-north-1", ImageIds=[copy])
        image, = aws.both("ec2", "DescribeImages", "eu-north-1", ImageIds=[copy])["Images"]
        assert (image["SourceImageId"], image["SourceImageRegion"]) == (source["ImageId"], REGION)
        assert {tag["Key"]: tag["Value"] for tag in image["Tags"]}["Name"] == "web-2"
    aws.refused("InvalidAMIID.NotFound", "ec2", "CopyImage", "eu-north-1", Name="x-y", SourceImageId="ami-00000000000000000", SourceRegion=REGION)


@check("RegisterImage", "DeregisterImage")
def registration(aws):
    snapshot = own(aws)[0]["BlockDeviceMappings"][0]["Ebs"]["SnapshotId"]
    for number, call in enumerate(clients(aws)):
        image = call(
            "ec2", "RegisterImage", Name=f"registered {number}", Architecture="x86_64", RootDeviceName="/dev/xvda", VirtualizationType="hvm",
            BlockDeviceMappings=[{"DeviceName": "/dev/xvda", "Ebs": {"SnapshotId": snapshot}}])["ImageId"]
        assert own(aws, ImageIds=[image])[0]["State"] == "available"
        call("ec2", "DeregisterImage", ImageId=image)
        assert own(aws, Filters=[{"Name": "name", "Values": [f"registered {number}"]}]) == []
    image = make(aws, "with snapshots")
    answer = aws.boto("ec2", "DeregisterImage", ImageId=image, DeleteAssociatedSnapshots=True)
    assert [result["ReturnCode"] for result in answer["DeleteSnapshotResults"]] == ["success"], answer
    aws.refused("InvalidAMIID.NotFound", "ec2", "DeregisterImage", ImageId="ami-00000000000000000")


@check("DescribeImageAttribute", "ModifyImageAttribute", "ResetImageAttribute")
def sharing(aws):
    image = own(aws, Filters=[{"Name": "name", "Values": ["web-2 *"]}])[0]["ImageId"]
    for call in clients(aws):
        call("ec2", "ModifyImageAttribute", ImageId=image, LaunchPermission={"Add": [{"UserId": PARTNER}]})
        assert aws.both("ec2", "DescribeImageAttribute", ImageId=image, Attribute="launchPermission")["LaunchPermissions"] == [{"UserId": PARTNER}]
        seen = aws.boto("ec2", "DescribeImages", keys=PARTNER, ExecutableUsers=["self"])["Images"]
        assert image in [shared["ImageId"] for shared in seen]
        call("ec2", "ResetImageAttribute", ImageId=image, Attribute="launchPermission")
        assert aws.both("ec2", "DescribeImageAttribute", ImageId=image, Attribute="launchPermission")["LaunchPermissions"] == []
        call("ec2", "ModifyImageAttribute", ImageId=image, Description={"Value": "changed"})
        assert aws.both("ec2", "DescribeImageAttribute", ImageId=image, Attribute="description")["Description"] == {"Value": "changed"}
    aws.refused("InvalidAMIAttributeItemValue", "ec2", "ModifyImageAttribute", ImageId=image, LaunchPermission={"Add": [{"UserId": "12"}]})


@check("CancelImageLaunchPermission")
def unsharing(aws):
    image = own(aws, Filters=[{"Name": "name", "Values": ["web-2 *"]}])[0]["ImageId"]
    for call in clients(aws):
        aws.boto("ec2", "ModifyImageAttribute", ImageId=image, LaunchPermission={"Add": [{"UserId": PARTNER}]})
        with aws.acting_as(PARTNER):
            call("ec2", "CancelImageLaunchPermission", ImageId=image)
        assert aws.both("ec2", "DescribeImageAttribute", ImageId=image, Attribute="launchPermission")["LaunchPermissions"] == []


@check("EnableImageDeprecation", "DisableImageDeprecation", "DisableImage", "EnableImage")
def retirement(aws):
    image = own(aws, Filters=[{"Name": "name", "Values": ["web-2 *"]}])[0]["ImageId"]
    for call in clients(aws):
        call("ec2", "EnableImageDeprecation", ImageId=image, DeprecateAt="2027-01-02T03:04:05Z")
        assert own(aws, ImageIds=[image])[0]["DeprecationTime"] == "2027-01-02T03:04:00.000Z"
        call("ec2", "DisableImageDeprecation", ImageId=image)
        assert "DeprecationTime" not in own(aws, ImageIds=[image])[0]
        call("ec2", "DisableImage", ImageId=image)
        assert own(aws, ImageIds=[image])[0]["State"] == "disabled"
        call("ec2", "EnableImage", ImageId=image)
        assert own(aws, ImageIds=[image])[0]["State"] == "available"


@check("EnableImageDeregistrationProtection", "DisableImageDeregistrationProtection")
def protection(aws):
    image = own(aws, Filters=[{"Name": "name", "Values": ["web-2 *"]}])[0]["ImageId"]
    for call in clients(aws):
        call("ec2", "EnableImageDeregistrationProtection", ImageId=image, WithCooldown=False)
        assert aws.both("ec2", "DescribeImageAttribute", ImageId=image, Attribute="deregistrationProtection")["DeregistrationProtection"]["Value"] == "enabled-without-cooldown"
        aws.refused("OperationNotPermitted", "ec2", "DeregisterImage", ImageId=image)
        call("ec2", "DisableImageDeregistrationProtection", ImageId=image)
        assert aws.both("ec2", "DescribeImageAttribute", ImageId=image, Attribute="deregistrationProtection")["DeregistrationProtection"]["Value"] == "disabled"


@check("CreateStoreImageTask", "DescribeStoreImageTasks", "CreateRestoreImageTask")
def stored_images(aws):
    bucket = "demo-ami-archive"
    available = [image["ImageId"] for image in own(aws)]
    for number, call in enumerate(clients(aws)):
        image = available[number]
        key = call("ec2", "CreateStoreImageTask", ImageId=image, Bucket=bucket, S3ObjectTags=[{"Key": "Keep", "Value": "10y"}])["ObjectKey"]
        assert key == f"{image}.bin"
        aws.wait("ec2", "store_image_task_complete", ImageIds=[image])
        task, = call("ec2", "DescribeStoreImageTasks", ImageIds=[image])["StoreImageTaskResults"]
        assert (task["StoreTaskState"], task["Bucket"], task["S3objectKey"], task["ProgressPercentage"]) == ("Completed", bucket, key, 100), task
        restored = call(
            "ec2", "CreateRestoreImageTask", Bucket=bucket, ObjectKey=key, Name=f"restored {number}",
            TagSpecifications=[{"ResourceType": kind, "Tags": [{"Key": "From", "Value": "S3"}]} for kind in ("image", "snapshot")])["ImageId"]
        aws.wait("ec2", "image_available", ImageIds=[restored])
        assert restored != image and {"Key": "From", "Value": "S3"} in own(aws, ImageIds=[restored])[0]["Tags"]
    assert len(aws.both("ec2", "DescribeStoreImageTasks", Filters=[{"Name": "task-state", "Values": ["Completed"]}])["StoreImageTaskResults"]) == len(clients(aws))
    aws.refused("NoSuchBucket", "ec2", "CreateStoreImageTask", ImageId=available[0], Bucket="nobody-has-this")
    aws.refused("NoSuchKey", "ec2", "CreateRestoreImageTask", Bucket=bucket, ObjectKey="ami-1.bin")
    aws.refused("InvalidAMIName.Duplicate", "ec2", "CreateRestoreImageTask", Bucket=bucket, ObjectKey=f"{available[0]}.bin")
