using AmiTools.Campaign.Tests.Invariants;
using AmiTools.Campaign.Tests.Mutants;
using AmiTools.Campaign.Tests.Workloads;

namespace AmiTools.Campaign.Tests;

/// <summary>Plays one scenario: the workload while things go wrong, then in peace, then once more, then undone; and looks at the invariants after each.</summary>
internal static class CampaignRun
{
    public static async Task<Report> PlayAsync(long seed, Mutant? mutant = null)
    {
        Scenario scenario = Scenario.Of(seed, mutant?.Workload);
        using Estate estate = scenario.Estate;
        World world = estate.World;
        Evidence evidence = new(estate);
        Inventory before = Inventory.Of(world);
        Report report = new(scenario);
        world.Between = mutant is null ? null : handler => new MutantHandler(mutant) { InnerHandler = handler };
        // A defect is to show by itself.
        if (mutant is null) scenario.Faults.Begin(world.Faults);
        Verdict verdict = Verdict.Fine;
        List<string> defects = [];
        foreach (Death? death in scenario.Deaths)
        {
            verdict = await ProcessAsync(death, (engine, dead) => scenario.Workload.RunAsync(engine, evidence, dead));
            report.Kills += death is not null && !verdict.Ended ? 1 : 0;
            world.Pass(TimeSpan.FromMinutes(2));
        }

        report.Add(scenario.Faults.End(world.Faults));
        // What AWS has begun comes to its end, and what is remembered for a while is forgotten.
        world.Pass(TimeSpan.FromHours(6));
        Look(Phase.Broken);
        verdict = await CalmAsync((engine, dead) => scenario.Workload.RunAsync(engine, evidence, dead));
        world.Pass(TimeSpan.FromHours(6));
        Look(Phase.Mended);
        verdict = await CalmAsync((engine, dead) => scenario.Workload.RunAsync(engine, evidence, dead));
        Look(Phase.Repeated);
        if (scenario.Workload.Undoes.Count > 0 && evidence.Receipts() is { Count: > 0 } receipts)
        {
            UndoWorkload undo = new(estate, before, receipts);
            await ProcessAsync(scenario.Deaths[0], (engine, dead) => undo.RunAsync(engine, evidence, dead));
            verdict = await CalmAsync((engine, dead) => undo.RunAsync(engine, evidence, dead));
            world.Pass(TimeSpan.FromHours(1));
            Look(Phase.Undone);
        }

        return report;

        Task<Verdict> CalmAsync(Func<AmiEngine, CancellationToken, Task<Verdict>> work)
        {
            world.Simulator.Requests.Clear();
            return ProcessAsync(null, work);
        }

        async Task<Verdict> ProcessAsync(Death? death, Func<AmiEngine, CancellationToken, Task<Verdict>> work)
        {
            AmiEngine engine = world.Process(out Wire wire, death?.Request ?? 0, death?.ServerActs ?? false);
            Verdict ended = await work(engine, wire.Death);
            defects.AddRange(ended.Defects);
            return ended;
        }

        void Look(Phase phase)
        {
            Moment moment = new(phase, scenario, before, Inventory.Of(world), evidence, verdict, [.. defects], phase == Phase.Broken ? [] : [.. world.Changes.Select(request => request.Operation)]);
            foreach (Invariant invariant in Invariant.All)
            {
                foreach (string violation in invariant.Violations(moment)) report.Violations.Add(new(invariant.Name, phase, violation, evidence.Last, [.. world.Simulator.Requests.Entries.Select(request => $"{request.Time:u} {request}")]));
            }

            defects.Clear();
        }
    }
}
