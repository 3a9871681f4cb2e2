using System.Net;
using System.Net.Sockets;

namespace AmiTools.Simulator;

/// <summary>A simulator behind HTTP, for any AWS client: point its endpoint URL here. Listens on 127.0.0.1 only.</summary>
public sealed class SimulatorServer : IAsyncDisposable
{
    private const int Attempts = 20;

    private readonly AwsSimulator _simulator;
    private readonly HttpListener _listener;
    private readonly CancellationTokenSource _stopping = new();
    private readonly HashSet<Task> _visits = [];
    private readonly Task _accepting;

    private SimulatorServer(AwsSimulator simulator, HttpListener listener, Uri address)
    {
        _simulator = simulator;
        _listener = listener;
        Address = address;
        _accepting = Task.Run(AcceptAsync);
    }

    /// <summary>Where it listens, such as <c>http://127.0.0.1:4599</c>.</summary>
    public Uri Address { get; }

    /// <summary>Starts listening.</summary>
    /// <param name="simulator">What answers. Stays the caller's.</param>
    /// <param name="port">1 to 65535, or 0 for a free one.</param>
    /// <exception cref="PortInUseException">Somebody else listens on that port.</exception>
    public static SimulatorServer Start(AwsSimulator simulator, int port = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(port);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, ushort.MaxValue);
        for (var attempt = 1; ; attempt++)
        {
            var chosen = port == 0 ? FreePort() : port;
            var address = new Uri($"http://127.0.0.1:{chosen}");
            var listener = new HttpListener { IgnoreWriteExceptions = false };
            listener.Prefixes.Add(address.AbsoluteUri);
            try
            {
                listener.Start();
                return new(simulator, listener, address);
            }
            catch (Exception failure) when (failure is HttpListenerException or SocketException)
            {
                listener.Close();
                // HttpListener cannot take port 0, and between finding a free port and listening somebody may have been quicker.
                if (port != 0 || attempt == Attempts)
                    throw new PortInUseException(chosen, failure);
            }
        }
    }

    /// <summary>Stops listening, and waits for the requests in progress; those that wait for simulated time are given up.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested)
            return;
        await _stopping.CancelAsync().ConfigureAwait(false);
        // First the visits, because a listener that stops answers the open ones itself, with an empty success.
        await VisitsAsync().ConfigureAwait(false);
        _listener.Stop();
        await _accepting.ConfigureAwait(false);
        await VisitsAsync().ConfigureAwait(false);
        _listener.Close();
        _stopping.Dispose();
    }

    private Task VisitsAsync()
    {
        lock (_visits)
            return Task.WhenAll(_visits);
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private async Task AcceptAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync().ConfigureAwait(false);
            }
            catch (Exception failure) when (failure is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                // The way in which a listener says that it was stopped; a broken connection attempt is the client's matter.
                continue;
            }
            var visit = Task.Run(() => VisitAsync(context));
            lock (_visits)
                _visits.Add(visit);
            _ = visit.ContinueWith(
                done =>
                {
                    lock (_visits)
                        _visits.Remove(done);
                },
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
        }
    }

    private async Task VisitAsync(HttpListenerContext context)
    {
        try
        {
            var request = await ReadAsync(context.Request).ConfigureAwait(false);
            var response = SimulatorConsole.Handles(request)
                ? SimulatorConsole.Answer(_simulator, request)
                : await _simulator.Gateway.HandleAsync(request, _stopping.Token).ConfigureAwait(false);
            await WriteAsync(context.Response, response).ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is HttpListenerException or IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The client hung up, or the server is stopping: nobody is there to be told.
            Cut(context.Response, headersSent: gone is not OperationCanceledException);
        }
    }

    private static async Task<WireRequest> ReadAsync(HttpListenerRequest request)
    {
        using var body = new MemoryStream();
        if (request.HasEntityBody)
            await request.InputStream.CopyToAsync(body).ConfigureAwait(false);
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in request.Headers.AllKeys)
            headers[name!] = request.Headers[name]!;
        // The raw URL: HttpListener's own Url has encoded slashes decoded.
        var url = request.RawUrl ?? "/";
        var question = url.IndexOf('?');
        return new()
        {
            Method = request.HttpMethod,
            RawPath = question < 0 ? url : url[..question],
            RawQuery = question < 0 ? "" : url[(question + 1)..],
            Headers = headers,
            Body = body.ToArray(),
        };
    }

    private static async Task WriteAsync(HttpListenerResponse response, WireResponse answer)
    {
        if (answer.Delivery == Delivery.Cut)
        {
            Cut(response, headersSent: false);
            return;
        }
        response.StatusCode = (int)answer.Status;
        if (answer.ContentType is not null)
            response.ContentType = answer.ContentType;
        foreach (var (name, value) in answer.Headers)
            response.Headers[name] = value;
        var body = answer.Delivery == Delivery.Whole ? answer.Body : answer.Body[..(answer.Body.Length / 2)];
        response.ContentLength64 = answer.Delivery == Delivery.Half ? answer.Body.Length : body.Length;
        await response.OutputStream.WriteAsync(body).ConfigureAwait(false);
        if (answer.Delivery == Delivery.Half)
        {
            await response.OutputStream.FlushAsync().ConfigureAwait(false);
            response.Abort();
        }
        else
            response.Close();
    }

    /// <summary>Closes the connection so that the client knows that its answer got lost.</summary>
    private static void Cut(HttpListenerResponse response, bool headersSent)
    {
        // Where HttpListener is not the operating system's, Abort sends headers before it closes the connection: they must promise more than comes.
        if (!headersSent)
            response.ContentLength64 = 1;
        response.Abort();
    }
}
