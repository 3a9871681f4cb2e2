namespace AmiTools.Benchmarks;

/// <summary>Every benchmark there is.</summary>
internal static class Catalogue
{
    public static IBenchmark[] All => [new ImportBenchmark(), new ListingBenchmark(), new RetentionBenchmark(), new GraphBenchmark()];
}
