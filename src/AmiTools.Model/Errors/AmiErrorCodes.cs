namespace AmiTools;

/// <summary>The names of all failures: the values of <see cref="AmiException.Code"/>. They are the stable part of an error's id.</summary>
public static class AmiErrorCodes
{
    /// <summary>No region was given and none is configured.</summary>
    public const string NoRegion = "NoRegion";

    /// <summary>A region name that cannot be one.</summary>
    public const string InvalidRegion = "InvalidRegion";

    /// <summary>An endpoint that is no http or https address.</summary>
    public const string InvalidEndpoint = "InvalidEndpoint";

    /// <summary>No such region, or no region that the wildcard matches.</summary>
    public const string RegionNotFound = "RegionNotFound";

    /// <summary>The account has not opted in to the region.</summary>
    public const string RegionNotEnabled = "RegionNotEnabled";

    /// <summary>The region that was asked for is not the one of the object.</summary>
    public const string RegionMismatch = "RegionMismatch";

    /// <summary>The resource belongs to an account that the command was not told to work in.</summary>
    public const string AccountMismatch = "AccountMismatch";

    /// <summary>No credentials were found anywhere.</summary>
    public const string NoCredentials = "NoCredentials";

    /// <summary>The credentials' time is over.</summary>
    public const string CredentialsExpired = "CredentialsExpired";

    /// <summary>AWS does not take the credentials.</summary>
    public const string CredentialsRejected = "CredentialsRejected";

    /// <summary>No such profile.</summary>
    public const string ProfileNotFound = "ProfileNotFound";

    /// <summary>A profile that is there and cannot be used as it stands.</summary>
    public const string ProfileInvalid = "ProfileInvalid";

    /// <summary>An access key without its secret, or the other way round.</summary>
    public const string CredentialsIncomplete = "CredentialsIncomplete";

    /// <summary>A source of credentials was named, and failed to give any.</summary>
    public const string CredentialsFailed = "CredentialsFailed";

    /// <summary>A role that asks for a code of an MFA device, where nobody can be asked.</summary>
    public const string MfaRequired = "MfaRequired";

    /// <summary>A role's ARN that cannot be one.</summary>
    public const string InvalidRoleArn = "InvalidRoleArn";

    /// <summary>The role could not be assumed.</summary>
    public const string RoleNotAssumed = "RoleNotAssumed";

    /// <summary>The account behind the credentials could not be asked for.</summary>
    public const string AccountUnknown = "AccountUnknown";

    /// <summary>What is no plan, or one that contradicts itself.</summary>
    public const string InvalidPlan = "InvalidPlan";

    /// <summary>The plan is not what it was when it was made.</summary>
    public const string PlanTampered = "PlanTampered";

    /// <summary>No good backup of its family would be left.</summary>
    public const string LastBackup = "LastBackup";

    /// <summary>The item of a retention plan that keeps the image.</summary>
    public const string KeptByPlan = "KeptByPlan";

    /// <summary>So much failed that nothing more is begun.</summary>
    public const string TooManyFailures = "TooManyFailures";

    /// <summary>What is to be removed would not come back from the Recycle Bin, or that is not known.</summary>
    public const string RemovalPermanent = "RemovalPermanent";

    /// <summary>The caller may not.</summary>
    public const string AccessDenied = "AccessDenied";

    /// <summary>The endpoint did not answer.</summary>
    public const string EndpointUnreachable = "EndpointUnreachable";

    /// <summary>The endpoint did not answer in time.</summary>
    public const string EndpointTimeout = "EndpointTimeout";

    /// <summary>The endpoint answered what no AWS service answers.</summary>
    public const string InvalidAnswer = "InvalidAnswer";

    /// <summary>The endpoint has no such operation.</summary>
    public const string OperationNotSupported = "OperationNotSupported";

    /// <summary>AWS kept refusing for too many requests.</summary>
    public const string Throttled = "Throttled";

    /// <summary>A quota of the account is used up.</summary>
    public const string QuotaExceeded = "QuotaExceeded";

    /// <summary>An error of AWS itself.</summary>
    public const string ServiceError = "ServiceError";

    /// <summary>AWS refused the request for a reason that has no name of its own here; <see cref="AmiException.AwsCode"/> has AWS's.</summary>
    public const string RequestRefused = "RequestRefused";

    /// <summary>The request may or may not have been carried out, and looking for its result did not settle it.</summary>
    public const string OutcomeUnknown = "OutcomeUnknown";

    /// <summary>An error of this module.</summary>
    public const string InternalError = "InternalError";

    /// <summary>An option's value that cannot be meant.</summary>
    public const string InvalidOption = "InvalidOption";

    /// <summary>It has to be confirmed, and nobody can be asked.</summary>
    public const string ConfirmationRequired = "ConfirmationRequired";

