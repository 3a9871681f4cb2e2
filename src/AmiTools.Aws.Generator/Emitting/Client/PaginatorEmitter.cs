using AmiTools.Aws.Generator.Modelling;

namespace AmiTools.Aws.Generator.Emitting.Client;

/// <summary>Listings page by page, and item by item.</summary>
internal static class PaginatorEmitter
{
    public static void EmitFactory(CodeWriter code, ServiceModel service)
    {
        var identity = service.Identity;
        var paged = service.Operations.Where(operation => operation.Pagination is not null).ToArray();
        using (code.Block($"namespace {identity.ModelNamespace}"))
        {
            code.Summary($"Listings of {identity.Name} that go on to their end by themselves.");
            using (code.Block($"public interface I{identity.PaginatorFactory}"))
            {
                foreach (var operation in paged)
                    code.Gap().Line($"I{operation.Name}Paginator {operation.Name}({operation.RequestClass} request);");
            }
            using (code.Gap().Block($"internal sealed class {identity.PaginatorFactory}({identity.Client} client) : I{identity.PaginatorFactory}"))
            {
                code.Line($"internal {identity.Client} Client {{ get; }} = client;");
                foreach (var operation in paged)
                    code.Gap().Line($"public I{operation.Name}Paginator {operation.Name}({operation.RequestClass} request) => new {operation.Name}Paginator(Client, request);");
            }
        }
    }

    public static void EmitPaginator(CodeWriter code, ServiceModel service, Operation operation)
    {
        var pagination = operation.Pagination!;
        var items = Property.Of(operation.Output).Single(property => property.Member.Name == pagination.ResultKey);
        var input = Property.Of(operation.Input).Single(property => property.Member.Name == pagination.InputToken).Name;
        var output = Property.Of(operation.Output).Single(property => property.Member.Name == pagination.OutputToken).Name;
        var item = CSharpType.OfElement(items.Shape);

        code.Summary($"Pages and items of {operation.Name}.");
        using (code.Block($"public interface I{operation.Name}Paginator"))
        {
            code.Summary("Page by page; a page can be empty.").Line($"IPaginatedEnumerable<{operation.ResponseClass}> Responses {{ get; }}");
            code.Gap().Summary("Item by item.").Line($"IPaginatedEnumerable<{item}> {items.Name} {{ get; }}");
        }
        using (code.Gap().Block($"internal sealed class {operation.Name}Paginator({service.Identity.Client} client, {operation.RequestClass} request) : I{operation.Name}Paginator"))
        {
            code.Line($"private readonly AmiTools.Aws.TokenPages<{operation.RequestClass}, {operation.ResponseClass}> _pages = new(client, request)");
            using (code.Enclose("{", "};"))
            {
                code.Line($"Send = client.{operation.Name}Async,");
                code.Line($"From = static (request, token) => {{ var next = ({operation.RequestClass})request.Copy(); next.{input} = token; return next; }},");
                code.Line($"Start = static request => request.{input},");
                code.Line($"Next = static response => response.{output},");
            }
            code.Gap().Line($"public IPaginatedEnumerable<{operation.ResponseClass}> Responses => new PaginatedResponse<{operation.ResponseClass}>(_pages);");
            code.Gap().Line($"public IPaginatedEnumerable<{item}> {items.Name} => new PaginatedResultKeyResponse<{operation.ResponseClass}, {item}>(_pages, static page => page.{items.Name} ?? []);");
        }
    }
}
