using AmiTools.Aws.Generator.Modelling;

namespace AmiTools.Aws.Generator.Emitting.Client;

/// <summary>The client and its interface: a method per operation.</summary>
internal static class ClientEmitter
{
    public static void EmitInterface(CodeWriter code, ServiceModel service)
    {
        var identity = service.Identity;
        using (Namespace(code, service))
        {
            code.Summary($"The operations of {identity.Name}.");
            using (code.Block($"public partial interface {identity.Interface} : IAmazonService, IDisposable"))
            {
                code.Summary("Listings that go on to their end by themselves.");
                code.Line($"I{identity.PaginatorFactory} Paginators {{ get; }}");
                code.Gap().Summary("Where a request would be sent to.").Line("Amazon.Runtime.Endpoints.Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request);");
                // As in the SDK: without bodies for these two, C# takes the interface for no type argument, not even of a Func.
                code.Gap().Line($"static ClientConfig IAmazonService.CreateDefaultClientConfig() => new {identity.Config}();");
                code.Gap().Line("static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) =>");
                using (code.Indent())
                    code.Line($"new {identity.Client}(awsCredentials, ({identity.Config})clientConfig);");
                foreach (var operation in service.Operations)
                {
                    if (SdkCustomizations.HasOverloadWithoutRequest(operation))
                        code.Gap().Line($"Task<{operation.ResponseClass}> {operation.Name}Async(CancellationToken cancellationToken = default);");
                    code.Gap().Line($"Task<{operation.ResponseClass}> {operation.Name}Async({operation.RequestClass} request, CancellationToken cancellationToken = default);");
                }
            }
        }
    }

    public static void EmitClient(CodeWriter code, ServiceModel service)
    {
        var identity = service.Identity;
        using (Namespace(code, service))
        {
            code.Line($"using AmiTools.Aws.Codecs.{identity.Name};").Line("using AmiTools.Aws;").Gap();
            code.Summary($"Calls {identity.Name}.");
            using (code.Block($"public partial class {identity.Client} : AwsServiceClient, {identity.Interface}"))
            {
                EmitConstructors(code, identity);
                code.Gap().Line("/// <inheritdoc />").Line($"public I{identity.PaginatorFactory} Paginators => new {identity.PaginatorFactory}(this);");
                code.Gap().Summary("A configuration to be completed.").Line($"public static ClientConfig CreateDefaultClientConfig() => new {identity.Config}();");
                code.Gap().Summary("A client with the given credentials.");
                code.Line("public static IAmazonService CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) =>");
                using (code.Indent())
                    code.Line($"new {identity.Client}(awsCredentials, ({identity.Config})clientConfig);");
                foreach (var operation in service.Operations)
                    EmitMethod(code.Gap(), operation);
            }
        }
    }

    private static void EmitConstructors(CodeWriter code, ServiceIdentity identity)
    {
        const string Keys = "string awsAccessKeyId, string awsSecretAccessKey";
        var credentials = new (string Parameters, string Arguments)[]
        {
            ("", ""),
            ("AWSCredentials credentials, ", "credentials, "),
            ($"{Keys}, ", "new BasicAWSCredentials(awsAccessKeyId, awsSecretAccessKey), "),
            ($"{Keys}, string awsSessionToken, ", "new SessionAWSCredentials(awsAccessKeyId, awsSecretAccessKey, awsSessionToken), "),
        };
        var settings = new (string Parameters, string Arguments)[]
        {
            ("", $"new {identity.Config}()"),
            ("RegionEndpoint region", $"new {identity.Config} {{ RegionEndpoint = region }}"),
            ($"{identity.Config} clientConfig", "clientConfig"),
        };
        var forms = credentials.SelectMany(_ => settings, (who, how) => (Parameters: (who.Parameters + how.Parameters).TrimEnd(' ', ','), Arguments: who.Arguments + how.Arguments));
        foreach (var (parameters, arguments) in forms)
        {
            code.Gap();
            using (code.Block($"public {identity.Client}({parameters}) : base({arguments})"))
            {
            }
        }
    }

    private static void EmitMethod(CodeWriter code, Operation operation)
    {
        if (SdkCustomizations.HasOverloadWithoutRequest(operation))
        {
            code.Line("/// <inheritdoc />");
            code.Line($"public virtual Task<{operation.ResponseClass}> {operation.Name}Async(CancellationToken cancellationToken = default) =>");
            using (code.Indent())
                code.Line($"{operation.Name}Async(new {operation.RequestClass}(), cancellationToken);");
            code.Gap();
        }
        code.Line("/// <inheritdoc />");
        code.Line($"public virtual Task<{operation.ResponseClass}> {operation.Name}Async({operation.RequestClass} request, CancellationToken cancellationToken = default) =>");
        using (code.Indent())
            code.Line($"SendAsync(request, {operation.Name}Operation.Instance, cancellationToken);");
    }

    private static IDisposable Namespace(CodeWriter code, ServiceModel service)
    {
        var block = code.Block($"namespace {service.Identity.Namespace}");
        code.Line("using System;").Line("using System.Threading;").Line("using System.Threading.Tasks;").Line("using Amazon.Runtime;");
        code.Line($"using {service.Identity.ModelNamespace};").Gap();
        return block;
    }
}
