using System.Text;
using AmiTools.Engine.Launching;
using AmiTools.Engine.Tests.Harness;
using AmiTools.Simulator;

namespace AmiTools.Engine.Tests.Restoring;

public sealed class RestoreTests
{
    [Fact]
    public async Task A_backup_is_launched_as_its_instance_was_beside_it()
    {
        using RestoreEstate estate = new();
        AmiRestoredInstance restored = (await estate.World.Process().RestoreAsync(estate.Options(tags: new() { ["Purpose"] = "test" }))).Only();
        SimInstance launched = estate.Launched().ShouldHaveSingleItem();
        launched.Id.ShouldBe(restored.InstanceId);
        launched.ImageId.ShouldBe(estate.Image.Id);
        launched.InstanceType.ShouldBe(estate.Web.InstanceType);
        launched.SubnetId.ShouldBe(estate.Web.SubnetId);
        launched.SecurityGroupIds.ShouldBe(estate.Web.SecurityGroupIds);
        launched.KeyName.ShouldBe("operations");
        launched.InstanceProfileArn.ShouldBe(estate.Web.InstanceProfileArn);
        launched.UserData.ShouldBe(estate.Web.UserData);
        launched.HttpTokens.ShouldBe("required");
        launched.HopLimit.ShouldBe(3);
        launched.MetadataTags.ShouldBe("enabled");
        launched.Tags["Owner"].ShouldBe("ops");
        launched.Tags["Purpose"].ShouldBe("test");
        launched.Tags[AmiToolsTags.RestoredFrom].ShouldBe($"eu-west-1/{estate.Image.Id}");
        launched.Tags[AmiToolsTags.Instance].ShouldBeNull();
        launched.Tags[AmiToolsTags.LaunchConfiguration + "1"].ShouldBeNull();
        estate.World.See(_ => estate.Home.Volumes.Find(launched.Volumes[0].VolumeId)!.Tags["Owner"]).ShouldBe("ops");

        // Production keeps its addresses and its elastic one.
        launched.PrivateIpAddress.ShouldNotBe(estate.Web.PrivateIpAddress);
        estate.Home.Addresses.ShouldHaveSingleItem().InstanceId.ShouldBe(estate.Web.Id);
        estate.World.Changes.Select(change => change.Operation).ShouldBe(["RunInstances"]);
        estate.World.Changes[0].Parameters.ShouldNotContain(parameter => parameter.Key.Contains("PrivateIp", StringComparison.Ordinal));

        restored.State.ShouldBe("pending");
        restored.Name.ShouldBe("web-1");
        restored.RestoredFromImageId.ShouldBe(estate.Image.Id);
        restored.AccountId.ShouldBe(estate.Home.Account.Id);
        restored.PrivateIpAddress.ShouldBe(launched.PrivateIpAddress);
        restored.AlreadyExisted.ShouldBeFalse();
    }

