namespace AmiTools.Aws;

/// <summary>What one call takes out of one bucket.</summary>
/// <param name="Bucket">The bucket's name within an account and region.</param>
/// <param name="Size">How much AWS allows of it.</param>
/// <param name="Tokens">How much this call takes.</param>
public readonly record struct BucketDraw(string Bucket, BucketSize Size, double Tokens);
