using System.Globalization;
using AmiTools.Campaign.Tests.Mutants;

namespace AmiTools.Campaign.Tests;

/// <summary>Plays many seeds, or one again.</summary>
internal static class Program
{
    private const string Usage = """
        Plays scenarios against the simulator and looks at the invariants.
          --first N --count N   seeds N and following (1, 1000)
          --seed N [--repeat N] one seed, again and again: threads may meet otherwise each time
          --mutants             each defect on purpose, and with how many seeds it is found
        """;

    public static async Task<int> Main(string[] arguments)
    {
        Dictionary<string, long> options = [];
        for (int index = 0; index < arguments.Length; index++)
        {
            string name = arguments[index];
            if (name == "--mutants") return await PlayMutantsAsync();
            if (name is not ("--first" or "--count" or "--seed" or "--repeat") || ++index == arguments.Length || !long.TryParse(arguments[index], NumberStyles.None, CultureInfo.InvariantCulture, out long value))
            {
                await Console.Error.WriteLineAsync(Usage);
                return 2;
            }

            options[name] = value;
        }

        return options.TryGetValue("--seed", out long seed) ? await RepeatAsync(seed, options.GetValueOrDefault("--repeat", 1)) : await PlayAsync(options.GetValueOrDefault("--first", 1), (int)options.GetValueOrDefault("--count", 1000));
    }

    private static async Task<int> PlayAsync(long first, int count)
    {
        Figures figures = await Figures.PlayAsync(first, count, report =>
        {
            if (report.Violations.Count > 0) Console.WriteLine(report + "\n");
        });
        Console.WriteLine($"{figures.Scenarios} scenarios, {figures.Kills} processes killed, {figures.Hits.Values.Sum()} faults, {figures.Broken.Count} scenarios with violations.");
        Console.WriteLine($"Workloads: {string.Join(", ", figures.Workloads.Select(workload => $"{workload.Key} {workload.Value}"))}");
        Console.WriteLine($"Faults: {string.Join(", ", figures.Hits.Select(kind => $"{kind.Key} {kind.Value}"))}");
        return figures.Broken.Count == 0 ? 0 : 1;
    }

    private static async Task<int> RepeatAsync(long seed, long times)
    {
        int broken = 0;
        for (long time = 0; time < times; time++)
        {
            Report report = await CampaignRun.PlayAsync(seed);
            if (time == 0 || report.Violations.Count > 0) Console.WriteLine(report);
            if (report.Violations.Count > 0) Console.WriteLine($"  requests:\n    {string.Join("\n    ", report.Violations[0].Requests)}");
            broken += report.Violations.Count > 0 ? 1 : 0;
        }

        Console.WriteLine($"Seed {seed}: {broken} of {times} runs with violations.");
        return broken == 0 ? 0 : 1;
    }

    private static async Task<int> PlayMutantsAsync()
    {
        int missed = 0;
        foreach (Mutant mutant in Mutant.All)
        {
            int found = 0;
            for (int seed = 1; seed <= 40; seed++) found += (await CampaignRun.PlayAsync(seed, mutant)).Violations.Any(violation => violation.Invariant == mutant.Breaks.Name) ? 1 : 0;
            Console.WriteLine($"{mutant.Breaks.Name,-18} found in {found,2} of 40 seeds: an engine that {mutant}");
            missed += found == 0 ? 1 : 0;
        }

        return missed == 0 ? 0 : 1;
    }
}
