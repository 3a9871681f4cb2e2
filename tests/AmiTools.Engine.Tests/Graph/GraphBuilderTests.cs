using Amazon.EC2;
using Amazon.EC2.Model;
using AmiTools.Engine.Graph;
using static AmiTools.Engine.Tests.Graph.EstateMaker;

namespace AmiTools.Engine.Tests.Graph;

public sealed class GraphBuilderTests
{
    private const string Copied = "Copied for DestinationAmi ami-0ddddddddddddddd1 from SourceAmi ami-0aaaaaaaaaaaaaaa2 for SourceSnapshot snap-0bbbbbbbbbbbbbbb3. Task created on 1,566,308,778,174.";
    private const string Destination = "ami-0ddddddddddddddd1";
    private const string Source = "ami-0aaaaaaaaaaaaaaa2";
    private const string SourceSnapshot = "snap-0bbbbbbbbbbbbbbb3";

    [Fact]
    public void A_copys_snapshot_belongs_to_the_destination_alone()
    {
        GraphDraft draft = new EstateMaker().Add(Home, Snapshot("snap-1", Copied, NoVolume)).Add(Home, Image(Source, "snap-2")).Asked(Home, GraphNodeKinds.Image, Destination).BinWasRead(Home).Build();

        draft.Edges.Where(edge => edge.Kind == GraphEdgeKind.Backs && edge.From == "snap-1").ShouldHaveSingleItem().To.ShouldBe(Destination);
        Node(draft, "snap-1").IsOrphan.ShouldBe(true, "its own image is gone, though the image that it was copied from is there");
        Node(draft, Destination).Presence.ShouldBe(GraphPresence.Gone);
        Edge(draft, GraphEdgeKind.CopiedFrom, Destination, Source).Certainty.ShouldBe(GraphCertainty.Description);
        Edge(draft, GraphEdgeKind.CopiedFrom, "snap-1", SourceSnapshot).Certainty.ShouldBe(GraphCertainty.Description);
    }

    [Fact]
    public void Where_a_mapping_names_the_snapshot_its_description_is_not_read()
    {
        GraphDraft draft = new EstateMaker().Add(Home, Snapshot("snap-1", $"Created by CreateImage({InstanceId}) for ami-0eeeeeeeeeeeeeee1")).Add(Home, Image("ami-0fffffffffffffff2", "snap-1")).Build();

        draft.Edges.Where(edge => edge.Kind == GraphEdgeKind.Backs).ShouldHaveSingleItem().Certainty.ShouldBe(GraphCertainty.Mapping);
        draft.Nodes.ShouldNotContain(node => node.Id == "ami-0eeeeeeeeeeeeeee1");
        Node(draft, "snap-1").IsOrphan.ShouldBe(false);
    }

    [Fact]
    public void Where_images_could_not_be_read_nothing_is_an_orphan_and_nothing_gone()
    {
        EstateMaker estate = new EstateMaker().Add(Home, Snapshot("snap-1", $"Created by CreateImage({InstanceId}) for ami-0eeeeeeeeeeeeeee1"));
        estate.In(Home).Images.IsComplete = false;
        estate.In(Home).Images.Failure = new AmiException(AmiErrorCodes.AccessDenied, AmiErrorKind.Denied, "denied");

        GraphDraft draft = estate.Build();

        Node(draft, "ami-0eeeeeeeeeeeeeee1").Presence.ShouldBe(GraphPresence.Unknown);
        Node(draft, "snap-1").IsOrphan.ShouldBeNull();
        Node(draft, "snap-1").Problems.ShouldBeEmpty();
    }

    [Fact]
    public void Where_the_bin_could_not_be_read_a_snapshot_without_its_image_may_still_be_none()
    {
        EstateMaker estate = new EstateMaker().Add(Home, Snapshot("snap-1", $"Created by CreateImage({InstanceId}) for ami-0eeeeeeeeeeeeeee1")).Asked(Home, GraphNodeKinds.Image, "ami-0eeeeeeeeeeeeeee1");
        estate.In(Home).BinnedImages.Failure = new AmiException(AmiErrorCodes.AccessDenied, AmiErrorKind.Denied, "denied");

        Node(estate.Build(), "snap-1").IsOrphan.ShouldBeNull();
    }

