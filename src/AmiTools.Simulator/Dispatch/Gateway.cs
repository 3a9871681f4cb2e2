using System.Net;
using AmiTools.Simulator.Codecs.AutoScaling;
using AmiTools.Simulator.Codecs.EBS;
using AmiTools.Simulator.Codecs.EC2;
using AmiTools.Simulator.Codecs.RecycleBin;

namespace AmiTools.Simulator;

/// <summary>The way of each request: signature, faults, permission, handler, answer, log.</summary>
internal sealed class Gateway
{
    private readonly AwsSimulator _simulator;
    private readonly Dictionary<string, SimulatedService> _services;
    private readonly IdSource _requestIds;

    public Gateway(AwsSimulator simulator)
    {
        _simulator = simulator;
        _requestIds = new(SeededRandom.For(simulator.Seed, "request ids"));
        var operations = simulator.Operations;
        SimulatedService[] services =
        [
            new ModelledService(EC2Codecs.Service, operations, ErrorForms.Ec2),
            new ModelledService(RecycleBinCodecs.Service, operations, ErrorForms.RestJson),
            new ModelledService(EBSCodecs.Service, operations, ErrorForms.RestJson),
            new ModelledService(AutoScalingCodecs.Service, operations, (error, requestId) => ErrorForms.Query(error, requestId, "http://autoscaling.amazonaws.com/doc/2011-01-01/")),
            new StsService(),
            new KmsService(),
        ];
        _services = services.ToDictionary(service => service.SigningName);
    }

    /// <summary>Answers a request.</summary>
    /// <param name="request">As it came.</param>
    /// <param name="cancellation">The caller has gone.</param>
    public async Task<WireResponse> HandleAsync(WireRequest request, CancellationToken cancellation)
    {
        var visit = Admit(request);
        var (latency, fault) = _simulator.Faults.Decide(visit.Operation, visit.RegionName, visit.AccountId);
        if (latency > TimeSpan.Zero)
            await Task.Delay(latency, _simulator.Clock, cancellation).ConfigureAwait(false);
        if (fault?.Kind == FaultKind.Hang)
        {
            Log(visit, fault.ToString(), 0);
            await Task.Delay(Timeout.InfiniteTimeSpan, _simulator.Clock, cancellation).ConfigureAwait(false);
        }
        var (response, outcome) = Process(visit, fault);
        response.Headers["x-amzn-RequestId"] = visit.RequestId;
        Log(visit, outcome, response.Delivery == Delivery.Cut ? 0 : (int)response.Status);
        return response;
    }

    private Visit Admit(WireRequest request)
    {
        string requestId;
        lock (_simulator.Gate)
            requestId = _requestIds.NewGuid().ToString();
        try
        {
            var scope = SignatureScope.Of(request);
            var service = Service(scope?.Service ?? Guess(request), request);
            return new(request, requestId, service, scope)
            {
                Operation = service.OperationOf(request) ?? "",
                AccountId = scope is null ? "" : _simulator.Access.AccountOf(scope.AccessKeyId) ?? _simulator.DefaultAccountId,
            };
        }
        catch (AwsErrorException error)
        {
            return new(request, requestId, Service(Guess(request), request), null) { Refusal = error };
        }
    }

    private (WireResponse Response, string Outcome) Process(Visit visit, Fault? fault)
    {
        using var hold = _simulator.Clock.Hold();
        lock (_simulator.Gate)
        {
            _simulator.CatchUp(_simulator.Clock.GetUtcNow());
            try
            {
                if (visit.Refusal is not null)
                    throw visit.Refusal;
                if (fault is not null && Instead(visit, fault) is { } instead)
                    return (instead, fault.ToString());
                var response = Execute(visit, fault);
                return fault is null ? (response, "OK") : (Afterwards(visit, fault, response), fault.ToString());
            }
            catch (AwsErrorException error)
            {
                return (visit.Service.Render(error, visit.RequestId), error.Code);
            }
            catch (Exception defect)
            {
                // A mistake in the simulator itself: kept for whoever owns it, and not passed off as something that AWS says.
                _simulator.Report(new($"{visit.Operation}: {defect.Message}", defect));
                var error = new AwsErrorException("InternalError", $"The simulator has a defect: {defect}", HttpStatusCode.InternalServerError);
                return (visit.Service.Render(error, visit.RequestId), "Defect");
            }
        }
    }

    private WireResponse Execute(Visit visit, Fault? fault)
    {
        var dialect = visit.Service.Dialect;
        if (visit.Operation.Length == 0)
            throw visit.Service.NoOperation(visit.Request);
        var call = Authenticate(visit, fault);
        visit.AccountId = call.Account.Id;
        if (visit.Service.SigningName == "ec2" && _simulator.Faults.Throttling && !call.Region.Buckets.TryTakeRequest(visit.Operation, call.Parameters, call.Now))
            throw dialect.Throttled();
        // Nobody can be kept from asking who he is.
        var action = $"{visit.Service.SigningName}:{visit.Operation}";
        if (action != "sts:GetCallerIdentity" && (fault?.Kind == FaultKind.Deny || !call.Allows(action)))
            throw dialect.Denied(call.Caller, action);
        return visit.Service.Answer(call, visit.Request);
    }

