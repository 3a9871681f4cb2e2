namespace AmiTools.Simulator;

/// <summary>The numbers that put all resources of one simulator into one order.</summary>
public sealed class SequenceSource
{
    private long _last;

    internal long Next() => ++_last;
}
