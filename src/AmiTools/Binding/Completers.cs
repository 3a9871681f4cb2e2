using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace AmiTools.Binding;

/// <summary>Offers words that begin with, or are matched by, what was typed.</summary>
public abstract class WordCompleter : IArgumentCompleter
{
    /// <summary>The words, each with what is shown beside it.</summary>
    private protected abstract IEnumerable<(string Word, string Note)> Words(IDictionary boundParameters);

    /// <summary>The words that fit.</summary>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        WildcardPattern pattern = WildcardPattern.Get($"{wordToComplete.Trim('\'', '"')}*", WildcardOptions.IgnoreCase);
        return Words(fakeBoundParameters).Where(word => pattern.IsMatch(word.Word))
            .Select(word => new CompletionResult(word.Word.Contains('*') ? $"'{word.Word}'" : word.Word, word.Word, CompletionResultType.ParameterValue, word.Note.Length > 0 ? word.Note : word.Word));
    }
}

/// <summary>Completes region names and the wildcards that mean several.</summary>
public sealed class RegionCompleter : WordCompleter
{
    private protected override IEnumerable<(string Word, string Note)> Words(IDictionary boundParameters) => KnownRegions.All.Concat(KnownRegions.Wildcards);
}

/// <summary>Completes the names of profiles, out of the shared configuration files.</summary>
public sealed class ProfileCompleter : WordCompleter
{
    private protected override IEnumerable<(string Word, string Note)> Words(IDictionary boundParameters) => ProfileNames.Read().Select(name => (name, ""));
}

/// <summary>Completes AWS's words for the state of an image.</summary>
public sealed class ImageStateCompleter : WordCompleter
{
    private protected override IEnumerable<(string Word, string Note)> Words(IDictionary boundParameters) =>
        new[] { "available", "pending", "disabled", "failed", "error", "invalid", "transient", "deregistered" }.Select(word => (word, ""));
}

/// <summary>Completes AWS's words for the state of a snapshot.</summary>
public sealed class SnapshotStateCompleter : WordCompleter
{
    private protected override IEnumerable<(string Word, string Note)> Words(IDictionary boundParameters) => new[] { "completed", "pending", "error", "recoverable", "recovering" }.Select(word => (word, ""));
}

/// <summary>Completes AWS's storage tiers.</summary>
public sealed class StorageTierCompleter : WordCompleter
{
    private protected override IEnumerable<(string Word, string Note)> Words(IDictionary boundParameters) => [("standard", ""), ("archive", "cheaper, and hours to restore")];
}

/// <summary>Completes AWS's words for owners that have one.</summary>
public sealed class OwnerCompleter : WordCompleter
{
    private protected override IEnumerable<(string Word, string Note)> Words(IDictionary boundParameters) => [("self", "your own"), ("amazon", "AWS's public ones")];
}

/// <summary>Completes AWS's words for processor architectures.</summary>
public sealed class ArchitectureCompleter : WordCompleter
{
    private protected override IEnumerable<(string Word, string Note)> Words(IDictionary boundParameters) => new[] { "x86_64", "arm64", "i386", "x86_64_mac", "arm64_mac" }.Select(word => (word, ""));
}

/// <summary>Completes AWS's words for owners of images.</summary>
public sealed class ImageOwnerCompleter : WordCompleter
{
    private protected override IEnumerable<(string Word, string Note)> Words(IDictionary boundParameters) =>
        [("self", "your own"), ("amazon", "Amazon and those that it verifies"), ("aws-marketplace", ""), ("aws-backup-vault", "recovery points of AWS Backup")];
}

/// <summary>Completes operating systems.</summary>
public sealed class PlatformCompleter : WordCompleter
{
    private protected override IEnumerable<(string Word, string Note)> Words(IDictionary boundParameters) => [("Linux", "everything that is not Windows"), ("Windows", "")];
}

