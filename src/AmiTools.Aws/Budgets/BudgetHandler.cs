using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace AmiTools.Aws;

/// <summary>Takes a token from AWS's bucket, as we count it, before every attempt. Stands inside the retry handler and outside the signer, so that a request is signed after its wait.</summary>
/// <remarks>A handler belongs to one pipeline: each client needs its own. The buckets are shared.</remarks>
public sealed class BudgetHandler(BudgetRegistry budgets) : PipelineHandler
{
    private const string Ec2 = "EC2";

    /// <summary>Services whose limits are far above what this module can reach.</summary>
    private static readonly string[] s_unlimited = ["STS", "KMS", "EBS"];

    /// <inheritdoc />
    public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
    {
        var context = executionContext.RequestContext;
        var buckets = await BucketsOfAsync(context).ConfigureAwait(false);
        try
        {
            foreach (var (bucket, tokens) in buckets)
                await bucket.TakeAsync(tokens, context.CancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException cancelled)
        {
            CallAttempt.MarkNeverSent(cancelled);
            throw;
        }
        try
        {
            return await base.InvokeAsync<T>(executionContext).ConfigureAwait(false);
        }
        catch (AmazonServiceException refused) when (AwsErrors.Classify(refused).Kind == AwsFailureKind.Throttled)
        {
            foreach (var (bucket, _) in buckets)
                bucket.NoteThrottle();
            throw;
        }
    }

    /// <inheritdoc />
    public override void InvokeSync(IExecutionContext executionContext) =>
        throw new NotSupportedException("Calls are made asynchronously only: a blocking wait for a token would hold a thread for minutes.");

    private async Task<IReadOnlyList<(TokenBucket Bucket, double Tokens)>> BucketsOfAsync(IRequestContext context)
    {
        var service = context.ServiceMetaData.ServiceId;
        if (s_unlimited.Contains(service))
            return [];
        var operation = CallAttempt.OperationOf(context);
        var scope = await ScopeOfAsync(context).ConfigureAwait(false);
        return
        [
            .. (service == Ec2 ? BucketTable.ForEc2(operation, context.Request.Parameters) : BucketTable.ForOther(operation))
                .Select(draw => (budgets.Bucket(scope, service == Ec2 ? draw.Bucket : $"{service} {draw.Bucket}", draw.Size), draw.Tokens)),
        ];
    }

    private async Task<BudgetScope> ScopeOfAsync(IRequestContext context)
    {
        var owner = "";
        if (context.Identity is AWSCredentials credentials)
        {
            var keys = await credentials.GetCredentialsAsync().ConfigureAwait(false);
            owner = string.IsNullOrEmpty(keys.AccountId) ? budgets.OwnerOf(keys.AccessKey) : keys.AccountId;
        }
        return new(context.Request.Endpoint.Authority, RegionOf(context), owner);
    }

    private static string RegionOf(IRequestContext context) =>
        context.Request.AuthenticationRegion ?? context.ClientConfig.AuthenticationRegion ?? context.ClientConfig.RegionEndpoint?.SystemName ?? "";
}
