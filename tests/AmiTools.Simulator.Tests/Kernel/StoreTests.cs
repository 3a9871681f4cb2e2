namespace AmiTools.Simulator.Tests.Kernel;

public sealed class StoreTests : IDisposable
{
    private readonly AwsSimulator _simulator = Calls.Simulator();

    private SimRegion Region => _simulator.Account().Region("eu-west-1");

    [Fact]
    public void Resources_are_found_by_id_and_by_index()
    {
        var image = Region.AddImage(new("one"));
        var snapshot = image.BlockDevices[0].SnapshotId!;

        Region.Images.Find(image.Id).ShouldBe(image);
        Region.ImagesBySnapshot[snapshot].ShouldBe([image]);
        Region.ImagesByName["one"].ShouldBe([image]);
        Region.ImagesByName["two"].ShouldBeEmpty();
    }

    [Fact]
    public void What_is_removed_is_found_no_more()
    {
        var image = Region.AddImage(new("one"));

        Region.Images.Remove(image).ShouldBeTrue();
        Region.Images.Remove(image).ShouldBeFalse();

        Region.Images.Find(image.Id).ShouldBeNull();
        Region.ImagesBySnapshot[image.BlockDevices[0].SnapshotId!].ShouldBeEmpty();
        Region.Images.ShouldBeEmpty();
    }

    [Fact]
    public void A_changed_resource_is_indexed_anew()
    {
        var image = Region.AddImage(new("one"));
        var old = image.BlockDevices[0].SnapshotId!;
        image.BlockDevices[0].SnapshotId = "snap-new";

        Region.Images.Reindex(image);

        Region.ImagesBySnapshot[old].ShouldBeEmpty();
        Region.ImagesBySnapshot["snap-new"].ShouldBe([image]);
    }

    [Fact]
    public void What_comes_back_is_last_in_order()
    {
        var first = Region.AddImage(new("one"));
        var second = Region.AddImage(new("two"));

        Region.Images.Remove(first);
        Region.Images.Add(first);

        Region.Images.ShouldBe([second, first]);
        Region.Images.After(second.Sequence).ShouldBe([first]);
    }

    [Fact]
    public void Stores_of_several_accounts_are_read_as_one()
    {
        var other = _simulator.Account("222233334444").Region("eu-west-1");
        var a = Region.AddImage(new("a"));
        var b = other.AddImage(new("b"));
        var c = Region.AddImage(new("c"));

        _simulator.ImagesAfter("eu-west-1", 0).Where(image => image.OwnerAlias is null).ShouldBe([a, b, c]);
        _simulator.ImagesAfter("eu-west-1", a.Sequence).ShouldBe([b, c]);
        _simulator.FindImage("eu-west-1", b.Id).ShouldBe(b);
        _simulator.FindImage("eu-central-1", b.Id).ShouldBeNull();
    }

    [Fact]
    public void Anything_with_tags_is_found_by_id_alone()
    {
        var image = Region.AddImage(new("one"));

        Region.FindTaggable(image.Id).ShouldBe(image);
        Region.FindTaggable(Region.DefaultVpc.Id).ShouldBe(Region.DefaultVpc);
        Region.FindTaggable("ami-00000000000000000").ShouldBeNull();
        Region.TaggableAfter(0).Select(resource => resource.Sequence).ShouldBeInOrder();
    }

    public void Dispose() => _simulator.Dispose();
}
