using Amazon.EC2;
using Amazon.EC2.Model;
using AmiTools.Aws;
using AmiTools.Simulator;
using static AmiTools.Engine.Tests.Graph.GraphScene;

namespace AmiTools.Engine.Tests.Graph;

public sealed class GraphEstateTests : IDisposable
{
    private readonly GraphScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task Joins_an_instance_its_backup_and_the_copies_of_that_across_regions()
    {
        SimInstance web = _scene.In(Home).AddInstance(new InstanceSeed { Name = "web", Volumes = [new VolumeSeed("/dev/xvda", 8), new VolumeSeed("/dev/sdf", 100)] });
        SimImage backup = _scene.In(Home).AddImage(new ImageSeed("web-1") { Instance = web });
        SimImage copy = _scene.In(Away).AddCopy(backup, _scene.In(Home), TimeSpan.FromDays(3));
        SimImage copyOfCopy = _scene.In(Far).AddCopy(copy, _scene.In(Away), TimeSpan.FromDays(2));

        AmiSnapshotGraph graph = await _scene.EstateAsync(Home, Away, Far);

        graph.Edge(GraphEdgeKind.MadeFrom, backup.Id, web.Id).Certainty.ShouldBe(GraphCertainty.Field);
        graph.Edge(GraphEdgeKind.CopiedFrom, copy.Id, backup.Id).CrossesRegions.ShouldBeTrue();
        graph.Edge(GraphEdgeKind.CopiedFrom, copyOfCopy.Id, copy.Id).FromRegion.ShouldBe(Far);
        for (int i = 0; i < 2; i++)
        {
            string snapshot = backup.BlockDevices[i].SnapshotId!;
            graph.Edge(GraphEdgeKind.Backs, snapshot, backup.Id).Detail.ShouldBe(backup.BlockDevices[i].DeviceName);
            graph.Edge(GraphEdgeKind.MadeFrom, snapshot, web.Volumes[i].VolumeId);
            graph.Edge(GraphEdgeKind.Backs, web.Volumes[i].VolumeId, web.Id).Certainty.ShouldBe(GraphCertainty.Mapping);
            graph.Edge(GraphEdgeKind.CopiedFrom, copy.BlockDevices[i].SnapshotId!, snapshot).Certainty.ShouldBe(GraphCertainty.Mapping);
        }

        graph.Ancestors(copyOfCopy.Id).Select(node => node.Id).ShouldBe([copy.Id, backup.Id, web.Id, web.ImageId, .. web.Volumes.Select(volume => volume.VolumeId), .. Snapshots(backup), .. Snapshots(copy), .. Snapshots(copyOfCopy), PublicSnapshot(graph, web)], ignoreOrder: true);
        graph.Descendants(web.Id).Select(node => node.Id).ShouldContain(copyOfCopy.Id);
        graph.IsComplete.ShouldBeTrue();
        _scene.Events.Failures.ShouldBeEmpty();
        graph.Nodes.ShouldAllBe(node => node.AccountId.Length > 0 || node.Presence != GraphPresence.Present);
        graph.AccountId.ShouldBe(_scene.Simulator.DefaultAccountId);
    }

    [Fact]
    public async Task An_image_of_Amazon_is_shown_as_Amazons_and_not_as_gone()
    {
        SimInstance web = _scene.In(Home).AddInstance(new InstanceSeed { Name = "web" });

        AmiSnapshotGraph graph = await _scene.EstateAsync(Home);

        GraphNode parent = graph.Node(web.ImageId);
        (parent.Presence, parent.OwnerAlias).ShouldBe((GraphPresence.Present, "amazon"));
        parent.AccountId.ShouldNotBe(graph.AccountId);
        graph.Edge(GraphEdgeKind.LaunchedFrom, web.Id, parent.Id);
        graph.EstimatedMonthlyCost.ShouldBe(graph.Volumes.Sum(volume => volume.EstimatedMonthlyCost!.Value), "Amazon's snapshots are Amazon's to pay");
    }

    [Fact]
    public async Task Shows_disabled_deprecated_and_failed_images_as_such()
    {
        SimImage disabled = _scene.In(Home).AddImage(new ImageSeed("disabled") { State = "disabled" });
        SimImage deprecated = _scene.In(Home).AddImage(new ImageSeed("deprecated") { DeprecatedAfter = TimeSpan.FromDays(1) });
        SimImage failed = _scene.In(Home).AddImage(new ImageSeed("failed") { State = "failed" });

        AmiSnapshotGraph graph = await _scene.EstateAsync(Home);

        graph.Node(disabled.Id).IsDisabled.ShouldBeTrue();
        graph.Node(deprecated.Id).IsDeprecated.ShouldBeTrue();
        graph.Node(failed.Id).IsFailed.ShouldBeTrue();
        graph.Problems.ShouldContain(problem => problem.Code == GraphProblemCodes.ImageFailed && problem.Id == failed.Id);
        graph.Snapshots.ShouldAllBe(snapshot => snapshot.IsOrphan == false, "the snapshots of a disabled image are its own");
    }

