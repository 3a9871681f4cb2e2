using AmiTools.Engine.Tests.Harness;
using AmiTools.Simulator;

namespace AmiTools.Engine.Tests.Retention;

/// <summary>An estate of backups in two regions, and the two commands that keep it small.</summary>
internal sealed class RetentionEstate : IDisposable
{
    public const string Web = "i-0000000000000aaaa";
    public const string Elsewhere = "us-east-1";

    public RetentionEstate(bool covered = true)
    {
        foreach (SimRegion region in new[] { Home, Away }.Where(_ => covered))
        {
            region.AddRule("EC2_IMAGE", 30);
            region.AddRule("EBS_SNAPSHOT", 30);
        }
    }

    public World World { get; } = new();

    public SimRegion Home => World.Region();

    public SimRegion Away => World.Region(Elsewhere);

    /// <summary>A backup of an instance, so many days old.</summary>
    public SimImage Backup(int days, string instance = Web, string state = "available", params (string Key, string Value)[] tags) => Home.AddImage(new ImageSeed($"{instance}-{days}")
    {
        Age = TimeSpan.FromDays(days), State = state, Tags = new Dictionary<string, string>(tags.Select(tag => KeyValuePair.Create(tag.Key, tag.Value))) { ["AmiTools:instance"] = instance },
    });

    /// <summary>A copy of it in the other region, made a day later.</summary>
    public SimImage Copy(SimImage image, int days, string state = "available") => Away.AddImage(new ImageSeed(image.Name!)
    {
        Age = TimeSpan.FromDays(days - 1), State = state, Tags = new Dictionary<string, string> { ["AmiTools:parent"] = $"{World.Home}/{image.Id}" },
    });

    public bool Has(SimImage image) => World.See(_ => Home.Images.Contains(image.Id) || Away.Images.Contains(image.Id));

    /// <summary>Something that happens without us.</summary>
    public void Change(Action act) => World.See(_ =>
    {
        act();
        return true;
    });

    public string StateOf(SimImage image) => World.See(_ => image.State);

    public Task<AmiRetentionPlan> PlanAsync(RetentionPolicy policy, params string[] name) =>
        World.Process().PlanAsync(new RetentionQuery { Session = World.In(World.Home, Elsewhere), Policy = policy, Name = name }, CancellationToken.None);

    public Task<Outcome<AmiRetentionResult>> InvokeAsync(AmiRetentionPlan plan, int most = 10, AmiEngine? engine = null, Action<RetentionRunPlan>? review = null, CancellationToken cancellationToken = default) =>
        (engine ?? World.Process()).InvokeAsync(new RetentionRunOptions { Session = World.In(World.Home), Plan = plan, Failures = new FailureCount(most) }, review, cancellationToken);

    public void Dispose() => World.Dispose();
}
