using Amazon.EC2.Model;
using AmiTools.Engine.Instances;
using AmiTools.Engine.Naming;

namespace AmiTools.Engine.Backup;

/// <summary>The names and descriptions of backups, from the templates.</summary>
internal sealed class BackupNames
{
    private const string InstanceName = "InstanceName";
    private const string InstanceId = "InstanceId";
    private const string Date = "Date";
    private const string Counter = "Counter";
    private const int HighestCounter = 9999;

    private readonly NameTemplate _name;
    private readonly NameTemplate? _description;
    private readonly DateTime _now;

    /// <summary>Reads the templates.</summary>
    /// <exception cref="AmiException"><c>InvalidName</c>.</exception>
    public BackupNames(BackupOptions options, DateTime now)
    {
        _name = NameTemplate.Parse(options.Name, InstanceName, InstanceId, Date, Counter);
        _description = options.Description is { } description ? NameTemplate.Parse(description, InstanceName, InstanceId, Date) : null;
        _now = now;
    }

    /// <summary>Whether the name has a counter, so that which names are taken must be known before it can be made.</summary>
    public bool Counts => _name.Uses(Counter);

    /// <summary>The instance's name as a pattern with <c>*</c> for the counter, or to the letter where there is none.</summary>
    public string Pattern(Instance instance) => Expand(instance, _ => "*");

    /// <summary>The name of the instance's backup: with the first number that no taken name has, where the template counts.</summary>
    /// <exception cref="AmiException"><c>InvalidName</c>, <c>ImageNameTaken</c>.</exception>
    public string Name(Instance instance, IReadOnlySet<string> taken)
    {
        for (int counter = 1; counter <= HighestCounter; counter++)
        {
            string name = Expand(instance, _name.Number(counter));
            if (AmiNameRules.Problem(name) is { } problem) throw problem;
            if (!Counts || !taken.Contains(name)) return name;
        }

        throw new AmiException(AmiErrorCodes.ImageNameTaken, AmiErrorKind.AlreadyExists, $"All {HighestCounter} names of '{_name.Text}' are taken.") { ResourceId = instance.InstanceId, Remedy = "Give another -Name." };
    }

    /// <summary>The description of the instance's backup; empty where none was asked for.</summary>
    /// <exception cref="AmiException"><c>InvalidDescription</c>.</exception>
    public string Description(Instance instance)
    {
        string description = _description?.Expand(Values(_description, instance, instance.NameTag(), null)) ?? "";
        return AmiNameRules.DescriptionProblem(description) is { } problem ? throw problem : description;
    }

    private string Expand(Instance instance, Func<string?, string> counter)
    {
        string instanceName = AmiNameRules.Fit(instance.NameTag());
        // An instance without a name goes by its id, once.
        if (instanceName.Length == 0 && !_name.Uses(InstanceId)) instanceName = instance.InstanceId!;
        string name = _name.Expand(Values(_name, instance, instanceName, counter));
        int excess = name.Length - AmiNameRules.MaximumLength;
        // A tag can have 256 characters. It gives way, so that ids and dates stay whole.
        return excess > 0 && excess < instanceName.Length && _name.Uses(InstanceName) ? _name.Expand(Values(_name, instance, instanceName[..^excess].TrimEnd(), counter)) : name;
    }

    private Dictionary<string, Func<string?, string>> Values(NameTemplate template, Instance instance, string instanceName, Func<string?, string>? counter) => new()
    {
        [InstanceName] = _ => instanceName,
        [InstanceId] = _ => instance.InstanceId!,
        [Date] = ReferenceEquals(template, _name) ? format => AmiNameRules.Fit(template.Date(_now)(format)) : template.Date(_now),
        [Counter] = counter ?? (_ => ""),
    };
}
