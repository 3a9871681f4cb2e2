using System.Text;
using AmiTools.Engine.Launching;
using AmiTools.Engine.Recovery;
using AmiTools.Engine.Tests.Harness;
using AmiTools.Engine.Tests.Restoring;
using AmiTools.Simulator;

namespace AmiTools.Engine.Tests.Recovery;

public sealed class RecoveryTests
{
    [Fact]
    public async Task A_backup_that_comes_up_passes_and_nothing_of_it_stays()
    {
        using RestoreEstate estate = new();
        int volumes = estate.Home.Volumes.Count, groups = estate.Home.SecurityGroups.Count;
        AmiRecoveryTest test = (await estate.World.Process().TestAsync(estate.Drill(marker: "login:", tags: new() { ["CostCenter"] = "42" }))).Only();
        test.Passed.ShouldBeTrue();
        test.Failure.ShouldBeNull();
        test.ImageId.ShouldBe(estate.Image.Id);
        test.TimeToRecover.ShouldNotBeNull().ShouldBeGreaterThan(TimeSpan.FromMinutes(2));
        test.LeftOver.ShouldBeEmpty();
        test.AccountId.ShouldBe(estate.Home.Account.Id);
        estate.World.Changes.Select(change => change.Operation).ShouldBe(["CreateSecurityGroup", "RevokeSecurityGroupEgress", "RunInstances", "TerminateInstances", "DeleteSecurityGroup"]);

        SimInstance machine = estate.Machines().ShouldHaveSingleItem();
        machine.Id.ShouldBe(test.InstanceId);
        machine.State.ShouldBe("terminated");
        machine.SecurityGroupIds.ShouldHaveSingleItem().ShouldNotBe(estate.Web.SecurityGroupIds[0]);
        machine.KeyName.ShouldBeNull();
        machine.InstanceProfileArn.ShouldBeNull();
        machine.UserData.ShouldBeNull();
        machine.ShutdownBehavior.ShouldBe("terminate");
        machine.Tags["CostCenter"].ShouldBe("42");
        machine.Tags["Owner"].ShouldBeNull();
        machine.Tags["Name"].ShouldBe($"Recovery test of {estate.Image.Id}");
        machine.HttpTokens.ShouldBe("required");

        estate.World.Pass(TimeSpan.FromMinutes(1));
        estate.Drilled().ShouldBeEmpty();
        (estate.Home.Volumes.Count, estate.Home.SecurityGroups.Count).ShouldBe((volumes, groups));
        estate.Web.State.ShouldBe("running");
    }

    [Fact]
    public async Task Volumes_that_the_image_would_keep_go_as_well()
    {
        using RestoreEstate estate = new();
        SimImage keeper = estate.Home.AddImage(new ImageSeed("keeper") { Volumes = [new("/dev/xvda", 8), new("/dev/sdf", 20) { DeleteOnTermination = false }], Tags = LaunchTags.Write(LaunchTags.Read(estate.Image.Tags.ToDictionary(tag => tag.Key, tag => tag.Value))!) });
        int volumes = estate.Home.Volumes.Count;
        (await estate.World.Process().TestAsync(estate.Drill(images: keeper.Id))).Only().Passed.ShouldBeTrue();
        estate.World.Pass(TimeSpan.FromMinutes(1));
        estate.Home.Volumes.Count.ShouldBe(volumes);
    }