    private Call Authenticate(Visit visit, Fault? fault)
    {
        var dialect = visit.Service.Dialect;
        var scope = visit.Scope;
        if (scope is null)
        {
            if (!visit.Service.IsOpen(visit.Operation))
                throw dialect.Unsigned();
            scope = new("", "us-east-1", visit.Service.SigningName, null);
        }
        var place = AwsGeography.Find(scope.Region)
            ?? throw new AwsErrorException("SignatureDoesNotMatch", $"Credential should be scoped to a valid region, not '{scope.Region}'.", HttpStatusCode.Forbidden);
        if (fault?.Kind == FaultKind.Expire)
            throw dialect.Expired();
        var now = _simulator.Now;
        var caller = visit.Scope is null
            ? new Principal(_simulator.DefaultAccountId, "anonymous", "anonymous")
            : _simulator.Access.Resolve(scope, place.Partition.Id, dialect, now);
        var account = _simulator.Account(caller.AccountId, place.Partition.Id);
        if (account.Partition != place.Partition.Id)
            throw dialect.UnknownKey(_simulator.Settings);
        if (!account.MayUse(place))
            throw dialect.NotOptedIn(_simulator.Settings, place.Name);
        return new()
        {
            Simulator = _simulator,
            Account = account,
            Region = account.Region(place.Name),
            Caller = caller,
            Service = visit.Service.SigningName,
            Operation = visit.Operation,
            RequestId = visit.RequestId,
            Now = now,
            DryRun = string.Equals(visit.Request.Parameter("DryRun"), "true", StringComparison.OrdinalIgnoreCase),
            Parameters = visit.Parameters,
            Path = visit.Request.RawPath,
        };
    }

    /// <summary>What a fault answers before the service has done anything; null where the service is asked.</summary>
    private static WireResponse? Instead(Visit visit, Fault fault)
    {
        var dialect = visit.Service.Dialect;
        return fault.Kind switch
        {
            FaultKind.CutBefore => new(HttpStatusCode.OK, null, default) { Delivery = Delivery.Cut },
            FaultKind.Html => WireResponse.Text(fault.Status, "text/html", $"<!DOCTYPE html>\n<html><head><title>{(int)fault.Status}</title></head><body><h1>{(int)fault.Status}</h1><hr>proxy</body></html>\n"),
            FaultKind.Throttle => visit.Service.Render(dialect.Throttled(), visit.RequestId),
            FaultKind.InternalError => visit.Service.Render(dialect.Broken(), visit.RequestId),
            FaultKind.Unavailable => visit.Service.Render(dialect.Unavailable(), visit.RequestId),
            FaultKind.Error => visit.Service.Render(new(fault.Code!, fault.Message!, fault.Status), visit.RequestId),
            _ => null,
        };
    }

    /// <summary>What a fault makes of the service's answer.</summary>
    private static WireResponse Afterwards(Visit visit, Fault fault, WireResponse response) => fault.Kind switch
    {
        FaultKind.CutAfter => response with { Delivery = Delivery.Cut },
        FaultKind.CutInBody => response with { Delivery = Delivery.Half },
        FaultKind.Truncate => response with { Delivery = Delivery.Short },
        FaultKind.EmptyBody => response with { Body = default },
        FaultKind.InternalErrorAfter => visit.Service.Render(visit.Service.Dialect.Broken(), visit.RequestId),
        _ => response,
    };

    private SimulatedService Service(string signingName, WireRequest request) =>
        _services.GetValueOrDefault(signingName)
        ?? new UnknownService(signingName, speaksJson: request.Header("Content-Type")?.Contains("json", StringComparison.Ordinal) ?? request.RawPath != "/");

    /// <summary>The service of a request that is not signed.</summary>
    private static string Guess(WireRequest request)
    {
        if (request.Header("X-Amz-Target")?.StartsWith("TrentService.", StringComparison.Ordinal) == true)
            return "kms";
        if (request.RawPath != "/")
            return request.RawPath.StartsWith("/snapshots", StringComparison.Ordinal) ? "ebs" : "rbin";
        return request.Query.Concat(request.Form).FirstOrDefault(parameter => parameter.Key == "Version").Value switch
        {
            "2011-06-15" => "sts",
            "2011-01-01" => "autoscaling",
            _ => "ec2",
        };
    }

    private void Log(Visit visit, string outcome, int status) => _simulator.Requests.Add(number => new(
        number,
        _simulator.Clock.GetUtcNow(),
        visit.Service.SigningName,
        visit.Operation,
        visit.RegionName,
        visit.AccountId,
        outcome,
        status,
        visit.RequestId,
        visit.Parameters));

    /// <summary>One request and what is known of it so far.</summary>
    private sealed class Visit(WireRequest request, string requestId, SimulatedService service, SignatureScope? scope)
    {
        private IReadOnlyList<KeyValuePair<string, string>>? _parameters;

        public WireRequest Request { get; } = request;

        public string RequestId { get; } = requestId;

        public SimulatedService Service { get; } = service;

        public SignatureScope? Scope { get; } = scope;

        public string Operation { get; init; } = "";

        public string RegionName => Scope?.Region ?? "";

        public string AccountId { get; set; } = "";

        public AwsErrorException? Refusal { get; init; }

        public IReadOnlyList<KeyValuePair<string, string>> Parameters => _parameters ??= Refusal is null ? Service.ParametersOf(Request) : [];
    }
}
