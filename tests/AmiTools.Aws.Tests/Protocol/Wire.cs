using System.Text;
using Amazon.Runtime;
using AmiTools.Aws.Tests.Differential;
using AmiTools.Simulator;
using AmiTools.Simulator.Codecs;
using AmiTools.Simulator.Codecs.AutoScaling;
using AmiTools.Simulator.Codecs.EBS;
using AmiTools.Simulator.Codecs.EC2;
using AmiTools.Simulator.Codecs.RecycleBin;

namespace AmiTools.Aws.Tests.Protocol;

/// <summary>Both ends of the wire, by names: our client's whole way down to HTTP, and the simulator's codecs.</summary>
internal static class Wire
{
    public static ServiceCodec Codec(ServiceModel service) => service.Name switch
    {
        "ec2" => EC2Codecs.Service,
        "rbin" => RecycleBinCodecs.Service,
        "ebs" => EBSCodecs.Service,
        _ => AutoScalingCodecs.Service,
    };

    /// <summary>Sends a request with the generated client.</summary>
    /// <param name="service">Whose operation it is.</param>
    /// <param name="operation">Such as <c>DescribeImages</c>.</param>
    /// <param name="request">Its request.</param>
    /// <param name="answer">What comes back.</param>
    public static async Task<(SentRequest Sent, AmazonWebServiceResponse Response)> CallAsync(
        ServiceModel service, string operation, AmazonWebServiceRequest request, Func<HttpResponseMessage> answer)
    {
        var answers = Answers.InTurn(answer);
        using var client = Client(service, answers);
        var method = client.GetType().GetMethod(operation + "Async", [request.GetType(), typeof(CancellationToken)])
            ?? throw new MissingMethodException(client.GetType().FullName, operation + "Async");
        var task = (Task)method.Invoke(client, [request, CancellationToken.None])!;
        await task;
        return (answers.Sent.Single(), (AmazonWebServiceResponse)task.GetType().GetProperty("Result")!.GetValue(task)!);
    }

    /// <summary>A request as the simulator gets it.</summary>
    public static WireRequest AsReceived(SentRequest sent) => new()
    {
        Method = sent.Method.Method,
        RawPath = sent.Url.AbsolutePath,
        RawQuery = sent.Url.Query.TrimStart('?'),
        Headers = new Dictionary<string, string>(sent.Headers, StringComparer.OrdinalIgnoreCase),
        Body = Encoding.UTF8.GetBytes(sent.Body),
    };

    public static HttpResponseMessage AsSent(WireResponse answer)
    {
        var message = new HttpResponseMessage(answer.Status) { Content = new ReadOnlyMemoryContent(answer.Body) };
        if (answer.ContentType is { } type)
            message.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        return message;
    }

    /// <summary>The least that is an answer of success.</summary>
    public static HttpResponseMessage Nothing(ServiceModel service, string operation) => service.Protocol == "rest-json"
        ? Answers.Response("{}", type: "application/json")
        : Answers.Response($"<{operation}Response/>");

    private static AmazonServiceClient Client(ServiceModel service, HttpMessageHandler handler) => service.Name switch
    {
        "ec2" => WireClients.Ec2(handler),
        "rbin" => WireClients.RecycleBin(handler),
        "ebs" => WireClients.Ebs(handler),
        _ => WireClients.AutoScaling(handler),
    };
}
