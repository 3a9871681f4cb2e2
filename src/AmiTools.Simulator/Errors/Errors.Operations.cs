namespace AmiTools.Simulator;

// The refusals that several families of operations share.
internal static partial class Errors
{
    public static AwsErrorException InvalidParameterValue(string value, string parameter, string why) =>
        InvalidParameterValue($"Value ({value}) for parameter {parameter} is invalid. {why}");

    public static AwsErrorException InvalidParameterDependency(string parameter, string needs) =>
        new("InvalidParameterDependency", $"The parameter [{parameter}] requires the parameter {needs} to be set.");

    public static AwsErrorException InvalidRequest(string message) => new("InvalidRequest", message);

    public static AwsErrorException InvalidMapping(string message) => new("InvalidBlockDeviceMapping", message);

    public static AwsErrorException IncorrectState(string message) => new("IncorrectState", message);

    public static AwsErrorException IncorrectInstanceState(string message) => new("IncorrectInstanceState", message);

    public static AwsErrorException NotPermitted(string message) => new("OperationNotPermitted", message);

    public static AwsErrorException LimitExceeded(string message) => new("ResourceLimitExceeded", message);

    public static AwsErrorException NotFound(string kind, string what, IReadOnlyCollection<string> ids) => new(
        $"Invalid{kind}.NotFound",
        ids.Count == 1 ? $"The {what} '{ids.First()}' does not exist" : $"The {what}s '{string.Join(", ", ids)}' do not exist");

    public static AwsErrorException NotAuthorizedFor(string kind, string id, SimulatorSettings settings) =>
        new("AuthFailure", $"Not authorized for {kind}:{id}", settings.AuthFailureStatus);

    public static AwsErrorException NameTaken(string name, string imageId) =>
        new("InvalidAMIName.Duplicate", $"AMI name {name} is already in use by AMI {imageId}");
}
