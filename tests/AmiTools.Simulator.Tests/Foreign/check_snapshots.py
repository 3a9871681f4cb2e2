"""Snapshots, volumes and tags."""
from check_images import PARTNER, clients, own, web_server
from foreign import REGION, check

ZONE = "eu-west-1a"


def volume_of(aws, name):
    return aws.both("ec2", "DescribeVolumes", Filters=[{"Name": "tag:Name", "Values": [name]}])["Volumes"][0]["VolumeId"]


@check("DescribeSnapshots")
def snapshots(aws):
    everything = aws.both("ec2", "DescribeSnapshots", OwnerIds=["self"])["Snapshots"]
    assert len(everything) == 8, len(everything)
    orphan, = [snapshot for snapshot in everything if "web-0 backup" in str(snapshot.get("Tags"))]
    assert aws.both("ec2", "DescribeSnapshots", Filters=[{"Name": "tag:Name", "Values": ["web-0*"]}])["Snapshots"] == [orphan]
    pages = aws.pages("ec2", "DescribeSnapshots", OwnerIds=["self"], PaginationConfig={"PageSize": 5})
    assert [len(page["Snapshots"]) for page in pages] == [5, 3]
    aws.refused("InvalidSnapshot.NotFound", "ec2", "DescribeSnapshots", SnapshotIds=["snap-00000000000000000"])


@check("CreateSnapshot", "CreateSnapshots", "DeleteSnapshot")
def snapshot_making(aws):
    volume = volume_of(aws, "db-1 data")
    instance = web_server(aws)
    for call in clients(aws):
        snapshot = call("ec2", "CreateSnapshot", VolumeId=volume, Description="one", TagSpecifications=[{"ResourceType": "snapshot", "Tags": [{"Key": "a", "Value": "b"}]}])
        assert (snapshot["State"], snapshot["VolumeId"]) == ("pending", volume)
        many = call("ec2", "CreateSnapshots", InstanceSpecification={"InstanceId": instance}, CopyTagsFromSource="volume")["Snapshots"]
        made = [snapshot["SnapshotId"], *(each["SnapshotId"] for each in many)]
        assert len(made) == 2
        (aws.wait("ec2", "snapshot_completed", SnapshotIds=made) if call == aws.boto else aws.cli_wait("ec2", "snapshot-completed", "--snapshot-ids", *made))
        assert {each["Progress"] for each in aws.both("ec2", "DescribeSnapshots", SnapshotIds=made)["Snapshots"]} == {"100%"}
        for each in made:
            call("ec2", "DeleteSnapshot", SnapshotId=each)
        aws.refused("InvalidSnapshot.NotFound", "ec2", "DescribeSnapshots", SnapshotIds=made[:1])
    used = own(aws)[0]["BlockDeviceMappings"][0]["Ebs"]["SnapshotId"]
    assert own(aws)[0]["ImageId"] in aws.refused("InvalidSnapshot.InUse", "ec2", "DeleteSnapshot", SnapshotId=used)


@check("CopySnapshot")
def snapshot_copies(aws):
    source = own(aws)[0]["BlockDeviceMappings"][0]["Ebs"]["SnapshotId"]
    for call in clients(aws):
        copy = call("ec2", "CopySnapshot", "eu-north-1", SourceRegion=REGION, SourceSnapshotId=source, Encrypted=True)["SnapshotId"]
        aws.wait("ec2", "snapshot_completed", "eu-north-1", SnapshotIds=[copy])
        assert aws.both("ec2", "DescribeSnapshots", "eu-north-1", SnapshotIds=[copy])["Snapshots"][0]["Encrypted"]


@check("DescribeSnapshotAttribute", "ModifySnapshotAttribute", "ResetSnapshotAttribute")
def snapshot_sharing(aws):
    snapshot = own(aws)[0]["BlockDeviceMappings"][0]["Ebs"]["SnapshotId"]

    def shared():
        return aws.both("ec2", "DescribeSnapshotAttribute", SnapshotId=snapshot, Attribute="createVolumePermission")["CreateVolumePermissions"]

    for call in clients(aws):
        call("ec2", "ModifySnapshotAttribute", SnapshotId=snapshot, CreateVolumePermission={"Add": [{"UserId": PARTNER}]})
        assert shared() == [{"UserId": PARTNER}]
        assert aws.boto("ec2", "DescribeSnapshots", keys=PARTNER, RestorableByUserIds=["self"], SnapshotIds=[snapshot])["Snapshots"]
        call("ec2", "ResetSnapshotAttribute", SnapshotId=snapshot, Attribute="createVolumePermission")
        assert shared() == []


@check("DescribeVolumes", "CreateVolume", "AttachVolume", "DetachVolume", "DeleteVolume", "DescribeVolumeStatus")
def volumes(aws):
    assert len(aws.both("ec2", "DescribeVolumes")["Volumes"]) == 5
    assert len(aws.pages("ec2", "DescribeVolumes", PaginationConfig={"PageSize": 5})) == 1
    instance = web_server(aws)
    for call in clients(aws):
        volume = call("ec2", "CreateVolume", AvailabilityZone=ZONE, Size=10, VolumeType="gp3")["VolumeId"]
        aws.wait("ec2", "volume_available", VolumeIds=[volume])
        assert aws.both("ec2", "DescribeVolumeStatus", VolumeIds=[volume])["VolumeStatuses"][0]["VolumeId"] == volume
        call("ec2", "AttachVolume", VolumeId=volume, InstanceId=instance, Device="/dev/sdf")
        aws.wait("ec2", "volume_in_use", VolumeIds=[volume])
        aws.refused("VolumeInUse", "ec2", "DeleteVolume", VolumeId=volume)
        call("ec2", "DetachVolume", VolumeId=volume)
        (aws.wait("ec2", "volume_available", VolumeIds=[volume]) if call == aws.boto else aws.cli_wait("ec2", "volume-available", "--volume-ids", volume))
        call("ec2", "DeleteVolume", VolumeId=volume)
        aws.wait("ec2", "volume_deleted", VolumeIds=[volume])
    aws.refused("InvalidVolume.NotFound", "ec2", "DescribeVolumes", VolumeIds=["vol-00000000000000000"])


