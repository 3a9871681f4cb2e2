using Amazon.EC2.Model;

namespace AmiTools.Simulator;

/// <summary>Making, changing and deleting launch templates and their versions.</summary>
internal static class TemplateChanges
{
    private const int LongestDescription = 255;

    public static void Register(OperationTable table)
    {
        table.Add<CreateLaunchTemplateRequest, CreateLaunchTemplateResponse>((request, call) => call.Once(request.ClientToken, () => Create(request, call)));
        table.Add<CreateLaunchTemplateVersionRequest, CreateLaunchTemplateVersionResponse>((request, call) => call.Once(request.ClientToken, () => CreateVersion(request, call)));
        table.Add<ModifyLaunchTemplateRequest, ModifyLaunchTemplateResponse>((request, call) => call.Once(request.ClientToken, () => Modify(request, call)));
        table.Add<DeleteLaunchTemplateRequest, DeleteLaunchTemplateResponse>(Delete);
        table.Add<DeleteLaunchTemplateVersionsRequest, DeleteLaunchTemplateVersionsResponse>(DeleteVersions);
    }

    private static CreateLaunchTemplateResponse Create(CreateLaunchTemplateRequest request, Call call)
    {
        var name = Required.Text(request.LaunchTemplateName, "LaunchTemplateName");
        TemplateLookup.CheckName(name);
        var data = Data(request.LaunchTemplateData);
        CheckDescription(request.VersionDescription);
        var tags = Tagging.AtBirth(call, request.TagSpecifications, "launch-template");
        call.AfterSyntax();
        if (call.Region.LaunchTemplates.Any(template => template.Name == name))
            throw new AwsErrorException("InvalidLaunchTemplateName.AlreadyExistsException", "Launch template name already in use.");
        call.BeforeChange();

        SimLaunchTemplate created = new() { Id = call.Region.Ids.New("lt"), OwnerId = call.Account.Id, CreatedAt = call.Now, Name = name, CreatedBy = call.Caller.Arn };
        created.Tags.Set(tags["launch-template"]);
        Add(created, data, request.VersionDescription, call);
        call.Region.LaunchTemplates.Add(created);
        return new() { LaunchTemplate = TemplateListing.Show(call, created) };
    }

    private static CreateLaunchTemplateVersionResponse CreateVersion(CreateLaunchTemplateVersionRequest request, Call call)
    {
        var data = Data(request.LaunchTemplateData);
        CheckDescription(request.VersionDescription);
        call.AfterSyntax();
        var template = TemplateLookup.Own(call, request.LaunchTemplateId, request.LaunchTemplateName);
        if (request.SourceVersion is { } source)
            data = TemplateData.Merge(TemplateLookup.Version(template, source).Data, data);
        call.BeforeChange();
        var version = Add(template, data, request.VersionDescription, call);
        return new() { LaunchTemplateVersion = TemplateListing.Show(template, version, request.ResolveAlias == true ? TemplateData.Resolve(call.Region, data) : data) };
    }

    private static ModifyLaunchTemplateResponse Modify(ModifyLaunchTemplateRequest request, Call call)
    {
        var wanted = Required.Text(request.DefaultVersion, "SetDefaultVersion");
        call.AfterSyntax();
        var template = TemplateLookup.Own(call, request.LaunchTemplateId, request.LaunchTemplateName);
        var version = TemplateLookup.Version(template, wanted);
        call.BeforeChange();
        template.DefaultVersion = version.Number;
        return new() { LaunchTemplate = TemplateListing.Show(call, template) };
    }

    private static DeleteLaunchTemplateResponse Delete(DeleteLaunchTemplateRequest request, Call call)
    {
        call.AfterSyntax();
        var template = TemplateLookup.Own(call, request.LaunchTemplateId, request.LaunchTemplateName);
        call.BeforeChange();
        call.Region.LaunchTemplates.Remove(template);
        return new() { LaunchTemplate = TemplateListing.Show(call, template) };
    }

    // One that cannot be deleted does not stop the others: the answer has both lists.
    private static DeleteLaunchTemplateVersionsResponse DeleteVersions(DeleteLaunchTemplateVersionsRequest request, Call call)
    {
        var numbers = Required.List(request.Versions, "LaunchTemplateVersion").Select(TemplateLookup.Number).Distinct().ToList();
        call.AfterSyntax();
        var template = TemplateLookup.Own(call, request.LaunchTemplateId, request.LaunchTemplateName);
        call.BeforeChange();

        List<DeleteLaunchTemplateVersionsResponseSuccessItem> deleted = [];
        List<DeleteLaunchTemplateVersionsResponseErrorItem> kept = [];
        foreach (var number in numbers)
        {
            (string Code, string Message)? problem =
                number == template.DefaultVersion ? ("unexpectedError", "The default version of a launch template cannot be deleted.")
                : template.Versions.All(version => version.Number != number) ? ("launchTemplateVersionDoesNotExist", "The version does not exist.")
                : null;
            if (problem is { } error)
                kept.Add(new() { LaunchTemplateId = template.Id, LaunchTemplateName = template.Name, VersionNumber = number, ResponseError = new() { Code = error.Code, Message = error.Message } });
            else
            {
                template.Versions.RemoveAll(version => version.Number == number);
                deleted.Add(new() { LaunchTemplateId = template.Id, LaunchTemplateName = template.Name, VersionNumber = number });
            }
        }
        return new() { SuccessfullyDeletedLaunchTemplateVersions = deleted, UnsuccessfullyDeletedLaunchTemplateVersions = kept };
    }

    private static ResponseLaunchTemplateData Data(RequestLaunchTemplateData? given)
    {
        var data = TemplateData.Show(given ?? throw Errors.MissingParameter("LaunchTemplateData"));
        if (data.ImageId is { } image && !image.StartsWith("resolve:ssm:", StringComparison.Ordinal))
            ResourceIds.CheckImage(image);
        return data;
    }

    private static void CheckDescription(string? description)
    {
        if (description is { Length: > LongestDescription })
            throw Errors.InvalidParameterValue($"The version description has more than {LongestDescription} characters.");
    }

    private static SimLaunchTemplateVersion Add(SimLaunchTemplate template, ResponseLaunchTemplateData data, string? description, Call call)
    {
        SimLaunchTemplateVersion version = new() { Number = ++template.LatestVersion, CreatedAt = call.Now, CreatedBy = call.Caller.Arn, Description = description, Data = data };
        template.Versions.Add(version);
        return version;
    }
}
