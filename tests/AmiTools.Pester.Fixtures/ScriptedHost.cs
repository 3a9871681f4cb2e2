using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace AmiTools.Pester.Fixtures;

/// <summary>A host with a screen and a user: answers questions as it was told to, and remembers all that it was shown.</summary>
public sealed class ScriptedHost : PSHost
{
    public ScriptedHost() => Screen = new ScriptedScreen();

    public ScriptedScreen Screen { get; }

    public override string Name => "ScriptedHost";

    public override Version Version { get; } = new(1, 0);

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override PSHostUserInterface UI => Screen;

    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;

    public override void SetShouldExit(int exitCode) { }

    public override void EnterNestedPrompt() => throw new NotSupportedException();

    public override void ExitNestedPrompt() => throw new NotSupportedException();

    public override void NotifyBeginApplication() { }

    public override void NotifyEndApplication() { }
}

/// <summary>The screen and the user.</summary>
public sealed class ScriptedScreen : PSHostUserInterface
{
    /// <summary>The labels that the user will choose, in order: <c>Yes</c>, <c>No</c>, <c>Yes to All</c>. After them he always takes what is offered as the default.</summary>
    public Queue<string> Answers { get; } = new();

    public List<string> Questions { get; } = new();

    /// <summary>The choice that was offered as the default, for each question.</summary>
    public List<string> Defaults { get; } = new();

    public List<ProgressRecord> Progress { get; } = new();

    public List<string> Warnings { get; } = new();

    public List<string> Lines { get; } = new();

    public override PSHostRawUserInterface RawUI { get; } = new ScriptedRawScreen();

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        Questions.Add($"{caption} | {message}");
        string[] labels = choices.Select(choice => choice.Label.Replace("&", "")).ToArray();
        Defaults.Add(labels[defaultChoice]);
        return Answers.Count == 0 ? defaultChoice : Array.IndexOf(labels, Answers.Dequeue());
    }

    public override void WriteProgress(long sourceId, ProgressRecord record) => Progress.Add(record);

    public override void WriteWarningLine(string message) => Warnings.Add(message);

    public override void Write(string value) => Lines.Add(value);

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Lines.Add(value);

    public override void WriteLine(string value) => Lines.Add(value);

    public override void WriteDebugLine(string message) => Lines.Add(message);

    public override void WriteErrorLine(string value) => Lines.Add(value);

    public override void WriteVerboseLine(string message) => Lines.Add(message);

    public override string ReadLine() => throw new NotSupportedException();

    public override SecureString ReadLineAsSecureString() => throw new NotSupportedException();

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) => throw new NotSupportedException();

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) => throw new NotSupportedException();

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) => throw new NotSupportedException();
}

/// <summary>The size of the screen.</summary>
public sealed class ScriptedRawScreen : PSHostRawUserInterface
{
    public override Size BufferSize { get; set; } = new(100, 50);

    public override Size WindowSize { get; set; } = new(100, 50);

    public override Size MaxPhysicalWindowSize => new(100, 50);

    public override Size MaxWindowSize => new(100, 50);

    public override ConsoleColor BackgroundColor { get; set; }

    public override ConsoleColor ForegroundColor { get; set; }

    public override Coordinates CursorPosition { get; set; }

    public override int CursorSize { get; set; }

    public override Coordinates WindowPosition { get; set; }

    public override string WindowTitle { get; set; } = "";

    public override bool KeyAvailable => false;

    public override void FlushInputBuffer() { }

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => new BufferCell[0, 0];

    public override KeyInfo ReadKey(ReadKeyOptions options) => throw new NotSupportedException();

    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) { }

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) { }

    public override void SetBufferContents(Rectangle rectangle, BufferCell fill) { }
}
