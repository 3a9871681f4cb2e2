using Amazon.EC2;
using Amazon.EC2.Model;
using AmiTools.Engine.Graph;
using static AmiTools.Engine.Tests.Graph.EstateMaker;

namespace AmiTools.Engine.Tests.Graph;

public sealed class GraphDrawingTests
{
    [Fact]
    public void Draws_every_resource_below_what_it_came_of()
    {
        Image backup = Image("ami-0aaaaaaaaaaaaaaa1", "snap-0aaaaaaaaaaaaaaa1", "snap-0aaaaaaaaaaaaaaa2");
        (backup.Name, backup.SourceInstanceId, backup.SourceImageId, backup.SourceImageRegion) = ("web-2026-11-01", InstanceId, "ami-0fffffffffffffff1", Home);
        backup.BlockDeviceMappings!.Add(new BlockDeviceMapping { DeviceName = "/dev/sdc", VirtualName = "ephemeral0" });
        Image copy = Image("ami-0ddddddddddddddd1", "snap-0ddddddddddddddd1", "snap-0ddddddddddddddd2");
        (copy.Name, copy.SourceImageId, copy.SourceImageRegion, copy.DeprecationTime) = ("web-2026-11-01", backup.ImageId, Home, "2026-11-10T00:00:00.000Z");
        Image shared = Image("ami-0bbbbbbbbbbbbbbb1", "snap-0aaaaaaaaaaaaaaa2");
        (shared.Name, shared.State) = ("data only", ImageState.Disabled);
        EstateMaker estate = new EstateMaker().Asked(Home, GraphNodeKinds.Image, "ami-0fffffffffffffff1", "ami-0ccccccccccccccc1").BinWasRead(Home)
            .Add(Home, new Instance
            {
                InstanceId = InstanceId, ImageId = "ami-0fffffffffffffff1", State = new InstanceState { Name = InstanceStateName.Running }, LaunchTime = Made.AddDays(-100), Tags = [new Tag("Name", "web")],
                BlockDeviceMappings = [new InstanceBlockDeviceMapping { DeviceName = "/dev/sda", Ebs = new EbsInstanceBlockDevice { VolumeId = VolumeId } }],
            })
            .Add(Home, new Volume { VolumeId = VolumeId, Size = 8, VolumeType = VolumeType.Gp3, State = VolumeState.InUse, CreateTime = Made.AddDays(-100) })
            .Add(Home, backup, shared).Add(Away, copy)
            .Add(Home, Snapshot("snap-0aaaaaaaaaaaaaaa1"), Snapshot("snap-0aaaaaaaaaaaaaaa2", volume: "vol-0123456789abcdef1"), Snapshot("snap-0ccccccccccccccc1", $"Created by CreateImage({InstanceId}) for ami-0ccccccccccccccc1"))
            .Add(Away, Snapshot("snap-0ddddddddddddddd1", volume: NoVolume), Snapshot("snap-0ddddddddddddddd2", volume: NoVolume))
            .Add(Away, new LaunchTemplateVersion { LaunchTemplateId = "lt-0123456789abcdef0", LaunchTemplateName = "web", VersionNumber = 2, DefaultVersion = true, CreateTime = Made, LaunchTemplateData = new ResponseLaunchTemplateData { ImageId = copy.ImageId } });

        string drawn = string.Join('\n', Graph(estate).Draw());

        drawn.ShouldBe("""
            eu-west-1, us-east-1  account 111122223333  read 2026-11-21 00:00 UTC
            3 images (and 2 not there), 5 snapshots, 1 volume (and 1 not there), 1 instance, 1 launch template
            estimated storage: 2.64 USD a month at the most

            eu-west-1
              ami-0fffffffffffffff1  gone
              └─ i-0123456789abcdef0  launched  web  running  120d
                 ├─ vol-0123456789abcdef0  /dev/sda  in-use  8 GiB  120d
                 ├─ ami-0ccccccccccccccc1  backup  gone
                 │  └─ snap-0ccccccccccccccc1  by description  ! OrphanSnapshot  8 GiB  20d  of vol-0123456789a…
                 └─ ami-0aaaaaaaaaaaaaaa1  backup  web-2026-11-01  available  ! InstanceStore  16 GiB  20d
                    ├─ /dev/sdc  ephemeral0, instance store  without snapshot
                    ├─ snap-0aaaaaaaaaaaaaaa1  /dev/sda  8 GiB  20d  of vol-0123456789abcdef0
                    ├─ snap-0aaaaaaaaaaaaaaa2  /dev/sdb  8 GiB  20d  behind 2 images  of vol-0123456789abcdef1 …
                    └─ ami-0ddddddddddddddd1  copy  web-2026-11-01  deprecated  16 GiB  20d  us-east-1
                       ├─ snap-0ddddddddddddddd1  /dev/sda  8 GiB  20d  copy of snap-0aaaaaaaaaaaaaaa1
                       ├─ snap-0ddddddddddddddd2  /dev/sdb  8 GiB  20d  copy of snap-0aaaaaaaaaaaaaaa2
                       └─ lt-0123456789abcdef0  default and latest 2  web  20d
              ami-0bbbbbbbbbbbbbbb1  data only  disabled  8 GiB  20d
              └─ snap-0aaaaaaaaaaaaaaa2  /dev/sda  (shown above)

            Problems (2)
              ! ami-0aaaaaaaaaaaaaaa1 (eu-west-1): /dev/sdc is instance store, whose data is in no snapshot
              ! snap-0ccccccccccccccc1 (eu-west-1): made for ami-0ccccccccccccccc1, which is gone
            """, StringCompareShould.IgnoreLineEndings);
        drawn.Split('\n').ShouldAllBe(line => line.Length <= 100);
    }

