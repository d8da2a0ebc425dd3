namespace YoloV1.Data;

/// <summary>The usual names of splits, and their synonyms.</summary>
internal static class SplitNames
{
    /// <summary>The split of a data set that says nothing of splits.</summary>
    public const string Whole = "all";

    private static readonly string[][] Alike =
    [
        ["train", "training"],
        ["val", "valid", "validation", "dev"],
        ["test", "testing"],
        ["trainval"],
    ];

    /// <summary>Whether a name is one of the usual ones, in small or large letters.</summary>
    public static bool IsUsual(string name) => Alike.Any(names => names.Contains(name, StringComparer.OrdinalIgnoreCase));

    /// <summary>
    /// The split of that name; for <c>train</c>, <c>val</c> and <c>test</c> else one whose name means the same. Null where there is none.
    /// </summary>
    public static string? Find(IReadOnlyList<string> splits, string asked)
    {
        if (splits.Contains(asked, StringComparer.Ordinal))
            return asked;
        var names = Alike.FirstOrDefault(names => names[0].Equals(asked, StringComparison.OrdinalIgnoreCase)) ?? [asked];
        return splits.FirstOrDefault(split => names.Contains(split, StringComparer.OrdinalIgnoreCase));
    }
}
