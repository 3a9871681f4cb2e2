using AmiTools.Aws.Generator.Modelling;

namespace AmiTools.Aws.Generator.Emitting.Client;

/// <summary>Forms out, XML in: the protocols <c>ec2</c> and <c>query</c>.</summary>
internal sealed class FormXmlCodecEmitter(ServiceModel service) : ICodecEmitter
{
    public void EmitOperation(CodeWriter code, Operation operation)
    {
        using (code.Block($"internal static class {operation.Name}Operation"))
        {
            code.Line($"public static readonly FormOperation<{operation.RequestClass}, {operation.ResponseClass}> Instance = new({Naming.Literal(operation.Name)}, Write, Read);");
            EmitWrite(code.Gap(), operation.RequestClass, operation.Input);
            if (SdkCustomizations.WrappingProperty(operation) is { } wrapping)
            {
                code.Gap().Line($"private static {operation.ResponseClass} Read(XmlElements xml) =>");
                using (code.Indent())
                    code.Line($"new() {{ {wrapping} = {Codec(operation.Output!)}.Read(xml) }};");
            }
            else
            {
                EmitRead(code.Gap(), operation.ResponseClass, operation.Output);
            }
        }
    }

    public void EmitShape(CodeWriter code, Shape shape, ShapeUse use)
    {
        using (code.Block($"internal static class {Codec(shape)}"))
        {
            if (use.IsInRequests(shape))
                EmitWrite(code, CSharpType.Of(shape), shape);
            if (use.IsInResponses(shape))
                EmitRead(code.Gap(), CSharpType.Of(shape), shape);
        }
    }

    private static string Codec(Shape shape) => $"{Naming.Capitalised(shape.Name)}Codec";

    private void EmitWrite(CodeWriter code, string type, Shape? structure)
    {
        using (code.Block($"public static void Write(FormWriter form, {type} value)"))
        {
            foreach (var property in Property.Of(structure))
                code.Line($"form.{Write(property)};");
        }
    }

    private string Write(Property property)
    {
        var key = Naming.InForm(service.Protocol, property.Member);
        if (property.Inner is not null)
            key += "." + Naming.InForm(service.Protocol, property.Inner);
        var name = Naming.Literal(key);
        var value = $"value.{property.Name}";
        var shape = property.Shape;
        if (property.Member.IsIdempotencyToken)
            return $"Write({name}, {value} ?? form.NewToken())";
        return shape.Kind switch
        {
            ShapeKind.Structure => $"Write({name}, {value}, {Codec(shape)}.Write)",
            ShapeKind.List when shape.Element!.Kind == ShapeKind.Structure => $"WriteList({name}, {value}{Item(shape)}, {Codec(shape.Element)}.Write)",
            ShapeKind.List => $"WriteList({name}, {value}{Item(shape)})",
            ShapeKind.String when shape.IsEnum => $"Write({name}, {value}?.Value)",
            _ => $"Write({name}, {value})",
        };
    }

    /// <summary>In the query protocol a list's elements can have a name of their own.</summary>
    private string Item(Shape list) =>
        service.Protocol == Protocol.Query && list.ElementName is { } name and not "member" ? ", " + Naming.Literal(name) : "";

    private void EmitRead(CodeWriter code, string type, Shape? structure)
    {
        using (code.Block($"public static {type} Read(XmlElements xml)"))
        {
            code.Line($"var value = new {type}();");
            code.Line("var parent = xml.Enter();");
            using (code.Block("while (xml.NextChild(parent))"))
            {
                var properties = Property.Of(structure);
                if (properties.Count == 0)
                {
                    code.Line("xml.Skip();");
                }
                else
                {
                    using (code.Block("switch (xml.Name)"))
                    {
                        foreach (var property in properties)
                            EmitCase(code, Naming.Literal(Naming.Elsewhere(property.Member)), $"value.{property.Name} = {Read(property)};");
                        code.Line("default:");
                        using (code.Indent())
                            code.Line("xml.Skip();").Line("break;");
                    }
                }
            }
            code.Line("return value;");
        }
    }

    private static void EmitCase(CodeWriter code, string label, string statement)
    {
        code.Line($"case {label}:");
        using (code.Indent())
            code.Line(statement).Line("break;");
    }

    private static string Read(Property property) => property.Inner is { } inner
        ? $"xml.ReadOnly({Naming.Literal(Naming.Elsewhere(inner))}, static only => only.{ReadValue(inner.Shape)})"
        : property.Shape.Kind switch
        {
            ShapeKind.Structure => $"{Codec(property.Shape)}.Read(xml)",
            ShapeKind.List when property.Shape.Element!.Kind == ShapeKind.Structure => $"xml.ReadList({Codec(property.Shape.Element)}.Read)",
            ShapeKind.List when property.Shape.Element!.Kind == ShapeKind.String => "xml.ReadList(static item => item.ReadString())",
            ShapeKind.List => $"xml.ReadValues(static item => item.{ReadValue(property.Shape.Element!)})",
            _ => $"xml.{ReadValue(property.Shape)}",
        };

    private static string ReadValue(Shape shape) => $"Read{shape.Kind}()";
}
