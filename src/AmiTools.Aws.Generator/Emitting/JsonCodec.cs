using AmiTools.Aws.Generator.Modelling;

namespace AmiTools.Aws.Generator.Emitting;

/// <summary>Code between classes and JSON; the same for both sides of the wire.</summary>
internal static class JsonCodec
{
    public static string Name(Shape shape) => $"{Naming.Capitalised(shape.Name)}Codec";

    public static void EmitWrite(CodeWriter code, string heading, IReadOnlyList<Property> properties)
    {
        using (code.Block(heading))
        {
            code.Line("json.WriteStartObject();");
            foreach (var property in properties)
                code.Line($"json.{Write(property)};");
            code.Line("json.WriteEndObject();");
        }
    }

    public static void EmitRead(CodeWriter code, string type, IReadOnlyList<Property> properties, bool isServer = false)
    {
        using (code.Block($"public static {type}? Read(ref Utf8JsonReader json)"))
        {
            code.Line("if (!json.EnterObject())");
            using (code.Indent())
                code.Line("return null;");
            code.Line($"var value = new {type}();");
            EmitMembers(code, properties, isServer);
            code.Line("return value;");
        }
    }

    /// <summary>Reads what an object that was entered still has into <c>value</c>.</summary>
    public static void EmitMembers(CodeWriter code, IReadOnlyList<Property> properties, bool isServer)
    {
        using (code.Block("while (json.NextMember() is { } member)"))
        {
            if (properties.Count == 0)
            {
                code.Line("json.Skip();");
                return;
            }
            using (code.Block("switch (member)"))
            {
                foreach (var property in properties)
                {
                    code.Line($"case {Naming.Literal(Naming.Elsewhere(property.Member))}:");
                    using (code.Indent())
                        code.Line($"value.{property.Name} = {Read(property, isServer)};").Line("break;");
                }
                code.Line("default:");
                using (code.Indent())
                    code.Line("json.Skip();").Line("break;");
            }
        }
    }

    private static string Write(Property property)
    {
        var name = Naming.Literal(Naming.Elsewhere(property.Member));
        var value = $"value.{property.Name}";
        return property.Shape.Kind switch
        {
            ShapeKind.Structure => $"WriteMember({name}, {value}, {Name(property.Shape)}.Write)",
            ShapeKind.List when property.Shape.Element!.Kind == ShapeKind.Structure => $"WriteMember({name}, {value}, {Name(property.Shape.Element)}.Write)",
            ShapeKind.String when property.Shape.IsEnum => $"WriteMember({name}, {value}?.Value)",
            _ => $"WriteMember({name}, {value})",
        };
    }

    private static string Read(Property property, bool isServer) => property.Shape.Kind switch
    {
        ShapeKind.Structure => $"{Name(property.Shape)}.Read(ref json)",
        ShapeKind.List when property.Shape.Element!.Kind == ShapeKind.Structure => $"json.ReadList({Name(property.Shape.Element)}.Read)",
        ShapeKind.List when property.Shape.Element!.Kind == ShapeKind.String => "json.ReadStrings()",
        ShapeKind.List => throw new ModelException($"The list '{property.Shape}' has no generator for JSON."),
        // A server does not convert: that takes a constant in another case for the one it knows, and AWS does not.
        ShapeKind.String when property.Shape.IsEnum => isServer ? $"json.ReadConstant(static text => new {property.Type}(text))" : "json.ReadString()!",
        var kind => $"json.Read{kind}()",
    };
}
