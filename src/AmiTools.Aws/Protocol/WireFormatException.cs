namespace AmiTools.Aws.Protocol;

/// <summary>Something that came over the wire is not what the protocol has there.</summary>
internal sealed class WireFormatException(string message, Exception? innerException = null) : Exception(message, innerException);
