namespace AmiTools.Aws;

/// <summary>What the Security Token Service answers, in our terms.</summary>
internal static class StsKeys
{
    public static AwsKeys From(Amazon.SecurityToken.Model.Credentials issued, string accountId, BudgetRegistry budgets)
    {
        budgets.NoteAccount(issued.AccessKeyId, accountId);
        return new(issued.AccessKeyId, issued.SecretAccessKey, issued.SessionToken, issued.Expiration is { } end ? new DateTimeOffset(end.ToUniversalTime()) : null) { AccountId = accountId };
    }

    /// <summary>Why a role could not be assumed; null where the failure speaks for itself, as a broken connection does.</summary>
    public static AwsSessionException? Explain(Exception exception, AwsRole role)
    {
        if (exception is AwsSessionException)
            return null;
        var failure = AwsErrors.Classify(exception);
        return failure.Kind switch
        {
            AwsFailureKind.CredentialsExpired => new(AwsSessionException.CredentialsExpired, $"Role {role.Arn} cannot be assumed: the credentials for it have expired.", failure.Remedy, exception),
            AwsFailureKind.CredentialsInvalid => new(AwsSessionException.CredentialsFailed, $"Role {role.Arn} cannot be assumed: {failure.Message}", failure.Remedy, exception),
            AwsFailureKind.Denied or AwsFailureKind.NotFound or AwsFailureKind.Invalid => new(AwsSessionException.RoleNotAssumed, $"Role {role.Arn} cannot be assumed: {failure.Message}",
                "The role's trust policy must name the caller, and the caller's own policy must allow sts:AssumeRole on it.", exception),
            _ => null,
        };
    }
}
