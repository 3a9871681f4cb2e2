using System.Text;

namespace AmiTools.Aws.Generator.Modelling;

internal static class Naming
{
    public static string Capitalised(string name) => name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name.Substring(1);

    public static string Lowered(string name) => name.Length == 0 ? name : char.ToLowerInvariant(name[0]) + name.Substring(1);

    /// <summary>The SDK's name of a constant: <c>instance-store</c> is InstanceStore, <c>x86_64</c> X86_64, <c>v2.0</c> V20.</summary>
    public static string Constant(string value)
    {
        var name = new StringBuilder();
        var starts = true;
        foreach (var c in value)
        {
            var isPart = c is '_' || c < 128 && char.IsLetterOrDigit(c);
            if (isPart)
                name.Append(starts ? char.ToUpperInvariant(c) : c);
            starts = !isPart;
        }
        if (name.Length == 0 || char.IsDigit(name[0]))
            name.Insert(0, '_');
        return name.ToString();
    }

    /// <summary>The SDK's name of an error's class: the ending Fault or Error gives way to Exception.</summary>
    public static string Exception(Shape error)
    {
        var name = Capitalised(error.Name);
        foreach (var ending in new[] { "Exception", "Fault", "Error" }.Where(ending => name.EndsWith(ending, StringComparison.Ordinal)))
            return name.Substring(0, name.Length - ending.Length) + "Exception";
        return name + "Exception";
    }

    /// <summary>Member name in a request of a form protocol.</summary>
    public static string InForm(Protocol protocol, Member member) => protocol == Protocol.Ec2
        ? member.QueryName ?? (member.LocationName is { } location ? Capitalised(location) : member.Name)
        : member.LocationName ?? member.Name;

    /// <summary>Member name in XML, in JSON, in a path or in a query string.</summary>
    public static string Elsewhere(Member member) => member.LocationName ?? member.Name;

    /// <summary>A C# string literal.</summary>
    public static string Literal(string text) => "\"" + text.Replace("\\", "\\\\").Replace("\"", "\\\"") + "\"";
}
