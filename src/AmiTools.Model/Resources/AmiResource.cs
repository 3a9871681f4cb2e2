namespace AmiTools;

/// <summary>Anything that lies in one region of one account.</summary>
public abstract class AmiResource
{
    /// <summary>The region that it lies in.</summary>
    public required string Region { get; init; }

    /// <summary>The account that owns it, 12 digits. Empty where the endpoint does not tell.</summary>
    public required string AccountId { get; init; }
}
