namespace AmiTools;

/// <summary>The tags that the module itself puts on resources.</summary>
public static class AmiToolsTags
{
    /// <summary>What all of them begin with.</summary>
    public const string Prefix = "AmiTools:";

    /// <summary>The one attempt that made the resource: tells an answer that was lost from a call that never arrived.</summary>
    public const string Attempt = Prefix + "attempt";

    /// <summary>The instance that the image is a backup of, or whose volumes the snapshot was taken with.</summary>
    public const string Instance = Prefix + "instance";

    /// <summary>What makes two backups the same one, where <c>-IdempotencyKey</c> said it.</summary>
    public const string IdempotencyKey = Prefix + "idempotency-key";

    /// <summary>How the instance was treated while the image was made: <c>NoReboot</c>, <c>Reboot</c>, <c>Stop</c>.</summary>
    public const string Consistency = Prefix + "consistency";

    /// <summary>The image or the snapshot that this one is a copy of, as <c>region/id</c>.</summary>
    public const string Parent = Prefix + "parent";

    /// <summary>The object in S3 that the image was made of, as <c>bucket/key</c>.</summary>
    public const string StoredObject = Prefix + "stored-object";

    /// <summary>What the instance was launched with, in parts that fit into tags (<c>AmiTools:launch-1</c>, ...), for a later restore.</summary>
    public const string LaunchConfiguration = Prefix + "launch-";

    /// <summary>On an image that only lives until the backup with bigger volumes is registered from its snapshots: that backup's name.</summary>
    public const string GrowsInto = Prefix + "grows-into";

    /// <summary>On an instance: it was stopped for a backup at this time (UTC), and the next backup that finds it still stopped starts it again.</summary>
    public const string StoppedForBackup = Prefix + "stopped-for-backup";

    /// <summary>On a Recycle Bin rule: when it was made, UTC, because AWS keeps no such time.</summary>
    public const string Created = Prefix + "created";

    /// <summary>
    /// On a snapshot: an image needs it whose id stands behind this (<c>AmiTools:snapshot-of:ami-0abc</c>); the value is the device. Put on before the image is removed, where AWS's own description of the
    /// snapshot does not name that image, because AWS tells nobody which snapshots an image in the Recycle Bin is made of.
    /// </summary>
    public const string SnapshotOf = Prefix + "snapshot-of:";

    /// <summary>
    /// On an image: whom it was shared with when it was disabled, in parts that fit into tags (<c>AmiTools:access-1</c>, ...), because AWS forgets it. The value is the part's number, the number of parts, and
    /// accounts, ARNs and <c>all</c> with spaces between: <c>1/2 222233334444 333344445555</c>.
    /// </summary>
    public const string Access = Prefix + "access-";

    /// <summary>On a volume: which restore made it, so that the same command finds it again.</summary>
    public const string Restore = Prefix + "restore";

    /// <summary>On a restored volume: where it was attached (<c>i-0abc /dev/sdf</c>). From then on somebody may have written to it, and it is no fresh copy of its snapshot any more.</summary>
    public const string AttachedTo = Prefix + "attached-to";

    /// <summary>
    /// On a volume that another one takes the place of: where it was, and whether it was to go with the instance (<c>i-0abc /dev/sdf keep</c>, <c>i-0abc /dev/sdf delete</c>). Put on before it is taken off, so that
    /// a run that is broken off can be mended.
    /// </summary>
    public const string DetachedFrom = Prefix + "detached-from";

    /// <summary>Beside <see cref="DetachedFrom"/>: the volume that takes its place.</summary>
    public const string ReplacedBy = Prefix + "replaced-by";

    /// <summary>On an instance, its volumes and a launch template: the backup that was restored, as <c>region/image-id</c>.</summary>
    public const string RestoredFrom = Prefix + "restored-from";

    /// <summary>
    /// On an instance: the set that it belongs to, as <c>set/generation/number</c>. The set stands for everything that the instances were asked to be; number instances were launched at once, and the
    /// generation counts these launches, so that a later run knows how many it must see before it launches more.
    /// </summary>
    public const string RestoreSet = Prefix + "restore-set";

    /// <summary>On a task that replaces a root volume: the root volume at its beginning. The task has the tags of the new one besides, so that a run that is broken off can be finished by another one.</summary>
    public const string Replaces = Prefix + "replaces";

    /// <summary>
    /// On the instance, the volumes and the security group of a recovery test: whose they are and until when that one is surely at work (UTC), as <c>test/2027-01-31T04:30:59Z</c>. What is left after that time
    /// was left by a process that died, and the next test removes it.
    /// </summary>
    public const string Drill = Prefix + "drill";

    /// <summary>On an instance: how old the data of its newest good backup may be at the most (<c>4h</c>, <c>7d</c>), in place of what the command says. Put on by people.</summary>
    public const string RecoveryPointObjective = Prefix + "rpo";
}
