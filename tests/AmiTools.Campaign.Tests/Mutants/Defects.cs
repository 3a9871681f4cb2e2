using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace AmiTools.Campaign.Tests.Mutants;

/// <summary>Takes a question for answered with "none".</summary>
internal sealed record Blind(string Name, Type Breaks, Type Workload, params string[] Operations) : Mutant(Name, Breaks, Workload, Operations)
{
    public override Task<HttpResponseMessage> AnswerAsync(string operation, HttpRequestMessage request, string body, Func<HttpRequestMessage, Task<HttpResponseMessage>> send) => Task.FromResult(Answers.Nothing(operation, request));
}

/// <summary>Does not do something, and takes it for done.</summary>
internal sealed record Deaf(string Name, Type Breaks, Type Workload, params string[] Operations) : Mutant(Name, Breaks, Workload, Operations)
{
    public override Task<HttpResponseMessage> AnswerAsync(string operation, HttpRequestMessage request, string body, Func<HttpRequestMessage, Task<HttpResponseMessage>> send) => Task.FromResult(Answers.Nothing(operation, request));
}

/// <summary>Does something twice, as one who tries again without looking.</summary>
internal sealed partial record Echo(string Name, Type Breaks, Type Workload, params string[] Operations) : Mutant(Name, Breaks, Workload, Operations)
{
    public override async Task<HttpResponseMessage> AnswerAsync(string operation, HttpRequestMessage request, string body, Func<HttpRequestMessage, Task<HttpResponseMessage>> send)
    {
        string again = ClientToken().Replace(body, "$1another-token");
        again = ImageName().Replace(again, "$1$2-again");
        (await send(Answers.With(request, again))).Dispose();
        return await send(Answers.With(request, body));
    }

    [GeneratedRegex(@"(&ClientToken=)[^&]*")]
    private static partial Regex ClientToken();

    [GeneratedRegex(@"(&Name=)([^&]*)")]
    private static partial Regex ImageName();
}

/// <summary>Makes one thing more than it says, without a tag.</summary>
internal sealed partial record Untagged(string Name, Type Breaks, Type Workload, params string[] Operations) : Mutant(Name, Breaks, Workload, Operations)
{
    public override async Task<HttpResponseMessage> AnswerAsync(string operation, HttpRequestMessage request, string body, Func<HttpRequestMessage, Task<HttpResponseMessage>> send)
    {
        string bare = ImageName().Replace(TagSpecifications().Replace(body, ""), "$1$2-forgotten");
        (await send(Answers.With(request, bare))).Dispose();
        return await send(Answers.With(request, body));
    }

    [GeneratedRegex(@"&TagSpecification[^&]*")]
    private static partial Regex TagSpecifications();

    [GeneratedRegex(@"(&Name=)([^&]*)")]
    private static partial Regex ImageName();
}

/// <summary>Does not look at the state of what it is shown.</summary>
internal sealed record Confused(string Name, Type Breaks, Type Workload, params string[] Operations) : Mutant(Name, Breaks, Workload, Operations)
{
    public override async Task<HttpResponseMessage> AnswerAsync(string operation, HttpRequestMessage request, string body, Func<HttpRequestMessage, Task<HttpResponseMessage>> send)
    {
        HttpResponseMessage answer = await send(request);
        string text = await answer.Content.ReadAsStringAsync();
        answer.Content = new StringContent(text.Replace("<imageState>failed</imageState>", "<imageState>available</imageState>", StringComparison.Ordinal), Encoding.UTF8, "text/xml");
        return answer;
    }
}

/// <summary>What is said in the place of AWS.</summary>
internal static class Answers
{
    /// <summary>Done, and there is nothing to list.</summary>
    public static HttpResponseMessage Nothing(string operation, HttpRequestMessage request) => new(HttpStatusCode.OK)
    {
        RequestMessage = request,
        Content = new StringContent($"""<{operation}Response xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>mutant</requestId><return>true</return></{operation}Response>""", Encoding.UTF8, "text/xml"),
    };

    /// <summary>The request with another body. The simulator knows its callers by their key and lets a changed body's signature pass.</summary>
    public static HttpRequestMessage With(HttpRequestMessage request, string body)
    {
        HttpRequestMessage altered = new(request.Method, request.RequestUri) { Content = new StringContent(body, Encoding.UTF8) };
        altered.Content.Headers.ContentType = request.Content!.Headers.ContentType;
        foreach ((string name, IEnumerable<string> values) in request.Headers) altered.Headers.TryAddWithoutValidation(name, values);
        return altered;
    }
}
