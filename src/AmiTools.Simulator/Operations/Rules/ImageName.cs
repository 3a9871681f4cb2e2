using System.Text.RegularExpressions;

namespace AmiTools.Simulator;

/// <summary>What an AMI may be called and how long its description may be.</summary>
internal static partial class ImageName
{
    internal const int DescriptionLength = 255;

    [GeneratedRegex(@"\A[A-Za-z0-9()\[\] ./\-'@_]{3,128}\z")]
    private static partial Regex Legal();

    internal static string Require(string? name)
    {
        if (string.IsNullOrEmpty(name)) throw Errors.MissingParameter("Name");
        return Legal().IsMatch(name)
            ? name
            : throw new AwsErrorException("InvalidAMIName.Malformed",
                "AMI names must be between 3 and 128 characters long, and may contain letters, numbers, '(', ')', '.', '-', '/' and '_'");
    }

    internal static string? CheckDescription(string? description) =>
        description is { Length: > DescriptionLength }
            ? throw Errors.InvalidParameterValue(description, "description", $"Character sets beyond {DescriptionLength} characters are not supported.")
            : description;

    internal static AwsErrorException Taken(string name, string imageId) =>
        new AwsErrorException("InvalidAMIName.Duplicate", $"AMI name {name} is already in use by AMI {imageId}");
}