    [Fact]
    public async Task Instance_store_of_images_and_their_instances_is_shown_as_without_snapshot()
    {
        SimInstance instance = _scene.In(Home).AddInstance(new InstanceSeed { InstanceStore = new Dictionary<string, string> { ["/dev/sdb"] = "ephemeral0" } });
        SimImage image = _scene.In(Home).AddImage(new ImageSeed("with instance store") { Instance = instance });

        AmiSnapshotGraph graph = await _scene.EstateAsync(Home);

        graph.Node(image.Id).DevicesWithoutSnapshot.ShouldHaveSingleItem().VirtualName.ShouldBe("ephemeral0");
        graph.Draw().ShouldContain(line => line.Contains("/dev/sdb") && line.Contains("without snapshot"));
    }

    [Fact]
    public async Task A_snapshot_whose_image_is_gone_is_an_orphan_and_one_whose_image_is_in_the_bin_is_none()
    {
        _scene.In(Home).AddRule("EC2_IMAGE", 14, new KeyValuePair<string, string?>("keep", "yes"));
        SimInstance web = _scene.In(Home).AddInstance(new InstanceSeed { Name = "web" });
        SimImage lost = _scene.In(Home).AddImage(new ImageSeed("lost") { Instance = web });
        SimImage binned = _scene.In(Home).AddImage(new ImageSeed("binned") { Instance = web, Tags = new Dictionary<string, string> { ["keep"] = "yes" } });
        await using AwsSession aws = await _scene.OpenAsync();
        foreach (SimImage image in new[] { lost, binned }) await aws.Ec2(Home).DeregisterImageAsync(new DeregisterImageRequest { ImageId = image.Id });

        AmiSnapshotGraph graph = await _scene.EstateAsync(Home);

        graph.Node(Snapshots(lost)[0]).IsOrphan.ShouldBe(true);
        graph.Node(lost.Id).Presence.ShouldBe(GraphPresence.Gone);
        graph.Node(Snapshots(binned)[0]).IsOrphan.ShouldBe(false);
        graph.Node(binned.Id).Presence.ShouldBe(GraphPresence.InRecycleBin);
        graph.Node(binned.Id).RecycleBinExitTime.ShouldNotBeNull();
        graph.Orphans.ShouldHaveSingleItem().Problems.ShouldHaveSingleItem().Code.ShouldBe(GraphProblemCodes.OrphanSnapshot);
        _scene.Simulator.Requests.Count("ListImagesInRecycleBin").ShouldBe(1, string.Join('\n', _scene.Simulator.Requests.Entries));
    }

    [Fact]
    public async Task The_bin_is_a_part_of_the_graph_where_that_is_asked_for()
    {
        _scene.In(Home).AddRule("EC2_IMAGE", 14);
        _scene.In(Home).AddRule("EBS_SNAPSHOT", 30);
        SimInstance web = _scene.In(Home).AddInstance(new InstanceSeed { Name = "web" });
        SimImage image = _scene.In(Home).AddImage(new ImageSeed("binned") { Instance = web });
        await using AwsSession aws = await _scene.OpenAsync();
        await aws.Ec2(Home).DeregisterImageAsync(new DeregisterImageRequest { ImageId = image.Id, DeleteAssociatedSnapshots = true });

        AmiSnapshotGraph without = await _scene.EstateAsync(Home);
        AmiSnapshotGraph with = await _scene.RequiredAsync(new GraphOptions { Session = new SessionOptions { Region = [Home] }, IncludeRecycleBin = true });

        without.Find(image.Id).ShouldBeNull();
        with.Node(image.Id).Presence.ShouldBe(GraphPresence.InRecycleBin);
        with.Edge(GraphEdgeKind.Backs, Snapshots(image)[0], image.Id).Certainty.ShouldBe(GraphCertainty.Description);
        with.Edge(GraphEdgeKind.MadeFrom, Snapshots(image)[0], web.Volumes[0].VolumeId);
    }

