using System.Text;
using Amazon.EC2.Model;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Recovery;

/// <summary>What a machine says on its console while it boots: the last 64 KiB of it.</summary>
internal sealed class ConsoleReader(RegionSession region, string instanceId)
{
    private bool _latest = true;

    /// <summary>The text; empty where there is none yet.</summary>
    public async Task<string> ReadAsync(CancellationToken cancellationToken)
    {
        GetConsoleOutputResponse answer;
        try
        {
            answer = await AskAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (AmiException failure) when (_latest && failure.AwsCode is "UnsupportedOperation" or "InvalidParameterCombination")
        {
            // Only machines on Nitro tell the newest; others what they said some minutes after the boot.
            _latest = false;
            answer = await AskAsync(cancellationToken).ConfigureAwait(false);
        }

        return string.IsNullOrEmpty(answer.Output) ? "" : Encoding.UTF8.GetString(Convert.FromBase64String(answer.Output));
    }

    private Task<GetConsoleOutputResponse> AskAsync(CancellationToken cancellationToken)
    {
        GetConsoleOutputRequest request = new() { InstanceId = instanceId, Latest = _latest ? true : null };
        return region.CallAsync("GetConsoleOutput", instanceId, ec2 => ec2.GetConsoleOutputAsync(request, cancellationToken));
    }
}
