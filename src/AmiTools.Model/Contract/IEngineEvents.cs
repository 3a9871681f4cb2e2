namespace AmiTools;

/// <summary>What the engine says while it works. Called from any thread; an implementation brings it to its own.</summary>
public interface IEngineEvents
{
    /// <summary>One item failed and the others go on. Completes when the receiver has taken it; throws where the receiver wants everything stopped.</summary>
    ValueTask FailAsync(AmiException failure);

    /// <summary>Something the user should know without asking for it.</summary>
    ValueTask WarnAsync(string message);

    /// <summary>Something the user sees who asked for details.</summary>
    ValueTask SayAsync(string message);

    /// <summary>How far a long step is. Never waits.</summary>
    void Progress(ProgressReport report);
}
