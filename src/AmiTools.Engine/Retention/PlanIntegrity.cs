namespace AmiTools.Engine.Retention;

/// <summary>Whether a plan is what it was when it was made, and whether what it says hangs together.</summary>
internal static class PlanIntegrity
{
    /// <summary>Why nothing of the plan is carried out; null where it may be.</summary>
    public static AmiException? Refuse(RetentionRunOptions options)
    {
        AmiRetentionPlan plan = options.Plan;
        if (options.Failures.Most < 1) return Make(AmiErrorCodes.InvalidOption, $"{options.Failures.Most} failures are none to stop after.", "Give -MaxFailure 1 or more.");
        if (!plan.IsIntact) return Make(AmiErrorCodes.PlanTampered, $"The plan is not what it was when it was made: its content does not give the hash {plan.Hash}.", "Make a new plan: Get-AmiRetentionPlan. What a plan says is changed by its policy, not by hand.");
        AmiRetentionItem? odd = plan.Changes.FirstOrDefault(item => item.Action != plan.Policy.Action || item.Family.Length == 0 || item.Fingerprint.Length == 0);
        return odd is null ? null : Make(AmiErrorCodes.InvalidPlan, $"The plan contradicts itself: {odd.ImageId} is to {odd.Action}, family '{odd.Family}', under a policy that says {plan.Policy.Action}.", "Make a new plan: Get-AmiRetentionPlan.");
    }

    private static AmiException Make(string code, string message, string remedy) => new(code, AmiErrorKind.InvalidInput, message) { Remedy = remedy, StopsEverything = true };
}
