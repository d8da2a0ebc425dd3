using System.Globalization;

namespace YoloV1.Files;

/// <summary>What messages print: text of a stranger's file, and counts.</summary>
internal static class Printable
{
    private const int LongestPath = 1000;

    /// <summary>A count with its noun: <c>1 image</c>, <c>2 images</c>.</summary>
    public static string Count(int count, string one, string? many = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many ?? one + "s")}");

    /// <summary>The text on one line, cut after so many letters.</summary>
    public static string Of(string text, int longest = 80)
    {
        var start = text.Length > longest ? $"{text[..longest]}..." : text;
        return string.Concat(start.Select(letter => char.IsControl(letter) || char.IsSurrogate(letter) ? '?' : letter));
    }

    /// <summary>The path of a file on one line.</summary>
    public static string Path(string path) => Of(path, LongestPath);
}
