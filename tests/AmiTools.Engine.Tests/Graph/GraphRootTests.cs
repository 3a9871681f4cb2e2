using Amazon.EC2.Model;
using AmiTools.Aws;
using AmiTools.Simulator;
using static AmiTools.Engine.Tests.Graph.GraphScene;

namespace AmiTools.Engine.Tests.Graph;

/// <summary>Graphs that begin at something.</summary>
public sealed class GraphRootTests : IDisposable
{
    private const string NoImage = "ami-0123456789abcdef0";

    private readonly GraphScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task An_image_brings_what_it_comes_from_and_what_came_of_it_and_no_stranger()
    {
        (SimInstance web, SimImage backup, SimImage copy) = Furnish();
        (SimInstance stranger, SimImage strange, _) = Furnish("stranger");
        SimInstance restored = _scene.In(Home).AddInstance(new InstanceSeed { Name = "restored", Image = backup });

        AmiSnapshotGraph graph = await _scene.OfImageAsync(backup.Id, GraphDirection.Both, Home, Away);

        string[] ids = [.. graph.Nodes.Select(node => node.Id)];
        ids.ShouldContain(web.Id);
        ids.ShouldContain(copy.Id);
        ids.ShouldContain(restored.Id);
        ids.ShouldContain(restored.Volumes[0].VolumeId);
        ids.ShouldNotContain(stranger.Id, "it was launched from the same public image, which is no descent");
        ids.ShouldNotContain(strange.Id);
        graph.Roots.ShouldBe([backup.Id]);
    }

    [Fact]
    public async Task Up_shows_only_what_it_comes_from_and_down_only_what_came_of_it()
    {
        (SimInstance web, SimImage backup, SimImage copy) = Furnish();

        AmiSnapshotGraph up = await _scene.OfImageAsync(copy.Id, GraphDirection.Up, Home, Away);
        AmiSnapshotGraph down = await _scene.OfImageAsync(backup.Id, GraphDirection.Down, Home, Away);

        up.Nodes.Select(node => node.Id).ShouldContain(web.Id);
        up.Nodes.Select(node => node.Id).ShouldContain(backup.Id);
        down.Nodes.Select(node => node.Id).ShouldContain(copy.Id);
        down.Nodes.Select(node => node.Id).ShouldNotContain(web.Id);
    }

    [Fact]
    public async Task A_part_of_an_estate_is_the_same_whether_it_was_read_as_a_part_or_as_a_whole()
    {
        (SimInstance web, SimImage backup, _) = Furnish();
        Furnish("other");
        _scene.In(Home).AddTemplate("web", backup.Id, "t3.medium");
        AmiSnapshotGraph estate = await _scene.EstateAsync(Home, Away);

        AmiSnapshotGraph part = await _scene.RequiredAsync(new GraphOptions { Session = new SessionOptions { Region = [Home, Away] }, InstanceId = [new ResourceReference(web.Id)] });

        HashSet<string> ids = [web.Id, .. estate.Ancestors(web.Id).Select(node => node.Id), .. estate.Descendants(web.Id).Select(node => node.Id)];
        part.Nodes.Select(node => node.Id).ShouldBe(ids, ignoreOrder: true);
        foreach (GraphNode node in part.Nodes)
        {
            GraphNode whole = estate.Node(node.Id);
            (node.Presence, node.State, node.SharedBy, node.IsOrphan).ShouldBe((whole.Presence, whole.State, whole.SharedBy, whole.IsOrphan));
        }

        part.Edges.Select(edge => edge.ToString()).ShouldBe(estate.Edges.Where(edge => ids.Contains(edge.From) && ids.Contains(edge.To)).Select(edge => edge.ToString()));
    }

