using AmiTools.Benchmarks;

// Every claim of speed in the README comes from here. Each benchmark prints ratios against named peers, or against what the job cannot do without, all measured in this run.
IBenchmark[] all = Catalogue.All;
if (args.Contains("--list"))
{
    foreach (IBenchmark benchmark in all) Console.WriteLine($"{benchmark.Name,-16} {benchmark.Claim}");
    return 0;
}

IBenchmark[] chosen = args.Length == 0 ? all : all.Where(benchmark => args.Contains(benchmark.Name, StringComparer.OrdinalIgnoreCase)).ToArray();
if (chosen.Length == 0)
{
    Console.Error.WriteLine($"No such benchmark. There are: {string.Join(", ", all.Select(benchmark => benchmark.Name))}.");
    return 2;
}

foreach (IBenchmark benchmark in chosen)
{
    Console.WriteLine($"## {benchmark.Name}: {benchmark.Claim}");
    if (benchmark.Missing is { } missing)
    {
        Console.WriteLine($"skipped: {missing}\n");
        continue;
    }
    Report report = new();
    await benchmark.RunAsync(report);
    Console.WriteLine(report);
}
return 0;
