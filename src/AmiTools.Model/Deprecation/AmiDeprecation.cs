namespace AmiTools;

/// <summary>An image's deprecation date before and after a change.</summary>
public sealed class AmiDeprecation : AmiResource
{
    /// <summary>The image.</summary>
    public required string ImageId { get; init; }

    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>The date that it has now, UTC, to the minute; null where it has none.</summary>
    public DateTime? DeprecationTime { get; init; }

    /// <summary>The date that it had before, UTC; null where it had none.</summary>
    public DateTime? PreviousDeprecationTime { get; init; }

    /// <summary>The date that was asked for, UTC, before it was rounded to the minute; null where the date was cleared.</summary>
    public DateTime? RequestedTime { get; init; }

    /// <summary>Whether <see cref="DeprecationTime"/> is not to the second what was asked for: AWS keeps whole minutes.</summary>
    public bool WasRounded => RequestedTime is not null && RequestedTime != DeprecationTime;

    /// <summary>Whether anything was changed. False where the image had the date already.</summary>
    public bool Changed => DeprecationTime != PreviousDeprecationTime;

    /// <summary>What was there before, for Undo-AmiChange; null where nothing was changed.</summary>
    public AmiChangeReceipt? Receipt { get; set; }

    /// <summary>The image's id.</summary>
    public override string ToString() => ImageId;
}
