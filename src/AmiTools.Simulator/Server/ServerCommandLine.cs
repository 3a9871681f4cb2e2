using System.Globalization;

namespace AmiTools.Simulator;

/// <summary>What the executable was told.</summary>
internal sealed record ServerCommandLine
{
    public const string Usage = """
        Usage: AmiTools.Simulator [options]
        An AWS in memory, on http://127.0.0.1:<port>: EC2 images, snapshots, volumes and instances, Recycle Bin, a little of STS and KMS.

          --port N            listen on this port (default 4599; 0 takes a free one)
          --scenario NAME     what is there at first: demo (default), fleet, empty
          --speed N           simulated seconds per real second (default 60)
          --manual            time stands still until POST /_simulator/step?seconds=N
          --seed N            ids and chance follow from it (default 1)
          --account ID        the account of callers with unknown keys, twelve digits (default 111122223333)
          --regions N         fleet: how many regions (default 4)
          --instances N       fleet: instances in all (default 40)
          --images N          fleet: images in all (default 2000)
          --snapshots N       fleet: snapshots in all (default 10000)
          --help              this text
        """;

    public int Port { get; init; } = 4599;

    public string Scenario { get; init; } = "demo";

    public double Speed { get; init; } = 60;

    public bool Manual { get; init; }

    public long Seed { get; init; } = 1;

    public string AccountId { get; init; } = "111122223333";

    public FleetOptions Fleet { get; init; } = new();

    public bool Help { get; init; }

    /// <summary>Reads the arguments.</summary>
    /// <param name="args">Without the program's name.</param>
    /// <param name="problem">What is wrong, in one line; null where nothing is.</param>
    public static ServerCommandLine? Parse(IReadOnlyList<string> args, out string? problem)
    {
        var line = new ServerCommandLine();
        problem = null;
        for (var i = 0; i < args.Count; i++)
        {
            var name = args[i];
            switch (name)
            {
                case "--help" or "-h" or "-?":
                    return line with { Help = true };
                case "--manual":
                    line = line with { Manual = true };
                    continue;
            }
            if (!s_valued.TryGetValue(name, out var apply))
                problem = $"There is no option '{name}'.";
            else if (++i == args.Count)
                problem = $"{name} needs a value.";
            else if (apply(line, args[i]) is { } applied)
                line = applied;
            else
                problem = $"'{args[i]}' is no value for {name}.";
            if (problem is not null)
                return null;
        }
        return line;
    }

    private static readonly Dictionary<string, Func<ServerCommandLine, string, ServerCommandLine?>> s_valued = new()
    {
        ["--port"] = (line, text) => Number(text, 0, ushort.MaxValue) is { } port ? line with { Port = (int)port } : null,
        ["--scenario"] = (line, text) => Scenarios.Names.Contains(text) ? line with { Scenario = text } : null,
        ["--speed"] = (line, text) =>
            double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var speed) && speed is > 0 and <= 1_000_000 ? line with { Speed = speed } : null,
        ["--seed"] = (line, text) => Number(text, long.MinValue, long.MaxValue) is { } seed ? line with { Seed = seed } : null,
        ["--account"] = (line, text) => text.Length == 12 && text.All(char.IsAsciiDigit) ? line with { AccountId = text } : null,
        ["--regions"] = (line, text) => Number(text, 1, FleetOptions.MaxRegions) is { } n ? line with { Fleet = line.Fleet with { Regions = (int)n } } : null,
        ["--instances"] = (line, text) => Number(text, 0, 100_000) is { } n ? line with { Fleet = line.Fleet with { Instances = (int)n } } : null,
        ["--images"] = (line, text) => Number(text, 0, 100_000) is { } n ? line with { Fleet = line.Fleet with { Images = (int)n } } : null,
        ["--snapshots"] = (line, text) => Number(text, 0, 1_000_000) is { } n ? line with { Fleet = line.Fleet with { Snapshots = (int)n } } : null,
    };

    private static long? Number(string text, long least, long most) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number : null;
}
