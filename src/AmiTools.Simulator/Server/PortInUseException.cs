namespace AmiTools.Simulator;

/// <summary>Somebody else listens where the server was to listen.</summary>
/// <param name="port">The port.</param>
/// <param name="inner">What the system said.</param>
public sealed class PortInUseException(int port, Exception inner)
    : Exception($"Port {port} on 127.0.0.1 is in use ({inner.Message.TrimEnd('.')}).", inner)
{
    /// <summary>The port.</summary>
    public int Port { get; } = port;
}
