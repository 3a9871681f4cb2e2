using Amazon.EC2.Model;
using AmiTools.Aws;
using AmiTools.Engine.Tests.Harness;
using AmiTools.Testing;

namespace AmiTools.Engine.Tests.Foreign;

/// <summary>The main job on an EC2 that nobody of this project wrote.</summary>
public sealed class MotoTests : IAsyncLifetime
{
    private MotoServer? _server;
    private AwsEnvironment? _environment;
    private AmiEngine? _engine;
    private AwsSession? _session;

    private AmiEngine Engine => _engine!;

    private SessionOptions Session => new() { Region = ["eu-west-1"], EndpointUrl = _server!.Endpoint, AccessKey = "AKIAIOSFODNN7EXAMPLE", SecretKey = "secret" };

    public async Task InitializeAsync()
    {
        if (MotoServer.Program is null) return;
        _server = await MotoServer.StartAsync();
        _environment = new AwsEnvironment { Time = TimeProvider.System, Random = new Random(1), NewId = Guid.NewGuid };
        _engine = new AmiEngine(_environment, new EngineSettings { FirstPoll = TimeSpan.FromMilliseconds(100), VisibilityWindow = TimeSpan.FromSeconds(5), NamedResourceWindow = TimeSpan.FromSeconds(1) });
        _session = await AwsSession.OpenAsync(_environment, new AwsSessionSettings { Region = "eu-west-1", EndpointUrl = _server.Endpoint, AccessKey = "AKIAIOSFODNN7EXAMPLE", SecretKey = "secret" }, default);
    }

    public async Task DisposeAsync()
    {
        if (_session is not null) await _session.DisposeAsync();
        _environment?.Dispose();
        if (_server is not null) await _server.DisposeAsync();
    }

    [MotoFact]
    public async Task Backs_up_copies_to_two_regions_and_finds_it_all_again()
    {
        string instance = await LaunchAsync("web-1");
        BackupOptions backup = new()
        {
            Session = Session, InstanceId = [new ResourceReference(instance)], Name = "{InstanceName} nightly", Description = "of {InstanceName}",
            Tag = new Dictionary<string, string> { ["Owner"] = "ops" }, CopyTag = true, Wait = true,
        };
        AmiBackup made = (await Engine.BackUpAsync(backup)).Only();
        made.Name.ShouldBe("web-1 nightly");
        made.State.ShouldBe("available");
        made.InstanceId.ShouldBe(instance);
        made.AccountId.ShouldBe("123456789012");
        (await TagsAsync("eu-west-1", made.ImageId)).ShouldSatisfyAllConditions(tags => tags["Owner"].ShouldBe("ops"), tags => tags["Name"].ShouldBe("web-1"), tags => tags[AmiToolsTags.Instance].ShouldBe(instance));
        made.SnapshotIds.ShouldNotBeEmpty();
        foreach (string snapshot in made.SnapshotIds) (await TagsAsync("eu-west-1", snapshot))["Owner"].ShouldBe("ops");

        (await Engine.BackUpAsync(backup)).Only().ShouldSatisfyAllConditions(again => again.ImageId.ShouldBe(made.ImageId), again => again.AlreadyExisted.ShouldBeTrue());

        CopyOptions copy = new()
        {
            Session = Session, ImageId = [new ResourceReference(made.ImageId, "eu-west-1")], DestinationRegion = ["us-east-1", "eu-central-1"],
            Tag = new Dictionary<string, string> { ["Purpose"] = "dr" }, CopyTag = true, Wait = true,
        };
        Outcome<AmiCopy> copies = (await Engine.CopyAsync(copy)).ShouldBeClean();
        copies.Results.Select(result => result.Region).ShouldBe(["us-east-1", "eu-central-1"], ignoreOrder: true);
        foreach (AmiCopy result in copies.Results)
        {
            result.ParentImageId.ShouldBe(made.ImageId);
            (await TagsAsync(result.Region, result.ImageId)).ShouldSatisfyAllConditions(
                tags => tags["Owner"].ShouldBe("ops"), tags => tags["Purpose"].ShouldBe("dr"), tags => tags[AmiToolsTags.Parent].ShouldBe($"eu-west-1/{made.ImageId}"));
            result.SnapshotIds.ShouldNotBeEmpty();
            foreach (string snapshot in result.SnapshotIds) (await TagsAsync(result.Region, snapshot))["Purpose"].ShouldBe("dr");
        }

        Outcome<AmiCopy> second = (await Engine.CopyAsync(copy)).ShouldBeClean();
        second.Results.ShouldAllBe(result => result.AlreadyExisted);
        second.Results.Select(result => result.ImageId).ShouldBe(copies.Results.Select(result => result.ImageId), ignoreOrder: true);

        Outcome<Ami> found = (await Engine.FindAsync(new AmiQuery { Session = new SessionOptions { Region = ["eu-west-1", "us-east-1", "eu-central-1"], EndpointUrl = _server!.Endpoint, AccessKey = "AKIAIOSFODNN7EXAMPLE", SecretKey = "secret" }, InstanceId = [new ResourceReference(instance)] })).ShouldBeClean();
        found.Results.Select(image => image.ImageId).ShouldBe([made.ImageId, .. copies.Results.Select(result => result.ImageId)], ignoreOrder: true);
        (await Engine.WaitAsync(new WaitOptions { Session = Session, ImageId = [new ResourceReference(made.ImageId)] })).Only().ImageId.ShouldBe(made.ImageId);
    }

