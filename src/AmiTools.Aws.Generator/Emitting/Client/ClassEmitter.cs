using AmiTools.Aws.Generator.Modelling;

namespace AmiTools.Aws.Generator.Emitting.Client;

/// <summary>Requests, responses and what they hold.</summary>
internal static class ClassEmitter
{
    public static void EmitRequest(CodeWriter code, ServiceModel service, Operation operation)
    {
        code.Summary($"Container for the parameters to the {operation.Name} operation.");
        EmitClass(code, service, $"{operation.RequestClass} : {service.Identity.Request}", operation.RequestClass, Property.Of(operation.Input));
    }

    public static void EmitResponse(CodeWriter code, ServiceModel service, Operation operation)
    {
        code.Gap().Summary($"What the {operation.Name} operation answers.");
        var heading = $"{operation.ResponseClass} : AmazonWebServiceResponse";
        if (SdkCustomizations.WrappingProperty(operation) is { } wrapping)
        {
            using (code.Block($"public partial class {heading}"))
                code.Line($"public {CSharpType.Of(operation.Output!)}? {wrapping} {{ get; set; }}");
            return;
        }
        EmitClass(code, service, heading, operation.ResponseClass, Property.Of(operation.Output));
    }

    public static void EmitShape(CodeWriter code, ServiceModel service, Shape shape)
    {
        var name = Naming.Capitalised(shape.Name);
        code.Summary($"The {name} of {service.Identity.Name}.");
        EmitClass(code, service, name, name, Property.Of(shape));
    }

    private static void EmitClass(CodeWriter code, ServiceModel service, string heading, string name, IReadOnlyList<Property> properties)
    {
        using (code.Block($"public partial class {heading}"))
        {
            EmitConstructors(code, SdkCustomizations.Constructors(service, name), name, properties);
            foreach (var property in properties)
            {
                var words = property.Shape.Kind == ShapeKind.List && property.Shape.Element!.IsEnum ? property.Shape.Element : null;
                code.Gap();
                if (property.Member.IsRequired)
                    code.Line("/// <remarks>Required.</remarks>");
                if (words is not null)
                    code.Line($"/// <value>Values as in <see cref=\"{service.Identity.Namespace}.{Naming.Capitalised(words.Name)}\"/>.</value>");
                code.Line($"{(property.IsInternal ? "internal" : "public")} {property.Type}? {property.Name} {{ get; set; }}");
            }
        }
    }

    private static void EmitConstructors(CodeWriter code, IReadOnlyList<string[]> forms, string name, IReadOnlyList<Property> properties)
    {
        if (forms.Count == 0)
            return;
        using (code.Block($"public {name}()"))
        {
        }
        foreach (var form in forms)
        {
            var filled = form.Select(wanted => properties.Single(property => property.Name == wanted)).ToArray();
            // The SDK takes a constant's value as well as the constant, by the implicit conversion.
            using (code.Gap().Block($"public {name}({string.Join(", ", filled.Select(p => $"{p.Type} {Naming.Lowered(p.Name)}"))})"))
            {
                foreach (var property in filled)
                    code.Line($"{property.Name} = {Naming.Lowered(property.Name)};");
            }
        }
        code.Gap();
    }
}