    [Fact]
    public void Says_how_much_is_left_out_of_a_drawing_that_is_too_long()
    {
        EstateMaker estate = new EstateMaker().Add(Home, [.. Enumerable.Range(100, 50).Select(i => Image($"ami-{i}", $"snap-{i}"))]).Add(Home, [.. Enumerable.Range(100, 50).Select(i => Snapshot($"snap-{i}"))]);

        string[] lines = [.. Graph(estate).Draw(maximumLines: 10)];

        lines.Length.ShouldBeLessThan(20);
        lines.ShouldContain(line => line.Contains("and 92 more resources"));
        Graph(estate).Draw().Count(line => line.Contains("snap-")).ShouldBe(50);
    }

    [Fact]
    public void Says_what_was_not_read()
    {
        EstateMaker estate = new EstateMaker().Add(Home, Image("ami-1", "snap-1"));
        estate.In(Home).Snapshots.IsComplete = false;
        estate.In(Home).Snapshots.Failure = new AmiException(AmiErrorCodes.AccessDenied, AmiErrorKind.Denied, "DescribeSnapshots in eu-west-1 failed: You are not authorized to perform this operation. And this goes on for a long while.");

        string[] lines = [.. Graph(estate).Draw()];

        lines.ShouldContain(line => line.Contains("snap-1") && line.Contains("not read"));
        int at = Array.FindIndex(lines, line => line.StartsWith("Not read", StringComparison.Ordinal));
        lines[at + 1].ShouldStartWith("  ? Snapshot in eu-west-1: DescribeSnapshots");
        lines[at + 2].ShouldStartWith("      ");
        lines.ShouldAllBe(line => line.Length <= 100);
    }

    [Fact]
    public void Things_that_come_from_each_other_in_a_circle_are_drawn_once()
    {
        Image image = Image("ami-1", "snap-1");
        image.SourceInstanceId = InstanceId;
        EstateMaker estate = new EstateMaker().Add(Home, image).Add(Home, Snapshot("snap-1")).Add(Home, new Instance { InstanceId = InstanceId, ImageId = "ami-1", State = new InstanceState { Name = InstanceStateName.Running } });

        string[] lines = [.. Graph(estate).Draw()];

        lines.Count(line => line.Contains("running")).ShouldBe(1);
        lines.Count(line => line.Contains("available")).ShouldBe(1);
    }

    [Fact]
    public void A_long_line_of_copies_stays_readable()
    {
        Image[] line = [.. Enumerable.Range(100, 60).Select(i => Image($"ami-{i}"))];
        for (int i = 1; i < line.Length; i++) (line[i].SourceImageId, line[i].SourceImageRegion) = (line[i - 1].ImageId, Home);

        string[] lines = [.. Graph(new EstateMaker().Add(Home, line)).Draw()];

        lines.ShouldAllBe(drawn => drawn.Length <= 100);
        line.ShouldAllBe(image => lines.Any(drawn => drawn.Contains($"{image.ImageId}  ")));
    }

    private static AmiSnapshotGraph Graph(EstateMaker estate)
    {
        GraphDraft draft = estate.Build();
        return new AmiSnapshotGraph
        {
            Regions = [Home, Away], AccountId = Account, ReadAt = Made.AddDays(20), Nodes = draft.Nodes, Edges = draft.Edges, NotRead = new GapFinder(estate.Estate, []).Gaps, Fingerprint = "",
        };
    }
}
