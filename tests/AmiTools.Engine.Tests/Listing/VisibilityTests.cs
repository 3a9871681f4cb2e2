using AmiTools.Engine.Tests.Harness;
using AmiTools.Simulator;

namespace AmiTools.Engine.Tests.Listing;

public sealed class VisibilityTests
{
    private const string Partner = "222233334444";

    [Fact]
    public async Task Whose_images_are_listed_is_said()
    {
        using World world = new();
        SimImage own = world.Region().AddImage(new ImageSeed("mine"));
        SimImage shared = world.Simulator.Account(Partner).Region(World.Home).AddImage(new ImageSeed("theirs") { SharedWith = [world.Region().Account.Id], DeprecatedAfter = TimeSpan.FromDays(1) });
        SimAccount market = world.Simulator.Account("679593333241");
        SimImage product = market.Region(World.Home).AddImage(new ImageSeed("product 1") { Public = true });
        product.OwnerAlias = "aws-marketplace";

        (await Find(new() { Session = World.In() })).ShouldBe([own.Id]);
        (await Find(new() { Session = World.In(), Visibility = AmiVisibility.Owned })).ShouldBe([own.Id]);
        (await Find(new() { Session = World.In(), Visibility = AmiVisibility.SharedWithMe })).ShouldBe([shared.Id]);
        (await Find(new() { Session = World.In(), Owner = [Partner], IncludeDeprecated = true })).ShouldBe([shared.Id]);
        (await Find(new() { Session = World.In(), Owner = [Partner] })).ShouldBeEmpty();
        (await Find(new() { Session = World.In(), Visibility = AmiVisibility.Marketplace, Name = ["product*"] })).ShouldBe([product.Id]);
        (await Find(new() { Session = World.In(), Visibility = AmiVisibility.Public, Owner = [market.Id] })).ShouldBe([product.Id]);
        (await Find(new() { Session = World.In(), Visibility = AmiVisibility.Public, Filter = new Dictionary<string, IReadOnlyList<string>> { ["architecture"] = ["arm64"] } })).Count.ShouldBe(3);
        (await Find(new() { Session = World.In(), Visibility = AmiVisibility.Amazon, Owner = [market.Id] })).ShouldBeEmpty();
        Ami amazon = (await world.Process().FindAsync(new AmiQuery { Session = World.In(), Visibility = AmiVisibility.Amazon })).ShouldBeClean().Results[0];
        (amazon.OwnerAlias, amazon.OwnerId).ShouldBe(("amazon", amazon.AccountId));

        async Task<IReadOnlyList<string>> Find(AmiQuery query) => [.. (await world.Process().FindAsync(query)).ShouldBeClean().Results.Select(image => image.ImageId)];
    }

    public static TheoryData<AmiQuery> Wide => new()
    {
        new AmiQuery { Session = World.In(), Visibility = AmiVisibility.Public },
        new AmiQuery { Session = World.In(), Visibility = AmiVisibility.Public, Name = ["*"], Architecture = ["arm64"] },
        new AmiQuery { Session = World.In(), Visibility = AmiVisibility.Marketplace },
        new AmiQuery { Session = World.In(), Owner = ["aws-marketplace"] },
        new AmiQuery { Session = World.In(), Owner = ["somebody"] },
        new AmiQuery { Session = World.In(), Visibility = AmiVisibility.Owned, Owner = ["amazon"] },
        new AmiQuery { Session = World.In(), Visibility = AmiVisibility.SharedWithMe, Owner = ["self"] },
        new AmiQuery { Session = World.In(), ImageId = [new("ami-00000000")], Owner = ["amazon"] },
    };

    [Theory]
    [MemberData(nameof(Wide))]
    public async Task What_nobody_means_is_one_error_without_a_call(AmiQuery query)
    {
        using World world = new();
        AmiException error = (await world.Process().FindAsync(query)).Error();
        error.Code.ShouldBe(AmiErrorCodes.InvalidOption);
        error.Remedy.ShouldNotBeNullOrEmpty();
        world.Simulator.Requests.Total.ShouldBe(0);
    }
}
