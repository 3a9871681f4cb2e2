namespace AmiTools.Simulator;

/// <summary>A virtual network.</summary>
public sealed class SimVpc : SimResource
{
    /// <inheritdoc />
    public override string ResourceType => "vpc";

    /// <summary>Such as <c>172.31.0.0/16</c>.</summary>
    public required string CidrBlock { get; init; }

    /// <summary>Whether it is the region's default one.</summary>
    public bool IsDefault { get; init; }
}

/// <summary>A subnet.</summary>
public sealed class SimSubnet : SimResource
{
    /// <inheritdoc />
    public override string ResourceType => "subnet";

    /// <summary>The network that it belongs to.</summary>
    public required string VpcId { get; init; }

    /// <summary>The zone that it is in.</summary>
    public required string AvailabilityZone { get; init; }

    /// <summary>Such as <c>172.31.16.0/20</c>.</summary>
    public required string CidrBlock { get; init; }

    /// <summary>Whether it is its zone's default one.</summary>
    public bool IsDefault { get; init; }

    /// <summary>Whether instances get a public address.</summary>
    public bool MapPublicIpOnLaunch { get; init; }

    /// <summary>How many addresses were given out; only grows, so that no address comes twice.</summary>
    public int AddressesGiven { get; set; }

    /// <summary>An address in it; AWS keeps the first four for itself.</summary>
    /// <param name="number">From 1.</param>
    public string AddressOf(int number)
    {
        var host = number + 3;
        var parts = CidrBlock.Split('/')[0].Split('.');
        return $"{parts[0]}.{parts[1]}.{int.Parse(parts[2], System.Globalization.CultureInfo.InvariantCulture) + (host >> 8)}.{host & 255}";
    }
}

/// <summary>A security group. Its rules are not looked at, only whether the open way out was closed.</summary>
public sealed class SimSecurityGroup : SimResource
{
    /// <inheritdoc />
    public override string ResourceType => "security-group";

    /// <summary>Its name, unique in its network.</summary>
    public required string Name { get; init; }

    /// <summary>What its maker says about it.</summary>
    public required string Description { get; init; }

    /// <summary>The network that it belongs to.</summary>
    public required string VpcId { get; init; }

    /// <summary>Whether everything may still go out, which is how groups begin.</summary>
    public bool EgressOpen { get; set; } = true;
}

/// <summary>A key pair; the public half does not matter here.</summary>
public sealed class SimKeyPair : SimResource
{
    /// <inheritdoc />
    public override string ResourceType => "key-pair";

    /// <summary>Its name, unique in the region.</summary>
    public required string Name { get; init; }

    /// <summary><c>rsa</c> or <c>ed25519</c>.</summary>
    public string KeyType { get; init; } = "ed25519";
}

/// <summary>An elastic address.</summary>
public sealed class SimAddress : SimResource
{
    /// <inheritdoc />
    public override string ResourceType => "elastic-ip";

    /// <summary>The address itself.</summary>
    public required string PublicIp { get; init; }

    /// <summary>The instance that has it; null where none.</summary>
    public string? InstanceId { get; set; }
}
