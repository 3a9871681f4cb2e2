using AmiTools.Engine.Receipts;
using AmiTools.Engine.Tests.Harness;
using AmiTools.Simulator;

namespace AmiTools.Engine.Tests.Receipts;

public sealed class JournalTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    [Fact]
    public async Task A_change_is_on_the_disk_before_it_is_made()
    {
        using World world = new();
        SimImage image = world.Region().AddImage(new ImageSeed("image") { Tags = new Dictionary<string, string> { ["Owner"] = "web" } });
        world.Region().AddImage(new ImageSeed("another"));
        string? atTheCall = null;
        AmiEngine engine = world.Process(out Wire wire);
        wire.Before = request =>
        {
            if (request.Contains("EnableImageDeprecation")) atTheCall = File.ReadAllText(_path);
        };
        AmiDeprecation changed = (await DeprecateAsync(engine, world, image)).Only();
        atTheCall.ShouldNotBeNull().ShouldContain(image.Id);
        changed.Receipt.ShouldNotBeNull().Outcome.ShouldBe(ReceiptOutcome.Done);
        AmiChangeReceipt written = Read().ShouldHaveSingleItem();
        written.ReceiptId.ShouldBe(changed.Receipt.ReceiptId);
        (written.Kind, written.ResourceId, written.Region, written.Outcome).ShouldBe((AmiChangeKind.Deprecation, image.Id, World.Home, ReceiptOutcome.Done));
        written.Before.DeprecationTime.ShouldBeNull();
    }

    [Fact]
    public async Task A_change_that_fails_says_so()
    {
        using World world = new();
        SimImage image = world.Region().AddImage(new ImageSeed("image"));
        world.Faults.Add(Fault.Deny, "EnableImageDeprecation");
        (await DeprecateAsync(world.Process(), world, image)).Error().Kind.ShouldBe(AmiErrorKind.Denied);
        AmiChangeReceipt written = Read().ShouldHaveSingleItem();
        written.Outcome.ShouldBe(ReceiptOutcome.Failed);
        written.Error.ShouldNotBeNull().ShouldContain("EnableImageDeprecation");
    }

    [Fact]
    public async Task What_cannot_be_written_down_is_not_changed()
    {
        using World world = new();
        SimImage image = world.Region().AddImage(new ImageSeed("image"));
        Directory.CreateDirectory(_path);
        Outcome<AmiDeprecation> outcome = await DeprecateAsync(world.Process(), world, image);
        outcome.Error().Code.ShouldBe(AmiErrorCodes.JournalNotWritten);
        world.Changes.ShouldBeEmpty();
    }

    [Fact]
    public void The_line_of_a_killed_process_does_not_spoil_the_next_one()
    {
        ChangeJournal journal = ChangeJournal.At(_path);
        journal.Begin(Receipt("one"));
        File.AppendAllText(_path, "{\"version\":1,\"receipt\":{\"receiptId\":\"tw");
        journal.Begin(Receipt("three"));
        journal.End(Receipt("three", ReceiptOutcome.Done), DateTime.UnixEpoch);
        IReadOnlyList<AmiChangeReceipt> read = journal.Read(out IReadOnlyList<string> problems);
        read.Select(receipt => (receipt.ReceiptId, receipt.Outcome)).ShouldBe([("one", ReceiptOutcome.Begun), ("three", ReceiptOutcome.Done)]);
        problems.ShouldHaveSingleItem().ShouldContain("line 2");
    }

    [Fact]
    public void Many_writers_leave_whole_lines()
    {
        Parallel.For(0, 200, number => ChangeJournal.At(_path).Begin(Receipt($"{number}")));
        ChangeJournal.At(_path).Read(out IReadOnlyList<string> problems).Count.ShouldBe(200);
        problems.ShouldBeEmpty();
    }

    [Fact]
    public void A_line_goes_behind_what_another_process_wrote_meanwhile()
    {
        ChangeJournal journal = ChangeJournal.At(_path);
        journal.Begin(Receipt("one"));
        using (FileStream reader = new(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete)) journal.Begin(Receipt("two"));
        string other = File.ReadAllLines(_path)[0].Replace("\"one\"", "\"three\"", StringComparison.Ordinal);
        File.AppendAllText(_path, other + "\n");
        journal.Begin(Receipt("four"));
        journal.Read(out IReadOnlyList<string> problems).Select(receipt => receipt.ReceiptId).ShouldBe(["one", "two", "three", "four"]);
        problems.ShouldBeEmpty();
    }

    [Fact]
    public void A_line_of_a_later_version_is_told()
    {
        File.WriteAllText(_path, "{\"version\":2,\"what\":\"ever\"}\n");
        ChangeJournal.At(_path).Read(out IReadOnlyList<string> problems).ShouldBeEmpty();
        problems.ShouldHaveSingleItem().ShouldContain("later version");
    }

    [Fact]
    public void A_journal_that_is_not_there_is_an_error() => Should.Throw<AmiException>(() => Read()).Code.ShouldBe(AmiErrorCodes.JournalNotRead);

    public void Dispose()
    {
        if (Directory.Exists(_path)) Directory.Delete(_path);
        File.Delete(_path);
    }

    private Task<Outcome<AmiDeprecation>> DeprecateAsync(AmiEngine engine, World world, SimImage image) => engine.DeprecateAsync(new DeprecationOptions
    {
        Session = new SessionOptions { Region = [World.Home], Journal = _path }, ImageId = [new(image.Id)], At = world.Simulator.Now.UtcDateTime.AddDays(30),
    });

    private IReadOnlyList<AmiChangeReceipt> Read()
    {
        IReadOnlyList<AmiChangeReceipt> receipts = ChangeJournal.At(_path).Read(out IReadOnlyList<string> problems);
        problems.ShouldBeEmpty();
        return receipts;
    }

    private static AmiChangeReceipt Receipt(string id, ReceiptOutcome outcome = ReceiptOutcome.Begun) => new()
    {
        ReceiptId = id, Time = DateTime.UnixEpoch, Kind = AmiChangeKind.Removed, Region = World.Home, AccountId = "", ResourceId = "ami-0", Outcome = outcome,
        Before = new AmiFormerState { SharedWith = ["111122223333"], BlockDevices = [new AmiBlockDevice { DeviceName = "/dev/xvda" }] },
    };
}