    [Fact]
    public async Task A_machine_that_fails_its_checks_does_not_pass_and_shows_its_console()
    {
        using RestoreEstate estate = new();
        AmiEngine engine = estate.World.Process(out Wire wire);
        wire.Before = body =>
        {
            if (!body.Contains("Action=DescribeInstanceStatus", StringComparison.Ordinal)) return;
            foreach (SimInstance machine in estate.Machines()) estate.World.See(aws => machine.ChecksFailSince ??= aws.Now);
        };
        AmiRecoveryTest test = (await engine.TestAsync(estate.Drill())).Only();
        test.Passed.ShouldBeFalse();
        test.FailureCode.ShouldBe(AmiErrorCodes.StatusCheckFailed);
        test.Failure.ShouldNotBeNull().ShouldContain("reachability failed since");
        test.TimeToRecover.ShouldBeNull();
        test.ConsoleTail.ShouldContain(line => line.Contains("Booting", StringComparison.Ordinal));
        estate.Drilled().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_marker_that_never_shows_is_waited_for_until_the_time_is_over()
    {
        using RestoreEstate estate = new();
        AmiRecoveryTest test = (await estate.World.Process().TestAsync(estate.Drill(marker: "database is open", timeout: TimeSpan.FromHours(6)))).Only();
        test.Passed.ShouldBeFalse();
        test.FailureCode.ShouldBe(AmiErrorCodes.WaitTimedOut);
        test.Failure.ShouldNotBeNull().ShouldContain("'database is open'");
        test.ConsoleTail[^1].ShouldContain("login:");
        estate.Drilled().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_machine_that_ends_while_it_starts_is_told_with_the_reason()
    {
        using RestoreEstate estate = new();
        SimKmsKey key = estate.Home.AddKey("alias/backup");
        SimImage sealedImage = estate.Home.AddImage(new ImageSeed("sealed") { Volumes = [new("/dev/xvda", 8) { Key = key }], Tags = LaunchTags.Write(LaunchTags.Read(estate.Image.Tags.ToDictionary(tag => tag.Key, tag => tag.Value))!) });
        key.State = "Disabled";
        AmiRecoveryTest test = (await estate.World.Process().TestAsync(estate.Drill(images: sealedImage.Id))).Only();
        test.FailureCode.ShouldBe(AmiErrorCodes.LaunchFailed);
        test.Failure.ShouldNotBeNull().ShouldContain("Client.InternalError");
        estate.Drilled().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("CreateSecurityGroup")]
    [InlineData("RevokeSecurityGroupEgress")]
    [InlineData("RunInstances")]
    [InlineData("DescribeInstanceStatus")]
    [InlineData("GetConsoleOutput")]
    public async Task What_the_caller_may_not_do_is_an_error_and_nothing_stays(string operation)
    {
        using RestoreEstate estate = new();
        estate.World.Faults.Add(Fault.Deny, operation);
        Outcome<AmiRecoveryTest> outcome = await estate.World.Process().TestAsync(estate.Drill(marker: "login:"));
        outcome.Error().Code.ShouldBe(AmiErrorCodes.AccessDenied);
        outcome.Results.ShouldBeEmpty();
        estate.Drilled().ShouldBeEmpty();
        if (operation is "CreateSecurityGroup" or "RevokeSecurityGroupEgress" or "RunInstances") estate.Machines().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("TerminateInstances", "i-")]
    [InlineData("DeleteSecurityGroup", "sg-")]
    public async Task What_cannot_be_removed_is_named_and_a_later_test_removes_it(string operation, string first)
    {
        using RestoreEstate estate = new();
        estate.World.Faults.Add(Fault.Deny, operation);
        Outcome<AmiRecoveryTest> outcome = await estate.World.Process().TestAsync(estate.Drill());
        AmiException left = outcome.Error();
        left.Code.ShouldBe(AmiErrorCodes.DrillNotRemoved);
        left.Remedy.ShouldNotBeNull().ShouldContain("Remove-EC2SecurityGroup -GroupId sg-");
        outcome.Results.ShouldHaveSingleItem().LeftOver[0].ShouldStartWith(first);
        outcome.Results[0].Passed.ShouldBeTrue();
        estate.Drilled().ShouldNotBeEmpty();

        estate.World.Faults.Clear();
        estate.World.Pass(RecoveryEstate.LongAfter);
        Outcome<AmiRecoveryTest> later = await estate.World.Process().TestAsync(estate.Drill());
        later.Only().Passed.ShouldBeTrue();
        later.Events.Warnings.ShouldContain(warning => warning.Contains(outcome.Results[0].LeftOver[0], StringComparison.Ordinal));
        estate.World.Pass(TimeSpan.FromMinutes(1));
        estate.Drilled().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_group_that_somebody_opens_again_gets_no_machine()
    {
        using RestoreEstate estate = new();
        AmiEngine engine = estate.World.Process(out Wire wire);
        wire.Before = body =>
        {
            if (body.Contains("Action=DescribeSecurityGroups", StringComparison.Ordinal)) estate.World.See(_ => estate.Home.SecurityGroups.Where(group => group.Tags[AmiToolsTags.Drill] is not null).ToList()).ForEach(group => group.EgressOpen = true);
        };
        (await engine.TestAsync(estate.Drill())).Error().Code.ShouldBe(AmiErrorCodes.DrillNotIsolated);
        estate.Machines().ShouldBeEmpty();
        estate.Drilled().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_stop_in_the_middle_removes_everything()
    {
        using RestoreEstate estate = new();
        using CancellationTokenSource stop = new();
        AmiEngine engine = estate.World.Process(out Wire wire);
        wire.Before = body =>
        {
            if (body.Contains("Action=DescribeInstanceStatus", StringComparison.Ordinal)) stop.Cancel();
        };
        Outcome<AmiRecoveryTest> outcome = await engine.TestAsync(estate.Drill(), cancellationToken: stop.Token);
        outcome.Thrown.ShouldBeAssignableTo<OperationCanceledException>();
        outcome.Results.ShouldBeEmpty();
        estate.Machines().ShouldHaveSingleItem();
        estate.Drilled().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_quota_that_is_full_is_an_error_and_nothing_stays()
    {
        using RestoreEstate estate = new();
        estate.Home.Account.Quotas.Instances = 1;
        (await estate.World.Process().TestAsync(estate.Drill())).Error().Code.ShouldBe(AmiErrorCodes.QuotaExceeded);
        estate.Drilled().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_test_that_is_at_work_is_left_alone()
    {
        // Long enough that the tag has to be renewed several times.
        using RestoreEstate estate = new(settings => settings.Pace.StatusChecks = TimeSpan.FromMinutes(40));
        AmiEngine second = estate.World.Process();
        Task<Outcome<AmiRecoveryTest>>? other = null;
        AmiEngine first = estate.World.Process(out Wire wire);
        DateTimeOffset begun = estate.World.Simulator.Now;
        wire.Before = body =>
        {
            if (other is null && estate.World.Simulator.Now - begun > TimeSpan.FromMinutes(25)) other = Task.Run(() => second.TestAsync(estate.Drill()));
        };
        (await first.TestAsync(estate.Drill())).Only().Passed.ShouldBeTrue();
        (await other.ShouldNotBeNull()).Only().Passed.ShouldBeTrue();
        estate.Drilled().ShouldBeEmpty();
        estate.World.Changes.ShouldContain(change => change.Operation == "CreateTags");
    }

    [Fact]
    public async Task A_plan_changes_nothing_and_says_what_is_left()
    {
        using RestoreEstate estate = new();
        estate.World.Faults.Add(Fault.Deny, "TerminateInstances");
        await estate.World.Process().TestAsync(estate.Drill());
        estate.World.Pass(RecoveryEstate.LongAfter);
        estate.World.Simulator.Requests.Clear();
        RecoveryTestPlan plan = await estate.World.Process().PlanAsync(estate.Drill(), new RecordedEvents(), CancellationToken.None);
        plan.Problems.ShouldBeEmpty();
        plan.Steps.Count.ShouldBe(2);
        plan.Steps[0].ShouldBeOfType<DrillLeftoverStep>().ToString().ShouldContain("Remove what a recovery test left");
        RecoveryDrillStep step = plan.Steps[1].ShouldBeOfType<RecoveryDrillStep>();
        step.Action.ShouldContain("cut off from every network");
        step.Warnings.ShouldContain(warning => warning.Contains("without the user data", StringComparison.Ordinal));
        estate.World.Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_has_the_tag_and_is_no_tests_is_left_alone()
    {
        using RestoreEstate estate = new();
        string mark = new DrillMark("0123456789abcdef0123456789abcdef", estate.World.Simulator.Now - TimeSpan.FromDays(1)).ToString();
        // As a tool leaves them that restores machines and volumes with the tags of what it restores.
        SimInstance machine = estate.Home.AddInstance(new InstanceSeed { Name = "restored", Volumes = [new("/dev/xvda", 8)] });
        SimVolume volume = estate.Home.Volumes.Find(machine.Volumes[0].VolumeId)!;
        foreach (SimResource resource in (SimResource[])[machine, volume, estate.Home.SecurityGroups.First()]) resource.Tags[AmiToolsTags.Drill] = mark;
        (await estate.World.Process().TestAsync(estate.Drill())).Only().Passed.ShouldBeTrue();
        machine.State.ShouldBe("running");
        estate.World.Changes.Count(change => change.Operation is "TerminateInstances" or "DeleteVolume" or "DeleteSecurityGroup").ShouldBe(2);
    }

    [Fact]
    public async Task All_that_is_missing_is_told_at_once_and_groups_and_keys_are_not_missed()
    {
        using RestoreEstate estate = new(change: _ => new LaunchConfiguration { InstanceType = "t9.huge", SubnetId = "subnet-00000000000000000", SecurityGroupIds = ["sg-00000000000000000"], KeyName = "lost" });
        Outcome<AmiRecoveryTest> outcome = await estate.World.Process().TestAsync(estate.Drill());
        outcome.Errors.Select(error => error.Code).Order().ShouldBe([AmiErrorCodes.InstanceTypeNotOffered, AmiErrorCodes.LaunchSettingMissing]);
        (await estate.World.Process().TestAsync(estate.Drill(type: "t3.medium", subnet: estate.Web.SubnetId, marker: " "))).Error().Code.ShouldBe(AmiErrorCodes.InvalidOption);
        estate.World.Changes.ShouldBeEmpty();
        (await estate.World.Process().TestAsync(estate.Drill(type: "t3.medium", subnet: estate.Web.SubnetId))).Only().Passed.ShouldBeTrue();
    }

    [Fact]
    public async Task User_data_that_is_given_has_to_be_the_instances()
    {
        using RestoreEstate estate = new();
        (await estate.World.Process().TestAsync(estate.Drill(userData: Encoding.UTF8.GetBytes("other")))).Error().Code.ShouldBe(AmiErrorCodes.UserDataMismatch);
        (await estate.World.Process().TestAsync(estate.Drill(userData: Encoding.UTF8.GetBytes(RestoreEstate.UserData)))).Only().Passed.ShouldBeTrue();
        estate.Machines().ShouldHaveSingleItem().UserData.ShouldBe(estate.Web.UserData);
    }
}
