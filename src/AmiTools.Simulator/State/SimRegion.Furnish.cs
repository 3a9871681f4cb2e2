namespace AmiTools.Simulator;

// What AWS puts into every region of a new account: a default network and the key for EBS.
public sealed partial class SimRegion
{
    private int _publicAddresses;

    /// <summary>The default network.</summary>
    public SimVpc DefaultVpc => Vpcs.First(vpc => vpc.IsDefault);

    /// <summary>The default security group of the default network.</summary>
    public SimSecurityGroup DefaultSecurityGroup => SecurityGroups.First(group => group.Name == "default");

    /// <summary>The key that AWS keeps for EBS.</summary>
    public SimKmsKey EbsKey => KmsKeys.First(key => key.Aliases.Contains(SimKmsKey.EbsAlias));

    /// <summary>The default subnet of a zone.</summary>
    public SimSubnet DefaultSubnet(string zone) => Subnets.First(subnet => subnet.IsDefault && subnet.AvailabilityZone == zone);

    /// <summary>Adds a KMS key of this account.</summary>
    /// <param name="alias">Such as <c>alias/backup</c>; null for none.</param>
    /// <param name="awsManaged">Whether it is one of AWS's own, whose work cannot be shared.</param>
    public SimKmsKey AddKey(string? alias = null, bool awsManaged = false)
    {
        var id = Ids.NewGuid().ToString();
        var key = new SimKmsKey { Id = id, OwnerId = Account.Id, CreatedAt = alias == SimKmsKey.EbsAlias ? Simulator.Furnished : Simulator.Now, Arn = Arn("kms", $"key/{id}"), AwsManaged = awsManaged };
        if (alias is not null)
            key.Aliases.Add(alias);
        return KmsKeys.Add(key);
    }

    /// <summary>A public address that nobody has had (of the range that is kept for documentation and benchmarks, 198.18.0.0/15).</summary>
    internal string NextPublicAddress()
    {
        var number = ++_publicAddresses;
        return $"198.{18 + ((number >> 16) & 1)}.{(number >> 8) & 255}.{number & 255}";
    }

    internal void Furnish()
    {
        var now = Simulator.Furnished;
        var vpc = Vpcs.Add(new() { Id = Ids.New("vpc"), OwnerId = Account.Id, CreatedAt = now, CidrBlock = "172.31.0.0/16", IsDefault = true });
        for (var i = 0; i < Place.Zones.Count; i++)
        {
            Subnets.Add(new()
            {
                Id = Ids.New("subnet"),
                OwnerId = Account.Id,
                CreatedAt = now,
                VpcId = vpc.Id,
                AvailabilityZone = Place.Zones[i],
                CidrBlock = $"172.31.{i * 16}.0/20",
                IsDefault = true,
                MapPublicIpOnLaunch = true,
            });
        }
        SecurityGroups.Add(new()
        {
            Id = Ids.New("sg"),
            OwnerId = Account.Id,
            CreatedAt = now,
            Name = "default",
            Description = "default VPC security group",
            VpcId = vpc.Id,
        });
        DefaultKmsKeyArn = AddKey(SimKmsKey.EbsAlias, awsManaged: true).Arn;
    }
}
