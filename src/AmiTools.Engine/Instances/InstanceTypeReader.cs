using Amazon.EC2.Model;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Instances;

/// <summary>Reads what instance types can do, for forecasts: what cannot be read is left to AWS, which knows it when it is asked.</summary>
internal static class InstanceTypeReader
{
    private const int TypesPerCall = 100;

    /// <summary>The types of the instances, by name; none where the caller may not read them, or the endpoint does not know one of them.</summary>
    public static async Task<Dictionary<string, InstanceTypeInfo>> TypesAsync(this RegionSession region, IEnumerable<Instance> instances, CancellationToken cancellationToken)
    {
        Dictionary<string, InstanceTypeInfo> types = new(StringComparer.Ordinal);
        foreach (string[] batch in instances.Select(instance => instance.InstanceType?.Value).OfType<string>().Distinct().Chunk(TypesPerCall))
        {
            try
            {
                DescribeInstanceTypesResponse response = await region.CallAsync("DescribeInstanceTypes", batch.Length == 1 ? batch[0] : null, ec2 => ec2.DescribeInstanceTypesAsync(new DescribeInstanceTypesRequest { InstanceTypes = [.. batch] }, cancellationToken)).ConfigureAwait(false);
                foreach (InstanceTypeInfo type in response.InstanceTypes ?? []) types[type.InstanceType!.Value] = type;
            }
            catch (AmiException failure) when (failure.Kind is AmiErrorKind.Denied or AmiErrorKind.NotSupported or AmiErrorKind.InvalidInput)
            {
                // Only a forecast.
                return types;
            }
        }

        return types;
    }
}
