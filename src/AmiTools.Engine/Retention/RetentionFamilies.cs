using AmiTools.Engine.Images;
using AmiTools.Engine.Listing;
using Image = Amazon.EC2.Model.Image;

namespace AmiTools.Engine.Retention;

/// <summary>To which family a backup belongs.</summary>
internal static class RetentionFamilies
{
    /// <summary>The family of a backup; or why it has none.</summary>
    /// <param name="policy">What makes a family.</param>
    /// <param name="images">The images of the backup, the first one first.</param>
    public static (string? Family, string? WhyNot) Of(RetentionPolicy policy, IReadOnlyList<Image> images)
    {
        // A copy may have another name; the backup goes by that of its first image.
        if (policy.FamilyBy == RetentionFamily.Name) return (ImageFamily.OfName(images[0].Name ?? ""), null);
        string[] named = [.. images.Select(image => policy.FamilyBy == RetentionFamily.Instance ? image.BackupOf() : image.Tag(policy.FamilyTag!)).Where(name => !string.IsNullOrEmpty(name)).Select(name => name!).Distinct().Order(StringComparer.Ordinal)];
        return named switch
        {
            [var only] => (only, null),
            [] => (null, policy.FamilyBy == RetentionFamily.Instance ? "it is in no family: of no instance is it known to be a backup" : $"it is in no family: it has no tag {policy.FamilyTag}"),
            _ => (null, $"its copies are in several families ({string.Join(", ", named)})"),
        };
    }
}
