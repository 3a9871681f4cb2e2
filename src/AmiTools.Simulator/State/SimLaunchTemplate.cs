using Amazon.EC2.Model;

namespace AmiTools.Simulator;

/// <summary>A launch template.</summary>
public sealed class SimLaunchTemplate : SimResource
{
    /// <inheritdoc />
    public override string ResourceType => "launch-template";

    /// <summary>Its name, unique in the region.</summary>
    public required string Name { get; init; }

    /// <summary>ARN of whoever made it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>The version that is used where none is named.</summary>
    public long DefaultVersion { get; set; } = 1;

    /// <summary>Its versions, in order; deleted ones leave gaps.</summary>
    public List<SimLaunchTemplateVersion> Versions { get; } = [];

    /// <summary>Number of the newest version that ever was.</summary>
    public long LatestVersion { get; set; }
}

/// <summary>One version of a launch template. It never changes.</summary>
public sealed class SimLaunchTemplateVersion
{
    /// <summary>Its number, from 1.</summary>
    public required long Number { get; init; }

    /// <summary>When it was made (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>ARN of whoever made it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>What its maker says about it.</summary>
    public string? Description { get; init; }

    /// <summary>What it says, as it is shown. Its image may be an id, or <c>resolve:ssm:…</c>.</summary>
    public required ResponseLaunchTemplateData Data { get; init; }
}
