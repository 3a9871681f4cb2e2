using Amazon.EC2.Model;
using AmiTools.Engine.Errors;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Images;
using AmiTools.Engine.Launching;
using AmiTools.Engine.Receipts;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Restoring;

/// <summary>Makes launch templates, or new versions of those that are there. The default version of one that is there is never changed.</summary>
internal sealed class BackupTemplateRunner(EngineSession session, BackupTemplatePlan plan, IEngineEvents events)
{
    private const int Generations = 50;

    private readonly ReceiptBook _receipts = new(session, plan.Options.Launch.Session);

    /// <summary>Yields each template as its version is there.</summary>
    public IAsyncEnumerable<AmiLaunchTemplate> RunAsync(CancellationToken cancellationToken) =>
        plan.RunAsync(session, events, step => (step.Given, step.Launch.Region), (step, token) => MakeAsync(session.In(step.Launch.Region), step, token), cancellationToken);

    private async Task<AmiLaunchTemplate> MakeAsync(RegionSession region, BackupTemplateStep step, CancellationToken cancellationToken)
    {
        string account = await session.AccountIdAsync(cancellationToken).ConfigureAwait(false);
        for (int generation = 0; generation < Generations; generation++)
        {
            // Read anew: hours may have passed since the plan.
            (LaunchTemplate? template, LaunchTemplateVersion? version) = await TemplateVersions.ReadAsync(region, plan.Options.Name, step.Launch.ImageId, step.SetId, cancellationToken).ConfigureAwait(false);
            if (template is not null && version is not null) return TemplateVersions.Show(step.Launch, account, template, version.VersionNumber ?? 0, existed: true);
            string token = InstanceSet.Token($"{step.SetId} {plan.Options.Name} {template?.LaunchTemplateId}", generation);
            AmiChangeReceipt receipt = _receipts.New(AmiChangeKind.Created, region.Name, account, "", "", template is null ? $"Make the launch template '{plan.Options.Name}'" : $"Add a version to the launch template '{plan.Options.Name}'", new AmiFormerState());
            (LaunchTemplate Template, long Version, DateTime? Made)? made = await _receipts.CreateAsync(receipt, () => template is null ? CreateAsync(region, step, token, cancellationToken) : AddAsync(region, step, template, token, cancellationToken),
                answer => answer is { } there ? $"{there.Item1.LaunchTemplateId}:{there.Item2}" : null).ConfigureAwait(false);
            // AWS answers a token of long ago with what it made then, which somebody may have deleted since: the read above would have found it.
            if (made is { } fresh && (fresh.Made is not { } time || region.Time.GetUtcNow().UtcDateTime - time.ToUniversalTime() < region.Settings.VisibilityWindow)) return TemplateVersions.Show(step.Launch, account, fresh.Template, fresh.Version, existed: false, receipt);
        }

        throw new AmiException(AmiErrorCodes.LaunchFailed, AmiErrorKind.Failed, $"The launch template '{plan.Options.Name}' in {region.Name} was answered {Generations} times with one that is gone.") { ResourceId = step.Given, Region = region.Name, Remedy = "Give another name." };
    }

    /// <summary>Makes the template; null where another command makes it at the moment, or AWS knows the token from a call with other tags.</summary>
    private async Task<(LaunchTemplate, long, DateTime?)?> CreateAsync(RegionSession region, BackupTemplateStep step, string token, CancellationToken cancellationToken)
    {
        CreateLaunchTemplateRequest request = new()
        {
            LaunchTemplateName = plan.Options.Name, LaunchTemplateData = step.Launch.ToTemplate(), VersionDescription = Description(step), ClientToken = token,
            TagSpecifications = [new() { ResourceType = "launch-template", Tags = step.Launch.Tags.ToTags() }],
        };
        try
        {
            CreateLaunchTemplateResponse response = await region.CallAsync("CreateLaunchTemplate", step.Given, ec2 => ec2.CreateLaunchTemplateAsync(request, cancellationToken)).ConfigureAwait(false);
            await TellAsync(response.Warning).ConfigureAwait(false);
            return response.LaunchTemplate is { } template ? (template, 1, template.CreateTime) : throw Failures.AnsweredWithout("a launch template", "CreateLaunchTemplate", region.Name, step.Given);
        }
        catch (AmiException failure) when (failure.Kind == AmiErrorKind.AlreadyExists || IsOtherIntent(failure))
        {
            await Task.Delay(region.Settings.NamedResourceWindow, region.Time, cancellationToken).ConfigureAwait(false);
            return null;
        }
    }

    /// <summary>Adds the version; null where AWS knows the token from a call with other tags.</summary>
    private async Task<(LaunchTemplate, long, DateTime?)?> AddAsync(RegionSession region, BackupTemplateStep step, LaunchTemplate template, string token, CancellationToken cancellationToken)
    {
        CreateLaunchTemplateVersionRequest request = new() { LaunchTemplateId = template.LaunchTemplateId, LaunchTemplateData = step.Launch.ToTemplate(), VersionDescription = Description(step), ClientToken = token };
        try
        {
            CreateLaunchTemplateVersionResponse response = await region.CallAsync("CreateLaunchTemplateVersion", step.Given, ec2 => ec2.CreateLaunchTemplateVersionAsync(request, cancellationToken)).ConfigureAwait(false);
            await TellAsync(response.Warning).ConfigureAwait(false);
            return response.LaunchTemplateVersion is { VersionNumber: { } number } version ? (template, number, version.CreateTime) : throw Failures.AnsweredWithout("a launch template", "CreateLaunchTemplateVersion", region.Name, step.Given);
        }
        catch (AmiException failure) when (IsOtherIntent(failure))
        {
            await Task.Delay(region.Settings.NamedResourceWindow, region.Time, cancellationToken).ConfigureAwait(false);
            return null;
        }
    }

    private static bool IsOtherIntent(AmiException failure) => failure.AwsCode == "IdempotentParameterMismatch";

    private async Task TellAsync(ValidationWarning? warning)
    {
        foreach (ValidationError error in warning?.Errors ?? []) await events.WarnAsync($"AWS says of the launch template '{plan.Options.Name}': {error.Message} ({error.Code})").ConfigureAwait(false);
    }

    private static string Description(BackupTemplateStep step) => $"Restores {step.Launch.RestoredFrom} ({step.SetId})";
}
