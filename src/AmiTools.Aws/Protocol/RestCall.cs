using System.Globalization;
using Amazon.Runtime.Internal;

namespace AmiTools.Aws.Protocol;

/// <summary>A request of the protocol <c>rest-json</c> while it is filled.</summary>
internal sealed class RestCall(IRequest request, AwsService service, string operation)
{
    public IRequest Request { get; } = request;

    /// <summary>Puts a value into the path.</summary>
    /// <exception cref="Amazon.Runtime.AmazonServiceException">There is no value, so that the path would be another operation's.</exception>
    public void Label(string name, string? value)
    {
        // A path takes a single or a double dot for a way up, also when it is encoded.
        if (value is null or "" or "." or "..")
            throw service.CreateException(ErrorDocument.Local(AwsErrorCodes.MissingParameter, $"{operation} needs a value for '{name}'."));
        Request.AddPathResource("{" + name + "}", value);
    }

    public void Query(string name, string? value)
    {
        if (value is null)
            return;
        Request.UseQueryString = true;
        Request.Parameters.Add(name, value);
    }

    public void Query(string name, int? value) => Query(name, value?.ToString(CultureInfo.InvariantCulture));

    public void Query(string name, List<string>? values)
    {
        if (values is not { Count: > 0 })
            return;
        Request.UseQueryString = true;
        Request.ParameterCollection.Add(name, values);
    }

    public void Body<T>(T value, Action<Utf8JsonWriter, T> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
            write(json, value);
        Request.Content = buffer.ToArray();
        Request.Headers["Content-Type"] = "application/json";
    }
}
