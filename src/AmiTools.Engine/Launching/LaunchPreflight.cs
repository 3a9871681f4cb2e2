using Amazon.EC2.Model;
using AmiTools.Engine.Errors;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Launching;

/// <summary>Asks AWS beforehand whether it would launch something: by a dry run, which looks at permissions and at everything that is named. Quotas and free machines show only at the launch.</summary>
internal static class LaunchPreflight
{
    /// <summary>Why AWS would not; null where it would.</summary>
    public static async Task<AmiException?> RunAsync(RegionSession region, LaunchSpecification launch, int count, string given, CancellationToken cancellationToken, Action<RunInstancesRequest>? shape = null)
    {
        // Nothing is made, but only a call with a token may be made again after one that broke off.
        RunInstancesRequest request = launch.ToRequest(count, InstanceSet.Token($"dry-run {region.Session.Environment.NewId():N}", 0), []);
        shape?.Invoke(request);
        try
        {
            DryRunResponse answer = await region.CallAsync("RunInstances", given, ec2 => ec2.DryRunAsync(request, cancellationToken)).ConfigureAwait(false);
            return answer.IsSuccessful ? null : throw Failures.From(answer.Error!, "RunInstances", given, region.Name);
        }
        catch (AmiException failure) when (failure.Kind == AmiErrorKind.Denied && !failure.StopsEverything)
        {
            return failure.As(failure.Code, failure.Kind, $"AWS would not let you launch {launch.ImageId} in {region.Name}: {failure.Message}", given, "Allow the caller ec2:RunInstances and ec2:CreateTags on all that is launched and, where there is an instance profile, iam:PassRole on its role.");
        }
        catch (AmiException failure) when (failure.Kind is AmiErrorKind.InvalidInput or AmiErrorKind.InvalidState or AmiErrorKind.NotFound)
        {
            return failure.As(AmiErrorCodes.LaunchRefused, failure.Kind, $"AWS would not launch {launch.ImageId} in {region.Name}: {failure.Message}", given);
        }
        catch (AmiException failure) when (!failure.StopsEverything)
        {
            return failure.As(failure.Code, failure.Kind, failure.Message, given);
        }
    }
}
