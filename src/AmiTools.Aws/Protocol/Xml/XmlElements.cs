using System.Globalization;
using System.Text;
using System.Xml;

namespace AmiTools.Aws.Protocol;

/// <summary>
/// An answer in XML, read once from front to back. A caller enters an element, takes its children one by one, and reads or skips each of them.
/// Names are taken without their namespace. Attributes and text between elements do not matter.
/// </summary>
internal sealed class XmlElements : IDisposable
{
    /// <summary>EC2's deepest answers have about ten levels.</summary>
    public const int MaxDepth = 64;

    private readonly XmlReader _reader;

    private XmlElements(XmlReader reader) => _reader = reader;

    /// <summary>The current element's name.</summary>
    public string Name => _reader.LocalName;

    /// <summary>What stood in a <c>requestId</c> of the part that was read so far, however that is spelled.</summary>
    public string? RequestId { get; private set; }

    /// <summary>Starts reading at the root.</summary>
    /// <param name="body">The whole document; its size was bounded by who received it.</param>
    /// <param name="rootName">What the root must be called; null for any name.</param>
    /// <exception cref="XmlException">It is no XML, or has a document type.</exception>
    /// <exception cref="WireFormatException">It has another root.</exception>
    public static XmlElements Open(byte[] body, string? rootName)
    {
        var reader = XmlReader.Create(new MemoryStream(body, writable: false), new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            IgnoreWhitespace = false,
        });
        var xml = new XmlElements(reader);
        try
        {
            xml._reader.MoveToContent();
            if (rootName is not null && xml.Name != rootName)
                throw new WireFormatException($"The answer is a <{xml.Name}>, not a <{rootName}>.");
            return xml;
        }
        catch
        {
            xml.Dispose();
            throw;
        }
    }

    /// <summary>Goes into the current element.</summary>
    /// <returns>The element, for <see cref="NextChild"/>.</returns>
    /// <exception cref="WireFormatException">It is too deep.</exception>
    public Parent Enter()
    {
        if (_reader.Depth >= MaxDepth)
            throw new WireFormatException($"The answer nests deeper than {MaxDepth} elements.");
        return new Parent(_reader.Depth, _reader.IsEmptyElement);
    }

    /// <summary>Goes to the next child of an element. The child before must have been read or skipped.</summary>
    public bool NextChild(Parent parent)
    {
        if (parent.IsEmpty)
            return false;
        while (_reader.Read())
        {
            if (_reader.NodeType == XmlNodeType.EndElement && _reader.Depth == parent.Depth)
                return false;
            if (_reader.NodeType != XmlNodeType.Element)
                continue;
            if (!IsRequestId(parent))
                return true;
            RequestId = ReadString();
        }
        throw new WireFormatException("The answer ends in the middle.");
    }

    /// <summary>Leaves out the current element with all that is in it.</summary>
    public void Skip()
    {
        // Not skipped unread: the request id of the query protocol stands in a part that no shape has.
        var parent = Enter();
        while (NextChild(parent))
            Skip();
    }

    /// <summary>Reads to the document's end, so that a cut or a second root is noticed.</summary>
    public void Finish()
    {
        while (_reader.Read())
        {
        }
    }

    /// <summary>Text of the current element; child elements in it are left out.</summary>
    public string ReadString()
    {
        var parent = Enter();
        if (parent.IsEmpty)
            return "";
        string? single = null;
        StringBuilder? several = null;
        while (_reader.Read())
        {
            switch (_reader.NodeType)
            {
                case XmlNodeType.EndElement when _reader.Depth == parent.Depth:
                    return several?.ToString() ?? single ?? "";
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace when _reader.Depth == parent.Depth + 1:
                    if (single is null)
                        single = _reader.Value;
                    else
                        (several ??= new StringBuilder(single)).Append(_reader.Value);
                    break;
                case XmlNodeType.Element:
                    Skip();
                    break;
            }
        }
        throw new WireFormatException("The answer ends in the middle.");
    }

    public bool? ReadBoolean() => Read<bool>("true or false", static (string text, out bool value) => bool.TryParse(text, out value));

    public int? ReadInteger() => Read<int>(
        "a whole number", static (string text, out int value) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value));

    public long? ReadLong() => Read<long>(
        "a whole number", static (string text, out long value) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value));

    public double? ReadDouble() => Read<double>(
        "a number", static (string text, out double value) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value));

    /// <summary>A time in UTC.</summary>
    public DateTime? ReadTimestamp() => Read<DateTime>("a time", WireTime.TryParse);

    /// <summary>The children of the current element, whatever they are called.</summary>
    public List<T> ReadList<T>(Func<XmlElements, T> read)
    {
        var list = new List<T>();
        var parent = Enter();
        while (NextChild(parent))
            list.Add(read(this));
        return list;
    }

    /// <summary>The children of the current element, without those that are empty.</summary>
    public List<T> ReadValues<T>(Func<XmlElements, T?> read)
        where T : struct
    {
        var list = new List<T>();
        var parent = Enter();
        while (NextChild(parent))
        {
            if (read(this) is { } value)
                list.Add(value);
        }
        return list;
    }

    /// <summary>One child of the current element; the default where it is missing.</summary>
    public T? ReadOnly<T>(string name, Func<XmlElements, T> read)
    {
        var found = default(T);
        var parent = Enter();
        while (NextChild(parent))
        {
            if (Name == name)
                found = read(this);
            else
                Skip();
        }
        return found;
    }

    public void Dispose() => _reader.Dispose();

    /// <summary>EC2 has it below the root as <c>requestId</c> or <c>RequestID</c>, the query protocol in <c>ResponseMetadata</c> as <c>RequestId</c>.</summary>
    private bool IsRequestId(Parent parent) => parent.Depth <= 1 && Name.Equals("requestId", StringComparison.OrdinalIgnoreCase);

    private T? Read<T>(string what, TryParse<T> tryParse)
        where T : struct
    {
        var name = Name;
        var text = ReadString().Trim();
        if (text.Length == 0)
            return null;
        return tryParse(text, out var value)
            ? value
            : throw new WireFormatException($"<{name}> should hold {what}, but holds '{(text.Length <= 100 ? text : text[..100])}'.");
    }

    private delegate bool TryParse<T>(string text, out T value);

    /// <summary>An element that was entered.</summary>
    /// <param name="Depth">The root has 0.</param>
    /// <param name="IsEmpty">It has no end of its own.</param>
    public readonly record struct Parent(int Depth, bool IsEmpty);
}
