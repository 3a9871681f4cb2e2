using AmiTools.Engine.Images;
using AmiTools.Engine.Sessions;
using Image = Amazon.EC2.Model.Image;

namespace AmiTools.Engine.Retention;

/// <summary>Whether the backups that a plan counts on are still there. Between the plan and its run somebody else may have removed the very one that was to stay.</summary>
internal sealed class FamilyKeepers(EngineSession session, AmiRetentionPlan plan)
{
    /// <summary>How many of the newest are looked at in each family.</summary>
    private const int Newest = 3;

    private readonly Dictionary<string, string> _why = new(StringComparer.Ordinal);

    /// <summary>Why nothing of the family may go; null where it may.</summary>
    public string? Why(string family) => _why.GetValueOrDefault(family);

    /// <summary>Reads the newest kept backups of the families.</summary>
    public async Task ReadAsync(IReadOnlyCollection<string> families, CancellationToken cancellationToken)
    {
        ILookup<string, AmiRetentionItem> kept = plan.Items.Where(item => item.Action == RetentionAction.Keep && item.State is ImageStates.Available or ImageStates.Disabled).ToLookup(item => item.Family, StringComparer.Ordinal);
        // One that can be launched counts for more than one that would have to be enabled first.
        Dictionary<string, AmiRetentionItem[]> asked = families.ToDictionary(family => family, family => kept[family].OrderBy(item => item.State == ImageStates.Available ? 0 : 1).ThenByDescending(item => item.BackupTime).Take(Newest).ToArray(), StringComparer.Ordinal);
        Dictionary<(string, string), Image> found = [];
        AmiException? unread = null;
        foreach (IGrouping<string, AmiRetentionItem> region in asked.Values.SelectMany(items => items).GroupBy(item => item.Region))
        {
            try
            {
                foreach ((string id, Image image) in await session.In(region.Key).Images.ByIdAsync(region.Select(item => item.ImageId), cancellationToken).ConfigureAwait(false)) found[(region.Key, id)] = image;
            }
            catch (AmiException failure) when (!failure.StopsEverything)
            {
                unread = failure;
            }
        }

        foreach ((string family, AmiRetentionItem[] items) in asked)
        {
            // As good as when it was planned: one that could be launched then must be so now.
            if (items.Any(item => found.TryGetValue((item.Region, item.ImageId), out Image? image) && (image.IsAvailable() || (item.State == ImageStates.Disabled && image.IsFinished())))) continue;
            _why[family] = unread is not null ? $"whether a good backup of its family {family} is left could not be read ({unread.Operation}: {unread.AwsCode ?? unread.Code})"
                : $"no good backup of its family {family} is left of those that the plan keeps ({string.Join(", ", items.Select(item => item.ImageId))})";
        }
    }
}
