namespace AmiTools.Aws;

/// <summary>How much AWS allows of one operation: a burst, and what comes back of it each second.</summary>
/// <param name="Capacity">Tokens in a full bucket.</param>
/// <param name="RefillPerSecond">Tokens that come back in a second.</param>
public readonly record struct BucketSize(double Capacity, double RefillPerSecond);
