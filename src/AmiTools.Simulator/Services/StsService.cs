using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using System.Xml;

namespace AmiTools.Simulator;

/// <summary>As much of STS as finding out who one is and becoming somebody else takes.</summary>
internal sealed partial class StsService() : QueryService("sts", "https://sts.amazonaws.com/doc/2011-06-15/")
{
    private const int ShortestSession = 900;
    private const int LongestSession = 43_200;

    /// <summary>Operations that it has.</summary>
    public static IReadOnlyList<string> Operations { get; } = ["GetCallerIdentity", "AssumeRole", "AssumeRoleWithWebIdentity", "GetSessionToken"];

    public override bool IsOpen(string operation) => operation == "AssumeRoleWithWebIdentity";

    public override WireResponse Answer(Call call, WireRequest request) => call.Operation switch
    {
        "GetCallerIdentity" => Result(call, xml =>
        {
            xml.WriteElementString("Arn", call.Caller.Arn);
            xml.WriteElementString("UserId", call.Caller.UserId);
            xml.WriteElementString("Account", call.Caller.AccountId);
        }),
        "AssumeRole" => AssumeRole(call, request),
        "AssumeRoleWithWebIdentity" => AssumeRoleWithWebIdentity(call, request),
        "GetSessionToken" => GetSessionToken(call, request),
        _ => throw Dialect.UnknownOperation(call.Operation),
    };

    private static WireResponse AssumeRole(Call call, WireRequest request)
    {
        var role = ReadRole(request);
        // Both sides may refuse: the caller's policy, and the role's trust, which here is the policy of its account.
        if (!call.Allows("sts:AssumeRole", role.Arn) || !call.Simulator.Account(role.AccountId, role.Partition).Policy.Allows("sts:AssumeRole", call.Caller.Arn, role.Arn))
            throw new AwsErrorException("AccessDenied", $"User: {call.Caller.Arn} is not authorized to perform: sts:AssumeRole on resource: {role.Arn}", HttpStatusCode.Forbidden);
        var session = OpenSession(call, role, request);
        return Result(call, xml => WriteSession(xml, session));
    }

    private static WireResponse AssumeRoleWithWebIdentity(Call call, WireRequest request)
    {
        var role = ReadRole(request);
        if (string.IsNullOrEmpty(request.Parameter("WebIdentityToken")))
            throw Invalid("webIdentityToken", "must not be null");
        if (!call.Simulator.Account(role.AccountId, role.Partition).Policy.Allows("sts:AssumeRoleWithWebIdentity", role.Arn, role.Arn))
            throw new AwsErrorException("AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity", HttpStatusCode.Forbidden);
        var session = OpenSession(call, role, request);
        return Result(call, xml =>
        {
            WriteSession(xml, session);
            xml.WriteElementString("SubjectFromWebIdentityToken", session.Principal.UserId);
        });
    }

    private static WireResponse GetSessionToken(Call call, WireRequest request)
    {
        var keys = call.Simulator.Access.Issue(call.Caller, Duration(request, LongestSession), call.Now);
        return Result(call, xml => WriteKeys(xml, keys));
    }

    private static (SimulatorKeys Keys, Principal Principal) OpenSession(Call call, (string Arn, string Partition, string AccountId, string Name) role, WireRequest request)
    {
        var session = request.Parameter("RoleSessionName") ?? "";
        if (!SessionName().IsMatch(session))
            throw Invalid("roleSessionName", "must satisfy regular expression pattern: [\\w+=,.@-]{2,64}");
        call.Simulator.Account(role.AccountId, role.Partition);
        var principal = new Principal(
            role.AccountId,
            $"arn:{role.Partition}:sts::{role.AccountId}:assumed-role/{role.Name}/{session}",
            $"{call.Simulator.Access.UniqueId("AROA", role.Arn)}:{session}");
        return (call.Simulator.Access.Issue(principal, Duration(request, 3600), call.Now), principal);
    }

    private static (string Arn, string Partition, string AccountId, string Name) ReadRole(WireRequest request)
    {
        var arn = request.Parameter("RoleArn") ?? "";
        var match = RoleArn().Match(arn);
        return match.Success
            ? (arn, match.Groups["partition"].Value, match.Groups["account"].Value, match.Groups["name"].Value)
            : throw Invalid("roleArn", $"{arn} is invalid");
    }

    private static TimeSpan Duration(WireRequest request, int usual)
    {
        var text = request.Parameter("DurationSeconds");
        if (text is null)
            return TimeSpan.FromSeconds(usual);
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds is < ShortestSession or > LongestSession)
            throw Invalid("durationSeconds", $"must have value between {ShortestSession} and {LongestSession}");
        return TimeSpan.FromSeconds(seconds);
    }

    private static void WriteSession(XmlWriter xml, (SimulatorKeys Keys, Principal Principal) session)
    {
        WriteKeys(xml, session.Keys);
        xml.WriteStartElement("AssumedRoleUser");
        xml.WriteElementString("AssumedRoleId", session.Principal.UserId);
        xml.WriteElementString("Arn", session.Principal.Arn);
        xml.WriteEndElement();
    }

    private static void WriteKeys(XmlWriter xml, SimulatorKeys keys)
    {
        xml.WriteStartElement("Credentials");
        xml.WriteElementString("AccessKeyId", keys.AccessKeyId);
        xml.WriteElementString("SecretAccessKey", keys.SecretKey);
        xml.WriteElementString("SessionToken", keys.SessionToken);
        xml.WriteElementString("Expiration", AwsTime.Format(keys.Expires!.Value));
        xml.WriteEndElement();
    }

    private static WireResponse Result(Call call, Action<XmlWriter> members) => Write(HttpStatusCode.OK, xml =>
    {
        xml.WriteStartElement(call.Operation + "Response", "https://sts.amazonaws.com/doc/2011-06-15/");
        xml.WriteStartElement(call.Operation + "Result");
        members(xml);
        xml.WriteEndElement();
        xml.WriteStartElement("ResponseMetadata");
        xml.WriteElementString("RequestId", call.RequestId);
        xml.WriteEndElement();
        xml.WriteEndElement();
    });

    private static AwsErrorException Invalid(string member, string problem) =>
        new("ValidationError", $"1 validation error detected: Value at '{member}' failed to satisfy constraint: {problem}");

    [GeneratedRegex(@"^arn:(?<partition>aws[a-z-]*):iam::(?<account>\d{12}):role/(?:[\x21-\x7e]*/)?(?<name>[\w+=,.@-]{1,64})$", RegexOptions.CultureInvariant)]
    private static partial Regex RoleArn();

    [GeneratedRegex(@"^[\w+=,.@-]{2,64}$", RegexOptions.CultureInvariant)]
    private static partial Regex SessionName();
}
