using System.Management.Automation;

namespace AmiTools.Pipeline;

/// <summary>Makes every error that a command shows.</summary>
internal static class ErrorRecords
{
    /// <summary>PowerShell shows a recommended action since 7.5, and not in NormalView.</summary>
    private static readonly bool s_showsRecommendation = typeof(PSObject).Assembly.GetName().Version >= new Version(7, 5);

    /// <summary>
    /// The error of a failure. Its id is the failure's code, its target what the user gave; the failure itself, with AWS's code and request id, is its exception.
    /// What the user can do now is its recommended action, and ends the message where that would not be shown.
    /// </summary>
    public static ErrorRecord From(AmiException failure, PSCmdlet cmdlet)
    {
        ErrorRecord record = new(failure, failure.Code, CategoryOf(failure.Kind), failure.ResourceId);
        bool sayRemedy = failure.Remedy is not null && (!s_showsRecommendation || $"{cmdlet.GetVariableValue("ErrorView")}" is "NormalView" or "CategoryView");
        record.ErrorDetails = new ErrorDetails(sayRemedy ? $"{failure.Message} {failure.Remedy}" : failure.Message) { RecommendedAction = failure.Remedy };
        return record;
    }

    /// <summary>A failure that the module foresaw, as it is; anything else as an error of the module's own.</summary>
    public static AmiException Known(Exception exception) => exception as AmiException ??
        new AmiException(AmiErrorCodes.InternalError, AmiErrorKind.Unknown, $"The module failed where it should not: {exception.Message}", exception)
        {
            Remedy = "Please report it, with the output of: $Error[0].Exception.InnerException | Format-List * -Force",
        };

    private static ErrorCategory CategoryOf(AmiErrorKind kind) => kind switch
    {
        AmiErrorKind.InvalidInput => ErrorCategory.InvalidArgument,
        AmiErrorKind.NotFound => ErrorCategory.ObjectNotFound,
        AmiErrorKind.AlreadyExists => ErrorCategory.ResourceExists,
        AmiErrorKind.Denied => ErrorCategory.PermissionDenied,
        AmiErrorKind.Authentication => ErrorCategory.AuthenticationError,
        AmiErrorKind.InvalidState => ErrorCategory.InvalidOperation,
        AmiErrorKind.InUse => ErrorCategory.ResourceBusy,
        AmiErrorKind.LimitExceeded => ErrorCategory.LimitsExceeded,
        AmiErrorKind.Timeout => ErrorCategory.OperationTimeout,
        AmiErrorKind.Connection => ErrorCategory.ConnectionError,
        AmiErrorKind.InvalidAnswer => ErrorCategory.InvalidData,
        AmiErrorKind.NotSupported => ErrorCategory.NotImplemented,
        AmiErrorKind.Failed => ErrorCategory.InvalidResult,
        AmiErrorKind.Service => ErrorCategory.ResourceUnavailable,
        _ => ErrorCategory.NotSpecified,
    };
}
