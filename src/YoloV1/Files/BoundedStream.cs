namespace YoloV1.Files;

/// <summary>The bytes of a file up to a bound, and an error at the first one beyond it.</summary>
/// <param name="inner">The file; owned.</param>
/// <param name="path">Its path, for messages.</param>
/// <param name="mostBytes">The bound.</param>
/// <param name="longestLine">Bytes of a line, as far as a whole buffer has no end of one; for what reads a line into memory.</param>
internal sealed class BoundedStream(Stream inner, string path, long mostBytes, long longestLine = long.MaxValue) : Stream
{
    private long _read;
    private long _line;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    /// <exception cref="InvalidDataException">The file has more bytes than the bound, or a line that is too long.</exception>
    public override int Read(Span<byte> buffer)
    {
        var count = inner.Read(buffer);
        _read += count;
        if (_read > mostBytes)
            throw Beyond($"this has more than {mostBytes} bytes");
        var end = buffer[..count].LastIndexOfAny((byte)'\n', (byte)'\r');
        _line = end < 0 ? _line + count : count - end - 1;
        return _line <= longestLine ? count : throw Beyond($"a line has more than {longestLine} bytes");
    }

    private InvalidDataException Beyond(string what) =>
        new($"{Printable.Path(path)}: {what}, more than any such file needs; check the path.");

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() => inner.Flush();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
