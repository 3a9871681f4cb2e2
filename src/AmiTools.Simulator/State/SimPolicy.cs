namespace AmiTools.Simulator;

/// <summary>What an account's principals may not do. Without a denial everything is allowed.</summary>
public sealed class SimPolicy
{
    private readonly List<Denial> _denials = [];

    /// <summary>Denies an action.</summary>
    /// <param name="action">Such as <c>ec2:DeleteSnapshot</c>; <c>*</c> and <c>?</c> stand for characters.</param>
    /// <param name="principal">ARN of whom it is denied to, with the same wildcards; null: everybody in the account.</param>
    /// <param name="resource">ARN of what it is denied on, with the same wildcards; null: everything.</param>
    /// <returns>Disposing it takes the denial back.</returns>
    public IDisposable Deny(string action, string? principal = null, string? resource = null)
    {
        var denial = new Denial(this, Wildcard.Parse(action), principal is null ? null : Wildcard.Parse(principal), resource is null ? null : Wildcard.Parse(resource));
        lock (_denials)
            _denials.Add(denial);
        return denial;
    }

    /// <summary>Whether an action is allowed.</summary>
    /// <param name="action">Such as <c>ec2:DeleteSnapshot</c>.</param>
    /// <param name="principal">ARN of the caller.</param>
    /// <param name="resource">ARN of the target; null asks only for what is denied on everything.</param>
    public bool Allows(string action, string principal, string? resource = null)
    {
        lock (_denials)
            return !_denials.Any(denial => denial.Hits(action, principal, resource));
    }

    private sealed record Denial(SimPolicy Policy, Wildcard Action, Wildcard? Principal, Wildcard? Resource) : IDisposable
    {
        public bool Hits(string action, string principal, string? resource) =>
            Action.Matches(action)
            && (Principal is null || Principal.Matches(principal))
            && (Resource is null || (resource is not null && Resource.Matches(resource)));

        public void Dispose()
        {
            lock (Policy._denials)
                Policy._denials.Remove(this);
        }
    }
}