    /// <summary>Not an image id.</summary>
    public const string InvalidImageId = "InvalidImageId";

    /// <summary>No such image in the region.</summary>
    public const string ImageNotFound = "ImageNotFound";

    /// <summary>The image is not in a state that allows it.</summary>
    public const string ImageNotAvailable = "ImageNotAvailable";

    /// <summary>The image ended badly.</summary>
    public const string ImageFailed = "ImageFailed";

    /// <summary>Another image of the account and region has the name.</summary>
    public const string ImageNameTaken = "ImageNameTaken";

    /// <summary>A name, or the template of one, that AWS does not allow.</summary>
    public const string InvalidName = "InvalidName";

    /// <summary>A description that AWS does not allow.</summary>
    public const string InvalidDescription = "InvalidDescription";

    /// <summary>Tags that AWS does not allow.</summary>
    public const string InvalidTag = "InvalidTag";

    /// <summary>Tags are missing and could not be put on.</summary>
    public const string TaggingFailed = "TaggingFailed";

    /// <summary>The image belongs to another account, and only its owner may do that.</summary>
    public const string ImageNotOwned = "ImageNotOwned";

    /// <summary>Something uses the image.</summary>
    public const string ImageInUse = "ImageInUse";

    /// <summary>Whether something uses the image could not be read, which counts as used.</summary>
    public const string ImageUsageUnknown = "ImageUsageUnknown";

    /// <summary>The image is protected against deregistration.</summary>
    public const string ImageProtected = "ImageProtected";

    /// <summary>Another service of AWS owns the image, and only that one may remove it.</summary>
    public const string ImageManaged = "ImageManaged";

    /// <summary>AWS does not allow it for an image that everybody may launch.</summary>
    public const string ImageIsPublic = "ImageIsPublic";

    /// <summary>A snapshot of a removed image could not be deleted.</summary>
    public const string SnapshotNotDeleted = "SnapshotNotDeleted";

    /// <summary>What the plan was made of has changed since.</summary>
    public const string PlanOutdated = "PlanOutdated";

    /// <summary>Not an instance id.</summary>
    public const string InvalidInstanceId = "InvalidInstanceId";

    /// <summary>No such instance in the region.</summary>
    public const string InstanceNotFound = "InstanceNotFound";

    /// <summary>The instance is not in a state that allows it.</summary>
    public const string InstanceNotReady = "InstanceNotReady";

    /// <summary>An instance without an EBS root, which no image can be made of this way.</summary>
    public const string InstanceStoreRoot = "InstanceStoreRoot";

    /// <summary>An instance of which no bundle for an image on instance store can be made.</summary>
    public const string InstanceNotBundled = "InstanceNotBundled";

    /// <summary>Stopping the instance would destroy or change something.</summary>
    public const string StopRefused = "StopRefused";

    /// <summary>The instance was stopped for the backup and could not be started again.</summary>
    public const string InstanceNotRestarted = "InstanceNotRestarted";

    /// <summary>Not a snapshot id.</summary>
    public const string InvalidSnapshotId = "InvalidSnapshotId";

    /// <summary>No such snapshot in the region.</summary>
    public const string SnapshotNotFound = "SnapshotNotFound";

    /// <summary>The snapshot belongs to another account, and only its owner may do that.</summary>
    public const string SnapshotNotOwned = "SnapshotNotOwned";

    /// <summary>The snapshot is not in a state that allows it: still being made, failed, or archived.</summary>
    public const string SnapshotNotReady = "SnapshotNotReady";

    /// <summary>The snapshot ended in error.</summary>
    public const string SnapshotFailed = "SnapshotFailed";

    /// <summary>An image needs the snapshot: registered, disabled, or in the Recycle Bin.</summary>
    public const string SnapshotInUse = "SnapshotInUse";

    /// <summary>Whether something needs the snapshot could not be read, which counts as used.</summary>
    public const string SnapshotUsageUnknown = "SnapshotUsageUnknown";

    /// <summary>The snapshot is locked: it cannot be deleted and, in compliance mode, neither unlocked nor have its time cut.</summary>
    public const string SnapshotLocked = "SnapshotLocked";

    /// <summary>The snapshot is being archived or restored, and AWS does not break that off.</summary>
    public const string SnapshotTierBusy = "SnapshotTierBusy";

    /// <summary>Another service of AWS made the snapshot and removes it in its time.</summary>
    public const string SnapshotManaged = "SnapshotManaged";

    /// <summary>Not a volume id.</summary>
    public const string InvalidVolumeId = "InvalidVolumeId";

    /// <summary>No such volume in the region.</summary>
    public const string VolumeNotFound = "VolumeNotFound";

    /// <summary>The volume is not in a state that allows it.</summary>
    public const string VolumeNotReady = "VolumeNotReady";

