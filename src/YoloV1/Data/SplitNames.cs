namespace YoloV1.Data;

/// <summary>The names that splits usually have, and which of them mean the same.</summary>
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

    /// <summary>The split that is meant: the one of that name, else one whose name means the same; null where there is none.</summary>
    public static string? Find(IReadOnlyList<string> splits, string asked)
    {
        if (splits.Contains(asked, StringComparer.Ordinal))
            return asked;
        var names = Alike.FirstOrDefault(names => names.Contains(asked, StringComparer.OrdinalIgnoreCase)) ?? [asked];
        return splits.FirstOrDefault(split => names.Contains(split, StringComparer.OrdinalIgnoreCase));
    }
}
