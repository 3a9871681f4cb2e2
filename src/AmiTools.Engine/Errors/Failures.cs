using AmiTools.Aws;

namespace AmiTools.Engine.Errors;

/// <summary>Everything that a call can end with, as the module's own failures. The only place where AWS's codes get their names and remedies.</summary>
internal static class Failures
{
    private static readonly Dictionary<string, Rule> s_byCode = new(StringComparer.Ordinal)
    {
        ["InvalidAMIID.NotFound"] = new(AmiErrorCodes.ImageNotFound, AmiErrorKind.NotFound, "Check the id and the region: an image is only seen in its own region, by its owner and those it is shared with."),
        ["InvalidAMIID.Malformed"] = new(AmiErrorCodes.InvalidImageId, AmiErrorKind.InvalidInput, "An image's id is ami- and 8 or 17 hexadecimal digits."),
        ["InvalidAMIID.Unavailable"] = new(AmiErrorCodes.ImageNotAvailable, AmiErrorKind.InvalidState, "The image was deregistered or is not finished; Get-Ami shows its state."),
        ["InvalidAMIName.Duplicate"] = new(AmiErrorCodes.ImageNameTaken, AmiErrorKind.AlreadyExists, "Give another -Name; {Date} or {Counter} make it a new one each time."),
        ["InvalidAMIName.Malformed"] = new(AmiErrorCodes.InvalidName, AmiErrorKind.InvalidInput, "Use 3 to 128 letters, digits, spaces and ( ) [ ] . / - ' @ _."),
        ["InvalidInstanceID.NotFound"] = new(AmiErrorCodes.InstanceNotFound, AmiErrorKind.NotFound, "Check the id and the region."),
        ["InvalidInstanceID.Malformed"] = new(AmiErrorCodes.InvalidInstanceId, AmiErrorKind.InvalidInput, "An instance's id is i- and 8 or 17 hexadecimal digits."),
        ["IncorrectInstanceState"] = new(AmiErrorCodes.InstanceNotReady, AmiErrorKind.InvalidState, "Wait until the instance is running or stopped, and try again."),
        ["InvalidBlockDeviceMapping"] = new(AmiErrorCodes.InvalidBlockDevice, AmiErrorKind.InvalidInput, "Name each device once, with a size that is not below its snapshot's, and correct what AWS names."),
        ["TagLimitExceeded"] = new(AmiErrorCodes.InvalidTag, AmiErrorKind.InvalidInput, "Give fewer tags, or leave -CopyTag away."),
        ["InvalidTagKey.Malformed"] = new(AmiErrorCodes.InvalidTag, AmiErrorKind.InvalidInput, "A tag's key has 1 to 128 characters and does not begin with aws:."),
        ["TagPolicyViolation"] = new(AmiErrorCodes.InvalidTag, AmiErrorKind.Denied, "The organisation's tag policy asks for other tags; give them with -Tag."),
        ["OptInRequired"] = new(AmiErrorCodes.RegionNotEnabled, AmiErrorKind.Denied, "Enable the region for the account, or leave it out."),
        ["OperationNotPermitted"] = new(AmiErrorCodes.RequestRefused, AmiErrorKind.Denied, "AWS names what forbids it, most often a protection, a lock or an owner that is another account: take it away first, or leave the resource out."),
        ["NoSuchBucket"] = new(AmiErrorCodes.BucketNotFound, AmiErrorKind.NotFound, "Check the bucket's name. It must be in the region of the image."),
        ["NoSuchKey"] = new(AmiErrorCodes.ObjectNotFound, AmiErrorKind.NotFound, "Check the key: a stored image is ami-....bin, and is there when its task is completed."),
        ["InvalidManifest"] = new(AmiErrorCodes.InvalidBucket, AmiErrorKind.InvalidInput, "Check the manifest's place, and that the account may read the bucket."),
        ["InvalidSnapshot.NotFound"] = new(AmiErrorCodes.SnapshotNotFound, AmiErrorKind.NotFound, "Check the id and the region."),
        ["InvalidVolume.NotFound"] = new(AmiErrorCodes.VolumeNotFound, AmiErrorKind.NotFound, "Check the id and the region."),
        ["ResourceNotFoundException"] = new(AmiErrorCodes.RuleNotFound, AmiErrorKind.NotFound, "Get-RecycleBinRule -Region * lists the rules of all regions."),
        ["ConflictException"] = new(AmiErrorCodes.RuleLocked, AmiErrorKind.InvalidState, "Unlock the rule first; that takes effect after its delay."),
        ["InsufficientInstanceCapacity"] = new(AmiErrorCodes.CapacityInsufficient, AmiErrorKind.LimitExceeded, "Launch in another zone or with another instance type, or try again later: AWS has no room of this kind there at the moment."),
        ["VcpuLimitExceeded"] = new(AmiErrorCodes.QuotaExceeded, AmiErrorKind.LimitExceeded, "Ask AWS for a higher quota of running On-Demand vCPUs (Service Quotas, Amazon EC2), take a smaller instance type, or end instances that nobody needs."),
        ["InstanceLimitExceeded"] = new(AmiErrorCodes.QuotaExceeded, AmiErrorKind.LimitExceeded, "Ask AWS for a higher quota of instances, or end instances that nobody needs."),
        ["InvalidSnapshot.InUse"] = new(AmiErrorCodes.SnapshotInUse, AmiErrorKind.InUse, "Deregister the image that uses it first."),
    };

