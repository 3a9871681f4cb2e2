using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using Amazon.Runtime;

namespace AmiTools.Aws.Tests.Differential;

/// <summary>
/// Carries values between the model's terms and the generated classes. It knows the few places where the SDK's names differ from the model's, from
/// the SDK's documentation and not from the generator; a class or property that is missing fails the test.
/// </summary>
internal static class ModelBinding
{
    private static readonly Dictionary<string, string> s_collapsed = new()
    {
        ["AttributeValue"] = "Value", ["BlobAttributeValue"] = "Value", ["AttributeBooleanValue"] = "Value", ["RunInstancesMonitoringEnabled"] = "Enabled",
    };

    private static readonly Dictionary<(string Shape, string Member), string> s_renamed = new()
    {
        [("InstanceStatus", "InstanceStatus")] = "Status", [("PrefixListId", "PrefixListId")] = "Id",
    };

    private static readonly Dictionary<string, string> s_wrapped = new()
    {
        ["CreateSnapshot"] = "Snapshot", ["CreateVolume"] = "Volume", ["RunInstances"] = "Reservation", ["AttachVolume"] = "Attachment",
        ["DetachVolume"] = "Attachment", ["DescribeImageAttribute"] = "ImageAttribute", ["DescribeInstanceAttribute"] = "InstanceAttribute",
    };

    private static readonly Dictionary<string, string> s_namespaces = new()
    {
        ["ec2"] = "Amazon.EC2", ["rbin"] = "Amazon.RecycleBin", ["ebs"] = "Amazon.EBS", ["autoscaling"] = "Amazon.AutoScaling",
    };

    /// <summary>The member as which a structure is shown; null where it is a class.</summary>
    public static string? CollapsedMember(ServiceModel service, string shape) => service.Name == "ec2" ? s_collapsed.GetValueOrDefault(shape) : null;

    public static AmazonWebServiceRequest Request(ServiceModel service, string operation, JsonObject value) =>
        (AmazonWebServiceRequest)Fill(service, Activator.CreateInstance(Type(service, operation + "Request"))!, service.ShapeOf(operation, "input"), value);

    public static JsonObject RequestModel(ServiceModel service, string operation, object request) => Read(service, request, service.ShapeOf(operation, "input"));

    public static AmazonWebServiceResponse Response(ServiceModel service, string operation, JsonObject value)
    {
        var response = (AmazonWebServiceResponse)Activator.CreateInstance(Type(service, operation + "Response"))!;
        var shape = service.ShapeOf(operation, "output");
        if (!s_wrapped.TryGetValue(operation, out var wrapping))
            return (AmazonWebServiceResponse)Fill(service, response, shape, value);
        var property = Property(response, wrapping);
        property.SetValue(response, Fill(service, Activator.CreateInstance(property.PropertyType)!, shape, value));
        return response;
    }

    public static JsonObject ResponseModel(ServiceModel service, string operation, object response) => s_wrapped.TryGetValue(operation, out var wrapping)
        ? Read(service, Property(response, wrapping).GetValue(response)!, service.ShapeOf(operation, "output"))
        : Read(service, response, service.ShapeOf(operation, "output"));

    private static Type Type(ServiceModel service, string name) =>
        typeof(Amazon.EC2.AmazonEC2Client).Assembly.GetType($"{s_namespaces[service.Name]}.Model.{name}", throwOnError: true)!;

    private static PropertyInfo Property(object owner, string name) =>
        owner.GetType().GetProperty(name, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
        ?? throw new MissingMemberException(owner.GetType().FullName, name);

    private static string PropertyName(string shape, string member) => s_renamed.GetValueOrDefault((shape, member)) ?? char.ToUpperInvariant(member[0]) + member[1..];

    private static object Fill(ServiceModel service, object target, string? shape, JsonObject value)
    {
        if (shape is null)
            return target;
        foreach (var (name, member, _) in service.Members(shape).Where(member => value.ContainsKey(member.Name)))
        {
            var property = Property(target, PropertyName(shape, name));
            property.SetValue(target, ToObject(service, member, value[name]!, property.PropertyType));
        }
        return target;
    }

    private static object ToObject(ServiceModel service, string shape, JsonNode value, Type type)
    {
        switch (service.TypeOf(shape))
        {
            case "structure" when CollapsedMember(service, shape) is { } inner:
                return ToObject(service, service.Members(shape).Single(member => member.Name == inner).Shape, value[inner]!, type);
            case "structure":
                return Fill(service, Activator.CreateInstance(type)!, shape, value.AsObject());
            case "list":
                var list = (IList)Activator.CreateInstance(type)!;
                foreach (var item in value.AsArray())
                    list.Add(ToObject(service, service.ElementOf(shape), item!, type.GetGenericArguments()[0]));
                return list;
            // botocore encodes a blob; the SDK takes it encoded.
            case "blob":
                return Convert.ToBase64String(Encoding.UTF8.GetBytes(value.GetValue<string>()));
            case "string" when type != typeof(string):
                return Activator.CreateInstance(type, value.GetValue<string>())!;
            case "string":
                return value.GetValue<string>();
            case "boolean":
                return value.GetValue<bool>();
            case "integer":
                return value.GetValue<int>();
            case "long":
                return value.GetValue<long>();
            case "timestamp":
                return DateTime.Parse(value.GetValue<string>(), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
            default:
                return value.GetValue<double>();
        }
    }

    private static JsonObject Read(ServiceModel service, object source, string? shape)
    {
        var read = new JsonObject();
        if (shape is null)
            return read;
        foreach (var (name, member, _) in service.Members(shape))
        {
            if (name is "DryRun")
                continue;
            if (Property(source, PropertyName(shape, name)).GetValue(source) is { } value)
                read[name] = ToNode(service, member, value);
        }
        return read;
    }

    private static JsonNode ToNode(ServiceModel service, string shape, object value)
    {
        if (CollapsedMember(service, shape) is { } inner)
            return new JsonObject { [inner] = ToNode(service, service.Members(shape).Single(member => member.Name == inner).Shape, value) };
        return value switch
        {
            string text when service.TypeOf(shape) == "blob" => Encoding.UTF8.GetString(Convert.FromBase64String(text)),
            string text => text,
            ConstantClass constant => constant.Value,
            bool flag => flag,
            int number => number,
            long number => number,
            double number => number,
            DateTime time => Time(time),
            IList list => new JsonArray([.. list.Cast<object>().Select(item => ToNode(service, service.ElementOf(shape), item))]),
            _ => Read(service, value, shape),
        };
    }

    private static string Time(DateTime time)
    {
        time.Kind.ShouldBe(DateTimeKind.Utc);
        return time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
    }
}
