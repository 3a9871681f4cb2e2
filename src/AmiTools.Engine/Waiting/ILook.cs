namespace AmiTools.Engine.Waiting;

/// <summary>What one look at a resource saw, as every wait judges it.</summary>
internal interface ILook
{
    /// <summary>When.</summary>
    DateTimeOffset At { get; }

    /// <summary>Whether AWS showed the resource at all.</summary>
    bool IsThere { get; }

    /// <summary>Why the look failed; null where it did not.</summary>
    AmiException? Failure { get; }
}
