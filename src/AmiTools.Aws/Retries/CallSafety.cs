using System.Collections.Frozen;

namespace AmiTools.Aws;

/// <summary>What making a call a second time can do.</summary>
public enum Repetition
{
    /// <summary>Nothing that the first time did not do: a read, a call with a client token, or one whose effect is the same twice.</summary>
    Safe,

    /// <summary>A second resource, or a second reboot. After an attempt that left its outcome open, the result is to be looked for first.</summary>
    Unsafe,
}

/// <summary>Which calls may be made again after an attempt that left its outcome open.</summary>
public static class CallSafety
{
    /// <summary>The operations that are unsafe always, each because AWS gives it no client token.</summary>
    private static readonly FrozenSet<string> s_unsafe = new[]
    {
        // An image: its name is unique, so that a second try fails with InvalidAMIName.Duplicate and hides the id that the first one made.
        "CreateImage", "RegisterImage", "CreateRestoreImageTask",
        // Snapshots: nothing about them is unique. A second try makes, and bills, a second one.
        "CreateSnapshot", "CreateSnapshots", "CopySnapshot",
        // A second task for the same image is refused while the first one runs, and stores it again after that.
        "CreateStoreImageTask",
        // A Recycle Bin rule: a second one would keep resources for its own time.
        "CreateRule",
        // A group: its name is unique in the VPC, so that a second try fails and hides the first one's id.
        "CreateSecurityGroup",
        // Throws people out twice.
        "RebootInstances",
        // AWS takes one modification of a volume in six hours: a second try fails and hides that the first was taken.
        "ModifyVolume",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The operations that take a client token: safe with it, unsafe without.</summary>
    private static readonly FrozenSet<string> s_tokened = new[]
    {
        "CopyImage", "CreateImageUsageReport", "CreateVolume", "CopyVolumes", "CreateReplaceRootVolumeTask", "RunInstances", "CreateLaunchTemplate", "CreateLaunchTemplateVersion",
        "ModifyLaunchTemplate",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>What making a call again can do.</summary>
    /// <param name="operation">The operation's name: <c>CopyImage</c>.</param>
    /// <param name="hasClientToken">Whether the request carries a client token.</param>
    public static Repetition Of(string operation, bool hasClientToken) =>
        s_unsafe.Contains(operation) || (s_tokened.Contains(operation) && !hasClientToken) ? Repetition.Unsafe : Repetition.Safe;
}
