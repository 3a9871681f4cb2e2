"""Regions, identity, keys, and the errors that every operation has."""
from foreign import Refused, check

ROLE = "arn:aws:iam::222233334444:role/AmiTools"


@check("DescribeRegions")
def regions(aws):
    enabled = aws.both("ec2", "DescribeRegions")["Regions"]
    everything = aws.both("ec2", "DescribeRegions", AllRegions=True)["Regions"]
    assert (len(enabled), len(everything)) == (17, 34)
    assert {region["OptInStatus"] for region in everything} == {"opt-in-not-required", "not-opted-in"}
    ireland = aws.both("ec2", "DescribeRegions", Filters=[{"Name": "region-name", "Values": ["eu-west-?"]}], RegionNames=["eu-west-1", "us-east-1"])["Regions"]
    assert ireland == [{"RegionName": "eu-west-1", "Endpoint": "ec2.eu-west-1.amazonaws.com", "OptInStatus": "opt-in-not-required"}]
    aws.refused("InvalidParameterValue", "ec2", "DescribeRegions", RegionNames=["eu-north-9"])


@check("DescribeAvailabilityZones")
def zones(aws):
    assert len(aws.both("ec2", "DescribeAvailabilityZones", region="us-east-1")["AvailabilityZones"]) == 6
    zone, = aws.both("ec2", "DescribeAvailabilityZones", ZoneIds=["euw1-az2"])["AvailabilityZones"]
    assert zone["ZoneName"] == "eu-west-1b"
    aws.refused("InvalidParameterValue", "ec2", "DescribeAvailabilityZones", ZoneNames=["eu-west-1z"])


@check()
def errors(aws):
    assert "DryRun flag is set" in aws.refused("DryRunOperation", "ec2", "DescribeRegions", DryRun=True)
    assert "nonsense" in aws.refused("InvalidFilter", "ec2", "DescribeRegions", Filters=[{"Name": "nonsense", "Values": ["x"]}])
    assert "DescribeVpnGateways" in aws.refused("InvalidAction", "ec2", "DescribeVpnGateways")
    aws.refused("AuthFailure", "ec2", "DescribeRegions", region="eu-south-2")
    aws.refused("InvalidAction", "elbv2", "DescribeLoadBalancers")
    aws.refused("InvalidAction", "ssm", "DescribeParameters")


@check("GetCallerIdentity", "AssumeRole", "GetSessionToken", "AssumeRoleWithWebIdentity")
def identity(aws):
    assert aws.both("sts", "GetCallerIdentity")["Account"] == "111122223333"
    assert aws.boto("sts", "GetCallerIdentity", keys="999988887777")["Account"] == "999988887777"
    keys = aws.boto("sts", "AssumeRole", RoleArn=ROLE, RoleSessionName="test", DurationSeconds=900)["Credentials"]
    assert aws.boto("sts", "GetCallerIdentity", keys=keys)["Arn"] == "arn:aws:sts::222233334444:assumed-role/AmiTools/test"
    aws.cli("sts", "AssumeRole", RoleArn=ROLE, RoleSessionName="test")
    for call in aws.boto, aws.cli:
        assert call("sts", "GetSessionToken")["Credentials"]["SessionToken"]
        web = call("sts", "AssumeRoleWithWebIdentity", RoleArn=ROLE, RoleSessionName="web", WebIdentityToken="token")
        assert web["AssumedRoleUser"]["Arn"].endswith("/AmiTools/web")
    aws.refused("ValidationError", "sts", "AssumeRole", RoleArn="arn:aws:iam::1:role/x" + "x" * 20, RoleSessionName="test")
    aws.step(900)
    try:
        aws.boto("sts", "GetCallerIdentity", keys=keys)
        raise AssertionError("the keys have not expired")
    except Refused as error:
        assert error.code == "ExpiredToken"
    try:
        aws.boto("ec2", "DescribeRegions", keys=keys)
        raise AssertionError("the keys have not expired")
    except Refused as error:
        assert error.code == "RequestExpired"


@check("DescribeKey", "ListKeys", "ListAliases", "CreateKey", "CreateAlias", "EnableKey", "DisableKey", "ScheduleKeyDeletion")
def kms(aws):
    own = aws.both("kms", "DescribeKey", KeyId="alias/aws/ebs")["KeyMetadata"]
    assert (own["KeyManager"], own["Enabled"]) == ("AWS", True)
    for call, name in (aws.boto, "alias/one"), (aws.cli, "alias/two"):
        key = call("kms", "CreateKey", Description=name)["KeyMetadata"]["Arn"]
        call("kms", "CreateAlias", AliasName=name, TargetKeyId=key)
        assert aws.both("kms", "DescribeKey", KeyId=name)["KeyMetadata"]["Arn"] == key
        assert aws.both("kms", "DescribeKey", KeyId=key)["KeyMetadata"]["Description"] == name
        call("kms", "DisableKey", KeyId=key)
        assert aws.both("kms", "DescribeKey", KeyId=key)["KeyMetadata"]["KeyState"] == "Disabled"
        call("kms", "EnableKey", KeyId=key)
        assert aws.both("kms", "ListAliases", KeyId=key)["Aliases"][0]["AliasName"] == name
        call("kms", "ScheduleKeyDeletion", KeyId=key, PendingWindowInDays=7)
        assert aws.both("kms", "DescribeKey", KeyId=key)["KeyMetadata"]["KeyState"] == "PendingDeletion"
    assert len(aws.both("kms", "ListKeys")["Keys"]) == 3
    assert [len(page["Keys"]) for page in aws.pages("kms", "ListKeys", PaginationConfig={"PageSize": 2})] == [2, 1]
    aws.step(7 * 86400)
    assert len(aws.both("kms", "ListKeys")["Keys"]) == 1
    aws.refused("NotFoundException", "kms", "DescribeKey", KeyId="alias/none")
