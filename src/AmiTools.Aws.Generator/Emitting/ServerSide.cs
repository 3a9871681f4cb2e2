using AmiTools.Aws.Generator.Emitting.Server;
using AmiTools.Aws.Generator.Modelling;

namespace AmiTools.Aws.Generator.Emitting;

/// <summary>The files of a service's server side: one per operation, one per shape that several operations share, and the table of operations.</summary>
internal static class ServerSide
{
    public static IEnumerable<SourceFile> Files(ServiceModel service)
    {
        var use = new ShapeUse(service);
        ICodecEmitter codecs = service.Protocol == Protocol.RestJson ? new RestJsonServerEmitter() : new FormXmlServerEmitter(service);
        yield return Emit("Operations", code => EmitTable(code, service));
        foreach (var operation in service.Operations)
        {
            yield return Emit(operation.Name, code =>
            {
                codecs.EmitOperation(code, operation);
                foreach (var shape in use.OnlyFor(operation))
                    codecs.EmitShape(code.Gap(), shape, use);
            });
        }
        foreach (var shape in use.Shared)
            yield return Emit($"Shared/{shape.Name}", code => codecs.EmitShape(code, shape, use));

        SourceFile Emit(string name, Action<CodeWriter> emit)
        {
            var code = new CodeWriter(service.File);
            using (code.Block($"namespace AmiTools.Simulator.Codecs.{service.Identity.Name}"))
            {
                code.Line("using System.Text.Json;").Line($"using {service.Identity.Namespace};").Line($"using {service.Identity.ModelNamespace};").Line("using AmiTools.Aws.Protocol;").Gap();
                emit(code);
            }
            return new SourceFile(name, code);
        }
    }

    private static void EmitTable(CodeWriter code, ServiceModel service)
    {
        if (service.XmlNamespace is { } xmlNamespace)
        {
            // In a class of its own, because the operations need it and the table needs the operations.
            using (code.Block($"internal static class {service.Identity.Name}Answers"))
            {
                // The model's namespace has no slash at its end, AWS's answers have one.
                var isQuery = service.Protocol == Protocol.Query;
                var arguments = $"{Naming.Literal(xmlNamespace.TrimEnd('/') + "/")}, HasResultElement: {(isQuery ? "true" : "false")}, ItemName: {Naming.Literal(isQuery ? "member" : "item")}";
                code.Line($"public static readonly XmlDialect Dialect = new({arguments});");
            }
        }
        code.Gap().Summary($"The server's side of {service.Identity.Name}.");
        using (code.Block($"internal static class {service.Identity.Name}Codecs"))
        {
            code.Line($"public static ServiceCodec Service {{ get; }} = new({Naming.Literal(service.SigningName)}, AwsProtocol.{service.Protocol},");
            using (code.Enclose("[", "]);"))
            {
                foreach (var operation in service.Operations)
                    code.Line($"{operation.Name}Operation.Instance,");
            }
        }
    }
}
