namespace AmiTools.Demo;

/// <summary>What the rehearsal was called with.</summary>
internal sealed class DemoArguments
{
    public const string Usage = """
        AmiTools.Demo: the module's main job, step by step, on its own AWS simulator.

          dotnet run --project src/AmiTools.Demo [-- OPTIONS]

          --endpoint URL   run it against another EC2 endpoint, with the credentials of the environment or a profile
          --region NAME    the region to work in (default eu-west-1 on the simulator)
          --seed N         where the simulator's ids come from (default 1)
          --help           this text
        """;

    public string? Endpoint { get; private set; }

    public string Region { get; private set; } = "eu-west-1";

    public int Seed { get; private set; } = 1;

    public bool Help { get; private set; }

    /// <summary>Null, and one line on the error stream, where the arguments cannot be meant.</summary>
    public static DemoArguments? Read(string[] args)
    {
        DemoArguments read = new();
        for (int i = 0; i < args.Length; i++)
        {
            string? value = i + 1 < args.Length ? args[i + 1] : null;
            switch (args[i])
            {
                case "--help" or "-h": read.Help = true; continue;
                case "--endpoint" when Uri.TryCreate(value, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https": read.Endpoint = value; break;
                case "--region" when value is not null: read.Region = value; break;
                case "--seed" when int.TryParse(value, out int seed): read.Seed = seed; break;
                default:
                    Console.Error.WriteLine($"'{args[i]}' is no option, or has no usable value. --help lists them.");
                    return null;
            }
            i++;
        }
        return read;
    }
}
