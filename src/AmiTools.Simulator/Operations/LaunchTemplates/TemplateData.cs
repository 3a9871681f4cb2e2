using System.Collections;
using System.Reflection;
using Amazon.EC2.Model;

namespace AmiTools.Simulator;

/// <summary>What a launch template says, from the form in which it is given to the form in which it is shown.</summary>
internal static class TemplateData
{
    /// <summary>The data as it is shown. Requests and answers have classes of their own, whose members have the same names.</summary>
    public static ResponseLaunchTemplateData Show(RequestLaunchTemplateData given) => (ResponseLaunchTemplateData)Copy(given, typeof(ResponseLaunchTemplateData))!;

    /// <summary>What a new version says that is based on another one: whatever it does not mention is taken over.</summary>
    public static ResponseLaunchTemplateData Merge(ResponseLaunchTemplateData basis, ResponseLaunchTemplateData changes)
    {
        var merged = new ResponseLaunchTemplateData();
        foreach (var property in Properties(typeof(ResponseLaunchTemplateData)))
            property.SetValue(merged, property.GetValue(changes) ?? property.GetValue(basis));
        return merged;
    }

    /// <summary>The data with its image resolved, where it names one by a parameter.</summary>
    public static ResponseLaunchTemplateData Resolve(SimRegion region, ResponseLaunchTemplateData data)
    {
        const string prefix = "resolve:ssm:";
        if (data.ImageId?.StartsWith(prefix, StringComparison.Ordinal) != true)
            return data;
        var parameter = data.ImageId[prefix.Length..];
        if (!region.ImageParameters.TryGetValue(parameter, out var image) && !region.ImageParameters.TryGetValue(parameter.Split(':')[0], out image))
            throw Errors.InvalidParameterValue($"The parameter '{parameter}' that the launch template names does not exist.");
        return Merge(data, new() { ImageId = image });
    }

    private static object? Copy(object? given, Type wanted)
    {
        wanted = Nullable.GetUnderlyingType(wanted) ?? wanted;
        if (given is null || wanted.IsInstanceOfType(given))
            return given;
        if (given is IList list)
        {
            var copies = (IList)Activator.CreateInstance(wanted)!;
            var element = wanted.GetGenericArguments()[0];
            foreach (var item in list)
                copies.Add(Copy(item, element));
            return copies;
        }
        var copy = Activator.CreateInstance(wanted)!;
        foreach (var property in Properties(wanted))
        {
            if (given.GetType().GetProperty(property.Name) is { } source)
                property.SetValue(copy, Copy(source.GetValue(given), property.PropertyType));
        }
        return copy;
    }

    private static IEnumerable<PropertyInfo> Properties(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property is { CanRead: true, CanWrite: true });
}
