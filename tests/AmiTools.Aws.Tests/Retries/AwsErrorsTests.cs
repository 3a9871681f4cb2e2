using System.Net;
using System.Xml;
using Amazon.EC2;
using Amazon.Runtime;

namespace AmiTools.Aws.Tests.Retries;

public sealed class AwsErrorsTests
{
    [Theory]
    [InlineData("RequestLimitExceeded", 503, AwsFailureKind.Throttled)]
    [InlineData("Server.RequestLimitExceeded", 503, AwsFailureKind.Throttled)]
    [InlineData("ConcurrentTagAccess", 400, AwsFailureKind.Busy)]
    [InlineData("InvalidAMIID.NotFound", 400, AwsFailureKind.NotFound)]
    [InlineData("ResourceNotFoundException", 404, AwsFailureKind.NotFound)]
    [InlineData("InvalidAMIID.Malformed", 400, AwsFailureKind.Invalid)]
    [InlineData("InvalidAMIID.Unavailable", 400, AwsFailureKind.IncorrectState)]
    [InlineData("InvalidAMIName.Duplicate", 400, AwsFailureKind.AlreadyExists)]
    [InlineData("InvalidLaunchTemplateName.AlreadyExistsException", 400, AwsFailureKind.AlreadyExists)]
    [InlineData("InvalidSnapshot.InUse", 400, AwsFailureKind.InUse)]
    [InlineData("VolumeInUse", 400, AwsFailureKind.InUse)]
    [InlineData("IncorrectState", 400, AwsFailureKind.IncorrectState)]
    [InlineData("IncorrectInstanceState", 400, AwsFailureKind.IncorrectState)]
    [InlineData("OperationNotPermitted", 400, AwsFailureKind.IncorrectState)]
    [InlineData("ConflictException", 409, AwsFailureKind.IncorrectState)]
    [InlineData("ResourceLimitExceeded", 400, AwsFailureKind.QuotaExceeded)]
    [InlineData("ConcurrentSnapshotLimitExceeded", 400, AwsFailureKind.QuotaExceeded)]
    [InlineData("SnapshotCreationPerVolumeRateExceeded", 400, AwsFailureKind.QuotaExceeded)]
    [InlineData("ServiceQuotaExceededException", 402, AwsFailureKind.QuotaExceeded)]
    [InlineData("InsufficientInstanceCapacity", 500, AwsFailureKind.QuotaExceeded)]
    [InlineData("UnauthorizedOperation", 403, AwsFailureKind.Denied)]
    [InlineData("AccessDeniedException", 403, AwsFailureKind.Denied)]
    [InlineData("OptInRequired", 403, AwsFailureKind.Denied)]
    [InlineData("InvalidClientTokenId", 403, AwsFailureKind.CredentialsInvalid)]
    [InlineData("UnrecognizedClientException", 403, AwsFailureKind.CredentialsInvalid)]
    [InlineData("ExpiredToken", 403, AwsFailureKind.CredentialsExpired)]
    [InlineData("InvalidParameterValue", 400, AwsFailureKind.Invalid)]
    [InlineData("InvalidParameterCombination", 400, AwsFailureKind.Invalid)]
    [InlineData("ValidationException", 400, AwsFailureKind.Invalid)]
    [InlineData("UnknownParameter", 400, AwsFailureKind.Invalid)]
    [InlineData("MissingParameter", 400, AwsFailureKind.Invalid)]
    [InlineData("InvalidAction", 400, AwsFailureKind.Unsupported)]
    [InlineData("UnknownOperationException", 404, AwsFailureKind.Unsupported)]
    [InlineData("NotImplemented", 501, AwsFailureKind.Unsupported)]
    [InlineData("InternalError", 500, AwsFailureKind.ServerError)]
    [InlineData("Unavailable", 503, AwsFailureKind.ServerError)]
    [InlineData("SomethingNew", 400, AwsFailureKind.Invalid)]
    [InlineData("SomethingNew", 500, AwsFailureKind.ServerError)]
    [InlineData("SomethingNew", 404, AwsFailureKind.NotFound)]
    [InlineData("TruncatedResponse", 200, AwsFailureKind.BadAnswer)]
    public void A_code_of_AWS_says_what_sort_of_failure_it_is(string code, int status, AwsFailureKind kind) => Kind(code, status).ShouldBe(kind);

    [Theory]
    [InlineData("NotFound", 404)]
    [InlineData("", 404)]
    [InlineData("MethodNotAllowed", 405)]
    public void An_answer_without_a_code_of_AWS_does_not_say_that_a_resource_is_missing(string code, int status) => Kind(code, status).ShouldBe(AwsFailureKind.Unsupported);

