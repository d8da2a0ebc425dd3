using System.Buffers;
using System.Text;

namespace YoloV1.Files;

/// <summary>YAML between bytes, text and values. Files are in UTF-8, or in UTF-16 or UTF-32 with a byte order mark.</summary>
internal static class YamlText
{
    // The longer marks first: UTF-32's begins like UTF-16's.
    private static readonly Encoding[] Marked =
    [
        new UTF32Encoding(bigEndian: false, byteOrderMark: true, throwOnInvalidCharacters: true),
        new UTF32Encoding(bigEndian: true, byteOrderMark: true, throwOnInvalidCharacters: true),
        new UTF8Encoding(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true),
        new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true),
        new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true),
    ];

    private static readonly Encoding Unmarked = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // All that YAML 1.2 leaves out of its printable characters, and byte order marks anywhere but at the start.
    private static readonly SearchValues<char> Forbidden = SearchValues.Create(
    [
        .. Enumerable.Range(0, 0xA0).Select(code => (char)code)
            .Where(letter => letter is not ('\t' or '\n' or '\r' or '\u0085' or (>= ' ' and < '\u007F'))),
        '\uFEFF', '\uFFFE', '\uFFFF',
    ]);

    /// <summary>Decodes a file.</summary>
    /// <exception cref="InvalidDataException">It has other bytes or control characters; the message names the line.</exception>
    public static string Decode(string path, byte[] bytes)
    {
        var encoding = Array.Find(Marked, one => bytes.AsSpan().StartsWith(one.Preamble)) ?? Unmarked;
        var start = encoding.Preamble.Length;
        var text = Decode(path, bytes.AsSpan(start), encoding);
        var at = text.AsSpan().IndexOfAny(Forbidden);
        return at < 0
            ? text
            : throw YamlFault.At(path, LineOf(text.AsSpan(0, at)),
                $"this line has the control character U+{(int)text[at]:X4}; remove it, and save the file as UTF-8.");
    }

    private static string Decode(string path, ReadOnlySpan<byte> bytes, Encoding encoding)
    {
        try
        {
            return encoding.GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            var before = Encoding.Latin1.GetString(bytes[..Math.Clamp(e.Index, 0, bytes.Length)]);
            throw YamlFault.At(path, LineOf(before), "this line has bytes that are not UTF-8; save the file as UTF-8.", e);
        }
    }

    /// <summary>
    /// A value as it is written: in single quotes, which keep every character, or in double quotes where it has control characters.
    /// </summary>
    public static string Quoted(string value) => value.Any(IsEscaped)
        ? $"\"{string.Concat(value.Select(Escaped))}\""
        : $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string Escaped(char letter) =>
        letter is '"' or '\\' ? $"\\{letter}" : IsEscaped(letter) ? $"\\u{(int)letter:X4}" : $"{letter}";

    // Besides what no file may have, all that ends a line.
    private static bool IsEscaped(char letter) => char.IsControl(letter) || letter is '\u2028' or '\u2029' || Forbidden.Contains(letter);

    /// <summary>The number of the last line that has anything; the parser counts these breaks too.</summary>
    public static int LastLine(string text) =>
        LineOf(text.AsSpan().TrimEnd()) + text.AsSpan().TrimEnd().CountAny('\u0085', '\u2028', '\u2029');

    private static int LineOf(ReadOnlySpan<char> before) => 1 + before.Count('\n') + before.Count('\r') - before.Count("\r\n");
}