/// <summary>Completes AWS's words for where an image keeps its root.</summary>
public sealed class RootDeviceTypeCompleter : WordCompleter
{
    private protected override IEnumerable<(string Word, string Note)> Words(IDictionary boundParameters) => [("ebs", ""), ("instance-store", "")];
}

/// <summary>Completes the usual names of root devices.</summary>
public sealed class RootDeviceNameCompleter : WordCompleter
{
    private protected override IEnumerable<(string Word, string Note)> Words(IDictionary boundParameters) => [("/dev/xvda", "Amazon Linux"), ("/dev/sda1", "Ubuntu, Red Hat, SUSE, Debian, Windows")];
}

/// <summary>Completes AWS's words for how an image boots.</summary>
public sealed class BootModeCompleter : WordCompleter
{
    private protected override IEnumerable<(string Word, string Note)> Words(IDictionary boundParameters) => [("legacy-bios", ""), ("uefi", ""), ("uefi-preferred", "uefi where the instance type has it")];
}

/// <summary>Completes AWS's words for how an image is virtualized.</summary>
public sealed class VirtualizationTypeCompleter : WordCompleter
{
    private protected override IEnumerable<(string Word, string Note)> Words(IDictionary boundParameters) => [("hvm", ""), ("paravirtual", "launches on no current instance type")];
}

/// <summary>Completes the simulator's scenarios.</summary>
public sealed class ScenarioCompleter : WordCompleter
{
    private protected override IEnumerable<(string Word, string Note)> Words(IDictionary boundParameters) =>
        [("demo", "a small estate: two web servers, a database, some AMIs"), ("fleet", "as big as -Size says"), ("empty", "nothing but the regions")];
}

/// <summary>Completes AWS's words for types of volumes.</summary>
public sealed class VolumeTypeCompleter : WordCompleter
{
    private protected override IEnumerable<(string Word, string Note)> Words(IDictionary boundParameters) =>
        [("gp3", "solid state, for most"), ("gp2", "solid state, the older one"), ("io1", "provisioned IOPS"), ("io2", "provisioned IOPS, durable"), ("st1", "hard disk, throughput"), ("sc1", "hard disk, cold"), ("standard", "magnetic")];
}

/// <summary>Completes ids that commands of this session have returned, of the region that is given where one is.</summary>
public abstract class SeenCompleter(params string[] prefixes) : WordCompleter
{
    private protected override IEnumerable<(string Word, string Note)> Words(IDictionary boundParameters)
    {
        string? region = boundParameters["Region"] as string;
        return prefixes.SelectMany(SeenResources.Of).Where(seen => region is null || region.Contains('*') || seen.Region == region).Select(seen => (seen.Id, $"{seen.Note} ({seen.Region})"));
    }
}

/// <summary>Completes what the Recycle Bin takes.</summary>
public sealed class BinResourceTypeCompleter : WordCompleter
{
    private protected override IEnumerable<(string Word, string Note)> Words(IDictionary boundParameters) => BinResourceTypesAttribute.Words.Select(word => (word.Key, word.Value));
}

/// <summary>Completes image ids that were seen.</summary>
public sealed class ImageIdCompleter() : SeenCompleter("ami");

/// <summary>Completes instance ids that were seen.</summary>
public sealed class InstanceIdCompleter() : SeenCompleter("i");

/// <summary>Completes snapshot ids that were seen.</summary>
public sealed class SnapshotIdCompleter() : SeenCompleter("snap");

/// <summary>Completes volume ids that were seen.</summary>
public sealed class VolumeIdCompleter() : SeenCompleter("vol");

/// <summary>Completes identifiers of rules of the Recycle Bin that were seen.</summary>
public sealed class RuleIdentifierCompleter() : SeenCompleter(SeenResources.RuleKind);

/// <summary>Completes ids of everything that has a lineage.</summary>
public sealed class LineageCompleter() : SeenCompleter("ami", "i", "snap", "vol");
