using System.Collections.Immutable;
using AmiTools.Aws.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace AmiTools.Aws.Tests.Generator;

/// <summary>What the generator makes of models, and what it says of those that it cannot use.</summary>
public sealed class GeneratorTests
{
    private const string Model = """
        {"metadata": {"apiVersion": "2020-01-01", "endpointPrefix": "toy", "protocol": "ec2", "serviceId": "Toy Box", "xmlNamespace": "http://toy/doc"},
         "operations": {
          "ListToys": {"http": {"method": "POST", "requestUri": "/"}, "input": "ListToysRequest", "output": "ListToysResult",
                       "pagination": {"input_token": "NextToken", "output_token": "NextToken", "limit_key": "MaxResults", "result_key": "Toys"}},
          "BreakToy": {"http": {"method": "POST", "requestUri": "/"}, "input": "BreakToyRequest"}},
         "shapes": {
          "ListToysRequest": {"type": "structure", "members": {"NextToken": {"shape": "String"}, "Only": {"shape": "Toy"}, "DryRun": {"shape": "Boolean"}}},
          "ListToysResult": {"type": "structure", "members": {"Toys": {"shape": "ToyList", "locationName": "toySet"}, "NextToken": {"shape": "String"}}},
          "BreakToyRequest": {"type": "structure", "required": ["How"], "members": {"How": {"shape": "Way"}}},
          "ToyList": {"type": "list", "member": {"shape": "Toy", "locationName": "item"}},
          "Toy": {"type": "structure", "members": {"Name": {"shape": "String", "locationName": "name"}}},
          "Way": {"type": "string", "enum": ["by-hand", "2x4"]},
          "String": {"type": "string"}, "Boolean": {"type": "boolean"}}}
        """;

    [Fact]
    public void A_client_has_a_file_for_each_operation()
    {
        var files = Run(Model, server: false).Results.Single().GeneratedSources.ToDictionary(file => file.HintName, file => file.SourceText.ToString());
        files.Keys.ShouldBe(
            [
                "ToyBox/AmazonToyBoxClient.g.cs", "ToyBox/AmazonToyBoxConfig.g.cs", "ToyBox/BreakToy.g.cs", "ToyBox/Enumerations.g.cs", "ToyBox/Errors.g.cs",
                "ToyBox/IAmazonToyBox.g.cs", "ToyBox/ListToys.g.cs", "ToyBox/Paginators.g.cs",
            ],
            ignoreOrder: true);
        var list = files["ToyBox/ListToys.g.cs"];
        list.ShouldContain("public partial class ListToysRequest : AmazonToyBoxRequest");
        list.ShouldContain("public partial class Toy");
        list.ShouldNotContain("DryRun");
        files["ToyBox/Enumerations.g.cs"].ShouldContain("public static readonly Way ByHand = new(\"by-hand\");");
        files["ToyBox/Enumerations.g.cs"].ShouldContain("public static readonly Way _2x4 = new(\"2x4\");");
    }

    [Fact]
    public void The_code_is_free_of_syntax_errors()
    {
        foreach (var server in new[] { false, true })
        {
            foreach (var tree in Run(Model, server).GeneratedTrees)
                tree.GetDiagnostics().ShouldBeEmpty(tree.FilePath);
        }
    }

    [Fact]
    public void A_server_knows_of_the_dry_run()
    {
        var files = Run(Model, server: true).Results.Single().GeneratedSources.ToDictionary(file => file.HintName, file => file.SourceText.ToString());
        files["ToyBox/ListToys.g.cs"].ShouldContain("hasDryRun: true");
        files["ToyBox/BreakToy.g.cs"].ShouldContain("hasDryRun: false");
        files["ToyBox/BreakToy.g.cs"].ShouldContain("form.Require(\"How\"");
    }

    [Theory]
    [InlineData("\"protocol\": \"ec2\"", "\"protocol\": \"smithy-rpc-v2-cbor\"", "smithy-rpc-v2-cbor")]
    [InlineData("\"String\": {\"type\": \"string\"}", "\"String\": {\"type\": \"map\"}", "String")]
    [InlineData("\"ToyList\": {\"type\": \"list\",", "\"ToyList\": {\"type\": \"list\", \"flattened\": true,", "ToyList")]
    [InlineData("\"member\": {\"shape\": \"Toy\", \"locationName\": \"item\"}", "\"member\": {\"shape\": \"ToyList\"}", "ToyList")]
    [InlineData("\"NextToken\": {\"shape\": \"String\"}, \"Only\"", "\"NextToken\": {\"shape\": \"String\", \"location\": \"header\"}, \"Only\"", "NextToken")]
    [InlineData("\"shape\": \"Way\"", "\"shape\": \"Missing\"", "toy.json")]
    [InlineData("\"shapes\"", "\"forms\"", "toy.json")]
    [InlineData("\"apiVersion\"", "apiVersion", "toy.json")]
    public void A_model_that_cannot_be_used_fails_the_build_and_is_named(string from, string to, string named)
    {
        Model.ShouldContain(from);
        foreach (var server in new[] { false, true })
        {
            var result = Run(Model.Replace(from, to, StringComparison.Ordinal), server);
            var diagnostic = result.Diagnostics.ShouldHaveSingleItem();
            diagnostic.Id.ShouldBe("AMIAWS001");
            diagnostic.Severity.ShouldBe(DiagnosticSeverity.Error);
            diagnostic.GetMessage().ShouldStartWith("toy.json: ");
            diagnostic.GetMessage().ShouldContain(named);
        }
    }

    [Fact]
    public void A_model_that_did_not_change_is_not_generated_again()
    {
        var other = new ModelFile("/other.json", Model.Replace("Toy Box", "Other", StringComparison.Ordinal));
        var compilation = CSharpCompilation.Create("test");
        var driver = Driver(server: false, new ModelFile("/toy.json", Model), other).RunGenerators(compilation);
        Reasons(driver).ShouldBe([IncrementalStepRunReason.New, IncrementalStepRunReason.New]);

        driver = driver.RunGenerators(compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText("class Unrelated;")));
        Reasons(driver).ShouldBe([IncrementalStepRunReason.Cached, IncrementalStepRunReason.Cached]);

        driver = driver.ReplaceAdditionalText(other, new ModelFile("/other.json", Model.Replace("Toy Box", "Third", StringComparison.Ordinal))).RunGenerators(compilation);
        Reasons(driver).ShouldBe([IncrementalStepRunReason.Cached, IncrementalStepRunReason.Modified]);

        static IEnumerable<IncrementalStepRunReason> Reasons(GeneratorDriver driver) => driver.GetRunResult().Results.Single()
            .TrackedOutputSteps.SelectMany(step => step.Value).Select(step => step.Outputs[0].Reason);
    }

    private static GeneratorDriverRunResult Run(string model, bool server) =>
        Driver(server, new ModelFile("/toy.json", model)).RunGenerators(CSharpCompilation.Create("test")).GetRunResult();

    private static GeneratorDriver Driver(bool server, params AdditionalText[] files) => CSharpGeneratorDriver.Create(
        [new AwsClientGenerator().AsSourceGenerator()],
        files,
        optionsProvider: new Options(server),
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    private sealed class ModelFile(string path, string text) : AdditionalText
    {
        public override string Path { get; } = path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }

    private sealed class Options(bool server) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(server
            ? ImmutableDictionary<string, string>.Empty.Add("build_property.AwsProtocolSide", "server")
            : ImmutableDictionary<string, string>.Empty);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;
    }

    private sealed class Values(ImmutableDictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}
