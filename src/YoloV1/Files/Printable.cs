namespace YoloV1.Files;

/// <summary>Text of a stranger's file as a message can show it.</summary>
internal static class Printable
{
    /// <summary>The text on one line, cut after so many letters.</summary>
    public static string Of(string text, int longest = 80)
    {
        var start = text.Length > longest ? $"{text[..longest]}..." : text;
        return string.Concat(start.Select(letter => char.IsControl(letter) || char.IsSurrogate(letter) ? '?' : letter));
    }
}