    private static readonly Dictionary<AwsFailureKind, Rule> s_byKind = new()
    {
        [AwsFailureKind.Throttled] = new(AmiErrorCodes.Throttled, AmiErrorKind.LimitExceeded, "Other programs of the account use up the rate of requests; try again later."),
        [AwsFailureKind.NotFound] = new(AmiErrorCodes.RequestRefused, AmiErrorKind.NotFound, "Check the id and the region."),
        [AwsFailureKind.Denied] = new(AmiErrorCodes.AccessDenied, AmiErrorKind.Denied, "Allow the caller the action {0}."),
        [AwsFailureKind.CredentialsInvalid] = new(AmiErrorCodes.CredentialsRejected, AmiErrorKind.Authentication, "Check the access key and the secret, and that the key is active.", StopsEverything: true),
        [AwsFailureKind.CredentialsExpired] = new(AmiErrorCodes.CredentialsExpired, AmiErrorKind.Authentication, "Renew the credentials: aws sso login, or Set-AWSCredential.", StopsEverything: true),
        [AwsFailureKind.Invalid] = new(AmiErrorCodes.RequestRefused, AmiErrorKind.InvalidInput, "Correct the value that AWS names, and run the command again."),
        [AwsFailureKind.Busy] = new(AmiErrorCodes.RequestRefused, AmiErrorKind.InvalidState, "Something else is at work on it; try again."),
        [AwsFailureKind.AlreadyExists] = new(AmiErrorCodes.RequestRefused, AmiErrorKind.AlreadyExists, "Use what is there, or give another name."),
        [AwsFailureKind.InUse] = new(AmiErrorCodes.RequestRefused, AmiErrorKind.InUse, "Take it away from what uses it first; Get-AmiUsage says what uses an image or a snapshot."),
        [AwsFailureKind.IncorrectState] = new(AmiErrorCodes.RequestRefused, AmiErrorKind.InvalidState, "Bring it into the state that AWS names, or wait for it, and run the same command again."),
        [AwsFailureKind.QuotaExceeded] = new(AmiErrorCodes.QuotaExceeded, AmiErrorKind.LimitExceeded, "Wait for what is running, or ask AWS for a higher quota."),
        [AwsFailureKind.ServerError] = new(AmiErrorCodes.ServiceError, AmiErrorKind.Service, "Try again; AWS's own trouble is told on its health dashboard."),
        [AwsFailureKind.Connection] = new(AmiErrorCodes.EndpointUnreachable, AmiErrorKind.Connection, "Check the network, the proxy and -EndpointUrl."),
        [AwsFailureKind.Timeout] = new(AmiErrorCodes.EndpointTimeout, AmiErrorKind.Connection, "Check the network, the proxy and -EndpointUrl."),
        [AwsFailureKind.BadAnswer] = new(AmiErrorCodes.InvalidAnswer, AmiErrorKind.InvalidAnswer, "Something other than AWS answered: check -EndpointUrl and the proxy."),
        [AwsFailureKind.Unsupported] = new(AmiErrorCodes.OperationNotSupported, AmiErrorKind.NotSupported, "This endpoint cannot do that; AWS can."),
    };

