using AmiTools.Aws.Generator.Emitting.Client;
using AmiTools.Aws.Generator.Modelling;

namespace AmiTools.Aws.Generator.Emitting;

/// <summary>The files of a service's client: one per operation, one per shape that several operations share, and a few for the service itself.</summary>
internal static class ClientSide
{
    public static IEnumerable<SourceFile> Files(ServiceModel service)
    {
        var use = new ShapeUse(service);
        var identity = service.Identity;
        yield return Own(identity.Client, ClientEmitter.EmitClient);
        yield return Own(identity.Interface, ClientEmitter.EmitInterface);
        yield return Own(identity.Config, ServiceEmitter.EmitConfig);
        yield return Own("Errors", ErrorEmitter.Emit);
        yield return Own("Enumerations", EnumEmitter.Emit);
        yield return Own("Paginators", PaginatorEmitter.EmitFactory);

        foreach (var operation in service.Operations)
        {
            var code = new CodeWriter(service.File);
            var own = use.OnlyFor(operation).ToArray();
            using (ModelNamespace(code, service))
            {
                ClassEmitter.EmitRequest(code, service, operation);
                ClassEmitter.EmitResponse(code, service, operation);
                if (operation.Pagination is not null)
                    PaginatorEmitter.EmitPaginator(code.Gap(), service, operation);
                foreach (var shape in own)
                    ClassEmitter.EmitShape(code.Gap(), service, shape);
            }
            using (CodecNamespace(code.Gap(), service))
            {
                CodecsOf(service).EmitOperation(code, operation);
                foreach (var shape in own)
                    CodecsOf(service).EmitShape(code.Gap(), shape, use);
            }
            yield return new SourceFile(operation.Name, code);
        }

        foreach (var shape in use.Shared)
        {
            var code = new CodeWriter(service.File);
            using (ModelNamespace(code, service))
                ClassEmitter.EmitShape(code, service, shape);
            using (CodecNamespace(code.Gap(), service))
                CodecsOf(service).EmitShape(code, shape, use);
            yield return new SourceFile($"Shared/{shape.Name}", code);
        }

        SourceFile Own(string name, Action<CodeWriter, ServiceModel> emit)
        {
            var code = new CodeWriter(service.File);
            emit(code, service);
            return new SourceFile(name, code);
        }
    }

    private static ICodecEmitter CodecsOf(ServiceModel service) =>
        service.Protocol == Protocol.RestJson ? new RestJsonCodecEmitter(service) : new FormXmlCodecEmitter(service);

    private static IDisposable ModelNamespace(CodeWriter code, ServiceModel service)
    {
        var block = code.Block($"namespace {service.Identity.ModelNamespace}");
        code.Line("using System;").Line("using System.Collections.Generic;").Line("using Amazon.Runtime;").Gap();
        return block;
    }

    private static IDisposable CodecNamespace(CodeWriter code, ServiceModel service)
    {
        var block = code.Block($"namespace AmiTools.Aws.Codecs.{service.Identity.Name}");
        code.Line($"using {service.Identity.ModelNamespace};").Line("using AmiTools.Aws.Protocol;").Gap();
        return block;
    }
}

/// <summary>Code that turns the classes of one protocol into what goes over the wire, and back.</summary>
internal interface ICodecEmitter
{
    void EmitOperation(CodeWriter code, Operation operation);

    void EmitShape(CodeWriter code, Shape shape, ShapeUse use);
}
