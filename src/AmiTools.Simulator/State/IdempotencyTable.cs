namespace AmiTools.Simulator;

/// <summary>What was answered to which client token, per operation.</summary>
public sealed class IdempotencyTable
{
    private readonly Dictionary<(string Operation, string Token), Answer> _answers = [];

    /// <summary>The earlier answer; null where the token is new or has expired.</summary>
    /// <exception cref="AwsErrorException">The token came before with other parameters.</exception>
    internal object? Find(string operation, string token, string fingerprint, DateTimeOffset now)
    {
        if (!_answers.TryGetValue((operation, token), out var answer) || answer.Expires <= now)
            return null;
        return answer.Fingerprint == fingerprint ? answer.Response : throw Errors.IdempotentParameterMismatch(token);
    }

    internal void Keep(string operation, string token, string fingerprint, object response, DateTimeOffset expires) =>
        _answers[(operation, token)] = new(fingerprint, response, expires);

    private sealed record Answer(string Fingerprint, object Response, DateTimeOffset Expires);
}
