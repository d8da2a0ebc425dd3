using System.Text.Json;

namespace YoloV1.Files;

/// <summary>The reason why JSON is invalid, without the names of .NET types in its exceptions.</summary>
internal static class JsonReason
{
    private const string Missing = "was missing required properties including: ";

    /// <summary>The reason in a sentence.</summary>
    public static string Of(JsonException e)
    {
        var text = (e.InnerException as JsonException ?? e).Message;
        if (text.Contains("trailing comma", StringComparison.Ordinal))
            return "There is a comma before the closing bracket; remove it.";
        if (text.IndexOf(Missing, StringComparison.Ordinal) is >= 0 and var at)
            return $"{Printable.Of(text[(at + Missing.Length)..].TrimEnd('.'))} is missing.";
        return text.Contains("could not be converted", StringComparison.Ordinal) ? "The value has the wrong type."
            : Printable.Of(Before(Before(text, " LineNumber: "), " Path: "), longest: 300);
    }

    private static string Before(string text, string mark) =>
        text.IndexOf(mark, StringComparison.Ordinal) is >= 0 and var at ? text[..at] : text;
}
