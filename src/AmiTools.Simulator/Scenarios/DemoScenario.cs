namespace AmiTools.Simulator;

/// <summary>
/// A small estate to look around in: two web servers, a database with three volumes, older backups of them (one deprecated, one disabled, one
/// copied), a snapshot that nothing needs any more, and Recycle Bin rules. All in one region, save the copy.
/// </summary>
public static class DemoScenario
{
    /// <summary>Where the estate is.</summary>
    public const string Region = "eu-west-1";

    /// <summary>Where a copy of a backup is.</summary>
    public const string CopyRegion = "eu-central-1";

    /// <summary>A bucket for stored AMIs in <see cref="Region"/>; there is another one in <see cref="CopyRegion"/>, with the region's name behind it.</summary>
    public const string Bucket = "demo-ami-archive";

    /// <summary>Another account of the same organisation.</summary>
    public const string PartnerAccount = "222233334444";

    private const string Organization = "arn:aws:organizations::111122223333:organization/o-demo123456";

    internal static void Load(AwsSimulator simulator)
    {
        var account = simulator.Account().JoinOrganization(Organization);
        simulator.Account(PartnerAccount).JoinOrganization(Organization, "arn:aws:organizations::111122223333:ou/o-demo123456/ou-demo-12345678");
        var home = account.Region(Region);
        home.AddKey("alias/backup");
        account.Region(CopyRegion).AddKey("alias/backup");
        simulator.AddBucket(Bucket, Region);
        simulator.AddBucket($"{Bucket}-{CopyRegion}", CopyRegion);

        var web1 = AddWebServer(home, "web-1", "eu-west-1a");
        var web2 = AddWebServer(home, "web-2", "eu-west-1b");
        var database = home.AddInstance(new()
        {
            Name = "db-1",
            InstanceType = "r7i.large",
            Zone = "eu-west-1a",
            Age = TimeSpan.FromDays(300),
            KeyName = "operations",
            Profile = "database",
            Volumes =
            [
                new("/dev/xvda", 16) { DeleteOnTermination = true },
                new("/dev/sdf", 100) { Used = 0.7, Tags = new Dictionary<string, string> { ["Name"] = "db-1 data" } },
                new("/dev/sdg", 40) { Used = 0.3, Tags = new Dictionary<string, string> { ["Name"] = "db-1 log" } },
            ],
            Tags = new Dictionary<string, string> { ["Environment"] = "production", ["Role"] = "database" },
        });

        AddBackup(home, web1, days: 90, deprecatedAfter: TimeSpan.FromDays(60));
        AddBackup(home, web1, days: 30, state: "disabled");
        var latest = AddBackup(home, web1, days: 7, sharedWith: PartnerAccount);
        AddBackup(home, web2, days: 7);
        AddBackup(home, database, days: 14);
        account.Region(CopyRegion).AddCopy(latest, home, TimeSpan.FromDays(6));
        home.AddTemplate("web", latest.Id, "t3.medium");
        home.AddLaunchConfiguration("legacy-workers", latest.Id);
        home.AddScalingGroup("legacy-workers", launchConfiguration: "legacy-workers");
        home.AddScalingGroup("web", template: new() { LaunchTemplateName = "web", Version = "$Default" });

        home.AddSnapshot(new(8)
        {
            Age = TimeSpan.FromDays(200),
            Description = $"Created by CreateImage({home.Ids.New("i")}) for {home.Ids.New("ami")}",
            Tags = new Dictionary<string, string> { ["Name"] = "web-0 backup" },
        });
        home.AddRule("EC2_IMAGE", 14).Description = "Deregistered AMIs stay for two weeks";
        home.AddRule("EBS_SNAPSHOT", 14).Description = "Deleted snapshots stay for two weeks";
    }

    private static SimInstance AddWebServer(SimRegion region, string name, string zone) => region.AddInstance(new()
    {
        Name = name,
        Zone = zone,
        Age = TimeSpan.FromDays(120),
        KeyName = "operations",
        Profile = "web",
        UserData = "#!/bin/sh\ndnf -y install nginx\nsystemctl enable --now nginx\n",
        Tags = new Dictionary<string, string> { ["Environment"] = "production", ["Role"] = "web" },
    });

    private static SimImage AddBackup(SimRegion region, SimInstance instance, int days, string state = "available", TimeSpan? deprecatedAfter = null, string? sharedWith = null)
    {
        var name = instance.Tags["Name"];
        var date = (region.Simulator.Now - TimeSpan.FromDays(days)).UtcDateTime;
        return region.AddImage(new(FormattableString.Invariant($"{name} {date:yyyy-MM-dd}"))
        {
            Instance = instance,
            Description = $"Backup of {name}",
            Age = TimeSpan.FromDays(days),
            State = state,
            DeprecatedAfter = deprecatedAfter,
            SharedWith = sharedWith is null ? [] : [sharedWith],
            Tags = new Dictionary<string, string> { ["Name"] = name!, ["Environment"] = "production" },
        });
    }
}
