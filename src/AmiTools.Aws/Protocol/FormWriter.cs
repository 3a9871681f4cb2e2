using System.Globalization;
using System.Text;

namespace AmiTools.Aws.Protocol;

/// <summary>
/// Writes a request as names and values, nested names with dots, list elements numbered from 1. What is null is left out; an empty list too in the
/// protocol <c>ec2</c>, while <c>query</c> says that it is empty.
/// </summary>
internal sealed class FormWriter(IDictionary<string, string> parameters, AwsProtocol protocol, Func<Guid> newId)
{
    private readonly StringBuilder _prefix = new();

    /// <summary>A client token for a caller who gave none; retries of the request repeat it.</summary>
    public string NewToken() => newId().ToString();

    public void Write(string name, string? value)
    {
        if (value is not null)
            parameters[_prefix.Length == 0 ? name : string.Concat(_prefix.ToString(), name)] = value;
    }

    public void Write(string name, bool? value) => Write(name, value is { } given ? Text(given) : null);

    public void Write(string name, int? value) => Write(name, value?.ToString(CultureInfo.InvariantCulture));

    public void Write(string name, long? value) => Write(name, value?.ToString(CultureInfo.InvariantCulture));

    public void Write(string name, double? value) => Write(name, value?.ToString("R", CultureInfo.InvariantCulture));

    public void Write(string name, DateTime? value) => Write(name, value is { } given ? WireTime.Format(given) : null);

    public void Write<T>(string name, T? value, Action<FormWriter, T> write)
        where T : class
    {
        if (value is null)
            return;
        var length = _prefix.Length;
        _prefix.Append(name).Append('.');
        write(this, value);
        _prefix.Length = length;
    }

    public void WriteList(string name, List<string>? values) => WriteList(name, values, "member");

    public void WriteList(string name, List<string>? values, string item)
    {
        for (var i = 0; i < Count(name, values); i++)
            Write(Element(name, item, i), values![i]);
    }

    public void WriteList(string name, List<int>? values)
    {
        for (var i = 0; i < Count(name, values); i++)
            Write(Element(name, "member", i), (int?)values![i]);
    }

    public void WriteList<T>(string name, List<T>? values, Action<FormWriter, T> write)
        where T : class =>
        WriteList(name, values, "member", write);

    public void WriteList<T>(string name, List<T>? values, string item, Action<FormWriter, T> write)
        where T : class
    {
        for (var i = 0; i < Count(name, values); i++)
            Write(Element(name, item, i), values![i], write);
    }

    private static string Text(bool value) => value ? "true" : "false";

    private int Count<T>(string name, List<T>? values)
    {
        if (values is { Count: 0 } && protocol == AwsProtocol.Query)
            Write(name, "");
        return values?.Count ?? 0;
    }

    private string Element(string name, string item, int index)
    {
        var number = (index + 1).ToString(CultureInfo.InvariantCulture);
        return protocol == AwsProtocol.Ec2 ? $"{name}.{number}" : $"{name}.{item}.{number}";
    }
}
