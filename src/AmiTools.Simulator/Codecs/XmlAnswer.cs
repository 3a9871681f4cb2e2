using System.Globalization;
using System.Text;
using System.Xml;

namespace AmiTools.Simulator.Codecs;

/// <summary>Writes an answer as EC2 renders it. What is null is left out; an empty list is an empty element.</summary>
internal sealed class XmlAnswer : IDisposable
{
    private static readonly XmlWriterSettings s_settings = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        // A carriage return in a text would otherwise arrive as a line feed.
        NewLineHandling = NewLineHandling.Entitize,
    };

    private readonly MemoryStream _body = new();
    private readonly XmlWriter _xml;
    private readonly XmlDialect _dialect;

    public XmlAnswer(XmlDialect dialect)
    {
        _dialect = dialect;
        _xml = XmlWriter.Create(_body, s_settings);
    }

    public void Begin(string operation, string requestId)
    {
        _xml.WriteStartDocument();
        _xml.WriteStartElement(operation + "Response", _dialect.XmlNamespace);
        if (_dialect.HasResultElement)
            _xml.WriteStartElement(operation + "Result");
        else
            _xml.WriteElementString("requestId", requestId);
    }

    public ReadOnlyMemory<byte> End(string requestId)
    {
        if (_dialect.HasResultElement)
        {
            _xml.WriteEndElement();
            _xml.WriteStartElement("ResponseMetadata");
            _xml.WriteElementString("RequestId", requestId);
            _xml.WriteEndElement();
        }
        _xml.WriteEndElement();
        _xml.Flush();
        return _body.GetBuffer().AsMemory(0, (int)_body.Length);
    }

    public void Write(string name, string? value)
    {
        if (value is null)
            return;
        _xml.WriteStartElement(name);
        if (value.Length > 0)
            _xml.WriteString(WithoutControls(value));
        _xml.WriteEndElement();
    }

    public void Write(string name, bool? value) => Write(name, value is { } given ? given ? "true" : "false" : null);

    public void Write(string name, int? value) => Write(name, value?.ToString(CultureInfo.InvariantCulture));

    public void Write(string name, long? value) => Write(name, value?.ToString(CultureInfo.InvariantCulture));

    public void Write(string name, double? value) => Write(name, value?.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>In UTC with milliseconds, always.</summary>
    public void Write(string name, DateTime? value) => Write(name, value?.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));

    public void Write<T>(string name, T? value, Action<XmlAnswer, T> write)
        where T : class
    {
        if (value is null)
            return;
        _xml.WriteStartElement(name);
        write(this, value);
        _xml.WriteEndElement();
    }

    /// <summary>A structure of one member, where the class has only that member's value.</summary>
    public void WriteOnly(string name, string inner, string? value)
    {
        if (value is not null)
            Write(name, value, (xml, text) => xml.Write(inner, text));
    }

    /// <summary>A structure of one member, where the class has only that member's value.</summary>
    public void WriteOnly(string name, string inner, bool? value) => WriteOnly(name, inner, value is { } given ? given ? "true" : "false" : null);

    public void WriteList(string name, List<string>? values, string? item = null)
    {
        if (values is null)
            return;
        _xml.WriteStartElement(name);
        foreach (var value in values)
            Write(item ?? _dialect.ItemName, value);
        _xml.WriteEndElement();
    }

    public void WriteList(string name, List<int>? values, string? item = null) =>
        WriteList(name, values?.ConvertAll(value => value.ToString(CultureInfo.InvariantCulture)), item);

    public void WriteList<T>(string name, List<T>? values, Action<XmlAnswer, T> write, string? item = null)
        where T : class
    {
        if (values is null)
            return;
        _xml.WriteStartElement(name);
        foreach (var value in values)
            Write(item ?? _dialect.ItemName, value, write);
        _xml.WriteEndElement();
    }

    public void Dispose()
    {
        _xml.Dispose();
        _body.Dispose();
    }

    /// <summary>XML has no way to say most control characters.</summary>
    private static string WithoutControls(string text)
    {
        var isFit = true;
        for (var i = 0; i < text.Length && isFit; i++)
            isFit = text[i] >= ' ' && text[i] < '\uD800' || text[i] is '\t' or '\n' or '\r';
        if (isFit)
            return text;
        var fit = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            fit.Append(rune.Value is >= 0x20 and not (0xFFFE or 0xFFFF) or '\t' or '\n' or '\r' ? rune.ToString() : "\uFFFD");
        return fit.ToString();
    }
}
