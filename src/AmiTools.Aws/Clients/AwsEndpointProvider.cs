using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal.Endpoints.StandardLibrary;

namespace AmiTools.Aws;

/// <summary>
/// The rules by which regional AWS services get their host names: service, region and the partition's suffix, with variants for FIPS and dual stack.
/// They are the same for all services that are generated here.
/// </summary>
/// <param name="prefix">First label of the host name.</param>
internal sealed class AwsEndpointProvider(string prefix) : IEndpointProvider
{
    /// <exception cref="AmazonClientException">The wishes contradict each other, or there is no region.</exception>
    public Endpoint ResolveEndpoint(EndpointParameters parameters)
    {
        var region = parameters["Region"] as string;
        var useFips = parameters["UseFIPS"] is true;
        var useDualStack = parameters["UseDualStack"] is true;
        if (parameters["Endpoint"] is string { Length: > 0 } custom)
        {
            if (useFips || useDualStack)
                throw new AmazonClientException($"FIPS and dual stack cannot be had from an endpoint of one's own ({custom}).");
            return new Endpoint(custom);
        }
        return new Endpoint("https://" + Host(region, useFips, useDualStack));
    }

    /// <summary>The usual host of a region.</summary>
    public string Host(string? region) => Host(region, useFips: false, useDualStack: false);

    /// <summary>Whether a name can be a region's; AWS adds regions at any time.</summary>
    public static bool IsRegion(string name) => name.Length > 0 && Fn.IsValidHostLabel(name, false);

    private string Host(string? region, bool useFips, bool useDualStack)
    {
        if (string.IsNullOrEmpty(region))
            throw new AmazonClientException("No region is set.");
        if (!IsRegion(region))
            throw new AmazonClientException($"'{region}' is no region.");
        var partition = Fn.Partition(region);
        if (useFips && !partition.supportsFIPS)
            throw new AmazonClientException($"There are no FIPS endpoints in the partition {partition.name}.");
        if (useDualStack && !partition.supportsDualStack)
            throw new AmazonClientException($"There are no dual stack endpoints in the partition {partition.name}.");

        // In GovCloud the usual EC2 hosts are the FIPS ones, and there are no others.
        var first = useFips && !(prefix == "ec2" && partition.name == "aws-us-gov") ? prefix + "-fips" : prefix;
        return $"{first}.{region}.{(useDualStack ? partition.dualStackDnsSuffix : partition.dnsSuffix)}";
    }
}
