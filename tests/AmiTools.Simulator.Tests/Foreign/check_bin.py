"""The Recycle Bin, and its rules."""
from check_images import clients, make, own, web_server
from foreign import check

DAYS_14 = {"RetentionPeriodValue": 14, "RetentionPeriodUnit": "DAYS"}
DAYS_7 = {"RetentionPeriodValue": 7, "RetentionPeriodUnit": "DAYS"}


@check("CreateRule", "GetRule", "ListRules", "UpdateRule", "DeleteRule", "TagResource", "UntagResource", "ListTagsForResource")
def rules(aws):
    first, = aws.both("rbin", "ListRules", ResourceType="EC2_IMAGE")["Rules"]
    assert first["RetentionPeriod"] == DAYS_14
    for call in clients(aws):
        rule = call("rbin", "CreateRule", ResourceType="EBS_SNAPSHOT", RetentionPeriod=DAYS_7, ResourceTags=[{"ResourceTagKey": "a", "ResourceTagValue": "b"}], Tags=[{"Key": "k", "Value": "v"}])
        call("rbin", "UpdateRule", Identifier=rule["Identifier"], RetentionPeriod=DAYS_14, Description="longer")
        assert aws.both("rbin", "GetRule", Identifier=rule["Identifier"])["RetentionPeriod"] == DAYS_14
        call("rbin", "TagResource", ResourceArn=rule["RuleArn"], Tags=[{"Key": "x", "Value": "y"}])
        call("rbin", "UntagResource", ResourceArn=rule["RuleArn"], TagKeys=["k"])
        assert aws.both("rbin", "ListTagsForResource", ResourceArn=rule["RuleArn"])["Tags"] == [{"Key": "x", "Value": "y"}]
        assert len(aws.pages("rbin", "ListRules", ResourceType="EBS_SNAPSHOT", PaginationConfig={"PageSize": 1})) == 2
        call("rbin", "DeleteRule", Identifier=rule["Identifier"])
        aws.refused("ResourceNotFoundException", "rbin", "GetRule", Identifier=rule["Identifier"])
    aws.refused("ValidationException", "rbin", "CreateRule", ResourceType="EBS_SNAPSHOT", RetentionPeriod={"RetentionPeriodValue": 366, "RetentionPeriodUnit": "DAYS"})


@check("LockRule", "UnlockRule")
def locks(aws):
    for call in clients(aws):
        rule = aws.boto("rbin", "CreateRule", ResourceType="EBS_VOLUME", RetentionPeriod=DAYS_7)["Identifier"]
        call("rbin", "LockRule", Identifier=rule, LockConfiguration={"UnlockDelay": {"UnlockDelayValue": 7, "UnlockDelayUnit": "DAYS"}})
        aws.refused("ConflictException", "rbin", "DeleteRule", Identifier=rule)
        call("rbin", "UnlockRule", Identifier=rule)
        locked = aws.both("rbin", "GetRule", Identifier=rule)
        assert locked["LockState"] == "pending_unlock" and locked["LockEndTime"]
        aws.step(8 * 86400)
        assert aws.both("rbin", "GetRule", Identifier=rule)["LockState"] == "unlocked"
        aws.boto("rbin", "DeleteRule", Identifier=rule)


@check("ListImagesInRecycleBin", "ListSnapshotsInRecycleBin", "RestoreImageFromRecycleBin", "RestoreSnapshotFromRecycleBin")
def restored_images(aws):
    """The whole circle: back up, deregister with snapshots, find both in the bin, bring both back."""
    for number, call in enumerate(clients(aws)):
        image = make(aws, f"circle {number}")
        before, = own(aws, ImageIds=[image])
        snapshot = before["BlockDeviceMappings"][0]["Ebs"]["SnapshotId"]
        aws.boto("ec2", "DeregisterImage", ImageId=image, DeleteAssociatedSnapshots=True)
        assert [each["ImageId"] for each in aws.both("ec2", "ListImagesInRecycleBin", ImageIds=[image])["Images"]] == [image]
        assert [each["SnapshotId"] for each in aws.both("ec2", "ListSnapshotsInRecycleBin", SnapshotIds=[snapshot])["Snapshots"]] == [snapshot]
        call("ec2", "RestoreSnapshotFromRecycleBin", SnapshotId=snapshot)
        aws.wait("ec2", "snapshot_completed", SnapshotIds=[snapshot])
        call("ec2", "RestoreImageFromRecycleBin", ImageId=image)
        aws.wait("ec2", "image_available", ImageIds=[image])
        assert own(aws, ImageIds=[image])[0] == before
    assert aws.pages("ec2", "ListImagesInRecycleBin")[0]["Images"] == []
    assert aws.pages("ec2", "ListSnapshotsInRecycleBin")[0]["Snapshots"] == []


