using System.Security.Cryptography;
using System.Text;
using Amazon.EC2.Model;
using AmiTools.Engine.Images;
using AmiTools.Engine.Sessions;
using AmiTools.Engine.Tags;

namespace AmiTools.Engine.Storing;

/// <summary>An object in S3 that images are made of, and the images that are.</summary>
/// <param name="Bucket">The bucket.</param>
/// <param name="Key">The key.</param>
internal sealed record StoredObject(string Bucket, string Key)
{
    /// <summary>The value of the tag that such an image has: the place, or where that is too long for a tag, its hash.</summary>
    public string TagValue => $"{Bucket}/{Key}" is { Length: <= TagRules.MaximumValueLength } place ? place : $"{Bucket}/sha256:{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Key)))}";

    /// <summary>The image that AWS stored there, by the name that it gives to objects: <c>ami-....bin</c>; null where the object has another one.</summary>
    public string? ImageId => Key.EndsWith(".bin", StringComparison.Ordinal) && new ResourceReference(Key[..^4]) is { } image && image.IsWellFormed("ami") ? image.Id : null;

    /// <summary>Reads <c>bucket/key</c> or <c>s3://bucket/key</c>; null where there is no key.</summary>
    public static StoredObject? Parse(string text)
    {
        string plain = text.StartsWith("s3://", StringComparison.OrdinalIgnoreCase) ? text[5..] : text;
        return plain.Split('/', 2) is [{ Length: > 0 } bucket, { Length: > 0 } key] ? new StoredObject(bucket, key) : null;
    }

    /// <summary>The images of the region that were made of it; of the name, where one is given.</summary>
    public async Task<IReadOnlyList<Image>> ImagesAsync(RegionSession region, string? name, CancellationToken cancellationToken)
    {
        List<Image> images = [];
        await foreach (Image image in region.Images.OwnAsync([Query.Filter($"tag:{AmiToolsTags.StoredObject}", Query.Literal(TagValue))], cancellationToken).ConfigureAwait(false)) images.Add(image);
        // A copy within the region has the tags of its source.
        return [.. images.Where(image => (name is null || image.Name == name) && image.Tag(AmiToolsTags.Parent) is null)];
    }

    /// <summary>The image as the command's result.</summary>
    public AmiImport Result(Image image, RegionSession region, bool existed, AmiChangeReceipt? receipt = null)
    {
        Ami ami = image.ToAmi(region.Name, region.Time.GetUtcNow());
        return new AmiImport
        {
            Region = region.Name, AccountId = ami.AccountId, ImageId = ami.ImageId, Name = ami.Name, State = ami.State, BucketName = Bucket, ObjectKey = Key, CreationDate = ami.CreationDate,
            SnapshotIds = ami.SnapshotIds, SizeGiB = ami.SizeGiB, AlreadyExisted = existed, Receipt = receipt, Tags = ami.Tags,
        };
    }

    /// <summary>The place.</summary>
    public override string ToString() => $"s3://{Bucket}/{Key}";
}
