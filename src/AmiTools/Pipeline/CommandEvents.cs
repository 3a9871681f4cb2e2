using System.Collections.Concurrent;

namespace AmiTools.Pipeline;

/// <summary>Brings what the engine says to the streams of a command.</summary>
internal sealed class CommandEvents(AmiCmdlet cmdlet, Pump pump) : IEngineEvents
{
    private readonly ConcurrentQueue<AmiException> _lastWords = new();
    private readonly ProgressTree _progress = new(cmdlet);
    private int _progressIsDue;

    /// <summary>Completes when the error is written: with <c>-ErrorAction Stop</c>, nothing is begun after it.</summary>
    public ValueTask FailAsync(AmiException failure) => new(pump.InvokeAsync(
        () =>
        {
            if (cmdlet.Stopping) _lastWords.Enqueue(failure);
            else if (failure.StopsEverything) cmdlet.ThrowTerminatingError(ErrorRecords.From(failure, cmdlet));
            else cmdlet.WriteError(ErrorRecords.From(failure, cmdlet));
            return true;
        },
        () => _lastWords.Enqueue(failure)));

    /// <summary>Does not wait for the pipeline: somebody's server may be stopped at this moment, while the command before this one takes its time.</summary>
    public ValueTask WarnAsync(string message)
    {
        pump.Post(() => cmdlet.WriteWarning(message));
        return ValueTask.CompletedTask;
    }

    /// <summary>Does not wait for the pipeline, for the same reason.</summary>
    public ValueTask SayAsync(string message)
    {
        pump.Post(() => cmdlet.WriteVerbose(message));
        return ValueTask.CompletedTask;
    }

    /// <summary>Keeps the newest report of each step; all that came since are shown at once when the pipeline thread comes by.</summary>
    public void Progress(ProgressReport report)
    {
        if (!_progress.Take(report) || Interlocked.Exchange(ref _progressIsDue, 1) == 1) return;
        pump.Post(() =>
        {
            Volatile.Write(ref _progressIsDue, 0);
            _progress.Show();
        });
    }

    /// <summary>On the pipeline thread: takes away the bars that nobody completed.</summary>
    public void CloseProgress() => _progress.Close();

    /// <summary>
    /// Shows what failed while a stopped command cleaned up. PowerShell writes nothing for a stopped pipeline any more, so it goes to the host:
    /// that an instance could not be started again must not be lost because somebody pressed Ctrl+C.
    /// </summary>
    public void SpeakLastWords()
    {
        while (_lastWords.TryDequeue(out AmiException? failure)) cmdlet.Host.UI.WriteWarningLine($"{failure.Message} {failure.Remedy}".TrimEnd());
    }
}