    [MotoFact]
    public async Task What_a_foreign_EC2_lacks_is_one_error_that_names_the_operation()
    {
        string instance = await LaunchAsync("web-2");
        AmiBackup made = (await Engine.BackUpAsync(new BackupOptions { Session = Session, InstanceId = [new ResourceReference(instance)], Wait = true })).Only();
        Outcome<AmiCopy> copies = await Engine.CopyAsync(new CopyOptions
        {
            Session = Session, ImageId = [new ResourceReference(made.ImageId)], DestinationRegion = ["us-east-1"], Wait = true, DeprecateAt = TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(90),
        });
        copies.Results.ShouldHaveSingleItem(copies.ToString());
        AmiException failure = copies.Error();
        failure.Code.ShouldBe(AmiErrorCodes.DeprecationNotSet);
        failure.Kind.ShouldBe(AmiErrorKind.NotSupported);
        failure.Operation.ShouldBe("EnableImageDeprecation");
    }

    [MotoFact]
    public async Task Retiring_keeps_the_image_because_what_cannot_be_read_counts_as_used()
    {
        AmiBackup made = (await Engine.BackUpAsync(new BackupOptions { Session = Session, InstanceId = [new ResourceReference(await LaunchAsync("web-3"))], Wait = true })).Only();
        AmiException kept = (await Engine.RemoveAsync(new RemovalOptions { Session = Session, ImageId = [new ResourceReference(made.ImageId)] })).Error();
        kept.ResourceId.ShouldBe(made.ImageId);
        kept.Code.ShouldBeOneOf(AmiErrorCodes.ImageUsageUnknown, AmiErrorCodes.ImageInUse);
        kept.Message.ShouldContain("could not be read");
        (await Engine.FindAsync(new AmiQuery { Session = Session, ImageId = [new ResourceReference(made.ImageId)] })).Only().State.ShouldBe("available");

        RecordedEvents events = new();
        DeprecationPlan plan = await Engine.PlanAsync(new DeprecationOptions { Session = Session, ImageId = [new ResourceReference(made.ImageId)], After = TimeSpan.FromDays(90) }, events, default);
        await foreach (AmiDeprecation unexpected in Engine.RunAsync(plan, events, default)) unexpected.ShouldBeNull();
        AmiException failure = events.Failures.ShouldHaveSingleItem();
        (failure.Code, failure.Operation, failure.ResourceId).ShouldBe((AmiErrorCodes.OperationNotSupported, "EnableImageDeprecation", made.ImageId));
    }

    [MotoFact]
    public async Task A_Recycle_Bin_that_is_not_there_is_one_error_that_names_the_operation()
    {
        Named(await Engine.FindAsync(new RecycleBinQuery { Session = Session }), "InRecycleBin");
        Named(await Engine.RestoreAsync(new RestoreOptions { Session = Session, Item = [new RestoreItem(new ResourceReference("ami-0123456789abcdef0"))] }), "InRecycleBin");
        Named(await Engine.FindAsync(new RecycleBinRuleQuery { Session = Session }), "ListRules");
        Named(await Engine.MakeRulesAsync(new NewRecycleBinRuleOptions { Session = Session, ResourceType = [RecycleBinResourceType.Image], RetentionDays = 7 }), "ListRules");

        static void Named<T>(Outcome<T> outcome, string operation)
        {
            outcome.Results.ShouldBeEmpty(outcome.ToString());
            AmiException failure = outcome.Error();
            // Images, snapshots and volumes are listed at the same time, and the first refusal ends it.
            failure.Operation.ShouldNotBeNull().ShouldEndWith(operation, Case.Sensitive, outcome.ToString());
            failure.Kind.ShouldBe(AmiErrorKind.NotSupported, outcome.ToString());
            failure.Remedy.ShouldNotBeNullOrEmpty();
        }
    }

    private async Task<string> LaunchAsync(string name)
    {
        DescribeImagesResponse images = await _session!.Ec2("eu-west-1").DescribeImagesAsync(new DescribeImagesRequest { Owners = ["amazon"] });
        RunInstancesResponse launched = await _session.Ec2("eu-west-1").RunInstancesAsync(new RunInstancesRequest
        {
            ImageId = images.Images![0].ImageId, MinCount = 1, MaxCount = 1, InstanceType = "t3.micro",
            TagSpecifications = [new TagSpecification { ResourceType = "instance", Tags = [new Tag("Name", name)] }],
        });
        return launched.Reservation!.Instances![0].InstanceId!;
    }

    private async Task<Dictionary<string, string>> TagsAsync(string region, string resource) =>
        ((await _session!.Ec2(region).DescribeTagsAsync(new DescribeTagsRequest { Filters = [new Filter("resource-id", [resource])] })).Tags ?? []).ToDictionary(tag => tag.Key!, tag => tag.Value!);
}
