using AmiTools.Aws.Generator.Modelling;

namespace AmiTools.Aws.Generator.Emitting.Client;

/// <summary>The service's exception, a class per error that the model declares, and the choice between them.</summary>
internal static class ErrorEmitter
{
    public static void Emit(CodeWriter code, ServiceModel service)
    {
        var identity = service.Identity;
        using (code.Block($"namespace {identity.Namespace}"))
        {
            code.Line("using System;").Line("using System.Net;").Line("using Amazon.Runtime;").Gap();
            code.Summary($"An error that {identity.Name} answered, or that kept it from answering.");
            EmitClass(code, identity.Exception, "AmazonServiceException", []);
        }
        code.Gap();
        using (code.Block($"namespace {identity.ModelNamespace}"))
        {
            code.Line("using System;").Line("using System.Net;").Line("using Amazon.Runtime;").Line("using AmiTools.Aws.Protocol;");
            foreach (var error in service.Errors)
            {
                code.Gap().Summary($"The error {error.ErrorCode}.");
                EmitClass(code, Naming.Exception(error), identity.Exception, Details(error));
            }
            EmitChoice(code.Gap(), service);
        }
    }

    private static Property[] Details(Shape error)
    {
        var details = Property.Of(error).Where(property => property.Name != "Message").ToArray();
        return details.All(property => property.Shape.Kind == ShapeKind.String)
            ? details
            : throw new ModelException($"The error '{error}' has members that are not texts, which have no generator.");
    }

    private static void EmitClass(CodeWriter code, string name, string parent, IReadOnlyList<Property> details)
    {
        using (code.Block($"public partial class {name} : {parent}"))
        {
            EmitConstructor("string message", "message");
            EmitConstructor("string message, Exception? innerException", "message, innerException");
            EmitConstructor(
                "string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode",
                "message, innerException, errorType, errorCode, requestId, statusCode");
            foreach (var property in details)
                code.Gap().Line($"public {property.Type}? {property.Name} {{ get; set; }}");
        }

        void EmitConstructor(string parameters, string arguments)
        {
            code.Gap();
            using (code.Block($"public {name}({parameters}) : base({arguments})"))
            {
            }
        }
    }

    private static void EmitChoice(CodeWriter code, ServiceModel service)
    {
        using (code.Block($"internal static class {service.Identity.Name}Errors"))
        {
            code.Line("public static AmazonServiceException Create(ErrorDocument error) => error.Code switch");
            using (code.Enclose("{", "};"))
            {
                foreach (var error in service.Errors)
                {
                    var details = string.Join(", ", Details(error).Select(p => $"{p.Name} = error[{Naming.Literal(p.Member.Name)}]!"));
                    code.Line($"{Naming.Literal(error.ErrorCode!)} => new {Naming.Exception(error)}({Arguments}){(details.Length > 0 ? $" {{ {details} }}" : "")},");
                }
                code.Line($"_ => new {service.Identity.Exception}({Arguments}),");
            }
        }
    }

    private const string Arguments = "error.Message, error.Cause, error.Type, error.Code, error.RequestId, error.StatusCode";
}