    /// <summary>A block device that cannot be made that way.</summary>
    public const string InvalidBlockDevice = "InvalidBlockDevice";

    /// <summary>Nothing tells what machine the system on a snapshot needs, and it was not given.</summary>
    public const string MachineUnknown = "MachineUnknown";

    /// <summary>Properties of a machine that AWS does not have, or that exclude each other.</summary>
    public const string InvalidMachine = "InvalidMachine";

    /// <summary>The backup's image or one of its snapshots ended badly.</summary>
    public const string BackupFailed = "BackupFailed";

    /// <summary>The registered image ended badly.</summary>
    public const string RegistrationFailed = "RegistrationFailed";

    /// <summary>A file with prices that cannot be read, or is none.</summary>
    public const string InvalidPriceList = "InvalidPriceList";

    /// <summary>Not the name of an S3 bucket, or not the place of something in one.</summary>
    public const string InvalidBucket = "InvalidBucket";

    /// <summary>No such bucket in S3.</summary>
    public const string BucketNotFound = "BucketNotFound";

    /// <summary>No such object in the bucket.</summary>
    public const string ObjectNotFound = "ObjectNotFound";

    /// <summary>The image could not be stored in S3.</summary>
    public const string ExportFailed = "ExportFailed";

    /// <summary>The image that was made of an object in S3 ended badly.</summary>
    public const string ImportFailed = "ImportFailed";

    /// <summary>The copy's image or one of its snapshots ended badly.</summary>
    public const string CopyFailed = "CopyFailed";

    /// <summary>AWS does not let this image be copied there.</summary>
    public const string CopyNotAllowed = "CopyNotAllowed";

    /// <summary>A failed image or snapshots of it could not be removed.</summary>
    public const string LeftoverNotRemoved = "LeftoverNotRemoved";

    /// <summary>No such key in the region.</summary>
    public const string KmsKeyNotFound = "KmsKeyNotFound";

    /// <summary>The key is of another region.</summary>
    public const string KmsKeyWrongRegion = "KmsKeyWrongRegion";

    /// <summary>The key cannot be used: disabled, pending deletion, or not of the symmetric kind.</summary>
    public const string KmsKeyNotUsable = "KmsKeyNotUsable";

    /// <summary>A date that AWS does not allow.</summary>
    public const string InvalidDate = "InvalidDate";

    /// <summary>The date of deprecation could not be set; the image is there all the same.</summary>
    public const string DeprecationNotSet = "DeprecationNotSet";

    /// <summary>The time given for waiting is over; nothing was undone.</summary>
    public const string WaitTimedOut = "WaitTimedOut";

    /// <summary>No such scenario of the simulator.</summary>
    public const string ScenarioNotFound = "ScenarioNotFound";

    /// <summary>No simulator is connected.</summary>
    public const string SimulatorNotConnected = "SimulatorNotConnected";

    /// <summary>No simulator of this process serves the port.</summary>
    public const string SimulatorNotStarted = "SimulatorNotStarted";

    /// <summary>Another program has the port.</summary>
    public const string PortInUse = "PortInUse";

    /// <summary>An id that is none of an image, a snapshot or a volume.</summary>
    public const string InvalidResourceId = "InvalidResourceId";

    /// <summary>It is neither in the Recycle Bin nor there.</summary>
    public const string NotInRecycleBin = "NotInRecycleBin";

    /// <summary>A snapshot that an image needs is gone for good.</summary>
    public const string SnapshotGone = "SnapshotGone";

    /// <summary>Something did not come back from the Recycle Bin.</summary>
    public const string RestoreFailed = "RestoreFailed";

    /// <summary>An image came back without all of its snapshots.</summary>
    public const string RestoreIncomplete = "RestoreIncomplete";

    /// <summary>No such rule of the Recycle Bin.</summary>
    public const string RuleNotFound = "RuleNotFound";

    /// <summary>The rule is locked, or about to be unlocked, and cannot be changed.</summary>
    public const string RuleLocked = "RuleLocked";

    /// <summary>Not the identifier of a rule of the Recycle Bin.</summary>
    public const string InvalidRuleIdentifier = "InvalidRuleIdentifier";

    /// <summary>The rule goes by tags or has exclusions, and AWS locks only rules that hold for a whole region.</summary>
    public const string RuleNotLockable = "RuleNotLockable";

    /// <summary>A number of days that AWS does not take: of the Recycle Bin, of a lock, of a restore from the archive.</summary>
    public const string InvalidRetention = "InvalidRetention";

    /// <summary>The journal cannot be written; a change that could not be written down is not made.</summary>
    public const string JournalNotWritten = "JournalNotWritten";

    /// <summary>The journal cannot be read.</summary>
    public const string JournalNotRead = "JournalNotRead";

