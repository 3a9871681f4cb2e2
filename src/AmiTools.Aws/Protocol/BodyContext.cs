using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace AmiTools.Aws.Protocol;

/// <summary>The whole body of an answer, which is in memory already. The runtime's ways of asking where the reading stands have no answer here.</summary>
internal sealed class BodyContext : UnmarshallerContext
{
    private readonly Stream _stream;

    public BodyContext(Stream stream, IWebResponseData response, bool isException)
    {
        WebResponseData = response;
        IsException = isException;
        // The runtime's ResponseBody, which it logs for errors, reads from here.
        var caching = isException ? new CachingWrapperStream(stream, null) : null;
        WrappingStream = caching;
        _stream = caching ?? stream;
    }

    public override string CurrentPath => "";

    public override int CurrentDepth => 0;

    public override bool IsStartElement => false;

    public override bool IsEndElement => false;

    public override bool IsStartOfDocument => true;

    public byte[] ReadBody()
    {
        if (_stream is MemoryStream memory)
            return memory.ToArray();
        using var copy = new MemoryStream();
        _stream.CopyTo(copy);
        return copy.ToArray();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _stream.Dispose();
        base.Dispose(disposing);
    }
}
