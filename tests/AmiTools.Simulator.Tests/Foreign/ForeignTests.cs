using AmiTools.Simulator.Tests.Kernel;

namespace AmiTools.Simulator.Tests.Foreign;

/// <summary>boto3 and the AWS CLI against the simulator, unmodified. The checks themselves are in the files check_*.py.</summary>
[Collection(nameof(ForeignClients))]
public sealed class ForeignTests(ForeignClients clients)
{
    [SkippableTheory]
    [InlineData("regions")]
    [InlineData("zones")]
    [InlineData("errors")]
    [InlineData("identity")]
    [InlineData("kms")]
    public Task Foreign_clients_find_an_AWS(string check) => RunAsync(check, "empty");

    [SkippableTheory]
    [InlineData("images")]
    [InlineData("backups")]
    [InlineData("copies")]
    [InlineData("registration")]
    [InlineData("stored_images")]
    [InlineData("sharing")]
    [InlineData("unsharing")]
    [InlineData("retirement")]
    [InlineData("protection")]
    [InlineData("snapshots")]
    [InlineData("snapshot_making")]
    [InlineData("snapshot_copies")]
    [InlineData("snapshot_sharing")]
    [InlineData("volumes")]
    [InlineData("volume_copies")]
    [InlineData("growth")]
    [InlineData("tags")]
    [InlineData("encryption")]
    [InlineData("instances")]
    [InlineData("machines")]
    [InlineData("instance_changes")]
    [InlineData("root_volumes")]
    [InlineData("types")]
    [InlineData("network")]
    [InlineData("templates")]
    [InlineData("rules")]
    [InlineData("locks")]
    [InlineData("restored_images")]
    [InlineData("circle")]
    [InlineData("restored_volumes")]
    [InlineData("use")]
    [InlineData("usage_reports")]
    [InlineData("fast_launches")]
    [InlineData("scaling")]
    [InlineData("public_access")]
    [InlineData("snapshot_locks")]
    [InlineData("snapshot_tiers")]
    [InlineData("fast_restores")]
    [InlineData("snapshot_blocks")]
    [InlineData("allowed_images")]
    [InlineData("instance_images")]
    public Task Foreign_clients_work_in_the_demo_estate(string check) => RunAsync(check, "demo");

    /// <summary>An operation that no check covers, a check that no test runs, and a check of an operation that is not there all fail here.</summary>
    [SkippableFact]
    public async Task Every_operation_is_covered_and_every_check_is_run()
    {
        Skip.IfNot(ForeignClients.Missing is null, ForeignClients.Missing);
        var (checks, hasCli) = await clients.ListAsync();
        var run = typeof(ForeignTests).GetMethods()
            .SelectMany(method => method.GetCustomAttributes(typeof(InlineDataAttribute), false).Cast<InlineDataAttribute>().Select(data => (string)data.GetData(method).Single()[0]))
            .ToList();

        run.Order().ShouldBe(checks.Keys.Order());
        checks.Values.SelectMany(operations => operations).Distinct().Order().ShouldBe(SimulatedOperations().Order());
        Skip.IfNot(hasCli, "boto3 covers every operation; the AWS CLI is not here to do the same.");
    }

    private static IEnumerable<string> SimulatedOperations() =>
        [.. OperationCatalog.All().Operations.Select(operation => operation.Operation), .. StsService.Operations, .. KmsService.Operations];

    private async Task RunAsync(string check, string scenario)
    {
        Skip.IfNot(ForeignClients.Missing is null, ForeignClients.Missing);
        using var simulator = Calls.Simulator();
        Scenarios.Load(scenario, simulator);
        await clients.RunAsync(check, simulator);
    }
}
