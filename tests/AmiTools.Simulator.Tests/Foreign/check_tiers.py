"""Locks, tiers and fast restores of snapshots; allowed images; what instances say of their image."""
from check_images import clients, make, own, web_server
from foreign import check


def standalone(aws):
    """A snapshot that no image uses."""
    volume = aws.boto("ec2", "CreateVolume", AvailabilityZone="eu-west-1a", Size=1)["VolumeId"]
    aws.wait("ec2", "volume_available", VolumeIds=[volume])
    snapshot = aws.boto("ec2", "CreateSnapshot", VolumeId=volume)["SnapshotId"]
    aws.wait("ec2", "snapshot_completed", SnapshotIds=[snapshot])
    return snapshot


@check("LockSnapshot", "UnlockSnapshot", "DescribeLockedSnapshots")
def snapshot_locks(aws):
    for call in clients(aws):
        snapshot = standalone(aws)
        assert call("ec2", "LockSnapshot", SnapshotId=snapshot, LockMode="governance", LockDuration=1)["LockState"] == "governance"
        aws.refused("OperationNotPermitted", "ec2", "DeleteSnapshot", SnapshotId=snapshot)
        assert [each["LockState"] for each in aws.both("ec2", "DescribeLockedSnapshots", SnapshotIds=[snapshot])["Snapshots"]] == ["governance"]
        call("ec2", "UnlockSnapshot", SnapshotId=snapshot)
        assert aws.both("ec2", "DescribeLockedSnapshots", SnapshotIds=[snapshot])["Snapshots"] == []
        assert call("ec2", "LockSnapshot", SnapshotId=snapshot, LockMode="compliance", CoolOffPeriod=1, LockDuration=2)["LockState"] == "compliance-cooloff"
        aws.step(3600)
        aws.refused("OperationNotPermitted", "ec2", "UnlockSnapshot", SnapshotId=snapshot)
        aws.step(2 * 86400)
        assert aws.both("ec2", "DescribeLockedSnapshots", SnapshotIds=[snapshot])["Snapshots"][0]["LockState"] == "expired"
        aws.boto("ec2", "DeleteSnapshot", SnapshotId=snapshot)


@check("ModifySnapshotTier", "RestoreSnapshotTier", "DescribeSnapshotTierStatus")
def snapshot_tiers(aws):
    for call in clients(aws):
        snapshot = standalone(aws)
        filters = [{"Name": "snapshot-id", "Values": [snapshot]}]
        call("ec2", "ModifySnapshotTier", SnapshotId=snapshot, StorageTier="archive")
        assert aws.both("ec2", "DescribeSnapshotTierStatus", Filters=filters)["SnapshotTierStatuses"][0]["LastTieringOperationStatus"] == "archival-in-progress"
        aws.step(4 * 3600)
        assert aws.both("ec2", "DescribeSnapshots", SnapshotIds=[snapshot])["Snapshots"][0]["StorageTier"] == "archive"
        aws.refused("IncorrectState", "ec2", "CreateVolume", AvailabilityZone="eu-west-1a", SnapshotId=snapshot)
        call("ec2", "RestoreSnapshotTier", SnapshotId=snapshot, TemporaryRestoreDays=2)
        aws.step(25 * 3600)
        status, = aws.both("ec2", "DescribeSnapshotTierStatus", Filters=filters)["SnapshotTierStatuses"]
        assert (status["LastTieringOperationStatus"], status["StorageTier"]) == ("temporary-restore-completed", "archive") and status["RestoreExpiryTime"]
        call("ec2", "RestoreSnapshotTier", SnapshotId=snapshot, PermanentRestore=True)
        aws.step(25 * 3600)
        assert aws.both("ec2", "DescribeSnapshots", SnapshotIds=[snapshot])["Snapshots"][0]["StorageTier"] == "standard"
    assert aws.pages("ec2", "DescribeSnapshotTierStatus", PaginationConfig={"PageSize": 5})


@check("EnableFastSnapshotRestores", "DisableFastSnapshotRestores", "DescribeFastSnapshotRestores")
def fast_restores(aws):
    for call in clients(aws):
        snapshot = standalone(aws)
        answer = call("ec2", "EnableFastSnapshotRestores", AvailabilityZones=["eu-west-1a"], SourceSnapshotIds=[snapshot, "snap-0123456789abcdef0"])
        assert ([each["State"] for each in answer["Successful"]], len(answer["Unsuccessful"])) == (["enabling"], 1)
        aws.step(3600)
        filters = [{"Name": "snapshot-id", "Values": [snapshot]}]
        assert aws.both("ec2", "DescribeFastSnapshotRestores", Filters=filters)["FastSnapshotRestores"][0]["State"] == "enabled"
        assert aws.boto("ec2", "CreateVolume", AvailabilityZone="eu-west-1a", SnapshotId=snapshot)["FastRestored"]
        assert len(call("ec2", "DisableFastSnapshotRestores", AvailabilityZones=["eu-west-1a"], SourceSnapshotIds=[snapshot])["Successful"]) == 1
        aws.step(3600)
        assert aws.both("ec2", "DescribeFastSnapshotRestores", Filters=filters)["FastSnapshotRestores"][0]["State"] == "disabled"
    assert aws.pages("ec2", "DescribeFastSnapshotRestores", PaginationConfig={"PageSize": 5})


