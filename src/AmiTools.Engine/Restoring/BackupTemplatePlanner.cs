using System.Text.RegularExpressions;
using AmiTools.Engine.Images;
using AmiTools.Engine.Launching;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Restoring;

/// <summary>Reads what making a launch template of a backup would do.</summary>
internal sealed partial class BackupTemplatePlanner(EngineSession session, BackupTemplateOptions options)
{
    /// <summary>The plan. Makes nothing.</summary>
    public async Task<BackupTemplatePlan> PlanAsync(CancellationToken cancellationToken)
    {
        LaunchPlanner planner = new(session, options.Launch);
        var found = await planner.FindAsync(cancellationToken).ConfigureAwait(false);
        List<AmiException> problems = [.. planner.Problems];
        if (!Name().IsMatch(options.Name))
        {
            problems.Add(new AmiException(AmiErrorCodes.InvalidTemplateName, AmiErrorKind.InvalidInput, $"'{options.Name}' cannot be a launch template's name.") { ResourceId = options.Name, Remedy = "Use 3 to 128 letters, digits and ( ) . / _ -." });
            return new BackupTemplatePlan { Options = options, Problems = problems };
        }

        List<BackupTemplateStep> steps = [];
        foreach ((RegionSession region, IReadOnlyList<FoundLaunch> launches) in found)
        {
            if (launches.Count > 1)
            {
                problems.Add(new AmiException(AmiErrorCodes.InvalidOption, AmiErrorKind.InvalidInput, $"{string.Join(", ", launches.Select(launch => launch.Launch.ImageId))} in {region.Name} cannot all be the launch template '{options.Name}'.")
                {
                    ResourceId = options.Name, Region = region.Name, Remedy = "Give one image for each region.",
                });
                continue;
            }

            foreach (FoundLaunch launch in launches)
            {
                try
                {
                    steps.Add(await StepAsync(region, launch, cancellationToken).ConfigureAwait(false));
                }
                catch (AmiException failure) when (!failure.StopsEverything)
                {
                    problems.Add(failure);
                }
            }
        }

        return new BackupTemplatePlan { Options = options, Steps = steps, Problems = problems };
    }

    private async Task<BackupTemplateStep> StepAsync(RegionSession region, FoundLaunch found, CancellationToken cancellationToken)
    {
        string set = InstanceSet.IdOf(found.Launch, null);
        (var template, var version) = await TemplateVersions.ReadAsync(region, options.Name, found.Launch.ImageId, set, cancellationToken).ConfigureAwait(false);
        bool foreign = template is not null && !template.Tags.ToDictionary().ContainsKey(AmiToolsTags.RestoredFrom);
        return new BackupTemplateStep
        {
            Given = found.Source.Given,
            Launch = found.Launch,
            SetId = set,
            Existing = template is null || version is null ? null : TemplateVersions.Show(found.Launch, await session.AccountIdAsync(cancellationToken).ConfigureAwait(false), template, version.VersionNumber ?? 0, existed: true),
            Target = found.Target,
            Action = version is not null ? $"Return version {version.VersionNumber} of the launch template '{options.Name}', which launches it so"
                : $"{(template is null ? $"Make the launch template '{options.Name}'" : $"Make a new version of the launch template '{options.Name}' ({template.LaunchTemplateId})")}: a {found.Launch.InstanceType} {found.How}",
            Caution = version is null && foreign ? $"The launch template '{options.Name}' was not made from a backup. Whatever launches its latest version launches this backup from then on; its default version {template!.DefaultVersionNumber} stays." : null,
            Warnings = version is not null ? [] : found.Warnings,
        };
    }

    [GeneratedRegex(@"\A[a-zA-Z0-9()./_-]{3,128}\z")]
    private static partial Regex Name();
}
