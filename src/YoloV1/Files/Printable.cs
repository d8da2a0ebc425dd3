using System.Globalization;
using System.Text;

namespace YoloV1.Files;

/// <summary>What messages print: text of a stranger's file, and counts.</summary>
internal static class Printable
{
    private const int LongestPath = 1000;

    /// <summary>A count with its noun: <c>1 image</c>, <c>2 images</c>.</summary>
    public static string Count(int count, string one, string? many = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many ?? one + "s")}");

    /// <summary>The text on one line, cut after so many letters.</summary>
    public static string Of(string text, int longest = 80) => Line(text.Length > longest ? $"{text[..longest]}..." : text);

    /// <summary>The path of a file on one line.</summary>
    public static string Path(string path) => Of(path, LongestPath);

    /// <summary>What an argument's exception says, without the line about its parameter that .NET adds.</summary>
    public static string Reason(ArgumentException e) => e.Message.Split(" (Parameter '")[0];

    /// <summary>The whole text on one line; a character that a terminal would obey instead of showing it becomes a question mark.</summary>
    public static string Line(string text)
    {
        if (IsPlain(text))
            return text;
        var line = new StringBuilder(text.Length);
        for (var rest = text.AsSpan(); rest.Length > 0;)
        {
            var isWhole = Rune.DecodeFromUtf16(rest, out var letter, out var length) == System.Buffers.OperationStatus.Done;
            line.Append(isWhole && !IsObeyed(letter) ? letter.ToString() : "?");
            rest = rest[length..];
        }
        return line.ToString();
    }

    private static bool IsPlain(string text)
    {
        foreach (var letter in text)
            if (letter is < ' ' or > '~')
                return false;
        return true;
    }

    // Control characters of both sets, what ends a line or a paragraph, and what turns the direction of the text after it.
    private static bool IsObeyed(Rune letter) => Rune.IsControl(letter)
        || letter.Value is 0x2028 or 0x2029 or 0x061C or 0x200E or 0x200F or 0xFEFF
        || letter.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);
}
