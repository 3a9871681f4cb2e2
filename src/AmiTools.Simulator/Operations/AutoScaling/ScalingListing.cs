using Amazon.AutoScaling.Model;

namespace AmiTools.Simulator;

/// <summary>DescribeLaunchConfigurations and DescribeAutoScalingGroups. A name that nobody has is simply not in the answer.</summary>
internal static class ScalingListing
{
    private const int DefaultSize = 50;
    private const int LargestSize = 100;

    private static readonly Pager s_pager = new(1, LargestSize);

    public static void Register(OperationTable table)
    {
        table.Add<DescribeLaunchConfigurationsRequest, DescribeLaunchConfigurationsResponse>(Configurations);
        table.Add<DescribeAutoScalingGroupsRequest, DescribeAutoScalingGroupsResponse>(Groups);
    }

    private static DescribeLaunchConfigurationsResponse Configurations(DescribeLaunchConfigurationsRequest request, Call call)
    {
        var page = Page(call, call.Region.LaunchConfigurations, request.LaunchConfigurationNames, _ => true, request.MaxRecords, request.NextToken);
        return new()
        {
            NextToken = page.NextToken,
            LaunchConfigurations =
            [
                .. page.Items.Select(configuration => new LaunchConfiguration
                {
                    LaunchConfigurationName = configuration.Name,
                    LaunchConfigurationARN = configuration.Arn,
                    ImageId = configuration.ImageId,
                    InstanceType = configuration.InstanceType,
                    CreatedTime = configuration.CreatedAt.UtcDateTime,
                }),
            ],
        };
    }

    private static DescribeAutoScalingGroupsResponse Groups(DescribeAutoScalingGroupsRequest request, Call call)
    {
        var fits = Filter(request.Filters);
        var page = Page(call, call.Region.ScalingGroups, request.AutoScalingGroupNames, fits, request.MaxRecords, request.NextToken);
        return new()
        {
            NextToken = page.NextToken,
            AutoScalingGroups =
            [
                .. page.Items.Select(group => new AutoScalingGroup
                {
                    AutoScalingGroupName = group.Name,
                    AutoScalingGroupARN = group.Arn,
                    LaunchConfigurationName = group.LaunchConfigurationName,
                    LaunchTemplate = group.LaunchTemplate,
                    MixedInstancesPolicy = group.MixedInstancesPolicy,
                    MinSize = 0,
                    MaxSize = 1,
                    DesiredCapacity = 0,
                    DefaultCooldown = 300,
                    AvailabilityZones = [.. call.Region.Place.Zones],
                    HealthCheckType = "EC2",
                    CreatedTime = group.CreatedAt.UtcDateTime,
                    Tags = [.. group.Tags.Select(tag => new TagDescription { ResourceId = group.Name, ResourceType = group.ResourceType, Key = tag.Key, Value = tag.Value, PropagateAtLaunch = false })],
                }),
            ],
        };
    }

    private static Func<SimScalingGroup, bool> Filter(List<Filter>? filters)
    {
        List<Func<SimScalingGroup, bool>> tests = [];
        foreach (var filter in filters ?? [])
        {
            var values = filter.Values ?? [];
            tests.Add(filter.Name switch
            {
                "tag-key" => group => group.Tags.Any(tag => values.Contains(tag.Key)),
                "tag-value" => group => group.Tags.Any(tag => values.Contains(tag.Value)),
                ['t', 'a', 'g', ':', .. var key] => group => group.Tags.Any(tag => tag.Key == key && values.Contains(tag.Value)),
                _ => throw Invalid($"Filter type {filter.Name} is not correct. Allowed Filter types are: [tag-key, tag-value, tag:<key>]"),
            });
        }
        return group => tests.TrueForAll(test => test(group));
    }

    private static Page<T> Page<T>(Call call, ResourceStore<T> store, List<string>? names, Func<T, bool> fits, int? maxRecords, string? token)
        where T : SimResource
    {
        if (maxRecords is < 1 or > LargestSize)
            throw Invalid($"1 validation error detected: Value '{maxRecords}' at 'maxRecords' failed to satisfy constraint: Member must have value between 1 and {LargestSize}");
        var size = maxRecords ?? DefaultSize;
        if (names?.Count > size)
            throw Invalid($"At most {size} names can be given.");
        try
        {
            return s_pager.Take(call, size, token, store.After, resource => (names is not { Count: > 0 } || names.Contains(resource.Id)) && fits(resource));
        }
        catch (AwsErrorException error) when (error.Code == call.Settings.Pages.BadTokenCode)
        {
            // EC2 and Auto Scaling have different names for this.
            throw new AwsErrorException("InvalidNextToken", error.Message);
        }
    }

    private static AwsErrorException Invalid(string message) => new("ValidationError", message);
}
