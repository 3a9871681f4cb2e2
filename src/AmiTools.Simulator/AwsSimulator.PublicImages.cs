using System.Globalization;

namespace AmiTools.Simulator;

// The images that AWS itself publishes in each region: what instances are launched from before there are backups.
public sealed partial class AwsSimulator
{
    private const string LinuxPublisher = "137112412989";
    private const string WindowsPublisher = "801119661308";

    private readonly HashSet<string> _furnished = new(StringComparer.Ordinal);

    /// <summary>The newest public image of a region.</summary>
    /// <param name="place">The region.</param>
    /// <param name="architecture"><c>x86_64</c> or <c>arm64</c>.</param>
    /// <param name="windows">Windows rather than Linux (x86_64 only).</param>
    /// <exception cref="InvalidOperationException">There is none, because the settings have none or the architecture is another.</exception>
    public SimImage PublicImage(AwsRegion place, string architecture = "x86_64", bool windows = false)
    {
        FurnishPublicImages(place);
        var images = Publisher(windows ? WindowsPublisher : LinuxPublisher, place.Partition.Id).FindRegion(place.Name)?.Images.Where(image => image.Architecture == architecture);
        return images?.MaxBy(image => image.CreatedAt) ?? throw new InvalidOperationException($"{place.Name} has no public image for {architecture}.");
    }

    internal void FurnishPublicImages(AwsRegion place)
    {
        if (!Settings.PublicImages || !_furnished.Add(place.Name))
            return;
        var linux = Publisher(LinuxPublisher, place.Partition.Id).Region(place.Name);
        foreach (var age in new[] { 75, 40, 12 })
        {
            var date = Stamp(age, "yyyyMMdd");
            Publish(linux, $"al2023-ami-2023.9.{date}.0-kernel-6.1-x86_64", age, new("/dev/xvda", 8) { Used = 0.2 }, "x86_64");
            Publish(linux, $"al2023-ami-2023.9.{date}.0-kernel-6.1-arm64", age, new("/dev/xvda", 8) { Used = 0.2 }, "arm64");
        }
        var windows = Publisher(WindowsPublisher, place.Partition.Id).Region(place.Name);
        Publish(windows, $"Windows_Server-2022-English-Full-Base-{Stamp(12, "yyyy.MM.dd")}", 12, new("/dev/sda1", 30) { Used = 0.5 }, "x86_64", windows: true);

        string Stamp(int age, string format) => Furnished.AddDays(400 - age).ToString(format, CultureInfo.InvariantCulture);
    }

    private static void Publish(SimRegion region, string name, int age, VolumeSeed root, string architecture, bool windows = false)
    {
        var image = region.AddImage(new(name)
        {
            Age = region.Simulator.Now - region.Simulator.Furnished.AddDays(400 - age),
            Volumes = [root],
            Architecture = architecture,
            Windows = windows,
            Public = true,
            DeprecatedAfter = TimeSpan.FromDays(730),
        });
        image.BootMode = architecture == "arm64" ? "uefi" : "uefi-preferred";
        image.ImageLocation = $"amazon/{name}";
    }

    private SimAccount Publisher(string id, string partition)
    {
        // No account is in two partitions.
        var account = Account(partition == "aws" ? id : DerivedAccountId(id + partition), partition);
        account.Alias = "amazon";
        return account;
    }
}
