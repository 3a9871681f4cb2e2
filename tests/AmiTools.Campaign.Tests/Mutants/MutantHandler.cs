using System.Text.RegularExpressions;

namespace AmiTools.Campaign.Tests.Mutants;

/// <summary>Puts a mutant on the wire.</summary>
internal sealed partial class MutantHandler(Mutant mutant) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        string operation = Action().Match(body).Groups[1].Value;
        return mutant.Operations.Contains(operation)
            ? await mutant.AnswerAsync(operation, request, body, altered => base.SendAsync(altered, cancellationToken))
            : await base.SendAsync(request, cancellationToken);
    }

    [GeneratedRegex(@"(?:^|&)Action=(\w+)")]
    private static partial Regex Action();
}
