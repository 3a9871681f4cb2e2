namespace AmiTools.Binding;

/// <summary>The ids that commands of this process have returned: what completion offers, because it must never call AWS.</summary>
internal static class SeenResources
{
    /// <summary>The kind of the rules of the Recycle Bin, whose identifiers have no prefix.</summary>
    public const string RuleKind = "rule";

    private const int Limit = 2000;

    private static readonly object s_gate = new();
    private static readonly Dictionary<string, LinkedList<SeenResource>> s_byPrefix = [];
    private static readonly Dictionary<string, LinkedListNode<SeenResource>> s_byId = [];

    /// <summary>Keeps the ids of an object that a command returns.</summary>
    public static void Add(object value)
    {
        switch (value)
        {
            case Ami ami:
                Add(ami.ImageId, ami.Region, ami.Name);
                Add(ami.InstanceId, ami.Region, $"made {ami.ImageId}");
                break;
            case AmiBackup backup:
                Add(backup.ImageId, backup.Region, backup.Name);
                Add(backup.InstanceId, backup.Region, backup.InstanceName);
                break;
            case AmiCopy copy:
                Add(copy.ImageId, copy.Region, copy.Name);
                Add(copy.ParentImageId, copy.ParentRegion, copy.Name);
                break;
            case EbsSnapshot snapshot:
                Add(snapshot.SnapshotId, snapshot.Region, snapshot.Name.Length > 0 ? snapshot.Name : snapshot.Description);
                Add(snapshot.VolumeId, snapshot.Region, $"of {snapshot.SnapshotId}");
                break;
            case RecycleBinRule rule:
                AddKind(RuleKind, rule.Identifier, rule.Region, $"{rule.ResourceType}, {rule.RetentionDays} days");
                break;
            case EbsSnapshotBackup backup:
                Add(backup.SnapshotId, backup.Region, backup.Description);
                Add(backup.VolumeId, backup.Region, backup.DeviceName ?? $"of {backup.SnapshotId}");
                Add(backup.InstanceId, backup.Region, $"of {backup.SnapshotId}");
                break;
            case EbsVolumeRestore restored:
                Add(restored.VolumeId, restored.Region, $"made of {restored.SnapshotId}");
                Add(restored.ReplacedVolumeId, restored.Region, $"replaced by {restored.VolumeId}");
                break;
            case AmiRestoredInstance launched:
                Add(launched.InstanceId, launched.Region, launched.Name);
                break;
            case InstanceRootRestore replaced:
                Add(replaced.InstanceId, replaced.Region, $"root is {replaced.VolumeId}");
                Add(replaced.VolumeId, replaced.Region, $"root of {replaced.InstanceId}");
                if (!replaced.ReplacedVolumeDeleted) Add(replaced.ReplacedVolumeId, replaced.Region, $"was the root of {replaced.InstanceId}");
                break;
            case AmiSnapshotGraph graph:
                foreach (GraphNode node in graph.Nodes.Where(node => node.Presence == GraphPresence.Present)) Add(node.Id, node.Region, node.Name.Length > 0 ? node.Name : node.State);
                break;
        }
    }

    /// <summary>The ids of a kind, the newest first.</summary>
    /// <param name="prefix">The kind: <c>ami</c>, <c>i</c>.</param>
    public static IReadOnlyList<SeenResource> Of(string prefix)
    {
        lock (s_gate) return s_byPrefix.TryGetValue(prefix, out LinkedList<SeenResource>? seen) ? [.. seen] : [];
    }

    /// <summary>Forgets all: another world is connected.</summary>
    public static void Clear()
    {
        lock (s_gate)
        {
            s_byPrefix.Clear();
            s_byId.Clear();
        }
    }

    private static void Add(string? id, string region, string note)
    {
        if (id is not null && id.IndexOf('-') is > 0 and var dash) AddKind(id[..dash], id, region, note);
    }

    private static void AddKind(string kind, string id, string region, string note)
    {
        lock (s_gate)
        {
            if (s_byId.Remove(id, out LinkedListNode<SeenResource>? known)) known.List!.Remove(known);
            if (!s_byPrefix.TryGetValue(kind, out LinkedList<SeenResource>? seen)) s_byPrefix[kind] = seen = [];
            s_byId[id] = seen.AddFirst(new SeenResource(id, region, note));
            if (seen.Count <= Limit) return;
            s_byId.Remove(seen.Last!.Value.Id);
            seen.RemoveLast();
        }
    }
}

/// <summary>An id that a command has returned.</summary>
/// <param name="Id">The id.</param>
/// <param name="Region">Its region.</param>
/// <param name="Note">What a person knows it by.</param>
internal sealed record SeenResource(string Id, string Region, string Note);