    [Fact]
    public async Task Deleted_with_its_snapshots_and_restored_from_the_bin_it_is_the_same_graph()
    {
        _scene.In(Home).AddRule("EC2_IMAGE", 14);
        _scene.In(Home).AddRule("EBS_SNAPSHOT", 30);
        SimInstance web = _scene.In(Home).AddInstance(new InstanceSeed { Name = "web", Volumes = [new VolumeSeed("/dev/xvda", 8), new VolumeSeed("/dev/sdf", 100)] });
        SimImage backup = _scene.In(Home).AddImage(new ImageSeed("web-1") { Instance = web });
        _scene.In(Away).AddCopy(backup, _scene.In(Home), TimeSpan.FromDays(3));
        AmiSnapshotGraph before = await _scene.EstateAsync(Home, Away);
        await using AwsSession aws = await _scene.OpenAsync();
        IAmazonEC2 ec2 = aws.Ec2(Home);
        await ec2.DeregisterImageAsync(new DeregisterImageRequest { ImageId = backup.Id, DeleteAssociatedSnapshots = true });
        AmiSnapshotGraph between = await _scene.EstateAsync(Home, Away);
        foreach (string snapshot in Snapshots(backup)) await ec2.RestoreSnapshotFromRecycleBinAsync(new RestoreSnapshotFromRecycleBinRequest { SnapshotId = snapshot });
        await ec2.RestoreImageFromRecycleBinAsync(new RestoreImageFromRecycleBinRequest { ImageId = backup.Id });
        _scene.Simulator.Clock.Step(TimeSpan.FromHours(1));
        AmiSnapshotGraph after = await _scene.EstateAsync(Home, Away);

        between.Fingerprint.ShouldNotBe(before.Fingerprint);
        between.Node(backup.Id).Presence.ShouldBe(GraphPresence.Gone, "the copy still refers to it");
        string.Join('\n', after.Draw().Skip(1)).ShouldBe(string.Join('\n', before.Draw().Skip(1)));
        after.Fingerprint.ShouldBe(before.Fingerprint);
    }

    [Fact]
    public async Task Two_readings_of_one_estate_are_the_same_graph_and_a_change_makes_another_one()
    {
        AmiTools.Simulator.Scenarios.Load("demo", _scene.Simulator, new FleetOptions());

        AmiSnapshotGraph first = await _scene.EstateAsync("*");
        _scene.Simulator.Clock.Step(TimeSpan.FromHours(5));
        AmiSnapshotGraph second = await _scene.EstateAsync("*");
        _scene.In(Home).AddSnapshot(new SnapshotSeed(8));
        AmiSnapshotGraph third = await _scene.EstateAsync("*");

        second.Fingerprint.ShouldBe(first.Fingerprint);
        third.Fingerprint.ShouldNotBe(first.Fingerprint);
        first.Orphans.ShouldNotBeEmpty();
        first.Draw().ShouldAllBe(line => line.Length <= 100);
        first.Edges.ShouldAllBe(edge => first.Find(edge.From) != null && first.Find(edge.To) != null);
    }

    [Fact]
    public async Task An_empty_region_is_an_empty_graph_and_five_calls()
    {
        AmiSnapshotGraph graph = await _scene.EstateAsync(Far);

        graph.Nodes.ShouldBeEmpty();
        graph.IsComplete.ShouldBeTrue();
        _scene.Calls.ShouldBe("DescribeImages 1, DescribeInstances 1, DescribeLaunchTemplateVersions 1, DescribeSnapshots 1, DescribeVolumes 1");
    }

    [Fact]
    public async Task A_launch_template_is_joined_to_its_image_and_said_to_fail_where_that_is_gone()
    {
        SimImage image = _scene.In(Home).AddImage(new ImageSeed("web"));
        SimLaunchTemplate good = _scene.In(Home).AddTemplate("good", image.Id, "t3.medium");
        SimLaunchTemplate bad = _scene.In(Home).AddTemplate("bad", "ami-0123456789abcdef0", "t3.medium");

        AmiSnapshotGraph graph = await _scene.EstateAsync(Home);

        graph.Edge(GraphEdgeKind.References, good.Id, image.Id).Detail.ShouldBe("default and latest 1");
        graph.Node(good.Id).Name.ShouldBe("good");
        graph.Node(bad.Id).Problems.ShouldHaveSingleItem().Code.ShouldBe(GraphProblemCodes.TemplateImageGone);
        graph.Node("ami-0123456789abcdef0").Presence.ShouldBe(GraphPresence.Gone);
    }

    [Fact]
    public async Task An_alias_that_AWS_does_not_resolve_leaves_open_which_image_it_is()
    {
        _scene.In(Home).AddTemplate("by parameter", "resolve:ssm:/golden", "t3.medium");

        AmiSnapshotGraph graph = await _scene.EstateAsync(Home);

        GraphGap gap = graph.NotRead.ShouldHaveSingleItem();
        gap.Kind.ShouldBe(GraphGapKinds.LaunchTemplateAlias);
        graph.LaunchTemplates.ShouldHaveSingleItem().Problems.ShouldHaveSingleItem().Code.ShouldBe(GraphProblemCodes.TemplateAliasNotResolved);
    }

    private static string[] Snapshots(SimImage image) => [.. image.BlockDevices.Where(device => device.SnapshotId is not null).Select(device => device.SnapshotId!)];

    private static string PublicSnapshot(AmiSnapshotGraph graph, SimInstance instance) => graph.Edges.First(edge => edge.Kind == GraphEdgeKind.MadeFrom && edge.From == instance.Volumes[0].VolumeId).To;
}
