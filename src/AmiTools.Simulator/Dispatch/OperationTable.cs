namespace AmiTools.Simulator;

/// <summary>Which method answers which operation. An operation that is not here is answered with <c>InvalidAction</c>, by its name.</summary>
internal sealed class OperationTable
{
    private static readonly Dictionary<string, string> s_services = new()
    {
        ["Amazon.EC2.Model"] = "ec2",
        ["Amazon.RecycleBin.Model"] = "rbin",
        ["Amazon.EBS.Model"] = "ebs",
        ["Amazon.AutoScaling.Model"] = "autoscaling",
    };

    private readonly Dictionary<(string Service, string Operation), Func<object, Call, object>> _handlers = [];

    /// <summary>All operations that have a handler.</summary>
    public IEnumerable<(string Service, string Operation)> Operations => _handlers.Keys;

    /// <summary>Adds a handler. Service and operation follow from the request's type.</summary>
    public void Add<TRequest, TResponse>(Func<TRequest, Call, TResponse> handler)
        where TRequest : class
        where TResponse : class =>
        _handlers.Add(NameOf<TRequest>(), (request, call) => handler((TRequest)request, call));

    /// <summary>Puts another handler in an operation's place, for tests of what surrounds handlers.</summary>
    public void Replace<TRequest, TResponse>(Func<TRequest, Call, TResponse> handler)
        where TRequest : class
        where TResponse : class =>
        _handlers[NameOf<TRequest>()] = (request, call) => handler((TRequest)request, call);

    public Func<object, Call, object>? Find(string service, string operation) => _handlers.GetValueOrDefault((service, operation));

    private static (string Service, string Operation) NameOf<TRequest>() =>
        (s_services[typeof(TRequest).Namespace!], typeof(TRequest).Name[..^"Request".Length]);
}
