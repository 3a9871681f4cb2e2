namespace AmiTools.Benchmarks;

/// <summary>One claim, and how it is measured.</summary>
internal interface IBenchmark
{
    /// <summary>What it is called on the command line.</summary>
    string Name { get; }

    /// <summary>What is compared with what.</summary>
    string Claim { get; }

    /// <summary>What this machine lacks for it; null where nothing is missing.</summary>
    string? Missing => null;

    Task RunAsync(Report report);
}
