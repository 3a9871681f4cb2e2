using Amazon.Runtime;

namespace AmiTools.Aws;

/// <summary>Temporary keys that are fetched anew before they end.</summary>
/// <remarks>
/// Not the SDK's <see cref="RefreshingAWSCredentials"/>, which reads the machine's clock: the expiry that a simulator gives is in the simulator's time.
/// </remarks>
internal abstract class TimedCredentials(TimeProvider time) : AWSCredentials, IRenewableCredentials, IDisposable
{
    private static readonly TimeSpan s_lead = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_pause = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _one = new(1, 1);
    private volatile AwsKeys? _keys;
    private DateTimeOffset _notBefore = DateTimeOffset.MinValue;

    /// <inheritdoc />
    public override DateTime? Expiration
    {
        get => _keys?.Expires?.UtcDateTime;
        set => throw new NotSupportedException("The expiry comes with the keys.");
    }

    /// <summary>Gets new keys. Called by one at a time.</summary>
    protected abstract Task<AwsKeys> FetchAsync(CancellationToken cancellationToken);

    /// <inheritdoc />
    public void Renew() => _keys = null;

    /// <inheritdoc />
    public override async Task<ImmutableCredentials> GetCredentialsAsync() => (await GetKeysAsync(CancellationToken.None).ConfigureAwait(false)).ToSdk();

    /// <summary>Keys that are good now.</summary>
    public async Task<AwsKeys> GetKeysAsync(CancellationToken cancellationToken)
    {
        if (_keys is { } fresh && !IsDue(fresh))
            return fresh;
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return _keys is { } meanwhile && !IsDue(meanwhile) ? meanwhile : await RefreshAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>The SDK signs asynchronously and does not come here; presigning a URL may, and then mostly finds the keys there.</summary>
    public override ImmutableCredentials GetCredentials() =>
        _keys is { } fresh && !IsDue(fresh) ? fresh.ToSdk() : Task.Run(GetCredentialsAsync).GetAwaiter().GetResult();

    /// <inheritdoc />
    public virtual void Dispose() => _one.Dispose();

    private async Task<AwsKeys> RefreshAsync(CancellationToken cancellationToken)
    {
        var old = _keys;
        try
        {
            var fetched = await FetchAsync(cancellationToken).ConfigureAwait(false);
            if (IsOver(fetched))
                throw new AwsSessionException(AwsSessionException.CredentialsExpired, $"The keys that were just issued ended at {fetched.Expires:u}.", "Check this machine's clock.");
            _keys = fetched;
            return fetched;
        }
        catch (Exception failure) when (failure is not OperationCanceledException && old is not null && !IsOver(old))
        {
            // Still good for some minutes: better used than lost, and asked about again soon.
            _notBefore = time.GetUtcNow() + s_pause;
            return old;
        }
    }

    private bool IsOver(AwsKeys keys) => keys.Expires is { } end && time.GetUtcNow() >= end;

    private bool IsDue(AwsKeys keys) => keys.Expires is { } end && (IsOver(keys) || (time.GetUtcNow() >= end - s_lead && time.GetUtcNow() >= _notBefore));
}
