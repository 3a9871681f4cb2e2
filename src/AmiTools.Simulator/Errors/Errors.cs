using System.Net;

namespace AmiTools.Simulator;

/// <summary>EC2's errors, with its words. Those that every service has in its own words are in <see cref="ServiceDialect"/>.</summary>
internal static partial class Errors
{
    public static AwsErrorException DryRun() =>
        new("DryRunOperation", "Request would have succeeded, but DryRun flag is set.", HttpStatusCode.PreconditionFailed);

    public static AwsErrorException MissingParameter(string name) =>
        new("MissingParameter", $"The request must contain the parameter {name}");

    public static AwsErrorException UnknownParameter(string name) =>
        new("UnknownParameter", $"The parameter {name} is not recognized");

    public static AwsErrorException InvalidParameterValue(string message) => new("InvalidParameterValue", message);

    public static AwsErrorException InvalidParameterCombination(string message) => new("InvalidParameterCombination", message);

    public static AwsErrorException IdempotentParameterMismatch(string token) =>
        new("IdempotentParameterMismatch", $"The client token '{token}' was used before with other parameters.");

    public static AwsErrorException UnknownFilter(string name, string code) =>
        new(code, $"The filter '{name}' is invalid");

    public static AwsErrorException FilterLimit(string message) => new("FilterLimitExceeded", message);

    public static AwsErrorException BadToken(string code) => new(code, "The pagination token is invalid or has expired");

    public static AwsErrorException ImagesNotFound(IReadOnlyCollection<string> ids) => new(
        "InvalidAMIID.NotFound",
        ids.Count == 1 ? $"The image id '[{ids.First()}]' does not exist" : $"The image ids '[{string.Join(", ", ids)}]' do not exist");

    public static AwsErrorException ImageUnavailable(string id) => new("InvalidAMIID.Unavailable", $"The image ID '{id}' is no longer available");

    public static AwsErrorException SnapshotNotFound(string id) => new("InvalidSnapshot.NotFound", $"The snapshot '{id}' does not exist.");

    public static AwsErrorException VolumeNotFound(string id) => new("InvalidVolume.NotFound", $"The volume '{id}' does not exist.");

    public static AwsErrorException InstancesNotFound(IReadOnlyCollection<string> ids) => new(
        "InvalidInstanceID.NotFound",
        ids.Count == 1 ? $"The instance ID '{ids.First()}' does not exist" : $"The instance IDs '{string.Join(", ", ids)}' do not exist");
}
