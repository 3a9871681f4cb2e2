using System.Net;
using System.Text;

namespace AmiTools.Simulator;

/// <summary>An HTTP answer before it is sent.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="ContentType">What the body is; null without a body.</param>
/// <param name="Body">The whole body, also where only a part of it is to arrive.</param>
internal sealed record WireResponse(HttpStatusCode Status, string? ContentType, ReadOnlyMemory<byte> Body)
{
    /// <summary>Further headers.</summary>
    public Dictionary<string, string> Headers { get; } = [];

    /// <summary>How the answer gets lost on its way; <see cref="Delivery.Whole"/> normally.</summary>
    public Delivery Delivery { get; init; } = Delivery.Whole;

    public static WireResponse Text(HttpStatusCode status, string contentType, string body) => new(status, contentType, Encoding.UTF8.GetBytes(body));
}

/// <summary>What becomes of an answer on its way.</summary>
internal enum Delivery
{
    /// <summary>It arrives.</summary>
    Whole,

    /// <summary>The connection is cut before anything arrives.</summary>
    Cut,

    /// <summary>The connection is cut in the middle of the body.</summary>
    Half,

    /// <summary>The body is shorter than announced by nothing: it ends early and looks complete.</summary>
    Short,
}
