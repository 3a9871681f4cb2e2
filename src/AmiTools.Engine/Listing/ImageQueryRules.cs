namespace AmiTools.Engine.Listing;

/// <summary>What of a query cannot be asked, or would list what nobody means. Said before any call.</summary>
internal static class ImageQueryRules
{
    public const string Self = "self";
    public const string Amazon = "amazon";
    public const string Marketplace = "aws-marketplace";

    private const string Vault = "aws-backup-vault";
    private const int AccountDigits = 12;

    /// <summary>Why the query cannot be asked; null where it can.</summary>
    public static AmiException? Problem(AmiQuery query)
    {
        if (query.Owner.FirstOrDefault(owner => owner is not (Self or Amazon or Marketplace or Vault) && !IsAccount(owner)) is { } stranger)
            return Invalid(stranger, $"'{stranger}' is no owner of images.", $"Give {Self}, {Amazon}, {Marketplace}, {Vault}, or account ids of {AccountDigits} digits.");
        if (query.ImageId.Count > 0 && (query.Visibility is not null || query.Owner.Count > 0 || query.Filter.Count > 0))
            return Invalid(null, "An id names its image, whoever owns it: owners, visibility and filters do not go with it.", "Leave -ImageId out, or -Visibility, -Owner and -Filter.");
        if (query.Visibility == AmiVisibility.Owned && query.Owner.Any(owner => owner != Self))
            return Invalid(query.Owner[0], "Your own images are owned by yourself, and another owner is given.", "Leave -Visibility out: -Owner alone lists what you may use of that owner.");
        if (query.Visibility == AmiVisibility.SharedWithMe && query.Owner.Contains(Self))
            return Invalid(Self, "What is shared with you belongs to others, and the owner is to be yourself.", "Leave -Owner self or -Visibility SharedWithMe away.");
        bool isWide = query.Visibility is AmiVisibility.Public or AmiVisibility.Marketplace || query.Owner.Contains(Marketplace);
        bool isNarrow = query.Name.Any(name => name.Trim('*', '?').Length > 0) || query.Filter.Count > 0 || query.Owner.Any(owner => owner != Marketplace);
        return isWide && !isNarrow
            ? Invalid(null, "Tens of thousands of images are public, or in the Marketplace, in each region: not listed without something that narrows them down.", "Give -Owner (an account, amazon), -Name ('ubuntu/images/*', with something beside the wildcards) or -Filter.")
            : null;
    }

    private static bool IsAccount(string owner) => owner.Length == AccountDigits && owner.All(char.IsAsciiDigit);

    private static AmiException Invalid(string? value, string message, string remedy) => new(AmiErrorCodes.InvalidOption, AmiErrorKind.InvalidInput, message) { ResourceId = value, Remedy = remedy, StopsEverything = true };
}
