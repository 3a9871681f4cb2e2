using Amazon.EC2;
using Amazon.EC2.Model;
using AmiTools.Aws;
using AmiTools.Engine.Tests.Harness;
using AmiTools.Testing;

namespace AmiTools.Engine.Tests.Graph;

/// <summary>The lineage of an EC2 that nobody of this project wrote, made by calls that are not this module's either.</summary>
public sealed class MotoGraphTests : IAsyncLifetime
{
    private const string Home = "eu-west-1";
    private const string Away = "us-east-1";

    private readonly AwsEnvironment _environment = new() { Time = TimeProvider.System, Random = new Random(1), NewId = Guid.NewGuid };
    private readonly RecordedEvents _events = new();
    private MotoServer? _server;
    private AwsSession? _session;

    private IAmazonEC2 Ec2 => _session!.Ec2(Home);

    public async Task InitializeAsync()
    {
        if (MotoServer.Program is null) return;
        _server = await MotoServer.StartAsync();
        _session = await AwsSession.OpenAsync(_environment, new AwsSessionSettings { EndpointUrl = _server.Endpoint, AccessKey = "AKIAIOSFODNN7EXAMPLE", SecretKey = "secret", Region = Home }, default);
    }

    public async Task DisposeAsync()
    {
        if (_session is not null) await _session.DisposeAsync();
        _environment.Dispose();
        if (_server is not null) await _server.DisposeAsync();
    }

    [MotoFact]
    public async Task Draws_an_instance_its_backup_and_the_backups_copy()
    {
        (string instance, string image, string copy) = await BackUpAndCopyAsync();

        AmiSnapshotGraph graph = (await MapAsync(new GraphOptions { Session = Session(Home, Away) }))!;

        graph.Find(instance)!.State.ShouldBe("running");
        graph.Find(image)!.Name.ShouldBe("backup");
        Edge(graph, GraphEdgeKind.MadeFrom, image, instance);
        GraphEdge copied = Edge(graph, GraphEdgeKind.CopiedFrom, copy, image);
        (copied.FromRegion, copied.ToRegion).ShouldBe((Away, Home));
        GraphEdge root = graph.Edges.First(edge => edge.Kind == GraphEdgeKind.Backs && edge.To == image);
        root.Certainty.ShouldBe(GraphCertainty.Mapping);
        graph.Find(root.From)!.State.ShouldBe("completed");
        graph.Descendants(instance).Select(node => node.Id).ShouldContain(copy);
        graph.Draw().ShouldContain(line => line.Contains(copy) && line.Contains("copy"));
    }

    [MotoFact]
    public async Task What_moto_lacks_is_a_gap_that_names_the_operation_and_makes_unknown_what_depends_on_it()
    {
        (_, string image, _) = await BackUpAndCopyAsync();
        string snapshot = (await Ec2.DescribeImagesAsync(new DescribeImagesRequest { ImageIds = [image] })).Images![0].BlockDeviceMappings!.First(mapping => mapping.Ebs?.SnapshotId is not null).Ebs!.SnapshotId!;
        await Ec2.DeregisterImageAsync(new DeregisterImageRequest { ImageId = image });

        AmiSnapshotGraph graph = (await MapAsync(new GraphOptions { Session = Session(Home) }))!;

        graph.Find(image)!.Presence.ShouldBe(GraphPresence.Gone);
        graph.Find(snapshot)!.IsOrphan.ShouldBeNull("the image may lie in a Recycle Bin that moto does not have");
        GraphGap gap = graph.NotRead.ShouldHaveSingleItem();
        (gap.Kind, gap.Code).ShouldBe((GraphGapKinds.RecycleBinImage, AmiErrorCodes.OperationNotSupported));
        _events.Failures.ShouldHaveSingleItem().Operation.ShouldBe("ListImagesInRecycleBin");
    }

    private async Task<(string Instance, string Image, string Copy)> BackUpAndCopyAsync()
    {
        string from = (await Ec2.DescribeImagesAsync(new DescribeImagesRequest { Owners = ["amazon"] })).Images![0].ImageId!;
        string instance = (await Ec2.RunInstancesAsync(new RunInstancesRequest { ImageId = from, MinCount = 1, MaxCount = 1, InstanceType = InstanceType.T3Micro })).Reservation!.Instances![0].InstanceId!;
        string image = (await Ec2.CreateImageAsync(new CreateImageRequest { InstanceId = instance, Name = "backup" })).ImageId!;
        // moto keeps no parent of a copy; the tag that this module writes says it.
        string copy = (await _session!.Ec2(Away).CopyImageAsync(new CopyImageRequest { Name = "backup", SourceImageId = image, SourceRegion = Home })).ImageId!;
        await _session.Ec2(Away).CreateTagsAsync(new CreateTagsRequest { Resources = [copy], Tags = [new Tag(AmiToolsTags.Parent, $"{Home}/{image}")] });
        await Ec2.CreateTagsAsync(new CreateTagsRequest { Resources = [image], Tags = [new Tag(AmiToolsTags.Instance, instance)] });
        return (instance, image, copy);
    }

    private Task<AmiSnapshotGraph?> MapAsync(GraphOptions options) => new AmiEngine(_environment, new EngineSettings { VisibilityWindow = TimeSpan.Zero }).MapAsync(options, _events, default);

    private SessionOptions Session(params string[] regions) => new() { Region = regions, EndpointUrl = _server!.Endpoint, AccessKey = "AKIAIOSFODNN7EXAMPLE", SecretKey = "secret" };

    private static GraphEdge Edge(AmiSnapshotGraph graph, GraphEdgeKind kind, string from, string to) => graph.Edges.Single(edge => edge.Kind == kind && edge.From == from && edge.To == to);
}
