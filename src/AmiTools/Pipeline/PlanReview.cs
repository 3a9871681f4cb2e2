using System.Management.Automation;
using System.Management.Automation.Host;

namespace AmiTools.Pipeline;

/// <summary>Shows the steps of a plan and asks for them before the first change.</summary>
/// <remarks>Belongs to the pipeline thread. One review serves all plans of a command, so that "Yes to All" holds for the rest of it.</remarks>
internal sealed class PlanReview(PSCmdlet cmdlet, bool force)
{
    private bool _yesToAll;
    private bool _noToAll;

    /// <summary>Whether the command only shows what it would do.</summary>
    public bool OnlyShows { get; } = cmdlet.MyInvocation.BoundParameters.TryGetValue("WhatIf", out object? given)
        ? (SwitchParameter)given
        : LanguagePrimitives.IsTrue(cmdlet.GetVariableValue("WhatIfPreference"));

    /// <summary>Decides whether the step is approved. Returns why it could not be decided, where it has to be asked for and there is nobody to ask; otherwise null.</summary>
    public AmiException? Decide(PlanStep step)
    {
        foreach (string warning in step.Warnings) cmdlet.WriteWarning($"{step.Target}: {warning}");
        if (OnlyShows && step.Caution is { } reason) cmdlet.WriteWarning($"{step.Target}: without -WhatIf this is asked for. {reason}");
        step.Approved = false;
        try
        {
            step.Approved = Agrees(step) && (step.Caution is not { } caution || MayAnyway(step, caution));
            return null;
        }
        catch (Exception exception) when (exception is HostException or PSInvalidOperationException or NullReferenceException)
        {
            // A host without a user throws the first, pwsh -NonInteractive the second, and pwsh at the end of a redirected input the third.
            return new AmiException(AmiErrorCodes.ConfirmationRequired, AmiErrorKind.InvalidState, $"{step}: this has to be confirmed, and nobody can be asked here. {step.Caution}".TrimEnd(), exception)
            {
                ResourceId = step.Target,
                Remedy = "Run it with -Force if it is meant, or with -WhatIf to see all that it would do.",
            };
        }
    }

    /// <summary>What PowerShell itself asks of a command that can lose data is answered by <c>-Force</c> too, unless <c>-Confirm</c> is given with it.</summary>
    private bool Agrees(PlanStep step)
    {
        if (!force || OnlyShows || cmdlet.MyInvocation.BoundParameters.ContainsKey("Confirm")) return cmdlet.ShouldProcess(step.Target, step.Action);
        cmdlet.WriteVerbose($"{step}");
        return true;
    }

    /// <summary>A reason to hesitate is asked for, unless <c>-Force</c> or <c>-Confirm:$false</c> answered beforehand.</summary>
    private bool MayAnyway(PlanStep step, string caution)
    {
        if (force || (cmdlet.MyInvocation.BoundParameters.TryGetValue("Confirm", out object? confirm) && !(SwitchParameter)confirm)) return true;
        return cmdlet.ShouldContinue($"{step.Target}: {step.Action}\n{caution}", "Are you sure?", hasSecurityImpact: true, ref _yesToAll, ref _noToAll);
    }
}
