namespace AmiTools.Simulator;

/// <summary>Client tokens, which make a repeated request harmless.</summary>
internal static class ClientToken
{
    private const int Longest = 64;

    /// <exception cref="AwsErrorException">It is too long, or not ASCII.</exception>
    public static string? Check(string? token)
    {
        if (token is { Length: > Longest } || token?.Any(c => !char.IsAscii(c)) == true)
            throw Errors.InvalidParameterValue(token, "clientToken", $"Client tokens have at most {Longest} ASCII characters.");
        return token;
    }
}