@check("ListVolumesInRecycleBin", "RestoreVolumeFromRecycleBin")
def restored_volumes(aws):
    aws.boto("rbin", "CreateRule", ResourceType="EBS_VOLUME", RetentionPeriod=DAYS_7)
    aws.step(3600)
    for call in clients(aws):
        volume = aws.boto("ec2", "CreateVolume", AvailabilityZone="eu-west-1a", Size=1)["VolumeId"]
        aws.wait("ec2", "volume_available", VolumeIds=[volume])
        aws.boto("ec2", "DeleteVolume", VolumeId=volume)
        aws.step(60)
        assert [each["VolumeId"] for each in aws.both("ec2", "ListVolumesInRecycleBin", VolumeIds=[volume])["Volumes"]] == [volume]
        call("ec2", "RestoreVolumeFromRecycleBin", VolumeId=volume)
        aws.wait("ec2", "volume_available", VolumeIds=[volume])


@check("CreateImage", "EnableImageDeprecation", "DeregisterImage", "ListImagesInRecycleBin", "ListSnapshotsInRecycleBin", "RestoreSnapshotFromRecycleBin", "RestoreImageFromRecycleBin")
def circle(aws):
    """Each client alone does what a retirement and its undoing take: back up, deprecate, deregister with snapshots, find both in the bin, bring both back, verify."""
    for number, call in enumerate(clients(aws)):
        image = call("ec2", "CreateImage", InstanceId=web_server(aws), Name=f"whole circle {number}", NoReboot=True)["ImageId"]
        aws.wait("ec2", "image_available", ImageIds=[image])
        call("ec2", "EnableImageDeprecation", ImageId=image, DeprecateAt="2027-01-02T03:04:00Z")
        before, = own(aws, ImageIds=[image], IncludeDeprecated=True)
        snapshots = [device["Ebs"]["SnapshotId"] for device in before["BlockDeviceMappings"]]
        gone = call("ec2", "DeregisterImage", ImageId=image, DeleteAssociatedSnapshots=True)
        assert {result["ReturnCode"] for result in gone["DeleteSnapshotResults"]} == {"success"}, gone
        assert own(aws, Filters=[{"Name": "image-id", "Values": [image]}], IncludeDeprecated=True) == []
        binned, = call("ec2", "ListImagesInRecycleBin", ImageIds=[image])["Images"]
        assert binned["Name"] == before["Name"]
        described = {each["SnapshotId"]: each["Description"] for each in call("ec2", "ListSnapshotsInRecycleBin")["Snapshots"]}
        assert sorted(described) == sorted(snapshots) and all(text.endswith(f" for {image}") for text in described.values()), described
        early = aws.refused("IncorrectState", "ec2", "RestoreImageFromRecycleBin", ImageId=image)
        assert snapshots[0] in early, early
        for snapshot in snapshots:
            call("ec2", "RestoreSnapshotFromRecycleBin", SnapshotId=snapshot)
        aws.wait("ec2", "snapshot_completed", SnapshotIds=snapshots)
        call("ec2", "RestoreImageFromRecycleBin", ImageId=image)
        aws.wait("ec2", "image_available", ImageIds=[image])
        assert own(aws, ImageIds=[image], IncludeDeprecated=True) == [before]
        aws.refused("InvalidAMIID.NotFound", "ec2", "RestoreImageFromRecycleBin", ImageId=image)
