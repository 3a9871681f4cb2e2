namespace AmiTools.Simulator;

/// <summary>Who signs with a pair of keys.</summary>
/// <param name="AccountId">Twelve digits.</param>
/// <param name="Arn">Of the user, or of the session of an assumed role.</param>
/// <param name="UserId">As GetCallerIdentity gives it.</param>
public sealed record Principal(string AccountId, string Arn, string UserId);
