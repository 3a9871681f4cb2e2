using AmiTools.Simulator;

namespace AmiTools.Campaign.Tests;

/// <summary>A small account in two regions with one of everything that matters: machines, families of backups, copies, shared, protected and disabled images, templates, snapshots that two images have.</summary>
internal sealed class Estate : IDisposable
{
    public const string Home = World.Home;
    public const string Away = "us-east-1";
    public const string Partner = "222233334444";

    private readonly SeededRandom _random;
    private int _names;

    public Estate(long seed, SeededRandom random)
    {
        _random = random;
        World = new World(seed: seed);
        SimRegion home = World.Region(), away = World.Region(Away);
        foreach (SimRegion region in new[] { home, away })
        {
            region.AddRule("EC2_IMAGE", 30);
            region.AddRule("EBS_SNAPSHOT", 40);
        }

        // Rules that are younger than half an hour are not counted on.
        World.Pass(TimeSpan.FromHours(1));
        for (int machine = random.Next(1, 4); machine > 0; machine--) Instances.Add(Machine(home));
        foreach (SimInstance instance in Instances)
        {
            for (int backup = random.Next(1, 4); backup > 0; backup--)
            {
                SimImage image = Image(home, instance, age: backup * 3);
                if (random.Chance(0.3)) away.AddCopy(image, home, TimeSpan.FromDays(2));
            }

            if (random.Chance(0.4)) Failed(home, instance);
        }

        // One whose only good backup is not its newest.
        Instances.Add(Machine(home));
        Image(home, Instances[^1], age: 5, shared: false);
        Failed(home, Instances[^1]);

        // Two that nothing refers to, whatever was drawn before.
        for (int more = 0; more < 2; more++) Image(home, Instances[0], age: 20 + more, shared: false);
        Reference(home, random);
    }

    public World World { get; }

    public List<SimInstance> Instances { get; } = [];

    /// <summary>Images that nothing refers to.</summary>
    public List<SimImage> Free { get; } = [];

    /// <summary>Images that something refers to.</summary>
    public List<SimImage> Used { get; } = [];

    /// <summary>Snapshots that no image has.</summary>
    public List<SimSnapshot> Loose { get; } = [];

    /// <summary>Where what is about to be changed is written down.</summary>
    public string Journal { get; } = Path.Combine(Path.GetTempPath(), $"amitools-campaign-{Guid.NewGuid():n}.jsonl");

    public SessionOptions Session => new() { Region = [Home, Away], Journal = Journal };

    /// <summary>Some of a list, at least one.</summary>
    public static T[] Some<T>(SeededRandom random, IReadOnlyList<T> of) => [.. of.Where(_ => random.Chance(0.6)).DefaultIfEmpty(random.Pick(of))];

    public void Dispose()
    {
        World.Dispose();
        File.Delete(Journal);
    }

    private SimInstance Machine(SimRegion region) => region.AddInstance(new InstanceSeed
    {
        Name = $"machine-{++_names}", State = _random.Chance(0.8) ? "running" : "stopped", ElasticIp = true,
        Volumes = [new("/dev/xvda", 8), .. Enumerable.Range(0, _random.Next(0, 3)).Select(index => new VolumeSeed($"/dev/sd{(char)('f' + index)}", 20))],
    });

    private SimImage Image(SimRegion region, SimInstance instance, int age) => Image(region, instance, age, _random.Chance(0.3));

    private SimImage Image(SimRegion region, SimInstance instance, int age, bool shared)
    {
        SimImage image = region.AddImage(new ImageSeed($"image-{++_names}")
        {
            Instance = instance, Age = TimeSpan.FromDays(age), SharedWith = shared ? [Partner] : [], Tags = new Dictionary<string, string> { ["Owner"] = $"team-{_random.Next(1, 4)}" },
        });
        if (shared) Share(region, image);
        (shared ? Used : Free).Add(image);
        return image;
    }

    private static void Failed(SimRegion region, SimInstance instance) => region.AddImage(new ImageSeed($"failed of {instance.Id}") { Instance = instance, Age = TimeSpan.FromDays(1), State = "failed" });

    private void Reference(SimRegion home, SeededRandom random)
    {
        SimInstance machine = Instances[0];
        SimImage launched = Image(home, machine, 40), template = Image(home, machine, 41), guarded = Image(home, machine, 42), disabled = Image(home, machine, 43);
        home.AddInstance(new InstanceSeed { Name = $"launched-{++_names}", Image = launched, State = random.Chance(0.5) ? "running" : "stopped", Volumes = [new("/dev/xvda", 8)] });
        home.AddTemplate($"template-{++_names}", template.Id, "t3.medium");
        lock (World.Simulator.Gate)
        {
            guarded.Protection = new DeregistrationProtection(true);
            // Disabling takes sharing away.
            disabled.State = "disabled";
            disabled.LaunchPermissions.Clear();
        }

        foreach (SimImage image in new[] { launched, template, guarded })
        {
            Free.Remove(image);
            if (!Used.Contains(image)) Used.Add(image);
        }

        Free.Remove(disabled);
        Used.Remove(disabled);
        Loose.Add(home.AddSnapshot(new SnapshotSeed(20) { Volume = home.Volumes.Find(machine.Id) }));
        if (Free.Count > 1 && random.Chance(0.5)) ShareSnapshot(home, Free[0], Free[1]);
    }

    /// <summary>Lets a second image have the first one's data too.</summary>
    private void ShareSnapshot(SimRegion region, SimImage first, SimImage second)
    {
        lock (World.Simulator.Gate)
        {
            region.Images.Remove(second);
            second.BlockDevices.Add(new SimBlockDevice { DeviceName = "/dev/sdx", SnapshotId = first.SnapshotIds.First(), SizeGiB = 8, VolumeType = "gp3" });
            region.Images.Add(second);
        }
    }

    private void Share(SimRegion region, SimImage image)
    {
        lock (World.Simulator.Gate)
        {
            foreach (string id in image.SnapshotIds)
            {
                SimPermissions permissions = region.Snapshots.Find(id)!.CreateVolumePermissions;
                if (!permissions.Accounts.Contains(Partner)) permissions.Accounts.Add(Partner);
            }
        }
    }
}
