namespace AmiTools.Aws;

/// <summary>Whose buckets: AWS counts by account and region.</summary>
/// <param name="Endpoint">Host and port that answer.</param>
/// <param name="Region">The region that the request is signed for.</param>
/// <param name="Owner">The account's id, or the access key while the account is not known.</param>
public readonly record struct BudgetScope(string Endpoint, string Region, string Owner);