    /// <summary>What a call of an operation ended with.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="resourceId">What the user gave, or the resource that it was done to.</param>
    /// <param name="region">The region that was called.</param>
    public static AmiException From(Exception exception, string operation, string? resourceId, string? region)
    {
        if (exception is AmiException known) return known;
        if (exception is AwsSessionException session) return From(session);
        AwsFailure failure = AwsErrors.Classify(exception);
        Rule? rule = s_byCode.GetValueOrDefault(failure.Code ?? "") ?? s_byKind.GetValueOrDefault(failure.Kind);
        string at = region is null ? "" : $" in {region}";
        string of = resourceId is null ? "" : $" for {resourceId}";
        return new AmiException(rule?.Code ?? AmiErrorCodes.InternalError, rule?.Kind ?? AmiErrorKind.Unknown, $"{operation}{of}{at} failed: {failure.Message}", exception)
        {
            ResourceId = resourceId,
            Region = region,
            AwsCode = failure.Code,
            Operation = operation,
            RequestId = failure.RequestId,
            Remedy = rule?.Remedy.Replace("{0}", operation, StringComparison.Ordinal) ?? failure.Remedy,
            StopsEverything = rule?.StopsEverything ?? false,
        };
    }

    /// <summary>A session that could not be opened: nothing can be done without it.</summary>
    public static AmiException From(AwsSessionException exception) =>
        new(exception.Code, exception.Kind switch { AwsFailureKind.Invalid => AmiErrorKind.InvalidInput, AwsFailureKind.Denied => AmiErrorKind.Denied, _ => AmiErrorKind.Authentication }, exception.Message, exception)
        {
            Remedy = exception.Remedy,
            StopsEverything = true,
        };

    /// <summary>A listing that gives the same page token again and again.</summary>
    public static AmiException EndlessPages(string operation, string region) => new(AmiErrorCodes.InvalidAnswer, AmiErrorKind.InvalidAnswer, $"{operation} in {region} gave the same page token twice; its list would never end.")
    {
        Region = region, Operation = operation, Remedy = s_byKind[AwsFailureKind.BadAnswer].Remedy,
    };

    /// <summary>An answer without what was asked for. Whether it was made all the same, AWS does not say.</summary>
    public static AmiException AnsweredWithout(string what, string operation, string region, string? resourceId) => new(AmiErrorCodes.InvalidAnswer, AmiErrorKind.InvalidAnswer, $"{operation} in {region} answered without {what}.")
    {
        ResourceId = resourceId, Region = region, Operation = operation, Remedy = "Run the same command again: it looks for what was made before it makes another.",
    };

    /// <summary>The same failure under another name and with a text of its own, for a step that failed because of it.</summary>
    public static AmiException As(this AmiException failure, string code, AmiErrorKind kind, string message, string? resourceId = null, string? remedy = null) => new(code, kind, message, failure)
    {
        ResourceId = resourceId ?? failure.ResourceId,
        Region = failure.Region,
        AwsCode = failure.AwsCode,
        Operation = failure.Operation,
        RequestId = failure.RequestId,
        Remedy = remedy ?? failure.Remedy,
        StopsEverything = failure.StopsEverything,
    };

    /// <summary>Whether the call may have been carried out all the same.</summary>
    public static bool OutcomeIsUnknown(this AmiException failure) => failure.InnerException switch
    {
        null => false,
        AmiException wrapped => wrapped.OutcomeIsUnknown(),
        Exception inner => AwsErrors.Classify(inner).OutcomeUnknown,
    };

    /// <summary>Whether AWS says that the resource is not there.</summary>
    public static bool IsNotFound(this AmiException failure) => failure.Kind == AmiErrorKind.NotFound;

    /// <summary>Whether AWS says that too much of this is going on at the moment: waiting helps.</summary>
    public static bool IsBusy(this AmiException failure) => failure.AwsCode is "ResourceLimitExceeded" or "ConcurrentSnapshotLimitExceeded" or "PendingSnapshotLimitExceeded"
        or "SnapshotCreationPerVolumeRateExceeded" or "ConcurrentCreateImageNoRebootLimitExceeded";

    private sealed record Rule(string Code, AmiErrorKind Kind, string Remedy, bool StopsEverything = false);
}
