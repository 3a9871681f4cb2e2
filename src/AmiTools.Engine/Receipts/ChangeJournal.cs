using System.Collections.Concurrent;
using System.Runtime.Versioning;
using System.Text.Json;

namespace AmiTools.Engine.Receipts;

/// <summary>A file to which each change is written, a line of JSON each, before it is made. Several commands and processes may write to the same one.</summary>
internal sealed class ChangeJournal
{
    /// <summary>Where processes lock the file to take turns: far behind its end, so that Windows lets everybody read what is in it.</summary>
    private const long Turn = long.MaxValue - 1;

    /// <summary>How long a line waits for those of other processes, in real time: a line takes a process some milliseconds.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    // All commands of a process that name a file take turns here, because Linux gives locks to processes and not to threads.
    private static readonly ConcurrentDictionary<string, ChangeJournal> s_journals = new(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);

    private readonly object _lock = new();
    private readonly string _path;

    private ChangeJournal(string path) => _path = path;

    /// <summary>The journal of a file, which need not be there yet.</summary>
    public static ChangeJournal At(string path) => s_journals.GetOrAdd(Path.GetFullPath(path), full => new ChangeJournal(full));

    /// <summary>Writes a change down before it is made; it is on the disk when this returns.</summary>
    /// <exception cref="AmiException"><c>JournalNotWritten</c>: the change must not be made.</exception>
    public void Begin(AmiChangeReceipt receipt)
    {
        try
        {
            Append(new JournalLine { Receipt = receipt });
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new AmiException(AmiErrorCodes.JournalNotWritten, AmiErrorKind.Failed, $"The journal {_path} cannot be written, and so nothing is changed: {exception.Message}", exception)
            {
                ResourceId = _path, Remedy = "Give another file with -Journal, or set $AmiToolsJournal to another one.", StopsEverything = true,
            };
        }
    }

    /// <summary>Writes down how a change ended.</summary>
    /// <exception cref="AmiException"><c>JournalNotWritten</c>: the change was made, or failed, as the message says.</exception>
    public void End(AmiChangeReceipt receipt, DateTime time)
    {
        try
        {
            Append(new JournalLine { ReceiptId = receipt.ReceiptId, ResourceId = receipt is { Kind: AmiChangeKind.Created, ResourceId.Length: > 0 } ? receipt.ResourceId : null, Outcome = receipt.Outcome, Error = receipt.Error, Time = time });
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            string done = receipt.Kind == AmiChangeKind.Created ? "made" : "changed";
            string ended = receipt.Outcome switch { ReceiptOutcome.Done => $"was {done}", ReceiptOutcome.Failed => $"could not be {done} ({receipt.Error})", _ => $"may have been {done} ({receipt.Error})" };
            throw new AmiException(AmiErrorCodes.JournalNotWritten, AmiErrorKind.Failed, $"{(receipt.ResourceId.Length > 0 ? receipt.ResourceId : receipt.Detail)} {ended}, but the journal {_path} cannot be written any more: {exception.Message}", exception)
            {
                ResourceId = receipt.ResourceId, Region = receipt.Region, Remedy = "The journal holds the change as begun; undoing it looks at the resource first.", StopsEverything = true,
            };
        }
    }

    /// <summary>Every change of the file, in order, with how it ended.</summary>
    /// <param name="problems">What could not be read, in words.</param>
    /// <exception cref="AmiException"><c>JournalNotRead</c>.</exception>
    public IReadOnlyList<AmiChangeReceipt> Read(out IReadOnlyList<string> problems)
    {
        string[] lines = ReadLines();
        List<string> wrong = [];
        Dictionary<string, AmiChangeReceipt> receipts = new(StringComparer.Ordinal);
        for (int number = 1; number <= lines.Length; number++)
        {
            if (lines[number - 1].Trim().Length == 0) continue;
            try
            {
                JournalLine? line = JournalLine.Read(lines[number - 1]);
                if (line?.Version != 1) wrong.Add($"line {number} was written by a later version of AmiTools");
                else if (line.Receipt is { } receipt) receipts[receipt.ReceiptId] = receipt;
                else if (line.ReceiptId is { } id && receipts.TryGetValue(id, out AmiChangeReceipt? ended)) (ended.ResourceId, ended.Outcome, ended.Error) = (line.ResourceId ?? ended.ResourceId, line.Outcome ?? ReceiptOutcome.Begun, line.Error);
                else wrong.Add($"line {number} ends a change that the journal does not have");
            }
            catch (JsonException exception)
            {
                // A process that is killed while it writes leaves a part of a line; the change of that line was never made.
                wrong.Add($"line {number} is not whole ({exception.Message.Split('.')[0]})");
            }
        }

        problems = wrong;
        return [.. receipts.Values];
    }

    private string[] ReadLines()
    {
        try
        {
            // Linux lets go of all locks of a process on a file when the process closes it anywhere.
            lock (_lock)
            {
                using FileStream file = new(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                using StreamReader reader = new(file);
                return reader.ReadToEnd().Split('\n');
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new AmiException(AmiErrorCodes.JournalNotRead, exception is FileNotFoundException or DirectoryNotFoundException ? AmiErrorKind.NotFound : AmiErrorKind.Failed, $"The journal {_path} cannot be read: {exception.Message}", exception) { ResourceId = _path, Remedy = "Check the path, and that you may read the file." };
        }
    }

    private void Append(JournalLine line)
    {
        byte[] text = [.. line.ToUtf8(), (byte)'\n'];
        lock (_lock)
        {
            // Not FileMode.Append: that writes to where the end was when the file was opened, over what another process wrote since.
            using FileStream file = new(_path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            TakeTurn(file);
            // Behind the torn line of a killed process a line of its own begins.
            bool isTorn = IsTorn(file);
            file.Seek(0, SeekOrigin.End);
            file.Write(isTorn ? [(byte)'\n', .. text] : text);
            file.Flush(flushToDisk: true);
        }
    }

    /// <summary>Waits until no other process writes. The turn ends when the file is closed, also by a kill.</summary>
    /// <exception cref="IOException">It does not come.</exception>
    private static void TakeTurn(FileStream file)
    {
        // .NET has such locks on Windows and Linux alone. Elsewhere processes that write at the very same time may still spoil each other's lines.
        if (OperatingSystem.IsWindows() || OperatingSystem.IsLinux()) Lock(file);
    }

    [SupportedOSPlatform("windows")]
    [SupportedOSPlatform("linux")]
    private static void Lock(FileStream file)
    {
        Exception? last = null;
        if (SpinWait.SpinUntil(() => (last = TryLock(file)) is null, s_patience)) return;
        throw new IOException($"it cannot be locked against other processes within {s_patience.TotalSeconds:0} seconds ({last!.Message})", last);
    }

    [SupportedOSPlatform("windows")]
    [SupportedOSPlatform("linux")]
    private static Exception? TryLock(FileStream file)
    {
        try
        {
            file.Lock(Turn, 1);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return exception;
        }
    }

    private static bool IsTorn(FileStream file)
    {
        if (file.Length == 0) return false;
        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte() != '\n';
    }
}
