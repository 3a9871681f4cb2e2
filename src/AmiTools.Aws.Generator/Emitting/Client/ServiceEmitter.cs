using AmiTools.Aws.Generator.Modelling;

namespace AmiTools.Aws.Generator.Emitting.Client;

internal static class ServiceEmitter
{
    /// <summary>The configuration of a client, and the base of its requests.</summary>
    public static void EmitConfig(CodeWriter code, ServiceModel service)
    {
        var identity = service.Identity;
        using (code.Block($"namespace {identity.Namespace}"))
        {
            code.Line("using Amazon.Runtime;").Line("using AmiTools.Aws;").Line("using AmiTools.Aws.Protocol;").Gap();
            code.Summary($"Settings of an {identity.Client}.");
            using (code.Block($"public partial class {identity.Config} : AwsClientConfig"))
            {
                code.Line("internal static readonly AwsService Service = new()");
                using (code.Enclose("{", "};"))
                {
                    code.Line($"Name = {Naming.Literal(identity.Namespace)},");
                    code.Line($"ServiceId = {Naming.Literal(service.ServiceId)},");
                    code.Line($"ApiVersion = {Naming.Literal(service.ApiVersion)},");
                    code.Line($"EndpointPrefix = {Naming.Literal(service.EndpointPrefix)},");
                    code.Line($"SigningName = {Naming.Literal(service.SigningName)},");
                    code.Line($"Protocol = AwsProtocol.{service.Protocol},");
                    code.Line($"CreateException = {identity.ModelNamespace}.{identity.Name}Errors.Create,");
                }
                code.Gap();
                using (code.Block($"public {identity.Config}() : base(Service)"))
                {
                }
            }
            code.Gap().Summary($"Base of all requests to {identity.Name}.");
            using (code.Block($"public partial class {identity.Request} : AmazonWebServiceRequest"))
                code.Line($"internal {identity.Request} Copy() => ({identity.Request})MemberwiseClone();");
        }
    }
}