    [Theory]
    [InlineData("AWS was not able to validate the provided access credentials", AwsFailureKind.CredentialsInvalid)]
    [InlineData("Not authorized for image:ami-0abc", AwsFailureKind.Denied)]
    public void AuthFailure_stands_for_two_things(string message, AwsFailureKind kind) =>
        AwsErrors.Classify(new AmazonEC2Exception(message, null, ErrorType.Sender, "AuthFailure", "r", HttpStatusCode.Unauthorized)).Kind.ShouldBe(kind);

    [Fact]
    public void What_AWS_said_is_kept()
    {
        var failure = AwsErrors.Classify(new AmazonEC2Exception("The image ID does not exist", null, ErrorType.Sender, "Client.InvalidAMIID.NotFound", "r-7", HttpStatusCode.BadRequest));

        failure.Code.ShouldBe("InvalidAMIID.NotFound");
        failure.Message.ShouldBe("The image ID does not exist");
        failure.RequestId.ShouldBe("r-7");
        failure.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        failure.OutcomeUnknown.ShouldBeFalse();
    }

    [Fact]
    public void A_message_never_holds_the_body_that_could_not_be_read()
    {
        AmazonUnmarshallingException unread = new("r-1", "", "<html>" + new string('x', 5000), new XmlException("bad"), HttpStatusCode.OK);

        var failure = AwsErrors.Classify(unread);

        failure.Kind.ShouldBe(AwsFailureKind.BadAnswer);
        failure.RequestId.ShouldBe("r-1");
        failure.Message.Length.ShouldBeLessThan(200);
    }

    [Theory]
    [InlineData(typeof(IOException), AwsFailureKind.Connection)]
    [InlineData(typeof(TimeoutException), AwsFailureKind.Timeout)]
    [InlineData(typeof(XmlException), AwsFailureKind.BadAnswer)]
    [InlineData(typeof(OperationCanceledException), AwsFailureKind.Cancelled)]
    public void What_other_clients_throw_raw_is_known_and_leaves_the_outcome_open(Type type, AwsFailureKind kind)
    {
        foreach (var exception in new[] { Make(type), new AggregateException(Make(type)) })
        {
            var failure = AwsErrors.Classify(exception);
            failure.Kind.ShouldBe(kind);
            failure.OutcomeUnknown.ShouldBeTrue();
        }
    }

    [Fact]
    public void A_mistake_in_the_program_is_no_failure_of_a_call()
    {
        var failure = AwsErrors.Classify(new InvalidOperationException("a mistake"));

        failure.Kind.ShouldBe(AwsFailureKind.Unknown);
        failure.OutcomeUnknown.ShouldBeFalse();
    }

    [Theory]
    [InlineData("CreateImage", true, Repetition.Unsafe)]
    [InlineData("CreateImage", false, Repetition.Unsafe)]
    [InlineData("RegisterImage", false, Repetition.Unsafe)]
    [InlineData("CreateSnapshot", false, Repetition.Unsafe)]
    [InlineData("CreateSnapshots", false, Repetition.Unsafe)]
    [InlineData("CopySnapshot", false, Repetition.Unsafe)]
    [InlineData("CreateStoreImageTask", false, Repetition.Unsafe)]
    [InlineData("CreateRestoreImageTask", false, Repetition.Unsafe)]
    [InlineData("CopyImage", true, Repetition.Safe)]
    [InlineData("CopyImage", false, Repetition.Unsafe)]
    [InlineData("RunInstances", false, Repetition.Unsafe)]
    [InlineData("DescribeImages", false, Repetition.Safe)]
    [InlineData("CreateTags", false, Repetition.Safe)]
    [InlineData("EnableImage", false, Repetition.Safe)]
    [InlineData("DeregisterImage", false, Repetition.Safe)]
    [InlineData("DeleteSnapshot", false, Repetition.Safe)]
    public void Only_what_makes_something_without_a_token_is_unsafe_to_repeat(string operation, bool token, Repetition expected) => CallSafety.Of(operation, token).ShouldBe(expected);

    [Theory]
    [InlineData("prod", "prdo", true)]
    [InlineData("production", "prod", true)]
    [InlineData("Work", "work", true)]
    [InlineData("work", "home", false)]
    [InlineData("a", "b", true)]
    [InlineData("", "b", false)]
    public void A_misspelling_is_close(string known, string given, bool close) => Likeness.IsClose(known, given).ShouldBe(close);

    private static AwsFailureKind Kind(string code, int status) =>
        AwsErrors.Classify(new AmazonEC2Exception("Something.", null, ErrorType.Unknown, code, "r", (HttpStatusCode)status)).Kind;

    private static Exception Make(Type type) => (Exception)Activator.CreateInstance(type)!;
}
