using AmiTools.Aws.Generator.Modelling;

namespace AmiTools.Aws.Generator.Emitting.Client;

/// <summary>Paths, query strings and JSON out, JSON in: the protocol <c>rest-json</c>.</summary>
internal sealed class RestJsonCodecEmitter(ServiceModel service) : ICodecEmitter
{
    public void EmitOperation(CodeWriter code, Operation operation)
    {
        using (code.Block($"internal static class {operation.Name}Operation"))
        {
            code.Line($"public static readonly RestOperation<{operation.RequestClass}, {operation.ResponseClass}> Instance =");
            using (code.Indent())
                code.Line($"new({Naming.Literal(operation.Name)}, {Naming.Literal(operation.Method)}, {Naming.Literal(operation.Path)}, Write, Read);");
            var properties = Property.Of(operation.Input);
            var body = properties.Where(property => property.Member.Location == MemberLocation.Body).ToArray();
            code.Gap();
            using (code.Block($"private static void Write(RestCall call, {operation.RequestClass} value)"))
            {
                foreach (var property in properties.Except(body))
                    code.Line($"call.{property.Member.Location}({Naming.Literal(Naming.Elsewhere(property.Member))}, value.{property.Name}{Text(property)});");
                if (body.Length > 0)
                    code.Line("call.Body(value, WriteBody);");
            }
            if (body.Length > 0)
                JsonCodec.EmitWrite(code.Gap(), $"private static void WriteBody(Utf8JsonWriter json, {operation.RequestClass} value)", body);
            JsonCodec.EmitRead(code.Gap(), operation.ResponseClass, Property.Of(operation.Output));
        }
    }

    public void EmitShape(CodeWriter code, Shape shape, ShapeUse use)
    {
        using (code.Block($"internal static class {JsonCodec.Name(shape)}"))
        {
            if (use.IsInRequests(shape))
                JsonCodec.EmitWrite(code, $"public static void Write(Utf8JsonWriter json, {CSharpType.Of(shape)} value)", Property.Of(shape));
            if (use.IsInResponses(shape))
                JsonCodec.EmitRead(code.Gap(), CSharpType.Of(shape), Property.Of(shape));
        }
    }

    private string Text(Property property) => property.Shape.Kind switch
    {
        ShapeKind.String when property.Shape.IsEnum => "?.Value",
        ShapeKind.Structure => throw new ModelException($"{service.Identity.Name}: '{property.Member.Name}' is a structure outside the body."),
        _ => "",
    };
}
