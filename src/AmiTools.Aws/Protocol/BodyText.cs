using System.Net;
using System.Text;

namespace AmiTools.Aws.Protocol;

/// <summary>Says in a sentence what an answer consists of that is no AWS answer.</summary>
internal static class BodyText
{
    private const int MaxExcerpt = 200;

    public static string Describe(HttpStatusCode status, byte[] body) => body.Length == 0
        ? $"The endpoint answered HTTP {(int)status} without a body."
        : $"The endpoint answered HTTP {(int)status} with what is no AWS answer: {Excerpt(body)}";

    private static string Excerpt(byte[] body)
    {
        var line = new StringBuilder();
        foreach (var c in Encoding.UTF8.GetString(body, 0, Math.Min(body.Length, MaxExcerpt * 4)))
        {
            if (!char.IsWhiteSpace(c) && !char.IsControl(c))
                line.Append(c);
            else if (line.Length > 0 && line[^1] != ' ')
                line.Append(' ');
        }
        return line.Length <= MaxExcerpt ? line.ToString() : line.ToString(0, MaxExcerpt) + "...";
    }
}
