namespace AmiTools.Simulator;

/// <summary>The estates that a simulator can begin with.</summary>
public static class Scenarios
{
    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = ["demo", "fleet", "empty"];

    /// <summary>Fills a simulator.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="simulator">Still empty.</param>
    /// <param name="fleet">How big <c>fleet</c> is; null for the usual size.</param>
    /// <exception cref="ArgumentException">There is no such scenario.</exception>
    public static void Load(string name, AwsSimulator simulator, FleetOptions? fleet = null)
    {
        lock (simulator.Gate)
        {
            switch (name)
            {
                case "demo":
                    DemoScenario.Load(simulator);
                    break;
                case "fleet":
                    FleetScenario.Load(simulator, fleet ?? new());
                    break;
                case "empty":
                    break;
                default:
                    throw new ArgumentException($"There is no scenario '{name}': there are {string.Join(", ", Names)}.", nameof(name));
            }
        }
    }
}
