using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace AmiTools.Simulator;

/// <summary>
/// What a server answers beside AWS's own requests, for whoever runs it: <c>GET /_simulator/status</c>, and <c>POST /_simulator/step?seconds=N</c>,
/// which moves its clock.
/// </summary>
internal static class SimulatorConsole
{
    private const string Root = "/_simulator/";

    public static bool Handles(WireRequest request) => request.RawPath.StartsWith(Root, StringComparison.Ordinal);

    public static WireResponse Answer(AwsSimulator simulator, WireRequest request) => (request.Method, request.RawPath[Root.Length..]) switch
    {
        ("GET", "status") => Status(simulator),
        ("POST", "step") => Step(simulator, request),
        _ => Refuse(HttpStatusCode.NotFound, "There are GET /_simulator/status and POST /_simulator/step?seconds=N."),
    };

    private static WireResponse Step(AwsSimulator simulator, WireRequest request)
    {
        var text = request.Parameter("seconds");
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) || !(seconds >= 0 && seconds <= TimeSpan.FromDays(36500).TotalSeconds))
            return Refuse(HttpStatusCode.BadRequest, $"seconds must be a number, zero or more; '{text}' is not.");
        simulator.Clock.Step(TimeSpan.FromSeconds(seconds));
        return Status(simulator);
    }

    private static WireResponse Status(AwsSimulator simulator)
    {
        var status = new JsonObject
        {
            ["time"] = AwsTime.Format(simulator.Clock.GetUtcNow()),
            ["clock"] = simulator.Clock.Mode.ToString(),
            ["speed"] = simulator.Clock.Speed,
            ["seed"] = simulator.Seed,
            ["requests"] = simulator.Requests.Total,
            ["defects"] = new JsonArray([.. simulator.Defects.Select(defect => JsonValue.Create(defect.Message))]),
        };
        return WireResponse.Text(HttpStatusCode.OK, "application/json", status.ToJsonString() + "\n");
    }

    private static WireResponse Refuse(HttpStatusCode status, string message) =>
        WireResponse.Text(status, "application/json", new JsonObject { ["error"] = message }.ToJsonString() + "\n");
}
