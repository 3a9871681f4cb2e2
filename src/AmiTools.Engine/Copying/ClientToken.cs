using System.Globalization;
using AmiTools.Engine.Text;

namespace AmiTools.Engine.Copying;

/// <summary>The token that makes AWS answer a repeated call with the first call's result.</summary>
/// <remarks>
/// It is derived from everything that the call asks for, because AWS refuses a token that comes again with other parameters, and from a generation: AWS also answers with a result that has failed or
/// was deregistered since, and then the next generation makes a new one.
/// </remarks>
internal static class ClientToken
{
    /// <summary>A token of 50 ASCII characters (AWS takes 64).</summary>
    /// <param name="intent">Everything that the call asks for, in a fixed order.</param>
    /// <param name="generation">How many results of this intent are dead.</param>
    public static string Of(IEnumerable<string?> intent, int generation) => "amitools-" + Digest.Of(intent.Append(generation.ToString(CultureInfo.InvariantCulture)), 41);
}
