using AmiTools.Aws.Generator.Modelling;

namespace AmiTools.Aws.Generator.Emitting.Server;

/// <summary>Forms in, XML out: the protocols <c>ec2</c> and <c>query</c>.</summary>
internal sealed class FormXmlServerEmitter(ServiceModel service) : ICodecEmitter
{
    public void EmitOperation(CodeWriter code, Operation operation)
    {
        using (code.Block($"internal static class {operation.Name}Operation"))
        {
            var hasDryRun = operation.Input?.Members.Any(SdkCustomizations.IsLeftOut) == true;
            code.Line($"public static readonly FormOperationCodec<{operation.RequestClass}, {operation.ResponseClass}> Instance =");
            using (code.Indent())
                code.Line($"new({Naming.Literal(operation.Name)}, {service.Identity.Name}Answers.Dialect, hasDryRun: {(hasDryRun ? "true" : "false")}, Read, Write);");
            EmitRead(code.Gap(), operation.RequestClass, operation.Input);
            code.Gap();
            if (SdkCustomizations.WrappingProperty(operation) is { } wrapping)
            {
                using (code.Block($"private static void Write(XmlAnswer xml, {operation.ResponseClass} value)"))
                {
                    code.Line($"if (value.{wrapping} is {{ }} {Naming.Lowered(wrapping)})");
                    using (code.Indent())
                        code.Line($"{Codec(operation.Output!)}.Write(xml, {Naming.Lowered(wrapping)});");
                }
            }
            else
            {
                EmitWrite(code, operation.ResponseClass, operation.Output);
            }
        }
    }

    public void EmitShape(CodeWriter code, Shape shape, ShapeUse use)
    {
        using (code.Block($"internal static class {Codec(shape)}"))
        {
            if (use.IsInRequests(shape))
                EmitRead(code, CSharpType.Of(shape), shape);
            if (use.IsInResponses(shape))
                EmitWrite(code.Gap(), CSharpType.Of(shape), shape);
        }
    }

    private static string Codec(Shape shape) => $"{Naming.Capitalised(shape.Name)}Codec";

    private void EmitRead(CodeWriter code, string type, Shape? structure)
    {
        using (code.Block($"public static {type} Read(FormNode form)"))
        {
            code.Line($"var value = new {type}();");
            foreach (var property in Property.Of(structure))
            {
                code.Line($"value.{property.Name} = form.{Read(property)};");
                if (property.Member.IsRequired)
                    code.Line($"form.Require({Naming.Literal(Naming.InForm(service.Protocol, property.Member))}, value.{property.Name});");
            }
            code.Line("return value;");
        }
    }

    private string Read(Property property)
    {
        var key = Naming.InForm(service.Protocol, property.Member);
        if (property.Inner is not null)
            key += "." + Naming.InForm(service.Protocol, property.Inner);
        var name = Naming.Literal(key);
        var shape = property.Shape;
        return shape.Kind switch
        {
            ShapeKind.Structure => $"ReadStructure({name}, {Codec(shape)}.Read)",
            ShapeKind.List when shape.Element!.Kind == ShapeKind.Structure => $"ReadList({name}, {Item(shape)}, {Codec(shape.Element)}.Read)",
            ShapeKind.List when shape.Element!.Kind == ShapeKind.String => $"ReadStrings({name}, {Item(shape)})",
            ShapeKind.List when shape.Element!.Kind == ShapeKind.Integer => $"ReadIntegers({name}, {Item(shape)})",
            ShapeKind.List => throw new ModelException($"Lists of '{shape.Element}' in requests have no generator."),
            // Not by conversion: that takes a constant in another case for the one it knows, and AWS does not.
            ShapeKind.String when shape.IsEnum => $"ReadConstant({name}, static text => new {property.Type}(text))",
            _ => $"Read{shape.Kind}({name})",
        };
    }

    private string Item(Shape list) => service.Protocol == Protocol.Ec2 ? "null" : Naming.Literal(list.ElementName ?? "member");

    private static void EmitWrite(CodeWriter code, string type, Shape? structure)
    {
        using (code.Block($"public static void Write(XmlAnswer xml, {type} value)"))
        {
            // EC2's operations without an output say that they succeeded.
            if (structure is null)
                code.Line("xml.Write(\"return\", true);");
            foreach (var property in Property.Of(structure))
                code.Line($"xml.{Write(property)};");
        }
    }

    private static string Write(Property property)
    {
        var name = Naming.Literal(Naming.Elsewhere(property.Member));
        var value = $"value.{property.Name}";
        var shape = property.Shape;
        if (property.Inner is { } inner)
            return $"WriteOnly({name}, {Naming.Literal(Naming.Elsewhere(inner))}, {value})";
        return shape.Kind switch
        {
            ShapeKind.Structure => $"Write({name}, {value}, {Codec(shape)}.Write)",
            ShapeKind.List when shape.Element!.Kind == ShapeKind.Structure => $"WriteList({name}, {value}, {Codec(shape.Element)}.Write{ItemArgument(shape)})",
            ShapeKind.List => $"WriteList({name}, {value}{ItemArgument(shape)})",
            ShapeKind.String when shape.IsEnum => $"Write({name}, {value}?.Value)",
            _ => $"Write({name}, {value})",
        };
    }

    private static string ItemArgument(Shape list) => list.ElementName is { } name and not ("item" or "member") ? $", {Naming.Literal(name)}" : "";
}
