using System.Net;
using AmiTools.Testing;

namespace AmiTools.Aws.Tests.Sessions;

/// <summary>An AWS on a script, a clock that stands, and environments and sessions over both.</summary>
internal sealed class Stage
{
    public ManualTime Time { get; } = new();

    public ScriptedHandler Aws { get; } = new();

    public ScriptedHandler Metadata { get; } = new();

    public Dictionary<string, string> Variables { get; } = [];

    /// <summary>An environment in which a known user calls and nothing else is asked for.</summary>
    public AwsEnvironment Known(RetrySettings? retries = null, NetworkTimeouts? timeouts = null, BudgetRegistry? budgets = null) => new()
    {
        Time = Time,
        Random = new(1),
        NewId = Ids(),
        Handler = Aws,
        Keys = new("AKIAKNOWN", "secret"),
        Region = "eu-west-1",
        Variable = Variables.GetValueOrDefault,
        Retries = retries ?? new(),
        Timeouts = timeouts,
        Budgets = budgets ?? new(Time),
    };

    /// <summary>An environment as on a user's machine: credentials must be found.</summary>
    public AwsEnvironment Bare(NetworkTimeouts? timeouts = null) => new()
    {
        Time = Time,
        Random = new(1),
        NewId = Ids(),
        Handler = Aws,
        MetadataHandler = Metadata,
        Variable = Variables.GetValueOrDefault,
        Timeouts = timeouts,
    };

    public Task<AwsSession> OpenAsync(AwsEnvironment? environment = null, AwsSessionSettings? settings = null) =>
        AwsSession.OpenAsync(environment ?? Known(), settings ?? new(), CancellationToken.None);

    private static Func<Guid> Ids()
    {
        var count = 0;
        return () => new Guid(++count, 0, 0, new byte[8]);
    }
}

/// <summary>Answers of AWS.</summary>
internal static class Answers
{
    public const string Throttle = "<Response><Errors><Error><Code>RequestLimitExceeded</Code><Message>Request limit exceeded.</Message></Error></Errors><RequestID>r-throttle</RequestID></Response>";

    public const string Page = "<!doctype html>\n<html><head><title>Sign in</title></head><body>Welcome to the guest network</body></html>";

    public static string Error(string code, string message = "Something is wrong.") =>
        $"<Response><Errors><Error><Code>{code}</Code><Message>{message}</Message></Error></Errors><RequestID>r-1</RequestID></Response>";

    public static string StsError(string code, string message = "Something is wrong.") =>
        $"<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error><Type>Sender</Type><Code>{code}</Code><Message>{message}</Message></Error><RequestId>r-sts</RequestId></ErrorResponse>";

    public static string Ec2(string operation, string content = "<return>true</return>") =>
        $"<{operation}Response xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"><requestId>r-ok</requestId>{content}</{operation}Response>";

    public static string Role(string accessKey, DateTimeOffset expires) =>
        $"""
        <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
        <AccessKeyId>{accessKey}</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>token-of-{accessKey}</SessionToken><Expiration>{expires.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}</Expiration>
        </Credentials></AssumeRoleResult><ResponseMetadata><RequestId>r-sts</RequestId></ResponseMetadata></AssumeRoleResponse>
        """;

    public static string Caller(string account) =>
        $"<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><GetCallerIdentityResult><Account>{account}</Account><Arn>arn:aws:iam::{account}:user/a</Arn><UserId>U</UserId></GetCallerIdentityResult><ResponseMetadata><RequestId>r-sts</RequestId></ResponseMetadata></GetCallerIdentityResponse>";

    public static ScriptedHandler ThenEc2(this ScriptedHandler handler, string operation, string content = "<return>true</return>") => handler.Then(HttpStatusCode.OK, Ec2(operation, content));

    public static ScriptedHandler ThenError(this ScriptedHandler handler, string code, HttpStatusCode status = HttpStatusCode.BadRequest, string message = "Something is wrong.") =>
        handler.Then(status, Error(code, message));

    public static ScriptedHandler ThenThrottle(this ScriptedHandler handler, int times = 1)
    {
        for (var i = 0; i < times; i++)
            handler.Then(HttpStatusCode.ServiceUnavailable, Throttle);
        return handler;
    }

    public static ScriptedHandler ThenCut(this ScriptedHandler handler) =>
        handler.ThenThrow(() => new HttpRequestException(HttpRequestError.ResponseEnded, "cut", new HttpIOException(HttpRequestError.ResponseEnded)));

    public static ScriptedHandler ThenRefused(this ScriptedHandler handler) =>
        handler.ThenThrow(() => new HttpRequestException(HttpRequestError.ConnectionError, "refused", new System.Net.Sockets.SocketException((int)System.Net.Sockets.SocketError.ConnectionRefused)));
}

/// <summary>What calls throw.</summary>
internal static class Thrown
{
    /// <summary>The very exception that a task ends with. (Shouldly makes up one of its own for a cancelled task.)</summary>
    public static async Task<Exception> ByAsync(Task task)
    {
        try
        {
            await task;
        }
        catch (Exception exception)
        {
            return exception;
        }
        throw new Xunit.Sdk.XunitException("The task ended well.");
    }

    /// <summary>What a call failed with.</summary>
    public static async Task<AwsFailure> FailureAsync(Task task) => AwsErrors.Classify(await ByAsync(task));

    /// <summary>What kept a session from being opened.</summary>
    public static async Task<AwsSessionException> SessionAsync(Task task) => (await ByAsync(task)).ShouldBeOfType<AwsSessionException>();
}
