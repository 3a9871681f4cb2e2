using System.Buffers;

namespace AmiTools.Engine.Naming;

/// <summary>What AWS takes as an image's name and description.</summary>
internal static class AmiNameRules
{
    /// <summary>The longest name, in characters. The console says 127; the API takes 128.</summary>
    public const int MaximumLength = 128;

    /// <summary>The longest description of an image or a snapshot, in characters.</summary>
    public const int MaximumDescriptionLength = 255;

    private const int MinimumLength = 3;
    private const string Marks = "()[] ./-'@_";

    private static readonly SearchValues<char> s_allowed = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789" + Marks);

    /// <summary>A value (a tag, a date) made fit to stand in a name: what AWS does not take becomes a hyphen.</summary>
    public static string Fit(string value) => string.Create(value.Length, value, (span, source) =>
    {
        for (int index = 0; index < span.Length; index++) span[index] = s_allowed.Contains(source[index]) ? source[index] : '-';
    });

    /// <summary>Why AWS would not take the name; null where it would.</summary>
    public static AmiException? Problem(string name)
    {
        int wrong = name.AsSpan().IndexOfAnyExcept(s_allowed);
        string? reason = name.Length < MinimumLength ? $"it has {name.Length} characters, and AWS wants at least {MinimumLength}"
            : name.Length > MaximumLength ? $"it has {name.Length} characters, and AWS takes {MaximumLength} at the most"
            : wrong >= 0 ? $"'{name[wrong]}' at position {wrong + 1} is not allowed"
            : null;
        return reason is null ? null : new AmiException(AmiErrorCodes.InvalidName, AmiErrorKind.InvalidInput, $"'{name}' cannot be an image's name: {reason}.")
        {
            ResourceId = name,
            Remedy = $"Use 3 to 128 letters, digits, spaces and {string.Join(' ', Marks.Replace(" ", "").ToCharArray())}.",
        };
    }

    /// <summary>Why AWS would not take the description; null where it would.</summary>
    public static AmiException? DescriptionProblem(string description) => description.Length <= MaximumDescriptionLength ? null
        : new AmiException(AmiErrorCodes.InvalidDescription, AmiErrorKind.InvalidInput, $"A description of {description.Length} characters is too long: AWS takes {MaximumDescriptionLength} at the most.")
        {
            ResourceId = description,
            Remedy = "Give a shorter -Description.",
        };
}
