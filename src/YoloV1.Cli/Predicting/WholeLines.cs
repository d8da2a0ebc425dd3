using System.Buffers;
using System.Text;

namespace YoloV1.Cli.Predicting;

/// <summary>The lines of a file that have their end.</summary>
internal sealed class WholeLines(Stream stream)
{
    private const byte Newline = (byte)'\n';

    private readonly byte[] _buffer = new byte[1 << 16];
    private readonly ArrayBufferWriter<byte> _line = new();
    private int _from;
    private int _read;

    /// <summary>Where the last line that was given ends in the file.</summary>
    public long End { get; private set; }

    /// <summary>The next line without its end; null where there is none, or it has no end.</summary>
    public string? Next()
    {
        _line.ResetWrittenCount();
        while (true)
        {
            if (_from == _read)
                (_from, _read) = (0, stream.Read(_buffer));
            if (_read == 0)
                return null;
            var rest = _buffer.AsSpan(_from, _read - _from);
            var end = rest.IndexOf(Newline);
            var taken = end < 0 ? rest.Length : end;
            _line.Write(rest[..taken]);
            _from += end < 0 ? taken : taken + 1;
            if (end < 0)
                continue;
            End += _line.WrittenCount + 1;
            return Encoding.UTF8.GetString(_line.WrittenSpan);
        }
    }
}
