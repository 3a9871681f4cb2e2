namespace AmiTools.Simulator;

/// <summary>All partitions and regions.</summary>
public static class AwsGeography
{
    private static readonly AwsPartition s_aws = new("aws", "amazonaws.com");
    private static readonly AwsPartition s_china = new("aws-cn", "amazonaws.com.cn");
    private static readonly AwsPartition s_government = new("aws-us-gov", "amazonaws.com");
    private static readonly AwsPartition s_europe = new("aws-eusc", "amazonaws.eu");
    private static readonly AwsPartition s_iso = new("aws-iso", "c2s.ic.gov");
    private static readonly AwsPartition s_isoB = new("aws-iso-b", "sc2s.sgov.gov");
    private static readonly AwsPartition s_isoE = new("aws-iso-e", "cloud.adc-e.uk");
    private static readonly AwsPartition s_isoF = new("aws-iso-f", "csp.hci.ic.gov");

    /// <summary>Every region, by partition and name.</summary>
    public static IReadOnlyList<AwsRegion> Regions { get; } =
    [
        Default("us-east-1", "US East (N. Virginia)", "use1", 6),
        Default("us-east-2", "US East (Ohio)", "use2", 3),
        Default("us-west-1", "US West (N. California)", "usw1", 3),
        Default("us-west-2", "US West (Oregon)", "usw2", 4),
        Default("ca-central-1", "Canada (Central)", "cac1", 3),
        Default("sa-east-1", "South America (Sao Paulo)", "sae1", 3),
        Default("eu-west-1", "Europe (Ireland)", "euw1", 3),
        Default("eu-west-2", "Europe (London)", "euw2", 3),
        Default("eu-west-3", "Europe (Paris)", "euw3", 3),
        Default("eu-central-1", "Europe (Frankfurt)", "euc1", 3),
        Default("eu-north-1", "Europe (Stockholm)", "eun1", 3),
        Default("ap-northeast-1", "Asia Pacific (Tokyo)", "apne1", 4),
        Default("ap-northeast-2", "Asia Pacific (Seoul)", "apne2", 4),
        Default("ap-northeast-3", "Asia Pacific (Osaka)", "apne3", 3),
        Default("ap-south-1", "Asia Pacific (Mumbai)", "aps1", 3),
        Default("ap-southeast-1", "Asia Pacific (Singapore)", "apse1", 3),
        Default("ap-southeast-2", "Asia Pacific (Sydney)", "apse2", 3),
        OptIn("ca-west-1", "Canada West (Calgary)", "caw1"),
        OptIn("mx-central-1", "Mexico (Central)", "mxc1"),
        OptIn("eu-central-2", "Europe (Zurich)", "euc2"),
        OptIn("eu-south-1", "Europe (Milan)", "eus1"),
        OptIn("eu-south-2", "Europe (Spain)", "eus2"),
        OptIn("af-south-1", "Africa (Cape Town)", "afs1"),
        OptIn("ap-south-2", "Asia Pacific (Hyderabad)", "aps2"),
        OptIn("ap-southeast-3", "Asia Pacific (Jakarta)", "apse3"),
        OptIn("ap-southeast-4", "Asia Pacific (Melbourne)", "apse4"),
        OptIn("ap-southeast-5", "Asia Pacific (Malaysia)", "apse5"),
        OptIn("ap-southeast-6", "Asia Pacific (New Zealand)", "apse6"),
        OptIn("ap-southeast-7", "Asia Pacific (Thailand)", "apse7"),
        OptIn("ap-east-1", "Asia Pacific (Hong Kong)", "ape1"),
        OptIn("ap-east-2", "Asia Pacific (Taipei)", "ape2"),
        OptIn("me-south-1", "Middle East (Bahrain)", "mes1"),
        OptIn("me-central-1", "Middle East (UAE)", "mec1"),
        OptIn("il-central-1", "Israel (Tel Aviv)", "ilc1"),
        new("cn-north-1", "China (Beijing)", s_china, "cnn1", 3, false),
        new("cn-northwest-1", "China (Ningxia)", s_china, "cnnw1", 3, false),
        new("us-gov-east-1", "AWS GovCloud (US-East)", s_government, "usge1", 3, false),
        new("us-gov-west-1", "AWS GovCloud (US-West)", s_government, "usgw1", 3, false),
        new("eusc-de-east-1", "AWS European Sovereign Cloud (Germany)", s_europe, "euscdee1", 3, false),
        new("us-iso-east-1", "US ISO East", s_iso, "usie1", 3, false),
        new("us-iso-west-1", "US ISO West", s_iso, "usiw1", 3, false),
        new("us-isob-east-1", "US ISOB East (Ohio)", s_isoB, "usibe1", 3, false),
        new("us-isob-west-1", "US ISOB West", s_isoB, "usibw1", 3, false),
        new("eu-isoe-west-1", "EU ISOE West", s_isoE, "euiew1", 3, false),
        new("us-isof-east-1", "US ISOF East", s_isoF, "usife1", 3, false),
        new("us-isof-south-1", "US ISOF South", s_isoF, "usifs1", 3, false),
    ];

    private static readonly Dictionary<string, AwsRegion> s_byName = Regions.ToDictionary(region => region.Name);

    /// <summary>The region of a name; null where AWS has none.</summary>
    public static AwsRegion? Find(string name) => s_byName.GetValueOrDefault(name);

    /// <summary>The region of a name.</summary>
    /// <exception cref="ArgumentException">AWS has no such region.</exception>
    public static AwsRegion Get(string name) => Find(name) ?? throw new ArgumentException($"AWS has no region '{name}'.", nameof(name));

    private static AwsRegion Default(string name, string displayName, string zoneIdPrefix, int zones) =>
        new(name, displayName, s_aws, zoneIdPrefix, zones, OptInRequired: false);

    private static AwsRegion OptIn(string name, string displayName, string zoneIdPrefix) =>
        new(name, displayName, s_aws, zoneIdPrefix, 3, OptInRequired: true);
}
