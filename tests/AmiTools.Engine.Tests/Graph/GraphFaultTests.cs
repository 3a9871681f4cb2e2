using AmiTools.Simulator;
using static AmiTools.Engine.Tests.Graph.GraphScene;

namespace AmiTools.Engine.Tests.Graph;

public sealed class GraphFaultTests : IDisposable
{
    private readonly GraphScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Theory]
    [InlineData("DescribeImages", GraphNodeKinds.Image)]
    [InlineData("DescribeSnapshots", GraphNodeKinds.Snapshot)]
    [InlineData("DescribeVolumes", GraphNodeKinds.Volume)]
    [InlineData("DescribeInstances", GraphNodeKinds.Instance)]
    [InlineData("DescribeLaunchTemplateVersions", GraphNodeKinds.LaunchTemplate)]
    public async Task A_denied_list_makes_its_kind_unknown_there_and_nothing_else(string operation, string kind)
    {
        SimImage image = Furnish(Home);
        SimImage other = Furnish(Away);
        _scene.Simulator.Faults.Add(Fault.Deny, operation, Home);

        AmiSnapshotGraph graph = await _scene.EstateAsync(Home, Away);

        GraphGap gap = graph.NotRead.ShouldHaveSingleItem();
        (gap.Region, gap.Kind, gap.Code).ShouldBe((Home, kind, AmiErrorCodes.AccessDenied));
        AmiException failure = _scene.Events.Failures.ShouldHaveSingleItem();
        (failure.Region, failure.Operation).ShouldBe((Home, operation));
        // What was not read is in the graph where something refers to it, as unknown; none of it is called gone, and no snapshot an orphan.
        graph.Nodes.Where(node => node.Region == Home && node.Kind == kind).ShouldAllBe(node => node.Presence == GraphPresence.Unknown);
        graph.Nodes.Where(node => node.Region == Home && node.Presence == GraphPresence.Gone).Select(node => node.Id).ShouldBeEmpty();
        graph.Orphans.ShouldBeEmpty();
        graph.Nodes.Where(node => node.Region == Away).ShouldAllBe(node => node.Presence == GraphPresence.Present);
        graph.Node(other.Id).State.ShouldBe("available");
        if (kind != GraphNodeKinds.Image) graph.Node(image.Id).State.ShouldBe("available");
    }

    [Fact]
    public async Task Where_everything_is_denied_the_graph_says_so_five_times_and_shows_nothing()
    {
        Furnish(Home);
        _scene.Simulator.Faults.Add(Fault.Deny, "Describe*");

        AmiSnapshotGraph graph = await _scene.EstateAsync(Home);

        graph.Nodes.ShouldBeEmpty();
        graph.NotRead.Select(gap => gap.Kind).ShouldBe([GraphNodeKinds.Image, GraphNodeKinds.Instance, GraphNodeKinds.LaunchTemplate, GraphNodeKinds.Snapshot, GraphNodeKinds.Volume]);
        graph.IsComplete.ShouldBeFalse();
        string.Join('\n', graph.Draw()).ShouldContain("Not read");
    }

    [Fact]
    public async Task A_list_that_breaks_off_in_the_middle_keeps_what_came_and_calls_the_rest_unknown()
    {
        SimImage[] images = [.. Enumerable.Range(1, 1500).Select(i => _scene.In(Home).AddImage(new ImageSeed($"image {i}")))];
        _scene.Simulator.Faults.Add(Fault.InternalError, "DescribeSnapshots", Home, first: 2, times: 1000);

        AmiSnapshotGraph graph = await _scene.EstateAsync(Home);

        graph.Images.Count(node => node.Presence == GraphPresence.Present).ShouldBe(1500);
        graph.Snapshots.Count.ShouldBe(1500, "each image names its snapshot");
        graph.Snapshots.Count(node => node.Presence == GraphPresence.Present).ShouldBe(1000);
        graph.Snapshots.Count(node => node.Presence == GraphPresence.Unknown).ShouldBe(500);
        graph.Problems.ShouldBeEmpty();
        graph.NotRead.ShouldHaveSingleItem().Kind.ShouldBe(GraphNodeKinds.Snapshot);
    }

    [Theory]
    [InlineData(0.5, 0.0)]
    [InlineData(0.2, 0.5)]
    public async Task Short_and_empty_pages_are_not_the_end(double shortPages, double emptyPages)
    {
        for (int i = 0; i < 40; i++) Furnish(Home, $"web-{i}");
        AmiSnapshotGraph whole = await _scene.EstateAsync(Home);
        _scene.Simulator.Settings.Pages.ShortChance = shortPages;
        _scene.Simulator.Settings.Pages.EmptyChance = emptyPages;

        AmiSnapshotGraph graph = await _scene.EstateAsync(Home);

        graph.Fingerprint.ShouldBe(whole.Fingerprint);
        graph.Images.Count.ShouldBe(whole.Images.Count);
    }

    [Fact]
    public async Task Throttling_and_cut_connections_on_the_way_change_nothing()
    {
        Furnish(Home);
        Furnish(Away);
        AmiSnapshotGraph calm = await _scene.EstateAsync(Home, Away);
        _scene.Simulator.Faults.Add(Fault.Throttle, "Describe*", first: 1, times: 3);
        _scene.Simulator.Faults.Add(Fault.CutInBody, "DescribeSnapshots", first: 1, times: 1);
        _scene.Simulator.Faults.Add(Fault.CutAfter, "DescribeVolumes", first: 1, times: 1);

        AmiSnapshotGraph rough = await _scene.EstateAsync(Home, Away);

        rough.Fingerprint.ShouldBe(calm.Fingerprint);
        rough.IsComplete.ShouldBeTrue();
    }

    [Fact]
    public async Task What_was_made_a_moment_ago_and_is_not_seen_yet_is_not_called_gone()
    {
        SimInstance instance = _scene.In(Home).AddInstance(new InstanceSeed());
        _scene.In(Home).AddImage(new ImageSeed("new") { Instance = instance, Age = TimeSpan.FromSeconds(5) });
        _scene.Simulator.Faults.Consistency.ListLag = TimeSpan.FromMinutes(1);
        _scene.Simulator.Faults.Consistency.NewIdLag = TimeSpan.FromMinutes(1);
        _scene.Simulator.Faults.Consistency.Flicker = 0.5;

        for (int i = 0; i < 30; i++)
        {
            AmiSnapshotGraph graph = await _scene.EstateAsync(Home);
            graph.Orphans.ShouldBeEmpty();
            graph.Problems.ShouldBeEmpty();
            graph.Images.ShouldAllBe(image => image.Presence != GraphPresence.Gone);
        }
    }

    [Fact]
    public async Task Expired_credentials_end_it_at_once()
    {
        Furnish(Home);
        _scene.Simulator.Faults.Add(Fault.Expire);

        AmiException failure = await Should.ThrowAsync<AmiException>(() => _scene.EstateAsync(Home, Away));

        failure.Kind.ShouldBe(AmiErrorKind.Authentication);
        failure.StopsEverything.ShouldBeTrue();
    }

    [Fact]
    public async Task Where_the_Recycle_Bin_cannot_be_read_a_snapshot_whose_image_is_gone_may_still_be_none()
    {
        _scene.In(Home).AddSnapshot(new SnapshotSeed(8) { Description = "Created by CreateImage(i-0123456789abcdef0) for ami-0123456789abcdef0" });
        _scene.Simulator.Faults.Add(Fault.Deny, "ListImagesInRecycleBin");

        AmiSnapshotGraph graph = await _scene.EstateAsync(Home);

        graph.Snapshots.ShouldHaveSingleItem().IsOrphan.ShouldBeNull();
        graph.NotRead.ShouldHaveSingleItem().Kind.ShouldBe(GraphGapKinds.RecycleBinImage);
    }

    private SimImage Furnish(string region, string name = "web")
    {
        SimInstance instance = _scene.In(region).AddInstance(new InstanceSeed { Name = name });
        SimImage image = _scene.In(region).AddImage(new ImageSeed(name) { Instance = instance });
        _scene.In(region).AddTemplate(name, image.Id, "t3.medium");
        return image;
    }
}