    /// <summary>Somebody whom an image cannot be shared with: no account, organisation or organisational unit, the owner itself, or one given twice.</summary>
    public const string InvalidPrincipal = "InvalidPrincipal";

    /// <summary>Who may use an image could not be written down before it is disabled.</summary>
    public const string AccessNotKept = "AccessNotKept";

    /// <summary>The image is enabled, and could not be shared again.</summary>
    public const string AccessNotRestored = "AccessNotRestored";

    /// <summary>The sharing was changed in part only; a second run goes on.</summary>
    public const string AccessIncomplete = "AccessIncomplete";

    /// <summary>Public sharing is blocked in the account's region.</summary>
    public const string PublicAccessBlocked = "PublicAccessBlocked";

    /// <summary>What is encrypted, or sold on AWS Marketplace, cannot be public.</summary>
    public const string PublicAccessImpossible = "PublicAccessImpossible";

    /// <summary>The key is AWS's own, and what it encrypts cannot be shared.</summary>
    public const string KmsKeyNotShareable = "KmsKeyNotShareable";

    /// <summary>A snapshot behind the image is archived.</summary>
    public const string SnapshotArchived = "SnapshotArchived";

    /// <summary>The snapshot is not completed.</summary>
    public const string SnapshotNotCompleted = "SnapshotNotCompleted";

    /// <summary>No such availability zone in the region.</summary>
    public const string ZoneNotFound = "ZoneNotFound";

    /// <summary>What is to be brought together lies in different availability zones.</summary>
    public const string ZoneMismatch = "ZoneMismatch";

    /// <summary>The device has a volume.</summary>
    public const string DeviceInUse = "DeviceInUse";

    /// <summary>The instance has no volume at the device.</summary>
    public const string DeviceNotFound = "DeviceNotFound";

    /// <summary>It is the root device of the instance, which is replaced in another way.</summary>
    public const string RootDevice = "RootDevice";

    /// <summary>Another instance has the volume too.</summary>
    public const string VolumeInUse = "VolumeInUse";

    /// <summary>The volume ended badly.</summary>
    public const string VolumeFailed = "VolumeFailed";

    /// <summary>The volume was not attached.</summary>
    public const string VolumeNotAttached = "VolumeNotAttached";

    /// <summary>The machine does not let the volume go.</summary>
    public const string VolumeNotDetached = "VolumeNotDetached";

    /// <summary>AWS does not replace the root volume of this instance with that.</summary>
    public const string RootNotReplaceable = "RootNotReplaceable";

    /// <summary>The replacement of the root volume ended badly.</summary>
    public const string RootReplacementFailed = "RootReplacementFailed";

    /// <summary>Another replacement of the root volume is in progress.</summary>
    public const string RootReplacementRunning = "RootReplacementRunning";

    /// <summary>Something that a launch needs was not given, is not kept with the backup, or is not there.</summary>
    public const string LaunchSettingMissing = "LaunchSettingMissing";

    /// <summary>Things that a launch was given do not go together: a subnet and a zone, a group and a network.</summary>
    public const string LaunchSettingMismatch = "LaunchSettingMismatch";

    /// <summary>The instance type is not there, or not in the zone.</summary>
    public const string InstanceTypeNotOffered = "InstanceTypeNotOffered";

    /// <summary>The instance type cannot run the image.</summary>
    public const string InstanceTypeNotFit = "InstanceTypeNotFit";

    /// <summary>The user data is not what the backed up instance had, or is missing.</summary>
    public const string UserDataMismatch = "UserDataMismatch";

    /// <summary>The image has no copy in the region.</summary>
    public const string NoCopyInRegion = "NoCopyInRegion";

    /// <summary>AWS says beforehand that it would not launch this.</summary>
    public const string LaunchRefused = "LaunchRefused";

    /// <summary>AWS has no room for such an instance at the moment.</summary>
    public const string CapacityInsufficient = "CapacityInsufficient";

    /// <summary>The instance was launched, and ended before it ran.</summary>
    public const string LaunchFailed = "LaunchFailed";

    /// <summary>The instance runs, and does not pass AWS's status checks.</summary>
    public const string StatusCheckFailed = "StatusCheckFailed";

    /// <summary>A launch template's name that AWS does not allow.</summary>
    public const string InvalidTemplateName = "InvalidTemplateName";

    /// <summary>A change that Undo-AmiChange does not undo; the message says why and what can be done.</summary>
    public const string CannotUndo = "CannotUndo";

    /// <summary>The security group of a recovery test lets traffic through, so that nothing was launched in it.</summary>
    public const string DrillNotIsolated = "DrillNotIsolated";

    /// <summary>Something that a recovery test made could not be removed.</summary>
    public const string DrillNotRemoved = "DrillNotRemoved";
}
