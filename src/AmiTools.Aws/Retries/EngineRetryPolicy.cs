using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace AmiTools.Aws;

/// <summary>
/// The SDK's retry handler with our rules: waits run on a <see cref="TimeProvider"/>, chance is injected, and a call that creates something without a client token is repeated only
/// after attempts that certainly did nothing.
/// </summary>
/// <remarks>
/// The SDK's own policy shares a retry quota over all clients of the process, which a long throttled job uses up until nothing is retried any more. Here the
/// <see cref="BudgetRegistry"/> slows down instead.
/// </remarks>
public sealed class EngineRetryPolicy : StandardRetryPolicy
{
    private const string StateKey = "AmiTools.RetryState";

    private readonly TimeProvider _time;
    private readonly Random _random;
    private readonly RetrySettings _settings;

    /// <summary>Makes one. One serves any number of calls and clients at a time.</summary>
    /// <param name="time">What waits run on.</param>
    /// <param name="random">Where jitter comes from; locked while it is used.</param>
    /// <param name="settings">How often and how soon.</param>
    public EngineRetryPolicy(TimeProvider time, Random random, RetrySettings settings) : base(Math.Max(settings.ThrottledAttempts, settings.Attempts) - 1)
    {
        _time = time;
        _random = random;
        _settings = settings;
    }

    /// <summary>Called by the SDK after every failed attempt, before it asks whether to try again.</summary>
    public override void NotifyError(IExecutionContext executionContext, Exception exception)
    {
        var context = executionContext.RequestContext;
        var state = StateOf(context);
        var neverSent = CallAttempt.WasNeverSent(exception);
        state.Attempts += neverSent ? 0 : 1;
        new AttemptNotes
        {
            Operation = CallAttempt.OperationOf(context),
            Attempts = state.Attempts,
            EarlierOutcomeUnknown = state.OutcomeUnknown,
            LastNeverSent = neverSent,
        }.AttachTo(exception);
        state.Last = AwsErrors.Classify(exception);
        state.OutcomeUnknown = state.Last.OutcomeUnknown;
    }

    /// <inheritdoc />
    public override Task<bool> RetryForExceptionAsync(IExecutionContext executionContext, Exception exception) => Task.FromResult(RetryForException(executionContext, exception));

    /// <inheritdoc />
    public override bool RetryForException(IExecutionContext executionContext, Exception exception)
    {
        var context = executionContext.RequestContext;
        var state = StateOf(context);
        if (state.Last is not { } failure || context.CancellationToken.IsCancellationRequested)
            return false;
        if (failure.Kind == AwsFailureKind.CredentialsExpired)
            return RenewCredentials(context, state);
        if (failure.OutcomeUnknown && CallAttempt.RepetitionOf(context) == Repetition.Unsafe)
            return false;
        return context.Retries + 1 < AttemptsFor(failure, exception);
    }

    /// <inheritdoc />
    public override bool IsThrottlingError(Exception exception) => AwsErrors.Classify(exception).Kind is AwsFailureKind.Throttled;

    /// <summary>The SDK retries what this calls a stale connection ten times over, creates included, before it asks the policy. Whatever it sees there, the policy decides.</summary>
    /// <inheritdoc />
    public override bool IsStaleConnectionError(Exception exception) => false;

    /// <inheritdoc />
    public override async Task WaitBeforeRetryAsync(IExecutionContext executionContext)
    {
        var context = executionContext.RequestContext;
        try
        {
            await Task.Delay(NextWait(context), _time, context.CancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException cancelled)
        {
            var state = StateOf(context);
            new AttemptNotes { Operation = CallAttempt.OperationOf(context), Attempts = state.Attempts, EarlierOutcomeUnknown = state.OutcomeUnknown, LastNeverSent = true }.AttachTo(cancelled);
            throw;
        }
    }

    /// <inheritdoc />
    public override void WaitBeforeRetry(IExecutionContext executionContext) =>
        throw new NotSupportedException("Calls are made asynchronously only: a blocking wait would hold a thread for up to 20 seconds.");

    private static CallState StateOf(IRequestContext context)
    {
        if (context.ContextAttributes.TryGetValue(StateKey, out var known) && known is CallState state)
            return state;
        CallState fresh = new();
        context.ContextAttributes[StateKey] = fresh;
        return fresh;
    }

    // AWS refuses expired keys before it acts, so that any call may be made again: once, with new ones, if there is somebody to give them.
    private static bool RenewCredentials(IRequestContext context, CallState state)
    {
        if (state.Renewed || context.Identity is not IRenewableCredentials renewable)
            return false;
        state.Renewed = true;
        renewable.Renew();
        return true;
    }

    private int AttemptsFor(AwsFailure failure, Exception exception) =>
        failure.Kind switch
        {
            AwsFailureKind.Throttled or AwsFailureKind.Busy => _settings.ThrottledAttempts,
            AwsFailureKind.Timeout when CallAttempt.Transport(exception) is { NeverAnswered: true, IsAwsEndpoint: false } => 1,
            AwsFailureKind.Connection when CallAttempt.Transport(exception) is { NeverSent: true } => _settings.HopelessAttempts,
            AwsFailureKind.BadAnswer when (int?)failure.StatusCode is 502 or 503 or 504 => _settings.Attempts,
            AwsFailureKind.BadAnswer => _settings.HopelessAttempts,
            AwsFailureKind.ServerError or AwsFailureKind.Connection or AwsFailureKind.Timeout => _settings.Attempts,
            _ => 1,
        };

    private TimeSpan NextWait(IRequestContext context)
    {
        var throttled = StateOf(context).Last?.Kind is AwsFailureKind.Throttled or AwsFailureKind.Busy;
        var first = throttled ? _settings.FirstThrottledWait : _settings.FirstWait;
        var longest = Math.Min(first.TotalSeconds * Math.Pow(2, context.Retries - 1), _settings.LongestWait.TotalSeconds);
        lock (_random)
            return TimeSpan.FromSeconds(longest * _random.NextDouble());
    }

    /// <summary>What is known about one call over its attempts.</summary>
    private sealed class CallState
    {
        public int Attempts { get; set; }

        public bool OutcomeUnknown { get; set; }

        public bool Renewed { get; set; }

        public AwsFailure? Last { get; set; }
    }
}