    [Fact]
    public async Task A_second_run_launches_nothing_more_and_a_bigger_count_only_what_is_missing()
    {
        using RestoreEstate estate = new();
        string[] first = [.. (await estate.World.Process().RestoreAsync(estate.Options(count: 2))).ShouldBeClean().Results.Select(instance => instance.InstanceId)];
        Outcome<AmiRestoredInstance> second = await estate.World.Process().RestoreAsync(estate.Options(count: 2));
        second.ShouldBeClean().Results.Select(instance => instance.InstanceId).ShouldBe(first, ignoreOrder: true);
        second.Results.ShouldAllBe(instance => instance.AlreadyExisted);
        Outcome<AmiRestoredInstance> third = await estate.World.Process().RestoreAsync(estate.Options(count: 3));
        third.ShouldBeClean().Results.Count(instance => !instance.AlreadyExisted).ShouldBe(1);
        estate.Launched().Count.ShouldBe(3);
        (await estate.World.Process().RestoreAsync(estate.Options(count: 1, idempotencyKey: "another"))).Only().AlreadyExisted.ShouldBeFalse();
        (await estate.World.Process().RestoreAsync(estate.Options(count: 1, type: "m5.large"))).Only().AlreadyExisted.ShouldBeFalse();
        estate.Launched().Count.ShouldBe(5);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task What_was_terminated_is_launched_again(double hoursLater)
    {
        using RestoreEstate estate = new();
        (await estate.World.Process().RestoreAsync(estate.Options(count: 2))).ShouldBeClean();
        estate.World.Pass(TimeSpan.FromMinutes(10));
        foreach (SimInstance gone in estate.Launched()) await estate.TerminateAsync(gone.Id);
        // After an hour AWS does not show them any more, and still remembers their token.
        estate.World.Pass(TimeSpan.FromHours(hoursLater));
        (await estate.World.Process().RestoreAsync(estate.Options(count: 2))).ShouldBeClean().Results.ShouldAllBe(instance => !instance.AlreadyExisted);
        estate.Launched().Count.ShouldBe(2);
    }

    [Fact]
    public async Task WhatIf_asks_AWS_and_launches_nothing()
    {
        using RestoreEstate estate = new();
        BackupRestorePlan plan = await estate.World.Process().PlanAsync(estate.Options(count: 2), new RecordedEvents(), CancellationToken.None);
        plan.Problems.ShouldBeEmpty();
        plan.Steps.ShouldHaveSingleItem().Action.ShouldContain("Launch 2 t3.medium instances in eu-west-1a");
        estate.World.Changes.ShouldBeEmpty();
        estate.World.Simulator.Requests.Entries.Count(request => request.Operation == "RunInstances").ShouldBe(1);
        estate.Launched().ShouldBeEmpty();
    }

    [Fact]
    public async Task All_that_is_missing_is_told_at_once_with_what_could_be_chosen()
    {
        using RestoreEstate estate = new(change: _ => new LaunchConfiguration
        {
            InstanceType = "t9.huge", SubnetId = "subnet-00000000000000000", SecurityGroupIds = ["sg-00000000000000000"], KeyName = "lost", InstanceProfileArn = "arn:aws:iam::999999999999:instance-profile/theirs",
            UserDataHash = LaunchTags.HashUserData(Convert.ToBase64String(Encoding.UTF8.GetBytes("other"))),
        });
        estate.Home.KeyPairs.ShouldNotBeEmpty();
        Outcome<AmiRestoredInstance> outcome = await estate.World.Process().RestoreAsync(estate.Options());
        outcome.Results.ShouldBeEmpty();
        outcome.Errors.Select(error => error.Code).Order().ShouldBe(
        [
            AmiErrorCodes.InstanceTypeNotOffered, AmiErrorCodes.LaunchSettingMissing, AmiErrorCodes.LaunchSettingMissing, AmiErrorCodes.LaunchSettingMissing, AmiErrorCodes.LaunchSettingMissing, AmiErrorCodes.UserDataMismatch,
        ]);
        Remedy("subnet-0").ShouldContain(estate.Web.SubnetId!);
        Remedy("sg-0").ShouldContain("'default'");
        Remedy("key pair").ShouldContain("operations");
        Remedy("another account").ShouldContain("-Map @{ 'theirs'");
        estate.World.Simulator.Requests.Entries.ShouldNotContain(request => request.Operation == "RunInstances");

        string Remedy(string about) => outcome.Errors.First(error => error.Message.Contains(about, StringComparison.Ordinal)).Remedy!;
    }

    [Fact]
    public async Task A_table_puts_other_things_in_the_place_of_what_is_missing()
    {
        using RestoreEstate estate = new(change: kept => new LaunchConfiguration
        {
            InstanceType = "t9.huge", SubnetId = "subnet-00000000000000000", SecurityGroupIds = ["sg-00000000000000000", "sg-00000000000000001"], KeyName = "lost", InstanceProfileArn = "arn:aws:iam::999999999999:instance-profile/theirs", UserDataHash = "",
        });
        string group = estate.Home.DefaultSecurityGroup.Id;
        string subnet = estate.Home.DefaultSubnet("eu-west-1c").Id;
        AmiRestoredInstance restored = (await estate.World.Process().RestoreAsync(estate.Options(noUserData: true, map: new()
        {
            ["t9.huge"] = "m5.large", ["subnet-00000000000000000"] = subnet, ["sg-00000000000000000"] = group, ["sg-00000000000000001"] = "", ["lost"] = "", ["theirs"] = "ours",
        }))).Only();
        restored.SubnetId.ShouldBe(subnet);
        restored.SecurityGroupIds.ShouldBe([group]);
        restored.KeyName.ShouldBeNull();
        SimInstance launched = estate.Launched().ShouldHaveSingleItem();
        launched.InstanceProfileArn.ShouldEndWith("/ours");
        launched.UserData.ShouldBeNull();
    }

    [Fact]
    public async Task Another_zone_of_the_same_network_needs_no_more_than_its_name()
    {
        using RestoreEstate estate = new();
        (await estate.World.Process().RestoreAsync(estate.Options(zone: "eu-west-1b"))).Only().SubnetId.ShouldBe(estate.Home.DefaultSubnet("eu-west-1b").Id);
        (await estate.World.Process().RestoreAsync(estate.Options(zone: "eu-west-1z"))).Error().Remedy.ShouldNotBeNull().ShouldContain("eu-west-1a, eu-west-1b, eu-west-1c");
        AmiException mismatch = (await estate.World.Process().RestoreAsync(estate.Options(zone: "eu-west-1b", subnet: estate.Web.SubnetId))).Error();
        mismatch.Code.ShouldBe(AmiErrorCodes.LaunchSettingMismatch);
        mismatch.Remedy.ShouldNotBeNull().ShouldContain(estate.Home.DefaultSubnet("eu-west-1b").Id);
    }

    [Fact]
    public async Task Another_region_takes_its_copy_and_names_what_it_asks_for()
    {
        using RestoreEstate estate = new();
        AmiEngine engine = estate.World.Process();
        AmiException none = (await engine.RestoreAsync(estate.Options(destination: "eu-central-1"))).Error();
        none.Code.ShouldBe(AmiErrorCodes.NoCopyInRegion);
        none.Remedy.ShouldBe($"Copy it first: Copy-AmiToRegion -ImageId {estate.Image.Id} -Region eu-west-1 -DestinationRegion eu-central-1 -Wait.");

        AmiCopy copy = (await engine.CopyAsync(new CopyOptions { Session = World.In(), ImageId = [new(estate.Image.Id)], DestinationRegion = ["eu-central-1"], Wait = true })).Only();
        SimRegion away = estate.World.Region("eu-central-1");
        Outcome<AmiRestoredInstance> asked = await engine.RestoreAsync(estate.Options(destination: "eu-central-1"));
        asked.Errors.Count.ShouldBe(3, asked.ToString());
        asked.Errors.ShouldAllBe(error => error.Code == AmiErrorCodes.LaunchSettingMissing && error.Region == "eu-central-1");

        AmiRestoredInstance restored = (await engine.RestoreAsync(estate.Options(destination: "eu-central-1", subnet: away.DefaultSubnet("eu-central-1a").Id, groups: [away.DefaultSecurityGroup.Id], key: ""))).Only();
        restored.Region.ShouldBe("eu-central-1");
        restored.ImageId.ShouldBe(copy.ImageId);
        restored.RestoredFromImageId.ShouldBe(estate.Image.Id);
        restored.RestoredFromRegion.ShouldBe("eu-west-1");
        estate.Launched().ShouldBeEmpty();

        AmiException wrong = (await engine.RestoreAsync(new BackupRestoreOptions { Launch = new LaunchOptions { Session = World.In("eu-central-1"), ImageId = [new(estate.Image.Id)] } })).Error();
        wrong.Code.ShouldBe(AmiErrorCodes.ImageNotFound);
        wrong.Remedy.ShouldNotBeNull().ShouldContain(copy.ImageId);
    }

    [Fact]
    public async Task User_data_is_held_against_what_the_instance_had()
    {
        using RestoreEstate estate = new();
        AmiEngine engine = estate.World.Process();
        (await engine.RestoreAsync(estate.Options(noUserData: true))).Error().Code.ShouldBe(AmiErrorCodes.UserDataMismatch);
        (await engine.RestoreAsync(estate.Options(userData: "#!/bin/sh\r\necho hello\r\n"u8.ToArray()))).Error().Message.ShouldContain("only in its line ends");
        estate.Launched().ShouldBeEmpty();
        (await engine.RestoreAsync(estate.Options(noUserData: true, anyUserData: true))).Only();
        estate.Launched().ShouldHaveSingleItem().UserData.ShouldBeNull();
        // As DescribeInstanceAttribute shows it.
        (await engine.RestoreAsync(estate.Options(userData: Encoding.UTF8.GetBytes(estate.Web.UserData!)))).Only();
        estate.Launched().Count(instance => instance.UserData == estate.Web.UserData).ShouldBe(1);
    }

    [Fact]
    public async Task An_image_without_a_launch_configuration_asks_for_everything()
    {
        using RestoreEstate estate = new();
        SimImage plain = estate.Home.AddImage(new ImageSeed("plain"));
        AmiEngine engine = estate.World.Process();
        Outcome<AmiRestoredInstance> asked = await engine.RestoreAsync(estate.Options(noUserData: true, images: plain.Id));
        asked.Errors.Select(error => error.Code).ShouldBe([AmiErrorCodes.LaunchSettingMissing, AmiErrorCodes.LaunchSettingMissing, AmiErrorCodes.LaunchSettingMissing]);
        (await engine.RestoreAsync(estate.Options(noUserData: true, images: plain.Id, zone: "eu-west-1b", groups: [estate.Home.DefaultSecurityGroup.Id], type: "t3.micro"))).Only().AvailabilityZone.ShouldBe("eu-west-1b");
    }

    [Theory]
    [InlineData("t4g.small", AmiErrorCodes.InstanceTypeNotFit)]
    [InlineData("t3.enormous", AmiErrorCodes.InstanceTypeNotOffered)]
    public async Task An_instance_type_that_cannot_be_is_refused_before_the_launch(string type, string code)
    {
        using RestoreEstate estate = new();
        (await estate.World.Process().RestoreAsync(estate.Options(type: type))).Error().Code.ShouldBe(code);
        estate.World.Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_type_that_the_zone_does_not_offer_names_the_zones_that_do()
    {
        using RestoreEstate estate = new();
        estate.Home.NotOffered.Add(("eu-west-1a", "t3.medium"));
        AmiException refused = (await estate.World.Process().RestoreAsync(estate.Options())).Error();
        refused.Code.ShouldBe(AmiErrorCodes.InstanceTypeNotOffered);
        refused.Message.ShouldContain("eu-west-1b, eu-west-1c");
        refused.Remedy.ShouldNotBeNull().ShouldContain("t3.");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1001)]
    public async Task A_count_that_cannot_be_is_told_with_everything_else(int count)
    {
        using RestoreEstate estate = new();
        Outcome<AmiRestoredInstance> outcome = await estate.World.Process().RestoreAsync(estate.Options(count: count, key: "lost"));
        outcome.Errors.Select(error => error.Code).ShouldBe([AmiErrorCodes.InvalidOption, AmiErrorCodes.LaunchSettingMissing]);
    }

    [Theory]
    [InlineData("pending")]
    [InlineData("disabled")]
    [InlineData("failed")]
    public async Task An_image_that_is_not_available_is_not_launched(string state)
    {
        using RestoreEstate estate = new();
        estate.Image.State = state;
        (await estate.World.Process().RestoreAsync(estate.Options())).Error().Code.ShouldBe(AmiErrorCodes.ImageNotAvailable);
    }

    [Fact]
    public async Task A_lack_of_machines_is_told_with_the_zones_to_try_and_the_others_go_on()
    {
        using RestoreEstate estate = new();
        SimImage other = estate.Home.AddImage(new ImageSeed("second") { Instance = estate.Web, Tags = LaunchTags.Write(LaunchTags.Read(estate.Image.Tags.ToDictionary(tag => tag.Key, tag => tag.Value))!) });
        estate.World.Faults.Add(Fault.Error("InsufficientInstanceCapacity", "We currently do not have sufficient t3.medium capacity.", System.Net.HttpStatusCode.InternalServerError), "RunInstances", first: 3, times: 1);
        Outcome<AmiRestoredInstance> outcome = await estate.World.Process().RestoreAsync(estate.Options(count: 2, images: [estate.Image.Id, other.Id]));
        AmiException lack = outcome.Error();
        lack.Code.ShouldBe(AmiErrorCodes.CapacityInsufficient);
        lack.Remedy.ShouldNotBeNull().ShouldContain("eu-west-1b, eu-west-1c");
        outcome.Results.Count.ShouldBe(2);
        estate.Launched().Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_quota_is_told_and_nothing_is_launched_by_halves()
    {
        using RestoreEstate estate = new();
        estate.World.Faults.Add(Fault.Error("VcpuLimitExceeded", "You have requested more vCPU capacity than your current vCPU limit of 4 allows."), "RunInstances", first: 2);
        AmiException quota = (await estate.World.Process().RestoreAsync(estate.Options(count: 5))).Error();
        quota.Code.ShouldBe(AmiErrorCodes.QuotaExceeded);
        quota.Remedy.ShouldNotBeNull().ShouldContain("Service Quotas");
        estate.Launched().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_subnet_without_enough_addresses_is_told_beforehand()
    {
        using RestoreEstate estate = new();
        estate.Home.DefaultSubnet("eu-west-1a").AddressesGiven = 4089;
        (await estate.World.Process().RestoreAsync(estate.Options(count: 3))).Error().Message.ShouldContain("of its addresses 2 are free");
    }

    [Theory]
    [InlineData("DescribeImages")]
    [InlineData("DescribeSubnets")]
    [InlineData("DescribeInstanceTypeOfferings")]
    [InlineData("DescribeInstances")]
    [InlineData("RunInstances")]
    public async Task A_denied_operation_is_named_and_nothing_is_launched(string operation)
    {
        using RestoreEstate estate = new();
        using IDisposable denial = estate.World.Simulator.Account().Policy.Deny($"ec2:{operation}");
        Outcome<AmiRestoredInstance> outcome = await estate.World.Process().RestoreAsync(estate.Options());
        AmiException error = outcome.Error();
        error.Kind.ShouldBe(AmiErrorKind.Denied, outcome.ToString());
        error.Operation.ShouldBe(operation);
        estate.Launched().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_wait_ends_when_the_checks_are_passed()
    {
        using RestoreEstate estate = new();
        Outcome<AmiRestoredInstance> outcome = await estate.World.Process().RestoreAsync(estate.Options(count: 3, wait: true));
        outcome.ShouldBeClean().Results.Count.ShouldBe(3);
        outcome.Results.ShouldAllBe(instance => instance.State == "running" && instance.StatusCheck == "ok");
    }

    [Fact]
    public async Task Checks_that_go_on_failing_end_the_wait_with_a_hint_and_the_instance_stays()
    {
        using RestoreEstate estate = new();
        await estate.World.Process().RestoreAsync(estate.Options(count: 2));
        SimInstance ill = estate.Launched()[0];
        estate.World.See(_ => ill.ChecksFailSince = estate.World.Simulator.Now);
        Outcome<AmiRestoredInstance> outcome = await estate.World.Process().RestoreAsync(estate.Options(count: 2, wait: true));
        AmiException failed = outcome.Error();
        failed.Code.ShouldBe(AmiErrorCodes.StatusCheckFailed);
        failed.Message.ShouldContain("reachability failed since");
        failed.Remedy.ShouldNotBeNull().ShouldContain($"Get-EC2ConsoleOutput -InstanceId {ill.Id}");
        outcome.Results.ShouldHaveSingleItem().InstanceId.ShouldNotBe(ill.Id);
        estate.Launched().Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_wait_that_is_too_short_says_where_it_stands()
    {
        using RestoreEstate estate = new();
        AmiException late = (await estate.World.Process().RestoreAsync(estate.Options(wait: true, timeout: TimeSpan.FromSeconds(40)))).Error();
        late.Code.ShouldBe(AmiErrorCodes.WaitTimedOut);
        (await estate.World.Process().RestoreAsync(estate.Options(wait: true))).Only().AlreadyExisted.ShouldBeTrue();
        estate.Launched().Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_instance_that_ends_while_it_starts_is_told_with_the_reason_and_launched_anew_by_the_next_run()
    {
        using RestoreEstate estate = new();
        SimKmsKey key = estate.Home.AddKey("alias/backup");
        SimImage sealedImage = estate.Home.AddImage(new ImageSeed("sealed") { Volumes = [new("/dev/xvda", 8) { Key = key, DeleteOnTermination = true }], Tags = LaunchTags.Write(LaunchTags.Read(estate.Image.Tags.ToDictionary(tag => tag.Key, tag => tag.Value))!) });
        key.State = "Disabled";
        AmiException ended = (await estate.World.Process().RestoreAsync(estate.Options(wait: true, images: sealedImage.Id))).Error();
        ended.Code.ShouldBe(AmiErrorCodes.LaunchFailed);
        ended.Message.ShouldContain("Client.InternalError");
        key.State = "Enabled";
        (await estate.World.Process().RestoreAsync(estate.Options(wait: true, images: sealedImage.Id))).Only().State.ShouldBe("running");
        estate.Launched().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Short_and_empty_pages_hide_nothing()
    {
        using RestoreEstate estate = new(settings =>
        {
            settings.Pages.ShortChance = 0.5;
            settings.Pages.EmptyChance = 0.5;
        });
        (await estate.World.Process().RestoreAsync(estate.Options(count: 2))).ShouldBeClean().Results.Count.ShouldBe(2);
        (await estate.World.Process().RestoreAsync(estate.Options(count: 2))).ShouldBeClean().Results.ShouldAllBe(instance => instance.AlreadyExisted);
    }

    [Fact]
    public async Task Tags_that_are_asked_for_later_are_put_on_what_is_there()
    {
        using RestoreEstate estate = new();
        await estate.World.Process().RestoreAsync(estate.Options());
        (await estate.World.Process().RestoreAsync(estate.Options(tags: new() { ["Ticket"] = "4711" }))).Only().AlreadyExisted.ShouldBeTrue();
        estate.Launched().ShouldHaveSingleItem().Tags["Ticket"].ShouldBe("4711");
    }
}
