namespace AmiTools;

/// <summary>An image's protection against deregistration, before and after a change.</summary>
public sealed class AmiProtection : AmiResource
{
    /// <summary>The image.</summary>
    public required string ImageId { get; init; }

    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>AWS's words for the protection now: <c>disabled</c>, <c>enabled-without-cooldown</c>, <c>enabled-with-cooldown</c>, <c>disabled after</c> and a time.</summary>
    public required string Protection { get; init; }

    /// <summary>AWS's words for it before; empty where the endpoint did not tell.</summary>
    public string PreviousProtection { get; init; } = "";

    /// <summary>Whether nobody can deregister the image now. During a cooldown that is so although the protection is switched off.</summary>
    public bool IsProtected { get; init; }

    /// <summary>When a running cooldown ends, UTC; null where none runs, or where AWS does not tell its end yet.</summary>
    public DateTime? ProtectedUntil { get; init; }

    /// <summary>Whether anything was changed. False where the image was protected that way already.</summary>
    public bool Changed { get; init; }

    /// <summary>What was there before, for Undo-AmiChange; null where nothing was changed.</summary>
    public AmiChangeReceipt? Receipt { get; set; }

    /// <summary>The image's id.</summary>
    public override string ToString() => ImageId;
}
