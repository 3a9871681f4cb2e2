using System.Net;
using Amazon.EC2.Model;
using Amazon.Runtime;
using AmiTools.Aws.Codecs.EC2;
using AmiTools.Aws.Protocol;

namespace Amazon.EC2
{
    public partial interface IAmazonEC2
    {
        /// <summary>Asks whether a request would be carried out, without carrying it out.</summary>
        /// <param name="request">A <see cref="RunInstancesRequest"/>: the only one that is asked about here.</param>
        /// <param name="cancellationToken">Cancels the call.</param>
        Task<DryRunResponse> DryRunAsync(AmazonEC2Request request, CancellationToken cancellationToken = default);
    }

    public partial class AmazonEC2Client
    {
        /// <inheritdoc />
        public virtual async Task<DryRunResponse> DryRunAsync(AmazonEC2Request request, CancellationToken cancellationToken = default)
        {
            if (request is not RunInstancesRequest launch)
                throw new NotSupportedException($"There is no dry run of {request?.GetType().Name ?? "null"} here.");
            try
            {
                await SendAsync(launch, new DryRun<RunInstancesRequest, RunInstancesResponse>(RunInstancesOperation.Instance), cancellationToken).ConfigureAwait(false);
                // AWS never answers a dry run with a success: whoever does has carried it out.
                return new() { Message = "The endpoint does not know dry runs.", Error = new AmazonEC2Exception("The endpoint does not know dry runs, and has carried out the request.") { ErrorCode = "InvalidAction" } };
            }
            catch (AmazonEC2Exception answer) when (answer.ErrorCode == "DryRunOperation" || answer.StatusCode == HttpStatusCode.PreconditionFailed)
            {
                return new() { IsSuccessful = true, Message = answer.Message };
            }
            catch (AmazonServiceException refusal)
            {
                return new() { Message = refusal.Message, Error = refusal };
            }
        }

        private sealed class DryRun<TRequest, TResponse>(AwsOperation<TRequest, TResponse> operation) : AwsOperation<TRequest, TResponse>(operation.Name)
            where TRequest : AmazonWebServiceRequest
            where TResponse : AmazonWebServiceResponse, new()
        {
            public override Amazon.Runtime.Internal.IRequest Write(AwsService service, TRequest request, Func<Guid> newId)
            {
                var call = operation.Write(service, request, newId);
                call.Parameters["DryRun"] = "true";
                return call;
            }

            public override TResponse Read(AwsService service, byte[] body) => operation.Read(service, body);
        }
    }
}

namespace Amazon.EC2.Model
{
    /// <summary>What came of a dry run.</summary>
    public class DryRunResponse : AmazonWebServiceResponse
    {
        /// <summary>Whether the request would be carried out.</summary>
        public bool IsSuccessful { get; set; }

        /// <summary>AWS's words.</summary>
        public string Message { get; set; } = "";

        /// <summary>Why it would not be carried out; null where it would.</summary>
        public Exception? Error { get; set; }
    }
}
