using AmiTools.Aws.Generator.Modelling;

namespace AmiTools.Aws.Generator.Emitting.Server;

/// <summary>Paths, query strings and JSON in, JSON out: the protocol <c>rest-json</c>.</summary>
internal sealed class RestJsonServerEmitter : ICodecEmitter
{
    public void EmitOperation(CodeWriter code, Operation operation)
    {
        var input = Property.Of(operation.Input);
        var output = Property.Of(operation.Output);
        var body = input.Where(property => property.Member.Location == MemberLocation.Body).ToArray();
        using (code.Block($"internal static class {operation.Name}Operation"))
        {
            code.Line($"public static readonly RestOperationCodec<{operation.RequestClass}, {operation.ResponseClass}> Instance =");
            using (code.Indent())
                code.Line($"new({Naming.Literal(operation.Name)}, {Naming.Literal(operation.Method)}, {Naming.Literal(operation.Path)}, {operation.SuccessStatus}, Read, {(output.Count == 0 ? "null" : "Write")});");
            code.Gap();
            using (code.Block($"private static {operation.RequestClass} Read(RestRequest rest)"))
            {
                code.Line($"var value = new {operation.RequestClass}();");
                foreach (var property in input.Except(body))
                    code.Line($"value.{property.Name} = rest.{Read(property)};");
                if (body.Length > 0)
                    code.Line("rest.Body(value, ReadBody);");
                foreach (var property in input.Where(property => property.Member.IsRequired))
                    code.Line($"rest.Require({Naming.Literal(Naming.Elsewhere(property.Member))}, value.{property.Name});");
                code.Line("return value;");
            }
            if (body.Length > 0)
            {
                using (code.Gap().Block($"private static void ReadBody(ref Utf8JsonReader json, {operation.RequestClass} value)"))
                    JsonCodec.EmitMembers(code, body, isServer: true);
            }
            if (output.Count > 0)
                JsonCodec.EmitWrite(code.Gap(), $"private static void Write(Utf8JsonWriter json, {operation.ResponseClass} value)", output);
        }
    }

    public void EmitShape(CodeWriter code, Shape shape, ShapeUse use)
    {
        using (code.Block($"internal static class {JsonCodec.Name(shape)}"))
        {
            if (use.IsInRequests(shape))
                JsonCodec.EmitRead(code, CSharpType.Of(shape), Property.Of(shape), isServer: true);
            if (use.IsInResponses(shape))
                JsonCodec.EmitWrite(code.Gap(), $"public static void Write(Utf8JsonWriter json, {CSharpType.Of(shape)} value)", Property.Of(shape));
        }
    }

    private static string Read(Property property)
    {
        var name = Naming.Literal(Naming.Elsewhere(property.Member));
        if (property.Member.Location == MemberLocation.Label)
            return $"Label({name})";
        return property.Shape.Kind switch
        {
            ShapeKind.String when !property.Shape.IsEnum => $"QueryString({name})",
            ShapeKind.Integer => $"QueryInteger({name})",
            ShapeKind.List when property.Shape.Element!.Kind == ShapeKind.String => $"QueryStrings({name})",
            var kind => throw new ModelException($"'{property.Member.Name}' is a {kind} in the query string, which has no generator."),
        };
    }
}