@check("GetAllowedImagesSettings", "EnableAllowedImagesSettings", "DisableAllowedImagesSettings", "ReplaceImageCriteriaInAllowedImagesSettings")
def allowed_images(aws):
    mine = make(aws, "always allowed")
    for call in clients(aws):
        assert call("ec2", "ReplaceImageCriteriaInAllowedImagesSettings", ImageCriteria=[{"ImageProviders": ["amazon"], "ImageNames": ["al2023-*"], "CreationDateCondition": {"MaximumDaysSinceCreated": 100}}])["ReturnValue"]
        call("ec2", "EnableAllowedImagesSettings", AllowedImagesSettingsState="audit-mode")
        audited = aws.both("ec2", "DescribeImages", Owners=["amazon"])["Images"]
        assert {image["ImageAllowed"] for image in audited} == {True, False}
        call("ec2", "EnableAllowedImagesSettings", AllowedImagesSettingsState="enabled")
        allowed = aws.both("ec2", "DescribeImages", Owners=["amazon"])["Images"]
        assert 0 < len(allowed) < len(audited) and own(aws, ImageIds=[mine])
        assert aws.both("ec2", "GetAllowedImagesSettings")["ImageCriteria"][0]["ImageNames"] == ["al2023-*"]
        call("ec2", "DisableAllowedImagesSettings")


@check("DescribeInstanceImageMetadata", "GetConsoleOutput")
def instance_images(aws):
    web = web_server(aws)
    found, = aws.both("ec2", "DescribeInstanceImageMetadata", InstanceIds=[web])["InstanceImageMetadata"]
    assert (found["State"]["Name"], found["ImageMetadata"]["ImageOwnerAlias"]) == ("running", "amazon")
    assert len(aws.pages("ec2", "DescribeInstanceImageMetadata", PaginationConfig={"PageSize": 1})) == 3
    assert "login:" in aws.both("ec2", "GetConsoleOutput", InstanceId=web)["Output"]


def changed(aws, first, second):
    blocks, token = set(), {}
    while token is not None:
        page = aws.boto("ebs", "ListChangedBlocks", FirstSnapshotId=first, SecondSnapshotId=second, **token)
        blocks |= {each["BlockIndex"] for each in page["ChangedBlocks"]}
        token = {"NextToken": page["NextToken"]} if page.get("NextToken") else None
    return blocks


@check("ListSnapshotBlocks", "ListChangedBlocks")
def snapshot_blocks(aws):
    server = web_server(aws)
    volume = aws.boto("ec2", "DescribeInstances", InstanceIds=[server])["Reservations"][0]["Instances"][0]["BlockDeviceMappings"][0]["Ebs"]["VolumeId"]
    taken = []
    for _ in range(3):
        taken.append(aws.boto("ec2", "CreateSnapshot", VolumeId=volume)["SnapshotId"])
        aws.wait("ec2", "snapshot_completed", SnapshotIds=taken[-1:])
        aws.step(2 * 86400)
    first, second, third = taken

    for call in clients(aws):
        page = call("ebs", "ListSnapshotBlocks", SnapshotId=first, MaxResults=100)
        assert (page["BlockSize"], len(page["Blocks"]), page["Blocks"][0]["BlockIndex"]) == (512 * 1024, 100, 0)
        assert call("ebs", "ListSnapshotBlocks", SnapshotId=first, MaxResults=100, NextToken=page["NextToken"])["Blocks"][0]["BlockIndex"] == 100
        assert call("ebs", "ListSnapshotBlocks", SnapshotId=first, StartingBlockIndex=500, MaxResults=100)["Blocks"][0]["BlockIndex"] == 500
        changes = call("ebs", "ListChangedBlocks", FirstSnapshotId=first, SecondSnapshotId=second, MaxResults=100)["ChangedBlocks"]
        assert changes and all(each["FirstBlockToken"] != each["SecondBlockToken"] for each in changes)
        whole = call("ebs", "ListChangedBlocks", SecondSnapshotId=third, MaxResults=100)
        assert "FirstBlockToken" not in whole["ChangedBlocks"][0] and whole["NextToken"]
    assert changed(aws, first, third) == changed(aws, first, second) | changed(aws, second, third), "what changed on the way is changed at the end"

    # A page belongs to the snapshot that stands in the path, and to no other.
    aws.refused("ValidationException", "ebs", "ListSnapshotBlocks", SnapshotId=second, NextToken=page["NextToken"])
    aws.refused("ValidationException", "ebs", "ListSnapshotBlocks", SnapshotId=first, NextToken="AAAA")
    aws.refused("ValidationException", "ebs", "ListChangedBlocks", FirstSnapshotId=standalone(aws), SecondSnapshotId=third)
    aws.refused("ResourceNotFoundException", "ebs", "ListSnapshotBlocks", SnapshotId="snap-0123456789abcdef0")
