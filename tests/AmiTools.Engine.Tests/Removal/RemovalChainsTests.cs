using AmiTools.Engine.Removal;

namespace AmiTools.Engine.Tests.Removal;

public class RemovalChainsTests
{
    [Fact]
    public void Images_without_a_common_snapshot_do_not_wait_for_each_other() =>
        Chains(Step("ami-1", "snap-1"), Step("ami-2", "snap-2"), Step("ami-3")).ShouldBe(["ami-1", "ami-2", "ami-3"], ignoreOrder: true);

    [Fact]
    public void Images_that_share_a_snapshot_keep_their_order() =>
        Chains(Step("ami-1", "snap-1"), Step("ami-2", "snap-2"), Step("ami-3", "snap-1", "snap-3")).ShouldBe(["ami-1 ami-3", "ami-2"], ignoreOrder: true);

    [Fact]
    public void An_image_can_join_two_chains() =>
        Chains(Step("ami-1", "snap-1"), Step("ami-2", "snap-2"), Step("ami-3", "snap-2", "snap-1"), Step("ami-4", "snap-1")).Single().Split(' ').ShouldSatisfyAllConditions(
            chain => chain.ShouldBe(["ami-1", "ami-2", "ami-3", "ami-4"], ignoreOrder: true),
            chain => chain[2..].ShouldBe(["ami-3", "ami-4"]));

    private static string[] Chains(params RemovalStep[] steps) => [.. RemovalChains.Of(steps).Select(chain => string.Join(' ', chain.Select(step => step.ImageId)))];

    private static RemovalStep Step(string image, params string[] snapshots) => new()
    {
        Target = image, Action = "", ImageId = image, Region = "eu-west-1", Bin = new BinForecast { Verdict = RecycleBinVerdict.No },
        Snapshots = [.. snapshots.Select(id => new PlannedSnapshot { Snapshot = new AmiSnapshotRecord { SnapshotId = id }, Delete = true })],
    };
}