@check("CopyVolumes")
def volume_copies(aws):
    source = aws.boto("ec2", "CreateVolume", AvailabilityZone=ZONE, Size=10, VolumeType="gp3", Encrypted=True)["VolumeId"]
    plain = aws.boto("ec2", "CreateVolume", AvailabilityZone=ZONE, Size=1)["VolumeId"]
    aws.wait("ec2", "volume_available", VolumeIds=[source, plain])
    for call in clients(aws):
        copy, = call("ec2", "CopyVolumes", SourceVolumeId=source, Size=12, TagSpecifications=[{"ResourceType": "volume", "Tags": [{"Key": "a", "Value": "b"}]}])["Volumes"]
        assert (copy["SourceVolumeId"], copy["Size"], copy["Encrypted"], copy["AvailabilityZone"]) == (source, 12, True, ZONE), copy
        aws.wait("ec2", "volume_available", VolumeIds=[copy["VolumeId"]])
        assert [each["VolumeId"] for each in aws.both("ec2", "DescribeVolumes", Filters=[{"Name": "source-volume-id", "Values": [source]}])["Volumes"]] == [copy["VolumeId"]]
        aws.boto("ec2", "DeleteVolume", VolumeId=copy["VolumeId"])
        aws.wait("ec2", "volume_deleted", VolumeIds=[copy["VolumeId"]])
    aws.refused("UnsupportedOperation", "ec2", "CopyVolumes", SourceVolumeId=plain)
    aws.refused("InvalidParameterValue", "ec2", "CopyVolumes", SourceVolumeId=source, Size=5)
    aws.refused("InvalidVolume.NotFound", "ec2", "CopyVolumes", SourceVolumeId="vol-00000000000000000")


@check("ModifyVolume", "DescribeVolumesModifications")
def growth(aws):
    volume = volume_of(aws, "db-1 log")
    for size, call in zip((50, 60), clients(aws)):
        assert call("ec2", "ModifyVolume", VolumeId=volume, Size=size)["VolumeModification"]["TargetSize"] == size
        for _ in range(100):
            aws.step(600)
            modification, = aws.both("ec2", "DescribeVolumesModifications", VolumeIds=[volume])["VolumesModifications"]
            if modification["ModificationState"] == "completed":
                break
        assert modification["ModificationState"] == "completed", modification
        assert aws.both("ec2", "DescribeVolumes", VolumeIds=[volume])["Volumes"][0]["Size"] == size
        aws.step(7 * 3600)
    aws.refused("InvalidParameterValue", "ec2", "ModifyVolume", VolumeId=volume, Size=1)


@check("CreateTags", "DeleteTags", "DescribeTags")
def tags(aws):
    image = own(aws)[0]["ImageId"]
    instance = web_server(aws)
    for call in clients(aws):
        call("ec2", "CreateTags", Resources=[image, instance], Tags=[{"Key": "Grün", "Value": "a+b c&d=ä"}])
        found = aws.both("ec2", "DescribeTags", Filters=[{"Name": "key", "Values": ["Gr?n"]}])["Tags"]
        assert {(tag["ResourceId"], tag["ResourceType"], tag["Value"]) for tag in found} == {(image, "image", "a+b c&d=ä"), (instance, "instance", "a+b c&d=ä")}
        call("ec2", "DeleteTags", Resources=[image, instance], Tags=[{"Key": "Grün"}])
        assert aws.both("ec2", "DescribeTags", Filters=[{"Name": "key", "Values": ["Grün"]}])["Tags"] == []
    aws.refused("InvalidParameterValue", "ec2", "CreateTags", Resources=[image], Tags=[{"Key": "aws:x", "Value": "y"}])
    assert sum(len(page["Tags"]) for page in aws.pages("ec2", "DescribeTags", PaginationConfig={"PageSize": 5})) == len(aws.both("ec2", "DescribeTags")["Tags"])


@check("GetEbsEncryptionByDefault", "EnableEbsEncryptionByDefault", "DisableEbsEncryptionByDefault", "GetEbsDefaultKmsKeyId", "ModifyEbsDefaultKmsKeyId")
def encryption(aws):
    for call in clients(aws):
        call("ec2", "EnableEbsEncryptionByDefault")
        assert aws.both("ec2", "GetEbsEncryptionByDefault")["EbsEncryptionByDefault"] is True
        call("ec2", "ModifyEbsDefaultKmsKeyId", KmsKeyId="alias/backup")
        assert aws.both("ec2", "GetEbsDefaultKmsKeyId")["KmsKeyId"]
        call("ec2", "DisableEbsEncryptionByDefault")
        assert aws.both("ec2", "GetEbsEncryptionByDefault")["EbsEncryptionByDefault"] is False
