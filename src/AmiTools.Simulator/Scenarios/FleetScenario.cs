namespace AmiTools.Simulator;

/// <summary>
/// A fleet of any size, from the seed: servers, the history of their backups, copies of some backups in the next region, and snapshots that belong to
/// nothing. One image in twenty is deprecated, one in fifty disabled.
/// </summary>
internal static class FleetScenario
{
    private static readonly string[] s_roles = ["web", "app", "db", "cache", "queue", "batch", "build", "monitor"];
    private static readonly string[] s_environments = ["production", "production", "staging", "test"];
    private static readonly string[] s_types = ["t3.medium", "m7i.large", "c7i.xlarge", "r7i.large"];

    public static void Load(AwsSimulator simulator, FleetOptions options)
    {
        var random = SeededRandom.For(simulator.Seed, "fleet");
        SimRegion[] regions = [.. AwsGeography.Regions.Where(place => place.Partition.Id == "aws" && !place.OptInRequired).OrderBy(place => place.Name != options.FirstRegion).Take(options.Regions).Select(place => simulator.Account().Region(place.Name))];
        var servers = AddServers(regions, options.Instances, random);
        var snapshots = AddImages(simulator, regions, servers, options, random);
        for (var i = snapshots; i < options.Snapshots; i++)
        {
            var region = regions[i % regions.Length];
            region.AddSnapshot(new(random.Next(8, 200))
            {
                Age = TimeSpan.FromHours(random.Next(1, 24 * 700)),
                Description = random.Chance(0.5) ? "nightly" : $"Created by CreateImage({region.Ids.New("i")}) for {region.Ids.New("ami")}",
            });
        }
    }

    private static List<(SimRegion Region, SimInstance Instance)> AddServers(SimRegion[] regions, int count, SeededRandom random)
    {
        var servers = new List<(SimRegion, SimInstance)>(count);
        for (var i = 0; i < count; i++)
        {
            var region = regions[i % regions.Length];
            var role = random.Pick(s_roles);
            List<VolumeSeed> volumes = [new("/dev/xvda", random.Next(8, 40)) { DeleteOnTermination = true }];
            for (var extra = random.Next(0, 3); extra > 0; extra--)
                volumes.Add(new($"/dev/sd{(char)('e' + extra)}", random.Next(20, 500)));
            servers.Add((region, region.AddInstance(new()
            {
                Name = $"{role}-{i + 1:0000}",
                InstanceType = random.Pick(s_types),
                Zone = random.Pick(region.Place.Zones),
                State = random.Chance(0.05) ? "stopped" : "running",
                Age = TimeSpan.FromDays(random.Next(10, 900)),
                Volumes = volumes,
                Tags = new Dictionary<string, string> { ["Environment"] = random.Pick(s_environments), ["Role"] = role },
            })));
        }
        return servers;
    }

    /// <summary>Adds the images, and says how many snapshots came with them.</summary>
    private static int AddImages(AwsSimulator simulator, SimRegion[] regions, List<(SimRegion Region, SimInstance Instance)> servers, FleetOptions options, SeededRandom random)
    {
        var snapshots = 0;
        for (var i = 0; i < options.Images; i++)
        {
            // Where the snapshots would not suffice for whole servers, the rest of the images is of one disk.
            var small = servers.Count == 0 || options.Snapshots - snapshots < (options.Images - i) + 3;
            var age = TimeSpan.FromHours(6 + (i / Math.Max(1, servers.Count) * 24) + random.Next(0, 4));
            var seed = new ImageSeed("")
            {
                Age = age,
                State = random.Chance(0.02) ? "disabled" : "available",
                DeprecatedAfter = random.Chance(0.05) ? age / 2 : null,
            };
            var date = (simulator.Now - age).UtcDateTime;
            SimImage image;
            SimRegion region;
            if (small)
            {
                region = regions[i % regions.Length];
                image = region.AddImage(seed with { Name = FormattableString.Invariant($"golden-{i:00000} {date:yyyy-MM-dd}"), Tags = new Dictionary<string, string> { ["Role"] = "golden" } });
            }
            else
            {
                (region, var instance) = servers[i % servers.Count];
                image = region.AddImage(seed with
                {
                    Name = FormattableString.Invariant($"{instance.Tags["Name"]} {date:yyyy-MM-dd HH-mm} {i}"),
                    Instance = instance,
                    Tags = new Dictionary<string, string> { ["Name"] = instance.Tags["Name"]!, ["Environment"] = instance.Tags["Environment"]! },
                });
            }
            snapshots += image.BlockDevices.Count;
            if (image.State == "available" && regions.Length > 1 && i + 1 < options.Images && random.Chance(0.2) && options.Snapshots - snapshots > (options.Images - i) + 6)
            {
                var next = regions[(Array.IndexOf(regions, region) + 1) % regions.Length];
                snapshots += next.AddCopy(image, region, age - TimeSpan.FromHours(1)).BlockDevices.Count;
                i++;
            }
        }
        return snapshots;
    }
}
