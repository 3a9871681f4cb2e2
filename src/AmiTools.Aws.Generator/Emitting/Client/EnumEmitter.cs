using AmiTools.Aws.Generator.Modelling;

namespace AmiTools.Aws.Generator.Emitting.Client;

/// <summary>The values that AWS knew when the model was made, as constants; any other text is a value too.</summary>
internal static class EnumEmitter
{
    public static void Emit(CodeWriter code, ServiceModel service)
    {
        using (code.Block($"namespace {service.Identity.Namespace}"))
        {
            code.Line("using Amazon.Runtime;");
            foreach (var shape in service.Enums)
                EmitEnum(code.Gap(), shape);
        }
    }

    private static void EmitEnum(CodeWriter code, Shape shape)
    {
        var name = Naming.Capitalised(shape.Name);
        code.Summary($"Constants used for properties of type {name}.");
        using (code.Block($"public class {name} : ConstantClass"))
        {
            foreach (var value in shape.Values.Distinct())
                code.Line($"public static readonly {name} {Naming.Constant(value)} = new({Naming.Literal(value)});");
            code.Gap();
            using (code.Block($"public {name}(string value) : base(value)"))
            {
            }
            code.Gap().Line($"public static {name} FindValue(string value) => FindValue<{name}>(value);");
            code.Gap().Line($"public static implicit operator {name}(string value) => FindValue(value);");
        }
    }
}
