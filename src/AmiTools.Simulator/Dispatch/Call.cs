using System.Security.Cryptography;
using System.Text;

namespace AmiTools.Simulator;

/// <summary>
/// One request on its way through a handler: who asks, where, when, and with which parameters. A handler checks in this order, as AWS does: the form of
/// what was given, <see cref="AfterSyntax"/>, existence and state, <see cref="BeforeChange"/>, and only then changes anything.
/// </summary>
internal sealed class Call
{
    public required AwsSimulator Simulator { get; init; }

    /// <summary>The caller's account.</summary>
    public required SimAccount Account { get; init; }

    /// <summary>The caller's account in the region that was called.</summary>
    public required SimRegion Region { get; init; }

    /// <summary>Who asks.</summary>
    public required Principal Caller { get; init; }

    /// <summary>Signing name of the service, such as <c>ec2</c>.</summary>
    public required string Service { get; init; }

    /// <summary>Such as <c>DescribeImages</c>.</summary>
    public required string Operation { get; init; }

    /// <summary>In the form of a GUID.</summary>
    public required string RequestId { get; init; }

    /// <summary>The time at which the request is handled; the same all through it.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Whether nothing may be changed.</summary>
    public bool DryRun { get; init; }

    /// <summary>The parameters as they came, decoded.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Parameters { get; init; }

    /// <summary>The path as it came. REST services have parameters in it; with the others it is always the same.</summary>
    public string Path { get; init; } = "/";

    public SimulatorSettings Settings => Simulator.Settings;

    /// <summary>Whether <see cref="BeforeChange"/> was passed.</summary>
    public bool MayChange { get; private set; }

    /// <summary>To be called when the form of everything is right and before anything is looked up.</summary>
    /// <exception cref="AwsErrorException">This is a dry run, and the settings have it end here.</exception>
    public void AfterSyntax()
    {
        if (DryRun && Settings.DryRun == DryRunOrder.BeforeExistence)
            throw Errors.DryRun();
    }

    /// <summary>To be called when everything is checked and before anything is changed.</summary>
    /// <exception cref="AwsErrorException">This is a dry run.</exception>
    public void BeforeChange()
    {
        if (DryRun)
            throw Errors.DryRun();
        MayChange = true;
    }

    /// <summary>Whether the caller may do something beside the operation itself.</summary>
    /// <param name="action">Such as <c>ec2:CreateTags</c>.</param>
    /// <param name="resource">ARN of the target; null where it does not matter.</param>
    public bool Allows(string action, string? resource = null) => Account.Policy.Allows(action, Caller.Arn, resource);

    /// <summary>Refuses what the caller may not do.</summary>
    /// <exception cref="AwsErrorException">The caller may not.</exception>
    public void Require(string action, string? resource = null)
    {
        if (!Allows(action, resource))
            throw ServiceDialect.Of(Service).Denied(Caller, action);
    }

    /// <summary>The tags of a resource as a reader sees them now. Nobody sees those of another account, though the resource be shared.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> TagsOf(SimResource resource) =>
        resource.OwnerId == Account.Id ? resource.Tags.SeenAt(Now, Simulator.Faults.Consistency.TagLag) : [];

    /// <summary>Sets or removes tags, with the lag that readers may see.</summary>
    public void ChangeTags(SimResource resource, Action<SimTags> change)
    {
        resource.Tags.BeginChange(Now, Simulator.Faults.Consistency.TagLag);
        change(resource.Tags);
    }

    /// <summary>The resource, or null while a reader who names its id does not see it yet.</summary>
    public T? Visible<T>(T? resource)
        where T : SimResource =>
        resource is null || Simulator.Faults.Consistency.HidesFromLookups(resource, Now, Region.Random) ? null : resource;

    /// <summary>Whether a list shows a resource already.</summary>
    public bool IsListed(SimResource resource) => !Simulator.Faults.Consistency.HidesFromLists(resource, Now, Region.Random);

    /// <summary>Whether the Recycle Bin's lists show a resource already.</summary>
    public bool IsInBin(SimResource resource) => InBin(resource) is not null;

    /// <summary>The resource in the Recycle Bin, or null while it is not found there yet.</summary>
    public T? InBin<T>(T? resource)
        where T : SimResource =>
        resource is null || Simulator.Faults.Consistency.HidesInBin(resource, Now, Region.Random) ? null : resource;

    /// <summary>Does something once per client token: a repeated request gets the first one's answer.</summary>
    /// <param name="clientToken">Null or empty: no token, so it is done.</param>
    /// <param name="act">Does it, and makes the answer.</param>
    /// <exception cref="AwsErrorException">The token came before with other parameters.</exception>
    public TResponse Once<TResponse>(string? clientToken, Func<TResponse> act)
        where TResponse : class
    {
        if (string.IsNullOrEmpty(clientToken))
            return act();
        var fingerprint = Fingerprint("ClientToken");
        if (Region.ClientTokens.Find(Operation, clientToken, fingerprint, Now) is TResponse earlier)
        {
            BeforeChange();
            return earlier;
        }
        var response = act();
        Region.ClientTokens.Keep(Operation, clientToken, fingerprint, response, Now + Settings.ClientTokenLifetime);
        return response;
    }

    /// <summary>What is the same for two requests exactly when their parameters are, some aside.</summary>
    public string Fingerprint(params string[] except)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in Parameters.OrderBy(parameter => parameter.Key, StringComparer.Ordinal))
        {
            if (name is not ("Action" or "Version" or "DryRun") && !name.StartsWith("X-Amz-", StringComparison.OrdinalIgnoreCase) && !except.Contains(name))
                text.Append(name.Length).Append(':').Append(name).Append('=').Append(value.Length).Append(':').Append(value).Append('\n');
        }
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
