using System.Globalization;

namespace YoloV1.Data;

/// <summary>Text ids, such as file names: each maps to one negative number in all files of a process.</summary>
internal static class CocoTextIds
{
    // Below every id that a file has as a number.
    private const long Lowest = long.MinValue;

    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, long> Numbers = new(StringComparer.Ordinal);
    private static readonly List<string> Texts = [];

    /// <summary>The number of a text.</summary>
    public static long NumberOf(string text)
    {
        lock (Gate)
        {
            if (Numbers.TryGetValue(text, out var known))
                return known;
            Texts.Add(text);
            return Numbers[text] = Lowest + Texts.Count - 1;
        }
    }

    /// <summary>Whether an id was text.</summary>
    public static bool IsText(long id)
    {
        lock (Gate)
            return id < Lowest + Texts.Count;
    }

    /// <summary>The id as its file has it.</summary>
    public static string Shown(long id)
    {
        lock (Gate)
            return id < Lowest + Texts.Count ? Texts[(int)(id - Lowest)] : id.ToString(CultureInfo.InvariantCulture);
    }
}