    [Fact]
    public void What_was_made_a_moment_ago_may_only_not_be_seen_yet()
    {
        EstateMaker Estate(DateTime readAt) => new EstateMaker { ReadAt = readAt }.BinWasRead(Home).Asked(Home, GraphNodeKinds.Image, "ami-0eeeeeeeeeeeeeee1").Asked(Home, GraphNodeKinds.Snapshot, "snap-2")
            .Add(Home, Snapshot("snap-1", $"Created by CreateImage({InstanceId}) for ami-0eeeeeeeeeeeeeee1")).Add(Home, Image("ami-2", "snap-2"));

        GraphDraft early = Estate(Made.AddMinutes(1)).Build();
        GraphDraft late = Estate(Made.AddMinutes(10)).Build();

        Node(early, "snap-1").IsOrphan.ShouldBeNull();
        Node(early, "ami-2").Problems.ShouldBeEmpty();
        Node(late, "snap-1").IsOrphan.ShouldBe(true);
        Node(late, "ami-2").Problems.ShouldHaveSingleItem().Code.ShouldBe(GraphProblemCodes.SnapshotMissing);
    }

    [Fact]
    public void A_snapshot_of_an_image_in_the_bin_is_no_orphan()
    {
        EstateMaker estate = new EstateMaker().Add(Home, Snapshot("snap-1", $"Created by CreateImage({InstanceId}) for ami-0eeeeeeeeeeeeeee1")).BinWasRead(Home);
        estate.In(Home).BinnedImages.Add([new ImageRecycleBinInfo { ImageId = "ami-0eeeeeeeeeeeeeee1", Name = "web", RecycleBinExitTime = Made.AddDays(30) }]);

        GraphDraft draft = estate.Build();

        Node(draft, "snap-1").IsOrphan.ShouldBe(false);
        Node(draft, "ami-0eeeeeeeeeeeeeee1").Presence.ShouldBe(GraphPresence.InRecycleBin);
        Node(draft, "ami-0eeeeeeeeeeeeeee1").RecycleBinExitTime.ShouldBe(Made.AddDays(30));
    }

    [Fact]
    public void A_disabled_image_whose_archived_snapshots_left_the_mapping_still_has_them()
    {
        Image disabled = Image("ami-0eeeeeeeeeeeeeee1");
        disabled.State = ImageState.Disabled;
        Snapshot archived = Snapshot("snap-1", $"Created by CreateImage({InstanceId}) for ami-0eeeeeeeeeeeeeee1");
        archived.StorageTier = StorageTier.Archive;

        GraphDraft draft = new EstateMaker().Add(Home, disabled).Add(Home, archived).Build();

        Edge(draft, GraphEdgeKind.Backs, "snap-1", "ami-0eeeeeeeeeeeeeee1").Certainty.ShouldBe(GraphCertainty.Description);
        Node(draft, "snap-1").IsOrphan.ShouldBe(false);
        Node(draft, "snap-1").EstimatedMonthlyCost.ShouldBe(0.10m, "8 GiB in the archive tier");
        Node(draft, "ami-0eeeeeeeeeeeeeee1").IsDisabled.ShouldBeTrue();
    }

    [Theory]
    [InlineData("vol-ffffffff")]
    [InlineData("vol-ffffffffffffffff0")]
    public void The_volume_id_that_all_copies_have_joins_none_of_them(string dummy)
    {
        GraphDraft draft = new EstateMaker().Add(Home, Snapshot("snap-1", "", dummy), Snapshot("snap-2", "", dummy)).Build();

        draft.Edges.ShouldBeEmpty();
        draft.Nodes.ShouldAllBe(node => node.Kind == GraphNodeKinds.Snapshot);
    }

    [Fact]
    public void A_snapshot_behind_two_images_counts_both()
    {
        GraphDraft draft = new EstateMaker().Add(Home, Image("ami-1", "snap-1"), Image("ami-2", "snap-1", "snap-2")).Add(Home, Snapshot("snap-1"), Snapshot("snap-2")).Build();

        Node(draft, "snap-1").SharedBy.ShouldBe(2);
        Node(draft, "snap-2").SharedBy.ShouldBe(1);
    }

    [Fact]
    public void Copied_images_pair_their_snapshots_by_device()
    {
        Image copy = Image(Destination, "snap-3", "snap-4");
        (copy.SourceImageId, copy.SourceImageRegion) = (Source, Home);
        GraphDraft draft = new EstateMaker().Add(Home, Image(Source, "snap-1", "snap-2")).Add(Home, Snapshot("snap-1"), Snapshot("snap-2"))
            // The description says otherwise: somebody has edited it.
            .Add(Away, copy).Add(Away, Snapshot("snap-3", Copied, NoVolume), Snapshot("snap-4", "", NoVolume)).Build();

        Edge(draft, GraphEdgeKind.CopiedFrom, "snap-3", "snap-1").Certainty.ShouldBe(GraphCertainty.Mapping);
        Edge(draft, GraphEdgeKind.CopiedFrom, "snap-4", "snap-2").CrossesRegions.ShouldBeTrue();
        Edge(draft, GraphEdgeKind.CopiedFrom, Destination, Source).Certainty.ShouldBe(GraphCertainty.Field);
        draft.Nodes.ShouldNotContain(node => node.Id == SourceSnapshot);
    }

