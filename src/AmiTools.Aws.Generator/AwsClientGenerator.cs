using System.Text;
using System.Text.Json;
using AmiTools.Aws.Generator.Emitting;
using AmiTools.Aws.Generator.Modelling;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace AmiTools.Aws.Generator;

/// <summary>
/// Turns AWS service models (additional files, JSON) into C#. A project gets the client's side: shapes, clients, paginators, requests written and
/// responses read. With <c>AwsProtocolSide</c> set to <c>server</c> it gets the other side instead: requests read and responses written, for the
/// shapes of the client's assembly.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class AwsClientGenerator : IIncrementalGenerator
{
    private static readonly DiagnosticDescriptor s_badModel = new(
        "AMIAWS001", "Unusable service model", "{0}: {1}", "AmiTools.Aws.Generator", DiagnosticSeverity.Error, isEnabledByDefault: true);

    private static readonly Encoding s_utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    /// <inheritdoc />
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var isServer = context.AnalyzerConfigOptionsProvider.Select((options, _) =>
            options.GlobalOptions.TryGetValue("build_property.AwsProtocolSide", out var side) && side == "server");
        var models = context.AdditionalTextsProvider
            .Where(file => Path.GetExtension(file.Path) == ".json")
            .Select((file, cancellation) => (Name: Path.GetFileName(file.Path), Text: file.GetText(cancellation)?.ToString() ?? ""));
        context.RegisterSourceOutput(models.Combine(isServer), (production, source) => Produce(production, source.Left.Name, source.Left.Text, source.Right));
    }

    private static void Produce(SourceProductionContext production, string name, string text, bool isServer)
    {
        try
        {
            var service = ModelReader.Read(name, text);
            foreach (var file in isServer ? ServerSide.Files(service) : ClientSide.Files(service))
                production.AddSource($"{service.Identity.Name}/{file.Key}.g.cs", SourceText.From(file.Value.ToString(), s_utf8));
        }
        catch (Exception e) when (e is ModelException or JsonException or KeyNotFoundException)
        {
            production.ReportDiagnostic(Diagnostic.Create(s_badModel, Location.None, name, e.Message));
        }
    }
}
