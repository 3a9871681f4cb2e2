using System.Globalization;
using System.Text.RegularExpressions;

namespace AmiTools.Simulator;

/// <summary>Finding launch templates and their versions as requests name them.</summary>
internal static partial class TemplateLookup
{
    [GeneratedRegex(@"\A[a-zA-Z0-9()./_\-]{3,128}\z")]
    private static partial Regex NameForm();

    public static void CheckName(string name)
    {
        if (!NameForm().IsMatch(name))
            throw new AwsErrorException("InvalidLaunchTemplateName.MalformedException", $"A launch template name must be between 3 and 128 characters, and may contain letters, numbers, and the following characters: ( ) . / _ - ; '{name}' is not one.");
    }

    public static void CheckId(string id)
    {
        if (!ResourceIds.IsWellFormed(id, "lt"))
            throw new AwsErrorException("InvalidLaunchTemplateId.Malformed", $"Invalid id: \"{id}\" (expecting \"lt-...\")");
    }

    /// <summary>The template of an id or a name, one of which must be given.</summary>
    public static SimLaunchTemplate Own(Call call, string? id, string? name)
    {
        if (id is not null && name is not null)
            throw Errors.InvalidParameterCombination("Either LaunchTemplateId or LaunchTemplateName can be specified, not both.");
        if (id is not null)
            CheckId(id);
        var template = id is not null
            ? call.Visible(call.Region.LaunchTemplates.Find(id)) ?? throw NotFound(id)
            : ByName(call, Required.Text(name, "LaunchTemplateId"));
        call.Require($"ec2:{call.Operation}", call.Region.Arn("ec2", $"launch-template/{template.Id}"));
        return template;
    }

    public static SimLaunchTemplate ByName(Call call, string name) =>
        call.Visible(call.Region.LaunchTemplates.FirstOrDefault(template => template.Name == name))
        ?? throw new AwsErrorException("InvalidLaunchTemplateName.NotFoundException", "The specified launch template, with template name " + name + ", does not exist.");

    public static AwsErrorException NotFound(string id) => new("InvalidLaunchTemplateId.NotFound", $"The specified launch template, with template ID {id}, does not exist.");

    /// <summary>A version by its number, <c>$Latest</c> or <c>$Default</c>.</summary>
    public static SimLaunchTemplateVersion Version(SimLaunchTemplate template, string version) =>
        TryVersion(template, version) ?? throw new AwsErrorException("InvalidLaunchTemplateId.VersionNotFound", $"Could not find the specified version {version} for the launch template with ID {template.Id}.");

    public static SimLaunchTemplateVersion? TryVersion(SimLaunchTemplate template, string version)
    {
        var number = version switch
        {
            "$Latest" => template.LatestVersion,
            "$Default" => template.DefaultVersion,
            _ => Number(version),
        };
        return template.Versions.FirstOrDefault(each => each.Number == number);
    }

    public static long Number(string version) =>
        long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw Errors.InvalidParameterValue($"The version '{version}' is not valid. Use a number, $Latest or $Default.");
}
