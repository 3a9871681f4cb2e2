using System.Management.Automation;
using AmiTools.Binding;
using AmiTools.Loading;

namespace AmiTools.Pipeline;

/// <summary>
/// A command whose work is asynchronous. The work runs on the thread pool; all writing and asking is brought to the pipeline thread.
/// Ctrl+C, <c>Select-Object -First</c> and <c>-ErrorAction Stop</c> cancel the work, and the command does not end before the work has.
/// </summary>
public abstract class AmiCmdlet : PSCmdlet, IDisposable
{
    // Never disposed: Ctrl+C may come at any time, also after the end, and a source without a timer holds nothing.
    private readonly CancellationTokenSource _stop = new();
    private readonly Pump _pump;
    private readonly CommandEvents _events;
    private Task _work = Task.CompletedTask;

    private protected AmiCmdlet()
    {
        _pump = new Pump(_stop);
        _events = new CommandEvents(this, _pump);
    }

    /// <summary>The engine, loaded with the first use.</summary>
    private protected static IAmiEngine Engine => EngineHost.Current.Engine;

    /// <summary>Where the engine's failures, warnings and progress go to.</summary>
    private protected IEngineEvents EngineEvents => _events;

    /// <summary>On the pipeline thread, before anything: checks and reads what only this thread may.</summary>
    private protected virtual void Prepare()
    {
    }

    /// <summary>On the pipeline thread, for each set of bound parameters.</summary>
    private protected virtual void TakeRecord()
    {
    }

    /// <summary>On the pipeline thread, when no input will come any more.</summary>
    private protected virtual void EndInput()
    {
    }

    /// <summary>The work, off the pipeline thread, from the first record to the last result.</summary>
    private protected abstract Task RunAsync(CancellationToken stop);

    /// <summary>Starts the work.</summary>
    protected sealed override void BeginProcessing() => Guard(() =>
    {
        try
        {
            Prepare();
        }
        catch (AmiException failure)
        {
            ThrowTerminatingError(ErrorRecords.From(failure, this));
        }
        _work = Task.Run(WorkAsync);
    });

    /// <summary>Hands the bound parameters to the work and writes what is ready.</summary>
    protected sealed override void ProcessRecord() => Guard(() =>
    {
        TakeRecord();
        _pump.RunReady();
    });

    /// <summary>Writes what comes until the work has ended.</summary>
    protected sealed override void EndProcessing() => Guard(() =>
    {
        EndInput();
        _pump.RunToEnd();
        if (_stop.IsCancellationRequested) throw new PipelineStoppedException();
        _events.CloseProgress();
    });

    /// <summary>Cancels the work. The pipeline thread, which waits for its end, is let go by that.</summary>
    protected sealed override void StopProcessing() => _stop.Cancel();

    /// <summary>Ends the work where the pipeline ended in another command than this one.</summary>
    public void Dispose()
    {
        Abandon();
        GC.SuppressFinalize(this);
    }

    /// <summary>Writes an object; completes when the next command of the pipeline has taken it.</summary>
    private protected Task WriteAsync(object value) => OnPipelineAsync(() =>
    {
        SeenResources.Add(value);
        WriteObject(value);
        return true;
    });

    /// <summary>Writes the objects of a stream as they come.</summary>
    private protected async Task WriteAllAsync<T>(IAsyncEnumerable<T> values, CancellationToken stop) where T : notnull
    {
        await foreach (T value in values.WithCancellation(stop).ConfigureAwait(false)) await WriteAsync(value).ConfigureAwait(false);
    }

    /// <summary>What a parameter says; one that is not given says nothing, and a switch that is <c>$false</c> says no.</summary>
    private protected T? Said<T>(string name, T value) where T : struct => MyInvocation.BoundParameters.ContainsKey(name) ? value : null;

    /// <summary>Runs something on the pipeline thread.</summary>
    private protected Task<T> OnPipelineAsync<T>(Func<T> action) => _pump.InvokeAsync(action);

    /// <summary>Runs a part of the work. What it throws becomes an error; when the command is over it ends quietly.</summary>
    private protected async Task GuardAsync(Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            return;
        }
        catch (Exception exception)
        {
            await ReportAsync(exception).ConfigureAwait(false);
        }
    }

    private async Task WorkAsync()
    {
        try
        {
            await GuardAsync(() => RunAsync(_stop.Token)).ConfigureAwait(false);
        }
        finally
        {
            _pump.Complete();
        }
    }

    private async Task ReportAsync(Exception exception)
    {
        try
        {
            await EngineEvents.FailAsync(ErrorRecords.Known(exception)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // It was shown, and ended the command; or came too late to be shown, and is among the last words.
        }
    }

    /// <summary>On the pipeline thread. Whatever throws here ends the command: the next one wants no more, an error is to stop everything, or somebody pressed Ctrl+C.</summary>
    private void Guard(Action action)
    {
        try
        {
            action();
        }
        catch
        {
            Abandon();
            throw;
        }
    }

    private void Abandon()
    {
        if (!_work.IsCompleted)
        {
            _stop.Cancel();
            _pump.Abandon();
            // The engine bounds what it does after a cancellation. It is waited for without a bound of our own: a command that came back while its work goes on would lie.
            _work.GetAwaiter().GetResult();
        }
        _events.SpeakLastWords();
    }
}
