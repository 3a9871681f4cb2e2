namespace AmiTools;

/// <summary>An image that is stored, or being stored, as one object in an S3 bucket. It pipes into Import-AmiFromS3.</summary>
public sealed class AmiExport : AmiResource
{
    /// <summary>The image.</summary>
    public required string ImageId { get; init; }

    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>The bucket.</summary>
    public required string BucketName { get; init; }

    /// <summary>The object's key: the image's id and <c>.bin</c>.</summary>
    public required string ObjectKey { get; init; }

    /// <summary>AWS's word for the task's state: <c>InProgress</c>, <c>Completed</c>, <c>Failed</c>.</summary>
    public required string State { get; init; }

    /// <summary>How far the task was when this was returned, 0 to 100; null where AWS does not tell.</summary>
    public int? Progress { get; init; }

    /// <summary>When the task was begun, UTC; null where AWS does not tell.</summary>
    public DateTime? StartTime { get; init; }

    /// <summary>The sizes of the image's volumes, added up, in GiB. The object is compressed, and mostly smaller.</summary>
    public int SizeGiB { get; init; }

    /// <summary>Whether the task was there before this command.</summary>
    public bool AlreadyExisted { get; init; }

    /// <summary>The change, for a journal and Undo-AmiChange; null where nothing was changed.</summary>
    public AmiChangeReceipt? Receipt { get; init; }

    /// <summary>What to type to have the image again in this region.</summary>
    public string ImportCommand => $"Import-AmiFromS3 -BucketName {BucketName} -ObjectKey {ObjectKey} -Region {Region}";

    /// <summary>What to type, outside of PowerShell's pipeline of objects, to bring the object into a bucket of another region, account or partition. There it is imported with that session.</summary>
    public string CopyCommand => $"aws s3 cp s3://{BucketName}/{ObjectKey} - --region {Region} | aws s3 cp - s3://<bucket there>/{ObjectKey} --region <region there> --profile <profile there>";

    /// <summary>The object.</summary>
    public override string ToString() => $"s3://{BucketName}/{ObjectKey}";
}
