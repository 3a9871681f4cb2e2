using Amazon.EC2.Model;
using AmiTools.Engine.Tags;

namespace AmiTools.Engine.Launching;

/// <summary>Finds for one backup everything that it is launched with, and all that is missing for it at once.</summary>
internal sealed class LaunchResolver(LaunchTarget target, LaunchOptions options, LaunchSource source, string? accountId)
{
    private readonly List<LaunchProblem> _problems = [];
    private readonly List<string> _warnings = [];

    /// <summary>What the user should know beforehand.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>How many addresses the subnet has left; null where AWS does not tell.</summary>
    public int? FreeAddresses { get; private set; }

    /// <summary>Everything that keeps it from being launched.</summary>
    public IEnumerable<AmiException> Problems => _problems.Select(problem => new AmiException(problem.Code, problem.Kind, $"{source.Image.ImageId} cannot be launched in {target.Region.Name}: {problem.Message}.")
    {
        ResourceId = source.Given, Region = target.Region.Name, Remedy = problem.Remedy,
    });

    /// <summary>What is launched; null with problems.</summary>
    public async Task<LaunchSpecification?> ResolveAsync(CancellationToken cancellationToken)
    {
        LaunchWishes wishes = source.Wishes;
        if (source.Kept is null) _warnings.Add($"{source.Image.ImageId} keeps no launch configuration{(source.Unread is null ? "" : $" that can be read ({source.Unread})")}: only what is given counts");
        LaunchPlacement placement = new(target, wishes, source.Kept?.SubnetId);
        Subnet? subnet = placement.FindSubnet();
        FreeAddresses = subnet?.AvailableIpAddressCount;
        IReadOnlyList<string> groups = placement.FindGroups(subnet);
        _problems.AddRange(placement.Problems);
        CheckKey(wishes.KeyName);
        CheckProfile(wishes.InstanceProfile);
        InstanceTypeInfo? type = await FindTypeAsync(wishes.InstanceType, subnet?.AvailabilityZone ?? target.Zones.FirstOrDefault(zone => zone == wishes.Zone), cancellationToken).ConfigureAwait(false);
        byte[]? userData = CheckUserData();
        Dictionary<string, string> tags = TagRules.Merge(options.Isolated ? [] : TagRules.Copyable(source.Image.Tags), options.Tag, [KeyValuePair.Create(AmiToolsTags.RestoredFrom, source.RestoredFrom)]);
        // The set's tag comes on top.
        if (tags.Count + 1 > TagRules.MaximumTags) Add(AmiErrorCodes.InvalidTag, AmiErrorKind.InvalidInput, $"its tags and those given make {tags.Count + 1}, and AWS takes {TagRules.MaximumTags} on one resource", "Give fewer tags.");
        if (_problems.Count > 0) return null;
        MetadataOptions? metadata = source.Kept?.Metadata;
        return new LaunchSpecification
        {
            Region = target.Region.Name,
            ImageId = source.Image.ImageId,
            RestoredFrom = source.RestoredFrom,
            InstanceType = wishes.InstanceType!,
            SubnetId = subnet!.SubnetId!,
            VpcId = subnet.VpcId ?? "",
            AvailabilityZone = subnet.AvailabilityZone ?? "",
            SecurityGroupIds = groups,
            KeyName = wishes.KeyName,
            InstanceProfile = wishes.InstanceProfile,
            // Types that have it by default need no asking, and those that have it not refuse it.
            EbsOptimized = source.Kept?.EbsOptimized == true && type?.EbsInfo?.EbsOptimizedSupport?.Value == "supported" ? true : null,
            HttpTokens = metadata?.Tokens,
            HttpHopLimit = metadata?.HopLimit,
            HttpEndpoint = metadata?.Endpoint,
            HttpIpv6 = metadata?.Ipv6,
            InstanceMetadataTags = metadata?.InstanceTags,
            UserData = userData is { Length: > 0 } ? Convert.ToBase64String(userData) : null,
            Tags = tags,
        };
    }

    private void CheckKey(string? key)
    {
        if (key is null || target.KeyNames.Contains(key)) return;
        Add(AmiErrorCodes.LaunchSettingMissing, AmiErrorKind.NotFound, $"there is no key pair '{key}'", $"Give -KeyName (an empty one for none), or -Map @{{ '{key}' = '...' }}; there are: {Choices.Text(target.KeyNames.Order(StringComparer.Ordinal))}.");
    }