    [Fact]
    public void A_copy_whose_parent_is_gone_knows_its_snapshots_parent_by_description_and_its_region_by_the_image()
    {
        Image copy = Image(Destination, "snap-3");
        (copy.SourceImageId, copy.SourceImageRegion) = (Source, Home);
        GraphDraft draft = new EstateMaker().Add(Away, copy).Add(Away, Snapshot("snap-3", Copied, NoVolume)).Asked(Home, GraphNodeKinds.Image, Source).Asked(Home, GraphNodeKinds.Snapshot, SourceSnapshot).Build();

        Edge(draft, GraphEdgeKind.CopiedFrom, "snap-3", SourceSnapshot).ToRegion.ShouldBe(Home);
        Node(draft, SourceSnapshot).Presence.ShouldBe(GraphPresence.Gone);
        Node(draft, Source).Presence.ShouldBe(GraphPresence.Gone);
    }

    [Fact]
    public void A_parent_in_a_region_that_was_not_asked_is_unknown()
    {
        Image copy = Image(Destination);
        (copy.SourceImageId, copy.SourceImageRegion) = (Source, "ap-south-1");

        GraphNode parent = Node(new EstateMaker().Add(Home, copy).Build(), Source);

        parent.Presence.ShouldBe(GraphPresence.Unknown);
        parent.Region.ShouldBe("ap-south-1");
    }

    [Fact]
    public void The_snapshots_of_somebody_elses_image_are_neither_shown_nor_called_gone()
    {
        Image foreign = Image("ami-0fffffffffffffff1", "snap-0aaaaaaaaaaaaaaa1", "snap-0aaaaaaaaaaaaaaa2");
        (foreign.OwnerId, foreign.ImageOwnerAlias) = ("137112412989", "amazon");
        GraphDraft draft = new EstateMaker().Add(Home, foreign)
            .Add(Home, new Volume { VolumeId = VolumeId, SnapshotId = "snap-0aaaaaaaaaaaaaaa1", Size = 8, VolumeType = VolumeType.Gp3, State = VolumeState.InUse })
            .Asked(Home, GraphNodeKinds.Snapshot, "snap-0aaaaaaaaaaaaaaa1").Build();

        Node(draft, "snap-0aaaaaaaaaaaaaaa1").Presence.ShouldBe(GraphPresence.Unknown, "its image is there, so it is too; only its owner can read it");
        draft.Nodes.ShouldNotContain(node => node.Id == "snap-0aaaaaaaaaaaaaaa2");
        Node(draft, VolumeId).EstimatedMonthlyCost.ShouldBe(0.64m);
    }

    [Fact]
    public void An_image_without_its_snapshot_says_so()
    {
        GraphDraft draft = new EstateMaker().Add(Home, Image("ami-1", "snap-0aaaaaaaaaaaaaaa1")).Asked(Home, GraphNodeKinds.Snapshot, "snap-0aaaaaaaaaaaaaaa1").Build();

        GraphProblem problem = Node(draft, "ami-1").Problems.ShouldHaveSingleItem();
        problem.Code.ShouldBe(GraphProblemCodes.SnapshotMissing);
        problem.Message.ShouldContain("snap-0aaaaaaaaaaaaaaa1");
        problem.Message.ShouldContain("/dev/sda");
    }

    [Fact]
    public void Instance_store_is_shown_as_without_snapshot()
    {
        Image image = Image("ami-1", "snap-1");
        image.BlockDeviceMappings!.Add(new BlockDeviceMapping { DeviceName = "/dev/sdb", VirtualName = "ephemeral0" });
        GraphNode node = Node(new EstateMaker().Add(Home, image).Add(Home, Snapshot("snap-1")).Build(), "ami-1");

        node.DevicesWithoutSnapshot.ShouldHaveSingleItem().VirtualName.ShouldBe("ephemeral0");
        node.Problems.ShouldHaveSingleItem().Code.ShouldBe(GraphProblemCodes.InstanceStore);
    }

