using Amazon.EC2.Model;
using AmiTools.Engine.Text;

namespace AmiTools.Engine.Compliance;

/// <summary>Why one image does not count, in words.</summary>
internal sealed class ComplianceReasons(string region, string imageId, ComplianceSubject subject)
{
    private readonly string _backUp = $"New-AmiBackup {subject.InstanceId} -Region {subject.Region}";

    public ComplianceReason NotAvailable(Image image) => Certain(ComplianceCodes.ImageNotAvailable, $"{imageId} in {region} is {image.State?.Value}{(image.StateReason?.Message is { Length: > 0 } why ? $" ({why})" : "")}", image.State?.Value switch
    {
        Images.ImageStates.Disabled => $"Enable-Ami {imageId} -Region {region}",
        "pending" => $"Wait-Ami {imageId} -Region {region}",
        _ => $"Make a new backup: {_backUp}",
    });

    public ComplianceReason NoSnapshot() => Reason(ComplianceVerdict.Unknown, ComplianceCodes.NoSnapshot, $"AWS names no snapshot of {imageId} in {region}", $"Make a backup that EBS keeps: {_backUp}");

    public ComplianceReason Missing(string snapshot, AmiException? binUnread) => Certain(ComplianceCodes.SnapshotMissing,
        $"{snapshot} of {imageId} in {region} is not there{(binUnread is null ? "" : $", and whether it is in the Recycle Bin could not be read ({Cause(binUnread)})")}", $"Make a new backup: {_backUp}");

    public ComplianceReason InBin(string snapshot) => Certain(ComplianceCodes.SnapshotInRecycleBin, $"{snapshot} of {imageId} in {region} is in the Recycle Bin", $"Restore-FromRecycleBin {snapshot} -Region {region}");

    public ComplianceReason NotCompleted(Snapshot snapshot) => Certain(ComplianceCodes.SnapshotNotCompleted, $"{snapshot.SnapshotId} of {imageId} in {region} is {snapshot.State?.Value}",
        snapshot.State?.Value == "pending" ? $"Wait-EbsSnapshot {snapshot.SnapshotId} -Region {region}" : $"Make a new backup: {_backUp}");

    public ComplianceReason Archived(string snapshot) => Certain(ComplianceCodes.SnapshotArchived, $"{snapshot} of {imageId} in {region} is in the archive, and takes up to three days to come back", $"Set-EbsSnapshotTier {snapshot} -Tier standard -Region {region}");

    public ComplianceReason KeyNotUsable(string key, string why) => Certain(ComplianceCodes.KeyNotUsable, $"the key {key} of {imageId} in {region} cannot be used: {why}", "Enable the key (Enable-KMSKey) or cancel its deletion, or make a new backup with another one.");

    public ComplianceReason NotEncrypted() => Certain(ComplianceCodes.NotEncrypted, $"{imageId} in {region} is not encrypted", $"Copy-AmiToRegion {imageId} -Region {region} -DestinationRegion {region} -Encrypted");

    public ComplianceReason TooOld(RecoveryPoint point, TimeSpan maxAge) => Certain(ComplianceCodes.TooOld, $"{imageId} in {region} is of {Times.Minute(point.At)}{(point.IsExact ? "" : " or earlier")}, more than {TimeSpanText.Write(maxAge)} ago", $"Make a new backup: {_backUp}");

    public ComplianceReason AgeUnknown(AmiException? unread) => unread is not null ? NotRead("how old the data is", unread) : Reason(ComplianceVerdict.Unknown, ComplianceCodes.AgeUnknown, $"nothing tells how old the data of {imageId} in {region} is: what it was copied or restored from cannot be seen", $"Keep the image that is copied until its copies are replaced, or make a new backup: {_backUp}");

    public ComplianceReason NotRead(string what, AmiException failure) => NotRead(region, imageId, $"{what}, of {imageId} in {region},", failure);

    /// <summary>Something that could not be read, of an image or of none.</summary>
    public static ComplianceReason NotRead(string? region, string? imageId, string subject, AmiException failure) => new()
    {
        Verdict = ComplianceVerdict.Unknown, Code = ComplianceCodes.NotRead, Region = region, ImageId = imageId, Operation = failure.Operation, Detail = $"{subject} could not be read ({Cause(failure)})", Remedy = failure.Remedy,
    };

    private ComplianceReason Certain(string code, string detail, string remedy) => Reason(ComplianceVerdict.NotCompliant, code, detail, remedy);

    private ComplianceReason Reason(ComplianceVerdict verdict, string code, string detail, string remedy) => new() { Verdict = verdict, Code = code, Region = region, ImageId = imageId, Detail = detail, Remedy = remedy };

    private static string Cause(AmiException failure) => $"{failure.Operation}: {failure.AwsCode ?? failure.Code}";
}