    /// <summary>Instance profiles are IAM's, and the same in all regions of an account; whether one is there the dry run tells.</summary>
    private void CheckProfile(string? profile)
    {
        if (profile?.Split(':') is not ["arn", _, "iam", _, { Length: > 0 } owner, ..] || string.IsNullOrEmpty(accountId) || owner == accountId) return;
        Add(AmiErrorCodes.LaunchSettingMissing, AmiErrorKind.Denied, $"the instance profile {profile} is another account's ({owner}), and instances of {accountId} cannot have it", $"Give -InstanceProfile (an empty one for none), or -Map @{{ '{profile[(profile.LastIndexOf('/') + 1)..]}' = '...' }}.");
    }

    private async Task<InstanceTypeInfo?> FindTypeAsync(string? name, string? zone, CancellationToken cancellationToken)
    {
        if (name is null)
        {
            Add(AmiErrorCodes.LaunchSettingMissing, AmiErrorKind.InvalidInput, "nothing says which instance type it had", "Give -InstanceType.");
            return null;
        }

        string[] zones = [.. target.ZonesByType[name].Order(StringComparer.Ordinal)];
        if (zones.Length == 0 || (zone is not null && !zones.Contains(zone)))
        {
            IReadOnlyList<string> like = await target.TypesLikeAsync(name, zone, cancellationToken).ConfigureAwait(false);
            string message = zones.Length == 0 ? $"there is no instance type {name} in {target.Region.Name}" : $"{zone} does not offer {name}, which is offered in {string.Join(", ", zones)}";
            Add(AmiErrorCodes.InstanceTypeNotOffered, AmiErrorKind.NotFound, message, $"Give another -InstanceType{(zones.Length == 0 ? "" : " or zone")}{(like.Count == 0 ? "" : $"; like it are: {Choices.Text(like)}")}.");
        }

        InstanceTypeInfo? type = target.Types.GetValueOrDefault(name);
        string[] misfits = type is null ? [] : [.. TypeFit.Problems(source.Image, type)];
        if (misfits.Length > 0) Add(AmiErrorCodes.InstanceTypeNotFit, AmiErrorKind.InvalidInput, string.Join("; ", misfits), "Give another -InstanceType.");
        return type;
    }

    private byte[]? CheckUserData()
    {
        UserDataVerdict verdict = UserDataCheck.Of(options.UserData, source.Kept, options.AllowOtherUserData);
        if (verdict.Warning is { } warning && source.Kept is not null) _warnings.Add(warning);
        if (verdict.Problem is { } problem) Add(AmiErrorCodes.UserDataMismatch, AmiErrorKind.InvalidInput, char.ToLowerInvariant(problem[0]) + problem[1..], "Give the user data that it had with -UserData or -UserDataFile, or launch it as you say with -AllowOtherUserData.");
        return verdict.Data;
    }

    private void Add(string code, AmiErrorKind kind, string message, string remedy) => _problems.Add(new LaunchProblem(code, kind, message, remedy));
}

/// <summary>One backup that is to be launched.</summary>
/// <param name="Given">What the user named it by.</param>
/// <param name="Image">The image that is launched.</param>
/// <param name="RestoredFrom">The backup that was named, as <c>region/image-id</c>.</param>
/// <param name="Kept">What the backup keeps of its instance; null where it keeps nothing that can be read.</param>
/// <param name="Unread">Why it cannot be read; null where it can, or where there is nothing.</param>
/// <param name="Wishes">What it is to be launched with.</param>
internal sealed record LaunchSource(string Given, Ami Image, string RestoredFrom, LaunchConfiguration? Kept, string? Unread, LaunchWishes Wishes)
{
    /// <summary>The image, launched for the backup that was named.</summary>
    public static LaunchSource Of(string given, Ami image, string restoredFrom, LaunchOptions options)
    {
        LaunchConfiguration? kept = null;
        string? unread = null;
        try
        {
            kept = LaunchTags.Read(image.Tags);
        }
        catch (AmiException failure)
        {
            unread = failure.Message.TrimEnd('.');
        }

        return new LaunchSource(given, image, restoredFrom, kept, unread, LaunchWishes.Of(options, kept));
    }
}
