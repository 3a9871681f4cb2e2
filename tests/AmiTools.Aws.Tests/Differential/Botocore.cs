using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AmiTools.Testing;

namespace AmiTools.Aws.Tests.Differential;

/// <summary>One Python process with botocore in it, for all the cases of a test class. It starts with the first question.</summary>
public sealed class Botocore : IDisposable
{
    private readonly Lazy<Process> _process = new(Start);
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>What botocore sends for a request; null where this botocore does not know the operation or a member yet.</summary>
    internal Task<JsonNode?> SerializeAsync(ServiceModel service, string operation, JsonObject value) => AskAsync("serialize", service, operation, new() { ["value"] = value.DeepClone() });

    /// <summary>A response that holds a value.</summary>
    internal Task<JsonNode?> RenderAsync(ServiceModel service, string operation, JsonObject value, int style) =>
        AskAsync("render", service, operation, new() { ["value"] = value.DeepClone(), ["style"] = style });

    /// <summary>What botocore reads out of a response.</summary>
    internal Task<JsonNode?> ParseAsync(ServiceModel service, string operation, int status, string body, JsonObject? headers = null) =>
        AskAsync("parse", service, operation, new() { ["status"] = status, ["body"] = body, ["headers"] = headers ?? [] });

    public void Dispose()
    {
        _turn.Dispose();
        if (!_process.IsValueCreated)
            return;
        // The script ends with its input.
        _process.Value.StandardInput.Dispose();
        if (!_process.Value.WaitForExit(5000))
            _process.Value.Kill();
        _process.Value.Dispose();
    }

    private static Process Start()
    {
        var start = new ProcessStartInfo(Python.Program!, [Path.Combine(AppContext.BaseDirectory, "Differential", "botocore_oracle.py")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
        };
        start.Environment["PYTHONIOENCODING"] = "utf-8";
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        return Process.Start(start)!;
    }

    private async Task<JsonNode?> AskAsync(string what, ServiceModel service, string operation, JsonObject job)
    {
        job["do"] = what;
        job["service"] = service.Name;
        job["operation"] = operation;
        await _turn.WaitAsync();
        try
        {
            await _process.Value.StandardInput.WriteLineAsync(job.ToJsonString(JsonSerializerOptions.Default));
            await _process.Value.StandardInput.FlushAsync();
            var line = await _process.Value.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The Python process ended.");
            var answer = JsonNode.Parse(line)!;
            if (answer["failure"] is { } failure)
                throw new InvalidOperationException($"botocore could not {what} {service.Name} {operation}:\n{failure}\n{job.ToJsonString()}");
            return answer["unknown"] is null ? answer : null;
        }
        finally
        {
            _turn.Release();
        }
    }
}
