using System.Text;

namespace AmiTools.Benchmarks;

/// <summary>The rows of one benchmark. The first row is the one that the others are compared with.</summary>
internal sealed class Report
{
    private readonly List<(string What, double Value, string Unit)> _rows = [];
    private readonly List<Report> _further = [];

    /// <summary>Adds a measured or counted value.</summary>
    public void Add(string what, double value, string unit) => _rows.Add((what, value, unit));

    /// <summary>Adds the median of several timed runs, in milliseconds.</summary>
    public async Task TimeAsync(string what, int runs, Func<Task> action)
    {
        List<double> times = [];
        for (int run = 0; run < runs; run++)
        {
            long start = TimeProvider.System.GetTimestamp();
            await action();
            times.Add(TimeProvider.System.GetElapsedTime(start).TotalMilliseconds);
        }
        times.Sort();
        Add(what, times[times.Count / 2], "ms");
    }

    /// <summary>Adds a table of its own, compared with its own first row.</summary>
    public void Append(Report further) => _further.Add(further);

    public override string ToString()
    {
        StringBuilder text = new();
        double basis = _rows.Count > 0 ? _rows[0].Value : 0;
        text.AppendLine("| what | value | ratio |").AppendLine("|---|---:|---:|");
        foreach ((string what, double value, string unit) in _rows)
            text.AppendLine($"| {what} | {value:0.#} {unit} | {(basis > 0 ? value / basis : 0):0.00} |");
        foreach (Report further in _further) text.AppendLine().Append(further);
        return text.ToString();
    }
}
