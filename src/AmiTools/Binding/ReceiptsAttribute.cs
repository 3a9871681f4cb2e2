using System.Management.Automation;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AmiTools.Binding;

/// <summary>Makes receipts of whatever has them: receipts, what a command returned with one in its property <c>Receipt</c> or <c>Receipts</c>, and both of them read back from a file.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ReceiptsAttribute : ArgumentTransformationAttribute
{
    private static readonly JsonSerializerOptions s_options = new() { PropertyNameCaseInsensitive = true, Converters = { new JsonStringEnumConverter() } };

    /// <summary>The receipts, as an array.</summary>
    public override object Transform(EngineIntrinsics engineIntrinsics, object? inputData) => Given.Each(inputData).SelectMany(Read).ToArray();

    private static IEnumerable<AmiChangeReceipt> Read(object? value)
    {
        if (Given.Unwrap(value) is AmiChangeReceipt receipt) return [receipt];
        if (Given.Has(value, nameof(AmiChangeReceipt.ReceiptId))) return [Rebuild(value!)];
        if (Given.TryGet(value, out object? inner, "Receipts", "Receipt")) return Given.Each(inner).SelectMany(Read).ToArray();
        // A command that found everything done already returns an object without one: there is nothing to undo.
        if (Given.Has(value, "Receipt")) return [];
        throw Given.Refuse($"An object of the type {Given.Unwrap(value)?.GetType().Name ?? "null"} has no receipt. Give what a command of AmiTools returned (with -PassThru where it has that), or a journal with -Path.", isForAnother: false);
    }

    private static AmiChangeReceipt Rebuild(object value)
    {
        try
        {
            return Rebuilt.Node(value).Deserialize<AmiChangeReceipt>(s_options)!;
        }
        catch (JsonException exception)
        {
            throw Given.Refuse($"The receipt was cut off when it was written ({exception.Path}): Export-Clixml and ConvertTo-Json go two levels deep unless -Depth says more; 8 is enough. A journal (-Journal) is never cut off.");
        }
    }
}