    [Fact]
    public void Launch_templates_say_which_version_names_what_and_that_it_cannot_be_launched()
    {
        Image disabled = Image("ami-0eeeeeeeeeeeeeee1");
        disabled.State = ImageState.Disabled;
        GraphDraft draft = new EstateMaker().Add(Home, disabled).Asked(Home, GraphNodeKinds.Image, "ami-0eeeeeeeeeeeeeee2")
            .Add(Home, Version("lt-1", 1, true, "ami-0eeeeeeeeeeeeeee1"), Version("lt-1", 3, false, "ami-0eeeeeeeeeeeeeee2"), Version("lt-2", 1, true, "resolve:ssm:/golden")).Build();

        Edge(draft, GraphEdgeKind.References, "lt-1", "ami-0eeeeeeeeeeeeeee1").Detail.ShouldBe("default 1");
        Edge(draft, GraphEdgeKind.References, "lt-1", "ami-0eeeeeeeeeeeeeee2").Detail.ShouldBe("latest 3");
        Node(draft, "lt-1").Problems.Select(problem => problem.Code).ShouldBe([GraphProblemCodes.TemplateImageNotLaunchable, GraphProblemCodes.TemplateImageGone]);
        GraphEdge alias = draft.Edges.Single(edge => edge.From == "lt-2");
        alias.Certainty.ShouldBe(GraphCertainty.Unknown);
        Node(draft, alias.To).ImageId.ShouldBeNull("it is no id that another command could take");
        Node(draft, "lt-2").Problems.ShouldHaveSingleItem().Code.ShouldBe(GraphProblemCodes.TemplateAliasNotResolved);
    }

    [Fact]
    public void An_instance_launched_from_its_own_backup_is_no_endless_walk()
    {
        Image image = Image("ami-1", "snap-1");
        image.SourceInstanceId = InstanceId;
        GraphDraft draft = new EstateMaker().Add(Home, image).Add(Home, Snapshot("snap-1")).Add(Home, new Instance { InstanceId = InstanceId, ImageId = "ami-1", State = new InstanceState { Name = InstanceStateName.Running } }).Build();

        draft.Walk.Reach(["ami-1"], GraphDirection.Up).Select(node => node.Id).ShouldBe(["ami-1", InstanceId, "snap-1", VolumeId], ignoreOrder: true);
        draft.Walk.Reach(["ami-1"], GraphDirection.Down).Select(node => node.Id).ShouldBe(["ami-1", InstanceId, "snap-1"], ignoreOrder: true);
    }

    [Fact]
    public void The_order_in_which_things_are_read_changes_nothing()
    {
        Image[] images = [.. Enumerable.Range(1, 30).Select(i => Image($"ami-{i}", $"snap-{i}", "snap-0"))];
        Snapshot[] snapshots = [.. Enumerable.Range(0, 31).Select(i => Snapshot($"snap-{i}"))];
        GraphDraft one = new EstateMaker().Add(Home, images).Add(Home, snapshots).Build();
        GraphDraft other = new EstateMaker().Add(Home, [.. snapshots.AsEnumerable().Reverse()]).Add(Home, [.. images.AsEnumerable().Reverse()]).Build();

        Fingerprint(other).ShouldBe(Fingerprint(one));
        other.Nodes.Select(node => node.Id).ShouldBe(one.Nodes.Select(node => node.Id));
    }

    [Fact]
    public void Whatever_is_lineage_changes_the_fingerprint_and_age_and_deprecation_do_not()
    {
        string basis = Fingerprint(new EstateMaker().Add(Home, Image("ami-1", "snap-1")).Add(Home, Snapshot("snap-1")).Build());
        Image deprecated = Image("ami-1", "snap-1");
        deprecated.DeprecationTime = "2026-11-02T00:00:00.000Z";
        Image disabled = Image("ami-1", "snap-1");
        disabled.State = ImageState.Disabled;

        Fingerprint(new EstateMaker().Add(Home, deprecated).Add(Home, Snapshot("snap-1")).Build()).ShouldBe(basis);
        Fingerprint(new EstateMaker().Add(Home, disabled).Add(Home, Snapshot("snap-1")).Build()).ShouldNotBe(basis);
        Fingerprint(new EstateMaker().Add(Home, Image("ami-1", "snap-1")).Add(Home, Snapshot("snap-1"), Snapshot("snap-2")).Build()).ShouldNotBe(basis);
        Fingerprint(new EstateMaker().Add(Home, Image("ami-1", "snap-1")).Asked(Home, GraphNodeKinds.Snapshot, "snap-1").Build()).ShouldNotBe(basis);
    }

    private static string Fingerprint(GraphDraft draft) => GraphFingerprint.Of(draft.Nodes, draft.Edges, []);

    private static GraphNode Node(GraphDraft draft, string id) => draft.Nodes.Single(node => node.Id == id);

    private static GraphEdge Edge(GraphDraft draft, GraphEdgeKind kind, string from, string to) => draft.Edges.Single(edge => edge.Kind == kind && edge.From == from && edge.To == to);

    private static LaunchTemplateVersion Version(string template, long number, bool isDefault, string image) => new()
    {
        LaunchTemplateId = template, LaunchTemplateName = $"name of {template}", VersionNumber = number, DefaultVersion = isDefault, LaunchTemplateData = new ResponseLaunchTemplateData { ImageId = image },
    };
}