    [Fact]
    public async Task Where_lists_go_on_for_long_a_root_is_followed_by_filters_and_comes_to_the_same()
    {
        (SimInstance web, SimImage backup, SimImage copy) = Furnish();
        SimInstance restored = _scene.In(Home).AddInstance(new InstanceSeed { Name = "restored", Image = backup });
        _scene.In(Home).AddImage(new ImageSeed("of the restored one") { Instance = restored });
        AmiSnapshotGraph small = await _scene.OfImageAsync(backup.Id, GraphDirection.Both, Home, Away);
        // Later in every list than what the root leads to, and so many that reading them all would take dozens of pages.
        _scene.Simulator.Settings.Pages.ShortChance = 0;
        for (int i = 0; i < 8000; i++) _scene.In(Home).AddImage(new ImageSeed($"filler {i}"));
        (_, SimImage late, _) = Furnish("late");

        AmiSnapshotGraph first = await _scene.OfImageAsync(backup.Id, GraphDirection.Both, Home, Away);
        string calls = _scene.Calls;
        AmiSnapshotGraph last = await _scene.OfImageAsync(late.Id, GraphDirection.Both, Home, Away);

        first.Fingerprint.ShouldBe(small.Fingerprint);
        last.Nodes.Count(node => node.Kind == GraphNodeKinds.Image && node.Name == "late").ShouldBe(2, "the image and its copy");
        _scene.Simulator.Requests.Count("DescribeImages", Home).ShouldBeLessThan(8, $"{_scene.Calls}; before: {calls}");
        _scene.Simulator.Requests.Count("DescribeSnapshots", Home).ShouldBeLessThan(8, $"{_scene.Calls}; before: {calls}");
        web.Id.ShouldNotBeNull();
        copy.Id.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_snapshot_shared_by_two_images_brings_both()
    {
        (_, SimImage backup, _) = Furnish();
        await using AwsSession aws = await _scene.OpenAsync();
        string snapshot = backup.BlockDevices[0].SnapshotId!;
        string second = (await aws.Ec2(Home).RegisterImageAsync(new RegisterImageRequest
        {
            Name = "second", Architecture = "x86_64", VirtualizationType = "hvm", RootDeviceName = "/dev/xvda", BlockDeviceMappings = [new BlockDeviceMapping { DeviceName = "/dev/xvda", Ebs = new EbsBlockDevice { SnapshotId = snapshot } }],
        })).ImageId!;

        AmiSnapshotGraph down = await _scene.OfImageAsync(backup.Id, GraphDirection.Down, Home);
        AmiSnapshotGraph up = await _scene.OfImageAsync(backup.Id, GraphDirection.Up, Home);

        down.Nodes.Select(node => node.Id).ShouldContain(second);
        down.Node(snapshot).SharedBy.ShouldBe(2);
        up.Nodes.Select(node => node.Id).ShouldNotContain(second);
        up.Node(snapshot).SharedBy.ShouldBe(2, "whichever way one looks, deleting it would hurt both");
    }

    [Fact]
    public async Task What_is_left_of_an_image_that_is_gone_can_be_drawn()
    {
        (SimInstance web, SimImage backup, SimImage copy) = Furnish();
        await using AwsSession aws = await _scene.OpenAsync();
        await aws.Ec2(Home).DeregisterImageAsync(new DeregisterImageRequest { ImageId = backup.Id });

        AmiSnapshotGraph graph = await _scene.OfImageAsync(backup.Id, GraphDirection.Both, Home, Away);

        graph.Node(backup.Id).Presence.ShouldBe(GraphPresence.Gone);
        graph.Node(backup.BlockDevices[0].SnapshotId!).IsOrphan.ShouldBe(true);
        graph.Edge(GraphEdgeKind.CopiedFrom, copy.Id, backup.Id);
        graph.Edge(GraphEdgeKind.MadeFrom, backup.Id, web.Id).Certainty.ShouldBe(GraphCertainty.Description);
        _scene.Events.Warnings.ShouldHaveSingleItem().ShouldContain(backup.Id);
        _scene.Events.Failures.ShouldBeEmpty();
    }

    [Fact]
    public async Task Ancestry_is_asked_once_and_only_where_the_trail_leaves_what_was_read()
    {
        (_, SimImage backup, SimImage copy) = Furnish();
        SimImage third = _scene.In(Far).AddCopy(copy, _scene.In(Away), TimeSpan.FromDays(1));

        AmiSnapshotGraph alone = await _scene.OfImageAsync(third.Id, GraphDirection.Up, Far);
        int asked = _scene.Simulator.Requests.Count("GetImageAncestry");
        AmiSnapshotGraph all = await _scene.OfImageAsync(third.Id, GraphDirection.Up, Home, Away, Far);

        asked.ShouldBe(1);
        _scene.Simulator.Requests.Count("GetImageAncestry").ShouldBe(0, "every step was read");
        alone.Node(copy.Id).Presence.ShouldBe(GraphPresence.Unknown);
        alone.Node(copy.Id).Region.ShouldBe(Away);
        alone.Edge(GraphEdgeKind.CopiedFrom, copy.Id, backup.Id).ToRegion.ShouldBe(Home);
        alone.Node(backup.Id).CreationDate.ShouldNotBeNull("ancestry tells it");
        all.Ancestors(third.Id).Select(node => node.Id).ShouldContain(backup.Id);
    }

    [Fact]
    public async Task Ancestry_leads_on_past_an_image_that_is_gone()
    {
        (_, SimImage backup, SimImage copy) = Furnish();
        SimImage third = _scene.In(Far).AddCopy(copy, _scene.In(Away), TimeSpan.FromDays(1));
        await using AwsSession aws = await _scene.OpenAsync();
        await aws.Ec2(Away).DeregisterImageAsync(new DeregisterImageRequest { ImageId = copy.Id });

        AmiSnapshotGraph graph = await _scene.OfImageAsync(third.Id, GraphDirection.Up, Home, Away, Far);

        graph.Node(copy.Id).Presence.ShouldBe(GraphPresence.Gone);
        graph.Node(backup.Id).Presence.ShouldBe(GraphPresence.Present);
    }

    [Fact]
    public async Task A_denied_ancestry_is_a_gap_and_the_rest_is_drawn()
    {
        (_, SimImage backup, SimImage copy) = Furnish();
        _scene.Simulator.Faults.Add(Fault.Deny, "GetImageAncestry");

        AmiSnapshotGraph graph = await _scene.OfImageAsync(copy.Id, GraphDirection.Up, Away);

        graph.NotRead.ShouldHaveSingleItem().Kind.ShouldBe(GraphGapKinds.ImageAncestry);
        graph.Node(backup.Id).Presence.ShouldBe(GraphPresence.Unknown);
    }

    [Fact]
    public async Task A_root_whose_kind_cannot_be_read_is_unknown_and_not_missing()
    {
        (_, SimImage backup, _) = Furnish();
        _scene.Simulator.Faults.Add(Fault.Deny, "DescribeImages");

        AmiSnapshotGraph graph = await _scene.OfImageAsync(backup.Id, GraphDirection.Both, Home);

        graph.Node(backup.Id).Presence.ShouldBe(GraphPresence.Unknown);
        _scene.Events.Failures.ShouldHaveSingleItem().Code.ShouldBe(AmiErrorCodes.AccessDenied);
    }

    [Fact]
    public async Task An_image_that_nothing_knows_of_is_one_error_and_the_others_are_drawn()
    {
        (_, SimImage backup, _) = Furnish();

        AmiSnapshotGraph graph = await _scene.RequiredAsync(new GraphOptions { Session = new SessionOptions { Region = [Home] }, ImageId = [new ResourceReference(NoImage), new ResourceReference(backup.Id)] });

        graph.Roots.ShouldBe([backup.Id]);
        graph.Find(NoImage).ShouldBeNull();
        AmiException failure = _scene.Events.Failures.ShouldHaveSingleItem();
        (failure.Code, failure.ResourceId, failure.Region).ShouldBe((AmiErrorCodes.ImageNotFound, NoImage, Home));
    }

    [Fact]
    public async Task Ids_that_are_none_are_errors_and_never_a_graph_of_everything()
    {
        Furnish();

        AmiSnapshotGraph? graph = await _scene.DrawAsync(new GraphOptions
        {
            Session = new SessionOptions { Region = [Home] }, ImageId = [new ResourceReference("ami-xyz"), new ResourceReference("")], SnapshotId = [new ResourceReference("ami-0123456789abcdef0")],
            InstanceId = [new ResourceReference("i-1")], VolumeId = [new ResourceReference("vol-")],
        });

        graph.ShouldBeNull();
        _scene.Events.Failures.Select(failure => failure.Code).ShouldBe([AmiErrorCodes.InvalidImageId, AmiErrorCodes.InvalidImageId, AmiErrorCodes.InvalidSnapshotId, AmiErrorCodes.InvalidInstanceId, AmiErrorCodes.InvalidVolumeId]);
        _scene.Events.Failures.ShouldAllBe(failure => failure.Remedy != null);
        _scene.Simulator.Requests.Total.ShouldBe(0);
    }

    [Fact]
    public async Task A_root_of_a_region_that_was_not_asked_is_an_error_of_its_own()
    {
        (_, SimImage backup, SimImage copy) = Furnish();

        AmiSnapshotGraph graph = await _scene.RequiredAsync(new GraphOptions { Session = new SessionOptions { Region = [Home] }, ImageId = [new ResourceReference(copy.Id, Away), new ResourceReference(backup.Id, Home)] });

        _scene.Events.Failures.ShouldHaveSingleItem().Code.ShouldBe(AmiErrorCodes.RegionMismatch);
        graph.Regions.ShouldBe([Home]);
    }

    [Fact]
    public async Task Roots_that_know_their_regions_say_which_regions_are_asked()
    {
        (_, SimImage backup, SimImage copy) = Furnish();

        AmiSnapshotGraph graph = await _scene.RequiredAsync(new GraphOptions { Session = new SessionOptions(), ImageId = [new ResourceReference(backup.Id, Home), new ResourceReference(copy.Id, Away)] });

        graph.Regions.ShouldBe([Home, Away]);
        graph.Roots.ShouldBe([backup.Id, copy.Id]);
    }

    [Fact]
    public async Task A_bare_id_is_looked_for_in_every_region_that_is_asked()
    {
        (_, _, SimImage copy) = Furnish();

        AmiSnapshotGraph graph = await _scene.OfImageAsync(copy.Id, GraphDirection.Up, "*");

        graph.Node(copy.Id).Region.ShouldBe(Away);
        graph.Regions.Count.ShouldBeGreaterThan(10);
    }

    [Fact]
    public async Task The_same_root_twice_is_one()
    {
        (_, SimImage backup, _) = Furnish();

        AmiSnapshotGraph graph = await _scene.RequiredAsync(new GraphOptions
        {
            Session = new SessionOptions { Region = [Home] }, ImageId = [new ResourceReference(backup.Id), new ResourceReference(backup.Id, Home), new ResourceReference($"arn:aws:ec2:{Home}::image/{backup.Id}")],
        });

        graph.Roots.ShouldBe([backup.Id]);
        _scene.Events.Failures.ShouldBeEmpty();
    }

    [Fact]
    public async Task Ten_thousand_ids_cost_as_many_calls_as_the_lists_have_pages()
    {
        SimImage[] images = [.. Enumerable.Range(0, 3000).Select(i => _scene.In(Home).AddImage(new ImageSeed($"image {i}")))];
        ResourceReference[] ids = [.. images.Select(image => new ResourceReference(image.Id)), .. Enumerable.Range(0, 7000).Select(i => new ResourceReference($"ami-{i:x17}"))];

        AmiSnapshotGraph graph = await _scene.RequiredAsync(new GraphOptions { Session = new SessionOptions { Region = [Home] }, ImageId = ids });

        graph.Roots.Count.ShouldBe(3000);
        _scene.Events.Failures.Count.ShouldBe(7000);
        // 3 pages, and 35 lookups of 200 ids that might be other people's.
        _scene.Simulator.Requests.Count("DescribeImages").ShouldBe(38);
        _scene.Simulator.Requests.Count("DescribeSnapshots").ShouldBe(3);
    }

    private (SimInstance Web, SimImage Backup, SimImage Copy) Furnish(string name = "web")
    {
        SimInstance web = _scene.In(Home).AddInstance(new InstanceSeed { Name = name });
        SimImage backup = _scene.In(Home).AddImage(new ImageSeed(name) { Instance = web });
        return (web, backup, _scene.In(Away).AddCopy(backup, _scene.In(Home), TimeSpan.FromDays(3)));
    }
}
