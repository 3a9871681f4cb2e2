using System.Text;
using Amazon.Runtime;
using AmiTools.Aws.Tests.Differential;
using AmiTools.Aws.Tests.Protocol;

namespace AmiTools.Aws.Tests.Errors;

/// <summary>Answers with bytes changed, cut out and repeated at random: each is read, or is the service's exception. Nothing else comes out.</summary>
public sealed class MangledAnswerTests
{
    [Theory]
    [InlineData("ec2", "DescribeImages")]
    [InlineData("ec2", "DescribeInstances")]
    [InlineData("autoscaling", "DescribeAutoScalingGroups")]
    [InlineData("rbin", "GetRule")]
    [InlineData("ebs", "ListChangedBlocks")]
    public async Task Whatever_comes_is_read_or_refused(string service, string operation)
    {
        var model = ServiceModels.All[service];
        var codec = Wire.Codec(model).Find(operation)!;
        var (read, refused) = (0, 0);
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var body = Mangle(codec.Write(ModelBinding.Response(model, operation, Sample.Response(model, operation, seed)), "r").Body.ToArray(), random);
            var status = random.Next(3) == 0 ? 400 : 200;
            var request = ModelBinding.Request(model, operation, Sample.Request(model, operation, seed));
            try
            {
                await Wire.CallAsync(model, operation, request, () => new HttpResponseMessage((System.Net.HttpStatusCode)status) { Content = new ByteArrayContent(body) });
                read++;
            }
            catch (AmazonServiceException error)
            {
                error.ErrorCode.ShouldNotBeNullOrEmpty($"seed {seed}: {Encoding.UTF8.GetString(body)}");
                error.Message.ShouldNotBeNullOrEmpty();
                refused++;
            }
        }
        // Both ends are reached, or the test would say nothing.
        read.ShouldBeGreaterThan(0);
        refused.ShouldBeGreaterThan(0);
    }

    private static byte[] Mangle(byte[] body, Random random)
    {
        var bytes = body.ToList();
        for (var i = random.Next(0, 6); i > 0 && bytes.Count > 0; i--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(4))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 40), bytes.Count - at));
                    break;
                case 2:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 40), bytes.Count - at)));
                    break;
                default:
                    bytes.InsertRange(at, "<>&\"{}[],:\0\u00ff".Select(c => (byte)c).OrderBy(_ => random.Next()).Take(2));
                    break;
            }
        }
        return [.. bytes];
    }
}
